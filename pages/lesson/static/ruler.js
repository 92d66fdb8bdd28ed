/* The start page's ruler: the modes on one logarithmic distance axis, what each distance costs in time, and a marker
   that the reader moves. Everything shown comes with the component's data; nothing here is measured or computed. */

import { ensureStyle, h } from './bus.js';
import { once } from './once.js';
import { drawRuler } from './ruler_drawing.js';
import './theme.js';

export default once((host, data) => {
  ensureStyle('ruler.css');
  const made = make(data);
  host.replaceChildren(made.root);
  made.observer.observe(made.plot);
  return () => made.observer.disconnect();
});

function make(data) {
  const made = { data, index: nearest(data.times, data.start), drawing: null, width: 0, dragged: false };
  made.plot = h('div', { class: 'sr-ruler-plot' });
  made.panel = panel(data.labels);
  made.root = h('section', { class: 'sr-ruler-whole', 'aria-label': data.labels.name },
    h('div', { class: 'sr-ruler-main' }, made.plot, made.panel.root),
    h('p', { class: 'sr-ruler-hint' }, data.labels.hint),
    table(data));
  made.observer = new ResizeObserver(() => { if (Math.abs(made.plot.clientWidth - made.width) > 1) redraw(made); });
  follow(made);
  return made;
}

function redraw(made) {
  const hadFocus = made.drawing?.handle === document.activeElement;
  made.width = made.plot.clientWidth;
  if (!made.width) return;
  made.drawing = drawRuler(made.data, made.width);
  made.plot.replaceChildren(made.drawing.svg);
  move(made, made.index);
  if (hadFocus) made.drawing.handle.focus();
}

const nearest = (times, distance) => times.reduce((best, time, i) =>
  Math.abs(Math.log(time.distance / distance)) < Math.abs(Math.log(times[best].distance / distance)) ? i : best, 0);

/** Does the mode reach this far: 'own' means, only with 'help', or not at all? */
function reaches(mode, distance) {
  const near = mode.low * 0.999, own = mode.high * 1.001, far = mode.far * 1.001;
  if (distance < near) return '';
  return distance <= own ? 'own' : distance <= far ? 'help' : '';
}

function move(made, index) {
  const { data, drawing } = made, { labels } = data;
  made.index = Math.max(0, Math.min(data.times.length - 1, index));
  const time = data.times[made.index];
  const here = data.modes.map(mode => ({ mode, how: reaches(mode, time.distance) }));
  drawing?.place(made.index, here.map(({ how }) => how));
  made.panel.show(time, data.verdicts[time.verdict], here.filter(({ how }) => how));
  const names = here.filter(({ how }) => how).map(({ mode }) => mode.name).join(', ');
  drawing?.handle.setAttribute('aria-valuenow', made.index);
  drawing?.handle.setAttribute('aria-valuetext', `${time.length}. ${labels.diffusion} ${time.diffusion_text}, `
    + `${labels.blood.toLowerCase()} ${labels.about} ${time.blood_text}, `
    + `${labels.nerve.toLowerCase()} ${time.nerve_text}. ${labels.reaching}: ${names}.`);
}

/** Let pointer and keyboard move the marker. A press on a link stays a press, unless it becomes a drag. */
function follow(made) {
  const { plot } = made;
  let start = null;
  const to = event => move(made, made.drawing.indexAt(event.clientX - plot.getBoundingClientRect().left));
  plot.addEventListener('pointerdown', event => {
    if (event.button !== 0) return;
    start = event.clientX;
    made.dragged = false;
    if (!event.target.closest('a')) { plot.setPointerCapture(event.pointerId); to(event); }
  });
  plot.addEventListener('pointermove', event => {
    if (start === null) return;
    if (!made.dragged && Math.abs(event.clientX - start) > 5) {
      made.dragged = true;
      plot.setPointerCapture(event.pointerId);
    }
    if (made.dragged) to(event);
  });
  const stop = () => { start = null; };
  plot.addEventListener('pointerup', stop);
  plot.addEventListener('pointercancel', stop);
  plot.addEventListener('dragstart', event => event.preventDefault());
  plot.addEventListener('click', event => { if (made.dragged) event.preventDefault(); }, true);
  plot.addEventListener('keydown', event => {
    if (event.target !== made.drawing.handle) return;
    const decade = made.drawing.decade, last = made.data.times.length - 1;
    const steps = { ArrowRight: 1, ArrowUp: 1, ArrowLeft: -1, ArrowDown: -1, PageUp: decade, PageDown: -decade,
      Home: -last, End: last }[event.key];
    if (steps === undefined) return;
    event.preventDefault();
    move(made, made.index + steps);
  });
}

/** The answer beside the ruler: the distance, what it costs in time, and who reaches it. */
function panel(labels) {
  const length = h('strong', { class: 'sr-ruler-length' }), cells = h('span', { class: 'sr-ruler-cells' });
  const verdict = h('p', { class: 'sr-ruler-verdict' }), modes = h('ul', { class: 'sr-ruler-modes' });
  const rows = ['diffusion', 'blood', 'nerve'].map(name => ({ name, value: h('dd') }));
  const root = h('div', { class: 'sr-ruler-panel' },
    h('p', { class: 'sr-ruler-now' }, length, cells),
    h('dl', { class: 'sr-ruler-times' }, ...rows.map(({ name, value }) =>
      h('div', {}, h('dt', {}, h('span', { class: `sr-ruler-key sr-carrier-${name}`, 'aria-hidden': 'true' }),
        labels[name]), value))),
    verdict,
    h('p', { class: 'sr-ruler-who' }, labels.reaching), modes);
  return {
    root,
    show(time, judgment, here) {
      length.textContent = time.length;
      cells.textContent = time.cells;
      for (const { name, value } of rows)
        value.textContent = (name === 'blood' ? `${labels.about} ` : '') + time[`${name}_text`];
      verdict.textContent = judgment;
      modes.replaceChildren(...here.map(({ mode, how }) => entry(mode, how)));
    },
  };
}

function entry(mode, how) {
  const name = mode.exists ? h('a', { href: mode.href, target: '_self' }, mode.name) : h('span', {}, mode.name);
  return h('li', { class: `sr-carrier-${mode.carrier}` }, name,
    how === 'help' ? h('small', {}, ` ${mode.far_text}`) : null);
}

/** All of the ruler in words, behind a button. */
function table({ labels, modes, times }) {
  const cell = (tag, text) => h(tag, tag === 'th' ? { scope: 'row' } : {}, text);
  const head = names => h('thead', {}, h('tr', {}, ...names.map(name => h('th', { scope: 'col' }, name))));
  const step = Math.round((times.length - 1) / Math.log10(times.at(-1).distance / times[0].distance));
  return h('details', { class: 'sr-ruler-table' }, h('summary', {}, labels.table),
    h('p', {}, labels.grade, ' ', labels.beyond),
    h('div', { class: 'sr-ruler-scroll', tabindex: '0', role: 'region', 'aria-label': labels.table },
      h('table', {}, head([labels.mode_column, labels.reach_column, labels.time_column, labels.says_column]),
        h('tbody', {}, ...modes.map(mode => h('tr', {}, cell('th', mode.name), cell('td', mode.reach),
          cell('td', mode.time), cell('td', `“${mode.says}” ${mode.text}`))))),
      h('table', {}, head([labels.distance, labels.diffusion, labels.blood, labels.nerve]),
        h('tbody', {}, ...times.filter((_, i) => i % step === 0).map(time => h('tr', {}, cell('th', time.length),
          cell('td', time.diffusion_text), cell('td', `${labels.about} ${time.blood_text}`),
          cell('td', time.nerve_text)))))));
}
