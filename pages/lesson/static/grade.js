/* How well a number is known, in words and with its source, wherever one is shown. */

import { h } from './bus.js';

/** A grade: its letter, its meaning and a link to the source. */
export function gradeOf({ evidence, grade, source }) {
  const letter = evidence === 'A2' ? 'A (2nd)' : evidence;
  return h('span', { class: 'sr-grade-line' }, h('span', { class: `sr-grade sr-grade-${evidence[0]}` }, letter), ` ${grade}`,
    source ? ': ' : null, source ? sourceLink(source) : null);
}

/** A source as a link, or as text where no address is known. */
export const sourceLink = ({ text, url }) => (url ? h('a', { href: url, target: '_blank', rel: 'noopener noreferrer' }, text) : text);
