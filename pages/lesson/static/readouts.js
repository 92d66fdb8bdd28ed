/* The numbers of the stage: tiles for the main ones, a table of all, and the line on assumptions.
   While a slider moves only text nodes are written; elements are made again only when the set of numbers changes. */

import { bus, h } from './bus.js';
import { gradeOf } from './grade.js';
import { icon } from './icons.js';
import { symbolElement } from './symbol.js';

const put = (element, text) => { if (element.firstChild.nodeValue !== text) element.firstChild.nodeValue = text; };

function makeTile({ name, label, symbol, doc }) {
  const value = h('div', { class: 'sr-tile-value' }, ''), pinned = h('div', { class: 'sr-tile-pinned', hidden: true }, '');
  const element = h('div', { class: 'sr-tile', 'data-tile': name, title: doc },
    h('div', { class: 'sr-tile-label' }, label, symbol ? symbolElement(symbol, 'sr-tile-symbol') : null), value, pinned);
  return {
    element,
    write(readout, pin) {
      const absent = readout.value === null || readout.value === undefined;
      put(value, absent ? readout.reason : readout.text);
      value.classList.toggle('sr-absent', absent);
      pinned.hidden = !pin;
      put(pinned, pin ? `pinned ${pin}` : '');
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

/** What was published of the system that is shown, under the tiles; empty for settings of the reader's own. */
export function createMeasured() {
  const element = h('ul', { class: 'sr-measured' });
  let told = '';
  return {
    element,
    write(readouts) {
      const lines = readouts.flatMap(readout => readout.measured.map(line => ({ ...line, label: readout.label }))), key = JSON.stringify(lines);
      if (key === told) return;
      told = key;
      element.replaceChildren(...lines.map(line => h('li', {}, h('b', {}, `${line.label}, published. `), `${line.text} `, gradeOf(line))));
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
        h('th', { scope: 'row' }, label, symbol ? symbolElement(symbol, 'sr-tile-symbol') : null), cells[i], h('td', {}, doc))));
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
