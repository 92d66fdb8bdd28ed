/* What is known about a parameter, behind its question mark; and the badge that grades the value shown. */

import { h } from './bus.js';
import { boundsText } from './controls_entry.js';
import { WORDS } from './controls_words.js';
import { number, quantity } from './notation.js';

const VALUE_DIGITS = 4;

/** A parameter's value as readers see it; models and messages on the server write the same. */
export function valueText(parameter, value) {
  if (parameter.kind === 'choice') return parameter.options.find(([option]) => option === value)?.[1] ?? String(value);
  if (parameter.kind === 'switch') return value ? WORDS.on : WORDS.off;
  if (parameter.zero && value === 0) return WORDS.off;
  return quantity(value, parameter.unit, VALUE_DIGITS);
}

/** A source as a link to where it can be read, or as text where no address is known. */
export function sourceElement(source) {
  if (!source?.text) return null;
  if (!/^https?:\/\//.test(source.url ?? '')) return h('span', {}, source.text);
  return h('a', { href: source.url, target: '_blank', rel: 'noopener noreferrer' }, source.text,
    h('span', { class: 'sr-visually-hidden' }, ` ${WORDS.newTab}`));
}

/** The badge of a graded value: the letter, and in words what B and C are. Without a grade: the reader's own value. */
export function badgeElement(grade) {
  if (!grade) return h('span', { class: 'sr-badge sr-badge-own', title: WORDS.ownValueTitle }, WORDS.ownValue);
  const [letter, ...words] = WORDS.badges[grade.evidence].split(' ');
  return h('span', { class: 'sr-badge', 'data-evidence': grade.evidence, title: grade.grade },
    h('span', { class: 'sr-visually-hidden' }, WORDS.evidence), h('b', {}, letter),
    words.length ? ` ${words.join(' ')}` : null,
    words.length ? null : h('span', { class: 'sr-visually-hidden' }, ` ${grade.grade}`));
}

const capital = text => text.charAt(0).toUpperCase() + text.slice(1);

/** The rows of the help: [name, contents]. */
function rows(parameter) {
  const { literature } = parameter;
  const entries = [[WORDS.defaultValue, [valueText(parameter, parameter.default)]]];
  if (parameter.kind === 'number') {
    const bounds = capital(boundsText(parameter)), reason = parameter.limit_reason;
    entries.push([WORDS.bounds, [reason ? `${bounds}. ${reason}` : bounds]]);
  }
  if (parameter.kind === 'choice') {
    entries.push([WORDS.choices, [parameter.options.map(([, label]) => label).join(', ')]]);
  }
  if (literature) {
    const range = `${number(literature.low, VALUE_DIGITS)} to ${valueText(parameter, literature.high)}`;
    const place = literature.text ? [', ', sourceElement(literature), '; '] : ['; '];
    entries.push([WORDS.literature, [range, ...place, WORDS.literatureNote]]);
  }
  const letter = WORDS.badges[parameter.evidence].charAt(0), source = sourceElement(parameter.source);
  entries.push([WORDS.evidenceTitle, [`${letter}: ${parameter.grade}`, source ? ', ' : null, source]]);
  return entries;
}

/** The help of a parameter. */
export function helpElement(parameter, id) {
  const list = h('dl');
  for (const [name, contents] of rows(parameter)) {
    list.append(h('div', {}, h('dt', {}, name), h('dd', {}, ...contents.filter(part => part))));
  }
  return h('div', { class: 'sr-control-help', id, hidden: true }, h('p', {}, parameter.doc), list);
}
