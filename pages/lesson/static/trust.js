/* The trust panel: the model against what is known, at the current values, and the grade of every number. */

import { bus, h } from './bus.js';
import { gradeOf } from './grade.js';
import { once } from './once.js';

function checkRow(check) {
  return h('tr', {}, h('th', { scope: 'row' }, check.label), h('td', {}, check.error), h('td', {}, check.expected),
    h('td', {}, check.passed ? '✔ within' : '✘ beyond'));
}

export default once((host, data) => {
  const body = h('tbody'), state = h('p', { class: 'sr-note' }), cautions = h('ul', { class: 'sr-list' });
  const table = h('table', { class: 'sr-table' }, h('thead', {}, h('tr', {}, ...['Held against', 'Error now', 'Should stay below', ''].map(title => h('th', { scope: 'col' }, title)))), body);
  const draw = message => {
    if (!message || message.slug !== data.slug) return;
    if (message.checks) {
      body.replaceChildren(...message.checks.map(checkRow));
      state.textContent = 'At the current values:';
    } else state.textContent = 'Checked again when you let go of the slider.';
    cautions.replaceChildren(...message.cautions.map(caution => h('li', {}, `⚠ ${caution.text}`)));
    if (!message.cautions.length) cautions.replaceChildren(h('li', {}, 'No assumption of the model is broken.'));
  };
  const numbers = data.numbers.map(item => h('tr', {}, h('th', { scope: 'row' }, item.label), h('td', {}, item.default), h('td', {}, gradeOf(item))));
  const scroll = (label, child) => h('div', { class: 'sr-scroll', tabindex: '0', role: 'region', 'aria-label': label }, child);
  host.replaceChildren(h('details', { class: 'sr-fold' }, h('summary', {}, 'Can I trust this picture?'),
    state, scroll('The model against what is known', table), h('h4', {}, 'Assumptions now'), cautions,
    h('h4', {}, 'How well each starting number is known'), scroll('Grades of the numbers', h('table', { class: 'sr-table' },
      h('thead', {}, h('tr', {}, ...['Setting', 'Default', 'Grade'].map(title => h('th', { scope: 'col' }, title)))), h('tbody', {}, ...numbers)))));
  draw(bus.state);
  return bus.subscribe(draw);
});
