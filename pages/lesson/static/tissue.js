/* Cells drawn as cells: each a polygon filled by one quantity, with a disc for a second, told by pointer and keyboard.

   The drawing is made anew only when the cells' shapes, marks or size change; while it plays or a slider moves, only
   fills and radii do. */

import { bus, h } from './bus.js';
import { number } from './notation.js';

/** Cividis: even steps of lightness, the same to color-blind readers; as Plotly has it. */
const CIVIDIS = [[0, 32, 76], [0, 42, 102], [0, 52, 110], [39, 63, 108], [60, 74, 107], [76, 85, 107], [91, 95, 109], [104, 106, 112], [117, 117, 117],
  [131, 129, 120], [146, 140, 120], [161, 152, 118], [176, 165, 114], [192, 177, 109], [209, 191, 102], [225, 204, 92], [243, 219, 79], [255, 233, 69]];
const rgb = parts => `rgb(${parts.map(Math.round).join(', ')})`;

/** The color at a part (0 to 1) of the scale. */
function colorAt(part) {
  const place = Math.min(Math.max(part, 0), 1) * (CIVIDIS.length - 1), low = Math.min(Math.floor(place), CIVIDIS.length - 2);
  return rgb(CIVIDIS[low].map((value, i) => value + (CIVIDIS[low + 1][i] - value) * (place - low)));
}

/** Make an SVG element. */
function s(tag, attributes = {}, ...children) {
  const element = document.createElementNS('http://www.w3.org/2000/svg', tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  element.append(...children);
  return element;
}

const ARROWS = { ArrowRight: [1, 0], ArrowLeft: [-1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };

/** The polygons of the message, as rows of [x, y] with y downward. */
function polygonsOf({ corners, counts }) {
  let from = 0;
  return counts.map(count => { from += count; return corners.slice(from - count, from).map(([x, y]) => [x, -y]); });
}

const middle = polygon => polygon.reduce(([x, y], [cx, cy]) => [x + cx / polygon.length, y + cy / polygon.length], [0, 0]);

/** Half the width of the widest disc that fits a polygon around its middle. */
function roomOf(polygon, [x, y]) {
  return Math.min(...polygon.map(([ax, ay], i) => {
    const [bx, by] = polygon[(i + 1) % polygon.length], length = Math.hypot(bx - ax, by - ay) || 1;
    return Math.abs((bx - ax) * (ay - y) - (ax - x) * (by - ay)) / length;
  }));
}

/** Make the drawing of one picture inside `box`; `draw` takes the message's parts, the colors, and the size in pixels. */
export function createTissue(box) {
  let cells = [], made = '', tissue = null, clicks = [], values = [], active = 0, told = -1;
  const holder = h('div', { class: 'sr-tissue' }), tip = h('p', { class: 'sr-diagram-tip', 'aria-live': 'polite' }, '');

  const quantity = i => tissue.layers[i].title.replace(/ \([^()]*\)$/, '');
  const text = cell => `Cell ${cell + 1}${tissue.marks[cell] ? ` (${tissue.marks[cell]})` : ''}: ${
    tissue.layers.map((_, i) => `${quantity(i)} ${number(values[i][cell])}`).join(', ')}.`;
  const ask = cell => (clicks[cell] ? ' Click or press Enter to choose it.' : '');
  function tell(cell) {
    told = cell;
    tip.textContent = told < 0 ? 'Point at a cell, or go to the cells with the Tab key and walk with the arrow keys.' : text(told) + ask(told);
  }
  function propose(cell) { if (clicks[cell]) bus.apply(clicks[cell]); }

  /** The nearest cell in the direction of an arrow key. */
  function toward(from, [dx, dy]) {
    let best = from, least = Infinity;
    cells.forEach(({ at: [x, y] }, i) => {
      const [ax, ay] = [x - cells[from].at[0], y - cells[from].at[1]], along = ax * dx + ay * dy, across = Math.abs(ax * dy) + Math.abs(ay * dx);
      const far = along + 1.2 * across;
      if (along > 1e-6 && along >= across * 0.5 && far < least) { least = far; best = i; }
    });
    return best;
  }
  function onKey(event) {
    const cell = cells.findIndex(({ group }) => group === event.target);
    if (cell < 0) return;
    if (event.key === 'Enter' || event.key === ' ') { event.preventDefault(); propose(cell); return; }
    if (!ARROWS[event.key]) return;
    event.preventDefault();
    activate(toward(cell, ARROWS[event.key]));
    cells[active].group.focus();
  }
  function activate(cell) {
    cells[active]?.group.setAttribute('tabindex', '-1');
    active = cell;
    cells[active].group.setAttribute('tabindex', '0');
    cells[active].group.setAttribute('aria-label', text(active));
  }
  const cellOf = target => cells.findIndex(({ group }) => group === target.closest?.('.sr-cell'));

  function legend(size, colors, titles) {
    const { width, height, scale, bar } = size, low = tissue.layers[0].low, high = tissue.layers[0].high, parts = [];
    const x = width - bar + 14 * scale, top = size.top, long = height - top - 8, steps = 24;
    for (let i = 0; i < steps; i += 1) {
      parts.push(s('rect', { x, y: top + (long * i) / steps, width: 14 * scale, height: long / steps + 0.6, fill: colorAt(1 - (i + 0.5) / steps) }));
    }
    [low, (low + high) / 2, high].forEach((value, i) => parts.push(s('text', {
      x: x + 19 * scale, y: top + long * (1 - i / 2) + (i === 2 ? 11 : i === 1 ? 4 : 0) * scale, 'font-size': 12 * scale, fill: colors.muted,
    }, number(value))));
    const at = [width - 9 * scale, top + long / 2];
    parts.push(s('text', {
      x: at[0], y: at[1], 'font-size': 13 * scale, fill: colors.ink, 'text-anchor': 'middle', transform: `rotate(-90 ${at[0]} ${at[1]})`,
    }, titles[0]));
    if (titles[1]) {
      const y = 10 * scale;
      parts.push(s('circle', { cx: 10 * scale, cy: y, r: 6 * scale, fill: 'white', stroke: 'black', 'stroke-width': 1.5 }),
        s('text', { x: 22 * scale, y: y + 4.5 * scale, 'font-size': 13 * scale, fill: colors.ink }, `Area of the disc: ${titles[1]}`));
    }
    return parts;
  }

  function build(size, colors) {
    const polygons = polygonsOf(tissue), all = polygons.flat();
    const [left, right] = [Math.min(...all.map(([x]) => x)), Math.max(...all.map(([x]) => x))];
    const [high, low] = [Math.min(...all.map(([, y]) => y)), Math.max(...all.map(([, y]) => y))];
    const room = [size.width - size.bar - 8, size.height - size.top - 6];
    const zoom = Math.min(room[0] / (right - left), room[1] / (low - high));
    const offset = [(room[0] - zoom * (right - left)) / 2 + 4 - zoom * left, size.top + (room[1] - zoom * (low - high)) / 2 - zoom * high];
    const place = ([x, y]) => [offset[0] + zoom * x, offset[1] + zoom * y], hadFocus = holder.contains(document.activeElement);
    const fixed = value => value.toFixed(1), gap = { stroke: colors.line, 'stroke-width': Math.min(2, zoom * 0.06) };
    cells = polygons.map((polygon, i) => {
      const points = polygon.map(place), at = middle(points), mark = tissue.marks[i];
      const shape = s('polygon', { points: points.map(p => p.map(fixed).join()).join(' '), ...gap });
      const disc = tissue.layers[1] && s('circle', { cx: fixed(at[0]), cy: fixed(at[1]), fill: 'white', stroke: 'black', 'stroke-width': 1 });
      const inside = [shape, disc, mark && s('text', {
        x: fixed(at[0]), y: fixed(at[1]), class: 'sr-cell-mark', 'text-anchor': 'middle', 'dominant-baseline': 'central',
        'font-size': Math.max(11, Math.min(24, zoom * 0.42)), 'font-weight': 700, fill: 'white', stroke: 'black', 'stroke-width': 3, 'paint-order': 'stroke',
      }, mark)].filter(Boolean);
      const group = s('g', { class: `sr-cell${clicks[i] ? ' sr-cell-choice' : ''}`, role: clicks[i] ? 'button' : 'img', tabindex: '-1', 'aria-label': `Cell ${i + 1}` }, ...inside);
      return { group, shape, disc, at, room: roomOf(points, at) * 0.62 };
    });
    const bars = tissue.bars.map(ends => {
      const [[x1, y1], [x2, y2]] = ends.map(([x, y]) => place([x, -y]));
      return s('line', { x1, y1, x2, y2, stroke: colors.second, 'stroke-width': 3, 'stroke-linecap': 'round' });
    });
    const drawing = s('svg', { viewBox: `0 0 ${size.width} ${size.height}`, role: 'group', 'aria-label': 'Cells' },
      ...cells.map(({ group }) => group), ...bars, ...legend(size, colors, tissue.layers.map(({ title }) => title)));
    drawing.addEventListener('pointerover', event => { const cell = cellOf(event.target); if (cell >= 0) tell(cell); });
    drawing.addEventListener('pointerleave', () => tell(drawing.contains(document.activeElement) ? active : -1));
    drawing.addEventListener('focusin', event => { const cell = cellOf(event.target); if (cell >= 0) { activate(cell); tell(cell); } });
    drawing.addEventListener('click', event => { const cell = cellOf(event.target); if (cell >= 0) { activate(cell); propose(cell); } });
    drawing.addEventListener('keydown', onKey);
    holder.replaceChildren(drawing);
    activate(Math.min(active, cells.length - 1));
    if (hadFocus) cells[active].group.focus();
  }

  function paint() {
    const [fill, second] = tissue.layers, share = ({ low, high }, value) => Math.min(Math.max((value - low) / (high - low || 1), 0), 1);
    cells.forEach(({ shape, disc, room }, i) => {
      shape.setAttribute('fill', colorAt(share(fill, values[0][i])));
      if (disc) disc.setAttribute('r', (room * Math.sqrt(share(second, values[1][i]))).toFixed(1));
    });
    cells[active].group.setAttribute('aria-label', text(active));
    if (told >= 0 && told < cells.length) tell(told); else if (told >= 0 || !tip.textContent) tell(-1);
  }

  return {
    /** Draw the tissue of a picture's message, `ready` for the theme, in `view` = { width, height, scale, small, colors }. */
    draw(raw, ready, { width, height, scale, small, colors }) {
      if (holder.parentElement !== box) box.replaceChildren(holder, tip);
      const size = { width, height: Math.max(120, height - 44), scale, bar: (small ? 72 : 92) * scale, top: raw.tissue.layers[1] ? 24 * scale : 4 };
      const key = JSON.stringify([raw.tissue, size, colors.paper, colors.ink, raw.clicks?.[0]?.map(Boolean)]);
      tissue = ready.tissue;
      clicks = raw.clicks?.[0] ?? [];
      values = ready.traces.map(({ y }) => y);
      if (key !== made) { made = key; build(size, colors); }
      paint();
    },
    /** Show other values in the same cells. */
    repaint(traces) { values = traces.map(({ y }) => y); paint(); },
  };
}
