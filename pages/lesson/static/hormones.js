/* The table of hormones, with a field that searches it while one types. A row's name opens the experiment. */

import { ensureStyle, h } from './bus.js';
import { sourceLink } from './grade.js';
import { once } from './once.js';
import { withSymbols } from './symbol.js';
import './theme.js';

const part = ({ text, note, mark, evidence, source }) => h('div', { class: 'sr-fact' },
  h('span', { class: 'sr-fact-number' }, text), note ? ` ${note} ` : ' ',
  h('span', { class: `sr-grade sr-grade-${evidence[0]}` }, mark), source ? ' ' : null,
  source ? h('span', { class: 'sr-note' }, sourceLink(source)) : null);

const remark = pieces => pieces.map(piece => (piece.url ? h('span', {}, '(', sourceLink(piece), ')') : h('span', {}, piece.text)));

function row(item) {
  const name = h('th', { scope: 'row' }, h('a', { href: item.href, target: '_self' }, item.name), h('div', { class: 'sr-note' }, item.gland));
  const cells = item.cells.map(parts => h('td', {}, ...(parts.length ? parts.map(part) : [h('span', { class: 'sr-note' }, '–')])));
  return h('tr', {}, name, ...cells, h('td', {}, ...remark(item.remark)));
}

export default once((host, data) => {
  ensureStyle('hormones.css');
  const rows = data.rows.map(row);
  const field = h('input', { type: 'search', id: 'sr-hormones-search', class: 'sr-hormones-search', autocomplete: 'off' });
  const count = h('p', { class: 'sr-note', role: 'status' });
  const none = h('p', { hidden: true }, data.none);
  const find = () => {
    const wanted = field.value.trim().toLowerCase().split(/\s+/);
    let shown = 0;
    for (const line of rows) {
      const text = line.textContent.toLowerCase();
      line.hidden = !wanted.every(word => text.includes(word));
      shown += line.hidden ? 0 : 1;
    }
    count.textContent = data.count.replace('{shown}', shown).replace('{all}', rows.length);
    none.hidden = shown > 0;
  };
  field.oninput = find;
  find();
  host.replaceChildren(
    h('label', { for: field.id, class: 'sr-hormones-label' }, data.search), field, count,
    h('div', { class: 'sr-scroll', tabindex: '0', role: 'region', 'aria-label': data.title },
      h('table', { class: 'sr-table sr-hormones' },
        h('thead', {}, h('tr', {}, ...data.columns.map(column => h('th', { scope: 'col' }, ...withSymbols(column))))),
        h('tbody', {}, ...rows))),
    none);
});
