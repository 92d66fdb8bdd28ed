/* The numbers of the stage: tiles for the main ones, a table of all, and the line on assumptions.
   While a slider moves only text nodes are written; elements are made again only when the set of numbers changes. */

import { bus, h } from './bus.js';
import { icon } from './icons.js';

const GRADES = { A: 'measured', A2: 'measured, as quoted', B: 'typical', C: 'teaching value' };
const put = (element, text) => { if (element.firstChild.nodeValue !== text) element.firstChild.nodeValue = text; };
const sourceText = source => (typeof source === 'string' ? source : source?.text ?? '');

function makeTile({ label, symbol, doc }) {
  const value = h('div', { class: 'sr-tile-value' }, ''), pinned = h('div', { class: 'sr-tile-pinned', hidden: true }, '');
  const measured = h('div', { class: 'sr-tile-measured', hidden: true });
  const element = h('div', { class: 'sr-tile', title: doc },
    h('div', { class: 'sr-tile-label' }, label, symbol ? h('i', { class: 'sr-tile-symbol' }, symbol) : null), value, pinned, measured);
  let told = '';
  return {
    element,
    write(readout, pin) {
      const absent = readout.value === null || readout.value === undefined;
      put(value, absent ? readout.reason : readout.text);
      value.classList.toggle('sr-absent', absent);
      pinned.hidden = !pin;
      put(pinned, pin ? `pinned ${pin}` : '');
      const lines = readout.measured ?? [], key = JSON.stringify(lines);
      if (key === told) return;
      told = key;
      measured.hidden = !lines.length;
      measured.replaceChildren(...lines.map(({ text, evidence, source }) => h('div', {},
        `${text} `, h('span', { class: 'sr-grade', title: `Evidence grade ${evidence}` }, GRADES[evidence] ?? evidence), ` ${sourceText(source)}`)));
    },
  };
}

/** The row of tiles: `write(readouts, pinned)` at each message. */
export function createTiles() {
  const element = h('div', { class: 'sr-tiles', role: 'group', 'aria-label': 'Numbers', tabindex: 0 });
  let tiles = new Map(), names = '';
  return {
    element,
    write(readouts, pinned) {
      const main = readouts.filter(readout => readout.main), now = main.map(({ name, label }) => `${name} ${label}`).join();
      if (now !== names) {
        names = now;
        tiles = new Map(main.map(readout => [readout.name, makeTile(readout)]));
        element.replaceChildren(...[...tiles.values()].map(tile => tile.element));
      }
      element.hidden = !main.length;
      for (const readout of main) tiles.get(readout.name).write(readout, pinned?.readouts?.[readout.name]);
    },
  };
}

/** All numbers with what they mean, folded away; written only while it is open. */
export function createNumbers() {
  const body = h('tbody');
  const element = h('details', { class: 'sr-fold sr-numbers' }, h('summary', {}, 'All numbers and what they mean'),
    h('table', {}, h('thead', {}, h('tr', {}, ...['Quantity', 'Value', 'Meaning'].map(text => h('th', { scope: 'col' }, text)))), body));
  let latest = [], names = '', cells = [];
  function fill() {
    const now = latest.map(readout => readout.name).join();
    if (now !== names) {
      names = now;
      cells = latest.map(() => h('td', {}, ''));
      body.replaceChildren(...latest.map(({ label, symbol, doc }, i) => h('tr', {},
        h('th', { scope: 'row' }, label, symbol ? h('i', { class: 'sr-tile-symbol' }, symbol) : null), cells[i], h('td', {}, doc))));
    }
    latest.forEach((readout, i) => put(cells[i], readout.text || readout.reason));
  }
  element.addEventListener('toggle', () => { if (element.open) fill(); });
  return {
    element,
    write(readouts) {
      latest = readouts;
      element.hidden = !readouts.length;
      if (element.open) fill();
    },
  };
}

/** The line on assumptions. It is always there, so that a warning moves nothing. */
export function createCautions() {
  const element = h('div', { class: 'sr-cautions' });
  let told = null;
  return {
    element,
    write(cautions, parameters = {}) {
      const key = JSON.stringify([cautions, cautions.map(caution => caution.parameters.map(name => parameters[name]?.label))]);
      if (key === told) return;
      told = key;
      element.classList.toggle('sr-cautions-on', cautions.length > 0);
      if (!cautions.length) {
        element.replaceChildren(h('p', {}, icon('ok'), h('span', {}, 'The model’s assumptions hold at these values, as far as it can tell.')));
        return;
      }
      const chip = name => h('button', { type: 'button', class: 'sr-caution-link', onclick: () => bus.focus(name) }, parameters[name].label);
      element.replaceChildren(...cautions.map(({ text, parameters: names }) => h('p', {}, icon('warn'), h('span', {},
        h('b', {}, 'Assumption broken: '), text, ...names.filter(name => parameters[name]).flatMap(name => [' ', chip(name)])))));
    },
  };
}
