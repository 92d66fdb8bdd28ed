/* Where a value stands on a slider's track, and which values a finger or a key can reach.

   A position runs from 0 (left end) to 1. Values reached by hand lie on a grid: about 200 nice steps on a linear
   scale, 40 steps per decade on a logarithmic one, whole numbers for an integer. Typed, linked and preset values may
   stand between. "Off" (exactly 0, below the lowest value) has the left end to itself. */

const LINEAR_STEPS = 200;
const STEPS_PER_DECADE = 40;
const GRID_DIGITS = 3;
const VALUE_DIGITS = 4;
const INTEGER_STEPS = 10000;
const PAGE = 10;
/** The part of the track that separates "off" from the lowest value. */
const ZERO_GAP = 0.07;

const toDigits = (value, digits) => Number(value.toPrecision(digits));

/** A value with the four significant digits that the server keeps. */
export const clean = value => (Number.isFinite(value) ? toDigits(value, VALUE_DIGITS) : value);

/** Whether two values of a parameter are the same to the digits that are kept. */
export const same = (one, other) => one === other || (typeof one === 'number' && clean(one) === clean(other));

/** The step of 1, 2, 2.5 or 5 × 10ⁿ that is nearest to `wanted` in proportion. */
export function niceStep(wanted) {
  const power = 10 ** Math.floor(Math.log10(wanted));
  const distance = step => Math.abs(Math.log(step / wanted));
  const steps = [1, 2, 2.5, 5, 10].map(factor => factor * power);
  return toDigits(steps.reduce((best, step) => (distance(step) < distance(best) ? step : best)), VALUE_DIGITS);
}

function linearGrid({ low, high, integer }) {
  const coarse = 10 ** Math.max(0, Math.ceil(Math.log10((high - low) / INTEGER_STEPS)));
  const step = integer ? coarse : niceStep((high - low) / LINEAR_STEPS);
  const first = Math.floor(low / step + 1e-9) + 1, last = Math.ceil(high / step - 1e-9) - 1;
  const count = Math.max(last - first + 1, 0);
  return Array.from({ length: count }, (_, index) => toDigits((first + index) * step, 12));
}

function logGrid({ low, high, integer }) {
  const first = Math.ceil(STEPS_PER_DECADE * Math.log10(low)), last = Math.floor(STEPS_PER_DECADE * Math.log10(high));
  const values = Array.from({ length: last - first + 1 }, (_, index) => 10 ** ((first + index) / STEPS_PER_DECADE));
  return values.map(value => (integer ? Math.round(toDigits(value, GRID_DIGITS)) : toDigits(value, GRID_DIGITS)));
}

/** The scale of a number: positions, grid and steps. */
export function createScale(parameter) {
  const { low, high, zero } = parameter;
  const log = parameter.scale === 'log' && low > 0;
  const gap = zero && low > 0 ? ZERO_GAP : 0;
  const inside = (log ? logGrid : linearGrid)(parameter).filter(value => value > low && value < high);
  const grid = [...new Set([...(gap ? [0] : []), low, ...inside, high])];
  const warp = log ? Math.log : value => value;
  const unwarp = log ? Math.exp : value => value;
  const span = warp(high) - warp(low) || 1;

  /** The position of a value; what is out of bounds stands at the nearer end. */
  const position = value => {
    if (gap && value <= 0) return 0;
    return gap + (1 - gap) * (warp(Math.min(Math.max(value, low), high)) - warp(low)) / span;
  };
  /** The number of grid values below `value`: where it would be put in. */
  const rank = value => {
    let from = 0, to = grid.length;
    while (from < to) {
      const middle = (from + to) >> 1;
      if (grid[middle] < value) from = middle + 1; else to = middle;
    }
    return from;
  };
  /** The grid value nearest to a position. */
  const valueAt = at => {
    if (gap && at < gap) return at < gap / 2 ? 0 : low;
    const index = rank(unwarp(warp(low) + span * (at - gap) / (1 - gap)));
    const [left, right] = [grid[Math.max(index - 1, 0)], grid[Math.min(index, grid.length - 1)]];
    return Math.abs(position(left) - at) <= Math.abs(position(right) - at) ? left : right;
  };
  /** The value `count` grid steps away; a value between two steps goes to the next one first. */
  const step = (value, count) => {
    const index = rank(value), onGrid = grid[index] === value;
    const target = count > 0 ? index + count - (onGrid ? 0 : 1) : index + count;
    return grid[Math.min(Math.max(target, 0), grid.length - 1)];
  };
  const keys = {
    ArrowRight: value => step(value, 1), ArrowUp: value => step(value, 1),
    ArrowLeft: value => step(value, -1), ArrowDown: value => step(value, -1),
    PageUp: value => step(value, PAGE), PageDown: value => step(value, -PAGE),
    Home: () => grid[0], End: () => grid[grid.length - 1],
  };
  /** The value that a key leads to, or null if the key is none of a slider's. */
  const key = (name, value) => keys[name]?.(value) ?? null;

  return { grid, gap, log, position, valueAt, step, key };
}
