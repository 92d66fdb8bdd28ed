/* How a number with a unit is written while a slider moves. The same as models/notation.py, to the letter:
   tests/browser/test_notation.py holds the two together. */

const SUPERSCRIPT = { '-': '⁻', 0: '⁰', 1: '¹', 2: '²', 3: '³', 4: '⁴', 5: '⁵', 6: '⁶', 7: '⁷', 8: '⁸', 9: '⁹' };
/** More digits than a tie between two rounded numbers can have: a double that differs from a tie differs before. */
const EXACT_DIGITS = 60;

/** A positive number as [mantissa, power], rounded half to even as Python does (JavaScript rounds half up). */
function rounded(value, digits) {
  const split = text => { const [mantissa, power] = text.split('e'); return [mantissa, Number(power)]; };
  const [exact, power] = split(value.toExponential(EXACT_DIGITS));
  const kept = digits > 1 ? digits + 1 : 1;
  const tie = /^\.?50*$/.test(exact.slice(kept));
  const even = Number(exact[kept - 1]) % 2 === 0;
  return tie && even ? [exact.slice(0, kept), power] : split(value.toExponential(digits - 1));
}

const trimmed = text => (text.includes('.') ? text.replace(/\.?0+$/, '') : text);

/** The number with at most `digits` significant digits, as a power of ten below 1e-3 and from 1e5 on. */
export function number(value, digits = 3) {
  if (value === 0) return '0';
  if (!Number.isFinite(value)) return Number.isNaN(value) ? 'nan' : value > 0 ? 'inf' : '-inf';
  const [mantissa, power] = rounded(Math.abs(value), digits);
  const sign = value < 0 ? '−' : '';
  if (power >= -3 && power < 5) {
    return sign + trimmed(Number(`${mantissa}e${power}`).toFixed(Math.max(digits - 1 - power, 0)));
  }
  const factor = trimmed(mantissa);
  const raised = [...String(power)].map(digit => SUPERSCRIPT[digit]).join('');
  return `${sign}${factor === '1' ? '' : `${factor} × `}10${raised}`;
}

/** A unit as it is written after a number: `1/s` becomes `/s`. */
export const unitText = unit => (unit.startsWith('1/') ? unit.slice(1) : unit);

/** The number with its unit; a degree stands close to its number. */
export const quantity = (value, unit, digits = 3) =>
  `${number(value, digits)}${unit === '°' ? '' : ' '}${unitText(unit)}`.trimEnd();
