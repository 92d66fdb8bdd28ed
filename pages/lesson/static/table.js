/* The plotted data as columns with names and units: for the table behind each picture's button, and for the CSV file. */

import { h } from './bus.js';

const MOST_ROWS = 200;

const plainText = text => text.replace(/<br>/g, ' ').replace(/<sup>(.*?)<\/sup>/g, '^$1').replace(/<[^>]*>/g, '');

/** The title of the axis that a trace is drawn on: "Distance x (µm)". */
function axisTitle(layout, letter, trace) {
  const key = `${letter}axis${(trace[`${letter}axis`] ?? letter).slice(1)}`;
  const title = layout[key]?.title?.text;
  // A panel that shares an axis often leaves its title to another panel.
  return plainText(title ?? layout[`${letter}axis`]?.title?.text ?? letter);
}

const same = (a, b) => a === b || (a.length === b.length && a.every((value, i) => value === b[i]));
const isLine = trace => trace.x?.length > 0 && trace.y?.length > 0 && !trace.z;

function gridRows(trace, series, push) {
  trace.z.forEach((row, j) => row.forEach((value, i) => push(series, [trace.x?.[i] ?? i, trace.y?.[j] ?? j, value])));
}

/** Return { columns, rows }. Lines over one x stand side by side; anything else goes below each other, named by `series`. */
export function tabulate(traces, layout) {
  const named = traces.map((trace, index) => ({ ...trace, name: plainText(trace.name ?? '') || `series ${index + 1}` }));
  const lines = named.filter(isLine), grids = named.filter(trace => trace.z?.length);
  const titleOf = (letter, trace) => axisTitle(layout, letter, trace);
  if (!grids.length && lines.length && lines.every(line => same(line.x, lines[0].x) && titleOf('x', line) === titleOf('x', lines[0]))) {
    const label = line => (lines.length > 1 ? `${line.name}: ${titleOf('y', line)}` : titleOf('y', line));
    return {
      columns: [titleOf('x', lines[0]), ...lines.map(label)],
      rows: Array.from(lines[0].x, (x, i) => [x, ...lines.map(line => line.y[i])]),
    };
  }
  const columns = ['series'], rows = [];
  const place = title => { if (!columns.includes(title)) columns.push(title); return columns.indexOf(title); };
  const adder = titles => {
    const places = titles.map(place);
    return (series, values) => { const row = [series]; places.forEach((at, i) => { row[at] = values[i]; }); rows.push(row); };
  };
  for (const line of lines) {
    const push = adder([titleOf('x', line), titleOf('y', line)]);
    Array.from(line.x).forEach((x, i) => push(line.name, [x, line.y[i]]));
  }
  for (const grid of grids) {
    const bar = grid.colorbar?.title?.text;
    gridRows(grid, grid.name, adder([titleOf('x', grid), titleOf('y', grid), bar ? plainText(bar) : grid.name]));
  }
  return { columns, rows: rows.map(row => Array.from(columns, (_, i) => row[i] ?? '')) };
}

/** A value as text: float32 has seven digits worth showing. */
export const cell = value => (typeof value === 'number' ? String(Number(value.toPrecision(7))) : String(value ?? ''));

/** Fill `holder` with a table of the data, thinned to about 200 rows where there are more. */
export function fillTable(holder, title, { columns, rows }) {
  const every = Math.ceil(rows.length / MOST_ROWS), shown = rows.filter((_, i) => i % every === 0);
  const short = value => (typeof value === 'number' ? String(Number(value.toPrecision(4))) : cell(value));
  const thinned = `${title}: ${shown.length} of ${rows.length} rows (1 in ${every}). The CSV file under Save has all of them.`;
  const caption = every > 1 ? thinned : `${title}: ${rows.length} rows`;
  const top = holder.firstChild?.scrollTop ?? 0;
  holder.replaceChildren(h('div', { class: 'sr-table-scroll', tabindex: 0, role: 'region', 'aria-label': `Data table: ${title}` }, h('table', {},
    h('caption', {}, caption),
    h('thead', {}, h('tr', {}, ...columns.map(column => h('th', { scope: 'col' }, column)))),
    h('tbody', {}, ...shown.map(row => h('tr', {}, ...row.map(value => h('td', {}, short(value)))))),
  )));
  holder.firstChild.scrollTop = top;
}
