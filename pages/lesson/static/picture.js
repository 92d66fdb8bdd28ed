/* One picture of the stage: a figure with its caption, chart or drawing, player, text and data table. It is made once
   per name and kept: zoom, legend and hidden traces live in its node. */

import { bus, h } from './bus.js';
import { drawDiagram } from './diagram.js';
import { icon } from './icons.js';
import { createHandle } from './handle.js';
import { createPlayer } from './player.js';
import { chartConfig, houseLayout, houseTraces, loadPlotly, resolve, stillAxes } from './plot.js';
import { fillTable, tabulate } from './table.js';
import { palette } from './theme.js';
import { createTissue } from './tissue.js';
import { createTrail } from './trail.js';
import { createBox, createWalk, histogram } from './walkers.js';

const SMALL = 520;

/** Put a value at a path of an object: place(trace, 'marker.color', row). */
function place(target, path, value) {
  const keys = path.split('.'), last = keys.pop();
  keys.reduce((inner, key) => (inner[key] ??= {}), target)[last] = value;
}

export function createPicture(name) {
  let raw = null, ready = null, Plotly = null, legend = 0, frame = -1, walk = null, rulesKey = '', still = false;
  let zoom = {}, resets = 0, failed = false;
  const chart = h('div', { class: 'sr-plot' });
  const waiting = h('p', { class: 'sr-waiting' }, 'Drawing …');
  const box = h('div', { class: 'sr-plot-box' }, chart, waiting);
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
  const walkersBox = createBox(), trail = createTrail(), tissue = createTissue(chart), handle = createHandle(box, chart);
  const isChart = () => raw.kind !== 'diagram' && raw.kind !== 'tissue';

  function openTable() {
    table.hidden = !table.hidden;
    tableButton.setAttribute('aria-expanded', String(!table.hidden));
    refreshTable();
  }
  function refreshTable() {
    if (!table.hidden && ready && raw.kind !== 'diagram') fillTable(table, raw.title, tabulate(ready.traces, ready.layout));
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
    if (raw.trail) ready.traces.push(trail.after(ready.traces[raw.trail.trace], raw.trail.key, colors));
    if (!movie) return;
    ready.layout = stillAxes(ready.layout, ready.traces, movie.frames);
    player.update(movie);
    if (raw.walkers) prepareWalk();
    setFrame(Math.round(player.position));
  }
  function prepareWalk() {
    const { histogram: trace, edges, weights, seconds, ...rules } = resolve(raw.walkers, ready.colors);
    ready.histogram = { trace, edges, weights };
    const times = Array.from(ready.movie.times, time => time * seconds), key = JSON.stringify([rules, times]);
    if (key !== rulesKey) { rulesKey = key; walk = createWalk(rules, times); }
    walkersBox.shape(rules);
  }
  /** Write the rows of frame `index` into the traces; returns what changed, by key, for Plotly. */
  function setFrame(index) {
    const changes = new Map();
    const change = (key, trace, row) => {
      place(ready.traces[trace], key, row);
      if (!changes.has(key)) changes.set(key, { rows: [], traces: [] });
      changes.get(key).rows.push(row);
      changes.get(key).traces.push(trace);
    };
    frame = index;
    for (const { trace, key, values } of ready.movie.frames) change(key, trace, values[index]);
    if (raw.walkers) change('y', ready.histogram.trace, histogram(walk.at(index), ready.histogram.edges, ready.histogram.weights));
    return changes;
  }
  function showFrame(position) {
    const index = Math.round(position);
    if (index !== frame) {
      const changes = setFrame(index);
      if (raw.kind === 'tissue') tissue.repaint(ready.traces);
      else if (chart.data) for (const [key, { rows, traces }] of changes) Plotly.restyle(chart, { [key]: rows }, traces);
      label();
      if (!player.playing) refreshTable();
    }
    drawWalkers(position);
  }
  const boxView = (left, width) => {
    const { xaxis, font } = chart._fullLayout;
    return { left, width, range: xaxis.type === 'linear' ? xaxis.range : null, colors: ready.colors, font: font.family };
  };
  function drawWalkers(position) {
    const size = chart._fullLayout?._size;
    if (!raw.walkers || !size) return;
    const calm = matchMedia('(prefers-reduced-motion: reduce)').matches;
    walkersBox.draw(walk.during(calm ? Math.round(position) : position), walk.rules, boxView(size.l, size.w));
  }
  /** The walkers for a file: { source, height } of a picture `width` wide. */
  function walkersImage(width) {
    const height = walk.rules.dimension === 1 ? 90 : 260;
    return { height, source: walkersBox.image(walk.at(frame), walk.rules, boxView(0, width), height) };
  }

  /** A click on a point that stands for other values asks the controls to take them. */
  function propose({ points: [point] }) {
    const places = raw.clicks?.[point.curveNumber], at = point.pointNumber ?? point.pointIndex;
    const wanted = places?.[Array.isArray(at) ? at[0] * ready.traces[point.curveNumber].z[0].length + at[1] : at];
    if (wanted) bus.apply(wanted);
  }
  function reset() { zoom = {}; resets += 1; draw(); }
  function keepZoom(event) {
    for (const key of Object.keys(event)) {
      const axis = key.split('.')[0];
      if (/^[xy]axis\d*\.range/.test(key)) {
        zoom[axis] = { range: [...chart.layout[axis].range], type: chart._fullLayout[axis].type, title: titleOf(axis) };
      }
      if (/^[xy]axis\d*\.autorange$/.test(key)) delete zoom[axis];
    }
    if (!player.playing) drawWalkers(player.position);
    handle.follow(raw, ready.traces);
  }
  const titleOf = axis => ready.layout[axis]?.title?.text;

  /** What the reader has zoomed to holds as long as the axis means the same. */
  function zoomed(layout) {
    for (const [axis, { range, type, title }] of Object.entries(zoom)) {
      if (!layout[axis] || title !== titleOf(axis) || (layout[axis].type ?? type) !== type) { delete zoom[axis]; continue; }
      layout[axis] = { ...layout[axis], range, autorange: false };
    }
    for (const key of Object.keys(layout)) {
      if (!/^[xy]axis\d*$/.test(key)) continue;
      // Plotly writes a zoom into the range that it was given: it gets a copy.
      layout[key] = { ...layout[key], uirevision: `${name} ${resets}`, ...(layout[key].range && { range: [...layout[key].range] }) };
    }
    return layout;
  }

  function draw(settled = true) {
    if (!raw || !ready || element.hidden) return;
    if (raw.kind === 'diagram') { waiting.hidden = true; drawDiagram(chart, raw.svg); return; }
    const width = still || box.clientWidth, height = box.clientHeight;
    if (!width || !height || (isChart() && !Plotly)) return;
    const style = getComputedStyle(element), scale = Number(style.getPropertyValue('--sr-chart-scale')) || 1;
    const view = { name, width, height, scale, small: width < SMALL, colors: ready.colors, font: style.fontFamily, legend };
    if (raw.kind === 'tissue') { waiting.hidden = true; tissue.draw(raw, ready, view); return; }
    const layout = zoomed(houseLayout(ready.layout, ready.traces, view)), fresh = !chart.data;
    Plotly.react(chart, houseTraces(ready.traces, view), layout, chartConfig(reset));
    if (fresh) {
      waiting.hidden = true;
      for (const drawing of chart.querySelectorAll('.main-svg')) drawing.setAttribute('aria-hidden', 'true');
      chart.on('plotly_relayout', keepZoom);
      chart.on('plotly_doubleclick', reset);
      chart.on('plotly_click', propose);
    }
    const needed = chart._fullLayout.showlegend ? Math.ceil(chart._fullLayout.legend?._height ?? 0) : 0;
    if (Math.abs(needed - legend) > 1 && settled) { legend = needed; draw(false); return; }
    drawWalkers(player.position);
    handle.follow(raw, ready.traces);
  }

  const observer = new ResizeObserver(() => requestAnimationFrame(() => {
    if (chart.clientWidth && (chart._fullLayout?.width !== box.clientWidth || chart._fullLayout?.height !== box.clientHeight)) draw();
  }));
  observer.observe(box);

  /** Empty the box for a picture of another kind. */
  function clear() {
    if (chart.data) Plotly.purge(chart);
    chart.replaceChildren();
    delete chart.drawn;
    handle.follow({}, []);
  }
  function frameParts() {
    const walks = Boolean(raw.walkers);
    if (walks !== scene.contains(walkersBox.element)) { if (walks) box.before(walkersBox.element); else walkersBox.element.remove(); }
    if (moving() !== element.contains(player.element)) { if (moving()) scene.after(player.element); else player.element.remove(); }
    tableButton.hidden = raw.kind === 'diagram';
    box.classList.toggle('sr-diagram', raw.kind === 'diagram');
    box.classList.toggle('sr-clickable', Object.keys(raw.clicks ?? {}).length > 0);
  }

  return {
    name, element, chart,
    /** What is drawn, for the files: title, traces and layout as resolved, and how to draw the walkers. */
    get shown() { return { name, ...raw, ...ready, chart, walkersImage: raw?.walkers ? walkersImage : null, time: moving() ? player.time : null }; },
    update(picture, settled) {
      const { kind } = raw ?? picture;
      raw = picture;
      if (kind !== raw.kind && [kind, raw.kind].some(one => one === 'diagram' || one === 'tissue')) clear();
      caption.textContent = raw.title;
      frameParts();
      if (raw.kind === 'diagram') ready = {}; else prepare();
      label();
      if (settled) refreshTable();
      if (!isChart() || Plotly) { draw(); return; }
      loadPlotly().then(loaded => { Plotly = loaded; failed = false; draw(); }, () => {
        if (!failed) waiting.textContent = 'The charts could not be loaded. Reload the page; the numbers and the text below are right.';
        failed = true;
      });
    },
    /** Take the colors of the theme that is on. */
    recolor() { if (raw && raw.kind !== 'diagram') { prepare(); draw(); } },
    show() { if (element.hidden) { element.hidden = false; draw(); } },
    hide() { element.hidden = true; player.pause(); },
    /** Draw at a fixed width (for print), or at the width of the page again (0). */
    hold(width) { still = width; draw(); },
    stop() { observer.disconnect(); player.pause(); if (chart.data) Plotly.purge(chart); },
  };
}
