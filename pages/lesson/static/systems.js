/* Real systems: every value that a preset sets, with its grade and source; systems whose numbers are incomplete say so. */

import { bus, h, showLivePart } from './bus.js';
import { gradeOf } from './grade.js';
import { once } from './once.js';
import { withSymbols } from './symbol.js';

const show = values => {
  bus.apply(values, { replace: true });
  showLivePart();
};

function preset(item, labels) {
  const rows = Object.keys(item.values).map(name => h('tr', {}, h('th', { scope: 'row' }, labels[name]), h('td', {}, item.shown[name]), h('td', {}, gradeOf(item.grades[name]))));
  const measured = item.measured.map(entry => h('tr', {}, h('th', { scope: 'row' }, 'Measured'), h('td', {}, entry.text), h('td', {}, gradeOf(entry))));
  const table = h('table', { class: 'sr-table' }, h('tbody', {}, ...rows, ...measured));
  return h('li', { class: 'sr-card' }, h('h4', {}, item.name), h('p', {}, ...withSymbols(item.text)),
    item.found ? h('p', {}, h('b', {}, 'What the study found. '), ...withSymbols(item.found)) : null,
    h('div', { class: 'sr-actions' },
      h('button', { type: 'button', class: 'sr-button', 'aria-label': `Show ${item.name}`, onclick: () => show(item.values) }, 'Show it'),
      h('details', { class: 'sr-answer' }, h('summary', {}, 'Its values, and how well they are known'),
        h('div', { class: 'sr-scroll', tabindex: '0', role: 'region', 'aria-label': `Values of ${item.name}` }, table))));
}

const card = item => h('li', { class: 'sr-card' }, h('h4', {}, item.name), h('p', {}, ...withSymbols(item.text)), h('p', {}, gradeOf(item)),
  h('p', { class: 'sr-note' }, 'No preset: its numbers are incomplete.'));

export default once((host, data) => {
  host.replaceChildren(h('ul', { class: 'sr-cards sr-grid', 'aria-label': 'Real systems' },
    ...data.presets.map(item => preset(item, data.labels)), ...data.cards.map(card)));
});
