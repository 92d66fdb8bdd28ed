/* One picture of the stage: a figure with its caption, what it draws, player, text and data table. It is made once per
   name and kept. What it draws is a chart (chart.js), cells (tissue.js) or a drawing of our own (diagram.js). */

import { h } from './bus.js';
import { createChart } from './chart.js';
import { drawDiagram } from './diagram.js';
import { icon } from './icons.js';
import { createPlayer } from './player.js';
import { resolve, stillAxes } from './plot.js';
import { fillTable, tabulate } from './table.js';
import { palette } from './theme.js';
import { createTissue } from './tissue.js';
import { createWalkers } from './walkers.js';

const SMALL = 520;

/** Put a value at a path of an object: place(trace, 'marker.color', row). */
function place(target, path, value) {
  const keys = path.split('.'), last = keys.pop();
  keys.reduce((inner, key) => (inner[key] ??= {}), target)[last] = value;
}

export function createPicture(name) {
  let raw = null, ready = null, frame = -1, still = false, failed = false;
  const node = h('div', { class: 'sr-plot' });
  const waiting = h('p', { class: 'sr-waiting' }, 'Drawing …');
  const box = h('div', { class: 'sr-plot-box' }, node, waiting);
  // The text stands for the picture; Plotly's own buttons must not lie inside a role="img", so it has a node of its own.
  const image = h('div', { class: 'sr-visually-hidden', role: 'img' });
  const scene = h('div', { class: 'sr-scene' }, image, box);
  const caption = h('figcaption', { class: 'sr-picture-title' }, '');
  const words = h('p', {}, ''), table = h('div', { class: 'sr-picture-table', hidden: true });
  const tableButton = h('button', { type: 'button', class: 'sr-tool sr-table-button', 'aria-expanded': 'false', onclick: () => openTable() },
    icon('table'), 'Data table');
  const describe = h('details', { class: 'sr-describe', open: !matchMedia('(max-width: 640px)').matches },
    h('summary', {}, 'What the picture shows'), words);
  const foot = h('div', { class: 'sr-picture-foot' }, describe, tableButton);
  const element = h('figure', { class: 'sr-picture', 'data-picture': name }, caption, scene, foot, table);
  const player = createPlayer(position => { if (ready) showFrame(position); });
  const walkers = createWalkers(box, node), tissue = createTissue(node);
  const chart = createChart(name, box, node, { redraw: () => draw(), onZoom: () => { if (!player.playing) walkers.draw(player.position, ready.colors); } });
  const is = kind => raw.kind === kind, isChart = kind => kind !== 'diagram' && kind !== 'tissue';

  function openTable() {
    table.hidden = !table.hidden;
    tableButton.setAttribute('aria-expanded', String(!table.hidden));
    refreshTable();
  }
  function refreshTable() {
    if (!table.hidden && ready && !is('diagram')) fillTable(table, raw.title, tabulate(ready.traces, ready.layout));
  }

  const moving = () => Boolean(raw?.movie);
  function label() {
    const told = moving() ? raw.movie.captions?.[frame] ?? (frame === raw.movie.start ? '' : `The player stands at t = ${player.time}.`) : '';
    const text = `${raw.text} ${told}`.trim();
    if (words.firstChild.nodeValue === text) return;
    words.firstChild.nodeValue = text;
    image.setAttribute('aria-label', text);
  }

  /** Decode the message and fill in the colors of the theme. */
  function prepare() {
    const colors = palette(), movie = resolve(raw.movie, colors);
    ready = { traces: resolve(raw.traces, colors), layout: resolve(raw.layout, colors), movie, colors, tissue: resolve(raw.tissue, colors) };
    chart.prepare(raw, ready);
    walkers.update(resolve(raw.walkers, colors), movie?.times);
    if (!movie) return;
    ready.layout = stillAxes(ready.layout, ready.traces, movie.frames);
    player.update(movie);
    setFrame(Math.round(player.position));
  }
  /** Write the rows of frame `index` into the traces; returns what changed, by key. */
  function setFrame(index) {
    const changes = new Map(), counted = walkers.counts(index);
    const change = (key, trace, row) => {
      place(ready.traces[trace], key, row);
      if (!changes.has(key)) changes.set(key, { rows: [], traces: [] });
      changes.get(key).rows.push(row);
      changes.get(key).traces.push(trace);
    };
    frame = index;
    for (const { trace, key, values } of ready.movie.frames) change(key, trace, values[index]);
    if (counted) change('y', counted.trace, counted.row);
    return changes;
  }
  function showFrame(position) {
    const index = Math.round(position);
    if (index !== frame) {
      const changes = setFrame(index);
      if (is('tissue')) tissue.repaint(ready.traces); else chart.change(changes);
      label();
      if (!player.playing) refreshTable();
    }
    walkers.draw(position, ready.colors);
  }

  function draw(settled = true) {
    if (!raw || !ready || element.hidden) return;
    if (is('diagram')) { waiting.hidden = true; drawDiagram(node, raw.svg); return; }
    const width = still || box.clientWidth, height = box.clientHeight;
    if (!width || !height || (isChart(raw.kind) && !chart.loaded)) return;
    const style = getComputedStyle(element), scale = Number(style.getPropertyValue('--sr-chart-scale')) || 1;
    const view = { width, height, scale, small: width < SMALL, colors: ready.colors, font: style.fontFamily };
    waiting.hidden = true;
    if (is('tissue')) { tissue.draw(raw, ready, view); return; }
    chart.draw(raw, ready, view, settled);
    walkers.draw(player.position, ready.colors);
  }

  const observer = new ResizeObserver(() => requestAnimationFrame(() => {
    if (node.clientWidth && (node._fullLayout?.width !== box.clientWidth || node._fullLayout?.height !== box.clientHeight)) draw();
  }));
  observer.observe(box);

  function frameParts() {
    if (moving() !== element.contains(player.element)) { if (moving()) scene.after(player.element); else player.element.remove(); }
    tableButton.hidden = is('diagram');
    box.classList.toggle('sr-diagram', is('diagram'));
    box.classList.toggle('sr-clickable', Object.keys(raw.clicks ?? {}).length > 0);
  }

  return {
    name, element,
    /** What is drawn, for the files: title, traces and layout as resolved, the node, and how to draw the walkers. */
    get shown() {
      return { name, ...raw, ...ready, node, time: moving() ? player.time : null, walkersImage: width => walkers.image(frame, width, ready.colors) };
    },
    update(picture, settled) {
      const { kind } = raw ?? picture;
      raw = picture;
      if (kind !== raw.kind && !(isChart(kind) && isChart(raw.kind))) { chart.clear(); delete node.drawn; }
      caption.textContent = raw.title;
      frameParts();
      if (is('diagram')) ready = {}; else prepare();
      label();
      if (settled) refreshTable();
      if (!isChart(raw.kind) || chart.loaded) { draw(); return; }
      chart.load().then(() => { failed = false; draw(); }, () => {
        if (!failed) waiting.textContent = 'The charts could not be loaded. Reload the page; the numbers and the text below are right.';
        failed = true;
      });
    },
    /** Take the colors of the theme that is on. */
    recolor() { if (raw && !is('diagram')) { prepare(); draw(); } },
    show() { if (element.hidden) { element.hidden = false; draw(); } },
    hide() { element.hidden = true; player.pause(); },
    /** Draw at a fixed width (for print), or at the width of the page again (0). */
    hold(width) { still = width; draw(); },
    stop() { observer.disconnect(); player.pause(); chart.stop(); },
  };
}
