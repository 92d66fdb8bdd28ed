/* Walkers above a chart: a strip along x in 1D (on the chart's own x axis), the plane in 2D, and in 3D the plane that
   the space is projected on. The walk itself is in walk.js. */

import { h } from './bus.js';
import { number } from './notation.js';
import { createWalk, histogram } from './walk.js';

const NOTES = { 1: 'Walkers, on the same x axis', 2: 'Random walkers in the plane', 3: 'Random walkers in space, projected on a plane' };

/** A round length (1, 2 or 5 times a power of ten) of at most `most`. */
function roundLength(most) {
  const power = 10 ** Math.floor(Math.log10(most));
  return [5, 2, 1].map(lead => lead * power).find(length => length <= most) ?? power;
}

/** A dot to stamp: one small picture, made once per color and size, is much faster than thousands of arcs. */
function makeDot(color, radius, ratio) {
  const size = Math.ceil((radius * 2 + 2) * ratio), dot = document.createElement('canvas');
  dot.width = dot.height = size;
  const pen = dot.getContext('2d');
  pen.fillStyle = color;
  pen.globalAlpha = 0.7;
  pen.beginPath();
  pen.arc(size / 2, size / 2, radius * ratio, 0, 2 * Math.PI);
  pen.fill();
  return dot;
}

/** Make the box. `draw(state, rules, view)`: view = { left, width, range, colors, font }, the chart's drawing area in
    pixels and the range of its x axis. */
function createBox() {
  const canvas = h('canvas', { 'aria-hidden': 'true' });
  const note = h('span', { class: 'sr-walkers-note' }, ''), count = h('span', { class: 'sr-walkers-count' }, '');
  const element = h('div', { class: 'sr-walkers' }, canvas, h('div', { class: 'sr-walkers-notes' }, note, count));
  let dot = null, dotKey = '';

  function clear(on, ratio, width, height) {
    if (on.width !== Math.round(width * ratio)) on.width = Math.round(width * ratio);
    if (on.height !== Math.round(height * ratio)) on.height = Math.round(height * ratio);
    const pen = on.getContext('2d');
    pen.setTransform(ratio, 0, 0, ratio, 0, 0);
    pen.clearRect(0, 0, width, height);
    return pen;
  }

  function strip(pen, state, rules, view, height, stamp) {
    const [low, high] = view.range ?? [0, rules.extent], scale = view.width / (high - low);
    const across = x => view.left + (x - low) * scale;
    pen.strokeStyle = view.colors.line;
    pen.strokeRect(view.left + 0.5, 0.5, view.width - 1, height - 1);
    pen.save();
    pen.beginPath();
    pen.rect(view.left, 0, view.width, height);
    pen.clip();
    for (let i = 0; i < state.count; i += 1) stamp(across(state.axes[0][i]), 4 + state.height[i] * (height - 8));
    pen.strokeStyle = view.colors.second;
    pen.lineWidth = 3;
    for (const at of rules.wall === null || rules.wall === undefined ? [0] : [0, rules.wall]) {
      pen.strokeStyle = at ? view.colors.muted : view.colors.second;
      pen.beginPath(); pen.moveTo(across(at), 0); pen.lineTo(across(at), height); pen.stroke();
    }
    pen.restore();
  }

  function plane(pen, state, rules, view, height, stamp) {
    const scale = (height / 2 - 6) / rules.extent, [x, y] = state.axes;
    pen.strokeStyle = view.colors.line;
    pen.strokeRect(view.left + 0.5, 0.5, view.width - 1, height - 1);
    pen.save();
    pen.beginPath();
    pen.rect(view.left, 0, view.width, height);
    pen.clip();
    const middle = view.left + view.width / 2;
    for (let i = 0; i < state.count; i += 1) stamp(middle + x[i] * scale, height / 2 - y[i] * scale);
    pen.fillStyle = view.colors.second;
    pen.beginPath(); pen.arc(middle, height / 2, 4, 0, 2 * Math.PI); pen.fill();
    const bar = roundLength((view.width * 0.3) / scale), right = view.left + view.width - 12;
    pen.strokeStyle = pen.fillStyle = view.colors.ink;
    pen.lineWidth = 2;
    pen.beginPath(); pen.moveTo(right - bar * scale, height - 12); pen.lineTo(right, height - 12); pen.stroke();
    pen.font = `13px ${view.font}`;
    pen.textAlign = 'right';
    pen.fillText(`${number(bar)} µm`, right, height - 18);
    pen.restore();
  }

  function paint(on, state, rules, view, width, height, ratio) {
    const pen = clear(on, ratio, width, height), radius = state.count > 1500 ? 1.6 : 2.3, key = `${view.colors.signal} ${radius} ${ratio}`;
    if (key !== dotKey) { dot = makeDot(view.colors.signal, radius, ratio); dotKey = key; }
    const size = dot.width / ratio, stamp = (px, py) => pen.drawImage(dot, px - size / 2, py - size / 2, size, size);
    (rules.dimension === 1 ? strip : plane)(pen, state, rules, view, height, stamp);
  }

  function draw(state, rules, view) {
    const width = element.clientWidth, height = canvas.clientHeight;
    if (!width || !height) return;
    paint(canvas, state, rules, view, width, height, window.devicePixelRatio || 1);
    element.style.setProperty('--sr-chart-left', `${view.left}px`);
    note.firstChild.nodeValue = NOTES[rules.dimension];
    count.firstChild.nodeValue = `${state.count} there now`;
  }

  return {
    element, draw,
    /** The box as an address of a picture, `width` pixels wide at twice the sharpness, for a file. */
    image(state, rules, view, height) {
      const on = document.createElement('canvas');
      paint(on, state, rules, { ...view, left: 0 }, view.width, height, 2);
      return on.toDataURL('image/png');
    },
    /** Reserve the height that this dimension needs. */
    shape(rules) { element.dataset.dimension = rules.dimension; },
  };
}

/** Make the walkers of one picture, above the chart `node` in `box`. */
export function createWalkers(box, node) {
  const drawn = createBox(), calm = matchMedia('(prefers-reduced-motion: reduce)');
  let walk = null, key = '', counted = null;
  const view = (left, width, colors) => {
    const { xaxis, font } = node._fullLayout;
    return { left, width, range: xaxis.type === 'linear' ? xaxis.range : null, colors, font: font.family };
  };
  return {
    /** Take the rules of a message, decoded, for frames at `times`; without rules there are no walkers. */
    update(rules, times) {
      if (!rules) { drawn.element.remove(); walk = null; return; }
      const { histogram: trace, edges, weights, seconds, ...others } = rules, all = Array.from(times, time => time * seconds);
      const now = JSON.stringify([others, all]);
      if (!walk || now !== key) { key = now; walk = createWalk(others, all); }
      counted = { trace, edges, weights };
      drawn.shape(others);
      if (drawn.element.parentElement !== box.parentElement) box.before(drawn.element);
    },
    /** Where they are counted at a frame: { trace, row }. */
    counts(index) { return walk && { trace: counted.trace, row: histogram(walk.at(index), counted.edges, counted.weights) }; },
    draw(position, colors) {
      const size = node._fullLayout?._size;
      if (walk && size) drawn.draw(walk.during(calm.matches ? Math.round(position) : position), walk.rules, view(size.l, size.w, colors));
    },
    /** The walkers of a frame for a file: { source, height } of a picture `width` wide. */
    image(index, width, colors) {
      if (!walk) return null;
      const height = walk.rules.dimension === 1 ? 90 : 260;
      return { height, source: drawn.image(walk.at(index), walk.rules, view(0, width, colors), height) };
    },
  };
}
