/* A number as a reader types it: `2.5e-4`, `2,5`, `2.5 × 10^-4`, `59 µm`, `off`. */

import { number, unitText } from './notation.js';
import { clean } from './scale.js';

const RAISED = '⁰¹²³⁴⁵⁶⁷⁸⁹⁻⁺', FLAT = '0123456789-+';
const MOST_SHOWN = 24;

/** Raised digits as a keyboard writes them: 10⁻³ becomes 10^-3. */
const lowered = text => text.replace(/[⁰¹²³⁴⁵⁶⁷⁸⁹⁻⁺]+/g,
  run => `^${[...run].map(sign => FLAT[RAISED.indexOf(sign)]).join('')}`);
/** A unit without what keyboards lack: µ is u, ² is 2; dots, stars and spaces are dropped. */
const plainUnit = text => lowered(text).toLowerCase()
  .replace(/[µμ]/g, 'u').replace(/[\s·*^×]/g, '').replace(/^1\//, '/');
const quoted = text => `“${text.length > MOST_SHOWN ? `${text.slice(0, MOST_SHOWN)}…` : text}”`;

/** The bounds in words: `0.01 to 300 µm²/s, or off`. */
export function boundsText({ low, high, unit, zero, integer }) {
  const range = `${number(low, 4)} to ${number(high, 4)} ${unitText(unit)}`.trimEnd();
  return `${integer ? 'a whole number from ' : ''}${range}${zero && low > 0 ? ', or off' : ''}`;
}

/** The value as a keyboard writes it, for a field to start with. */
export const typedText = value => String(clean(value));

/** A decimal comma or thousands separators as a plain decimal; null where a comma can mean two things. */
function decimal(text) {
  const digits = text.replace(/(?<=\d)[\s'’](?=\d{3}(?!\d))/g, '');
  if (!digits.includes(',')) return digits;
  if (/^[+-]?[1-9]\d{0,2}(,\d{3})+\.\d*$/.test(digits)) return digits.replace(/,/g, '');
  if (/^[+-]?[1-9]\d{0,2}(\.\d{3})+,\d*$/.test(digits)) return digits.replace(/\./g, '').replace(',', '.');
  if (/^[+-]?[1-9]\d{0,2}(,\d{3})+$/.test(digits)) return null;
  return digits.replace(',', '.');
}

/** Split into number and unit. Powers of ten are taken with the number, in all their spellings. */
function split(text) {
  const flat = lowered(text.trim().replace(/[−–]/g, '-')).replace(/\*\*/g, '^');
  const mantissa = String.raw`[+-]?(?:\d[\d.,'’]*(?:\s\d{3}(?!\d)[\d.,]*)*|[.,]\d+)`;
  const power = String.raw`\s*(?:[×x*·]\s*10\s*\^\s*\(?([+-]?\d+)\)?|e\s*([+-]?\d+))`;
  const bare = flat.match(/^([+-]?)10\s*\^\s*\(?([+-]?\d+)\)?(.*)$/);
  if (bare) return { mantissa: `${bare[1]}1`, power: bare[2], unit: bare[3] };
  const found = flat.match(new RegExp(`^(${mantissa})(?:${power})?(.*)$`, 'i'));
  return found && { mantissa: found[1], power: found[2] ?? found[3] ?? '0', unit: found[4] };
}

/** Read what was typed for a parameter: {value} or {error}, the error in words and with the bounds. */
export function readEntry(text, parameter) {
  const { low, high, unit, zero, integer } = parameter;
  const typed = text.trim();
  const refuse = (fault, reason = '') => ({ error: `${fault} It may be ${boundsText(parameter)}. ${reason}`.trimEnd() });
  if (zero && typed.toLowerCase() === 'off') return { value: 0 };
  const parts = split(typed);
  if (!parts) return refuse(typed ? `${quoted(typed)} is not a number.` : 'No number was typed.');
  if (parts.unit.trim() && plainUnit(parts.unit) !== plainUnit(unit)) {
    return refuse(`${quoted(typed)} is not a number${unit ? ` in ${unitText(unit)}` : ''}.`);
  }
  const mantissa = decimal(parts.mantissa);
  if (mantissa === null) return refuse(`${quoted(typed)} can be read in two ways: write the number without a comma.`);
  const value = clean(Number(`${mantissa}e${parts.power}`));
  if (!Number.isFinite(value)) return refuse(`${quoted(typed)} is not a number.`);
  if (zero && value === 0) return { value: 0 };
  if (value < low) return refuse(`${quoted(typed)} is too low.`);
  if (value > high) return refuse(`${quoted(typed)} is too high.`, parameter.limit_reason);
  if (integer && !Number.isInteger(value)) return refuse(`${quoted(typed)} is not a whole number.`);
  return { value };
}
