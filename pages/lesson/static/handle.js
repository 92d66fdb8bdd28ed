/* A point of a chart that the reader drags, or moves with the arrow keys: it sets the parameters that stand for its place. */

import { bus, h } from './bus.js';

const KEYS = { ArrowRight: [1, 0], ArrowLeft: [-1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
const STEP = 0.02;

/** Make the handle of one chart; it lies over the chart in `box`. */
export function createHandle(box, chart) {
  let handle = null, axes = null, pulled = null, queued = 0;
  const button = h('button', { type: 'button', class: 'sr-handle', 'aria-roledescription': 'movable point' });

  const span = axis => axis._length;
  function place() {
    button.style.left = `${(pulled?.[0] ?? axes.point[0]).toFixed(1)}px`;
    button.style.top = `${(pulled?.[1] ?? axes.point[1]).toFixed(1)}px`;
  }
  /** Ask for the values at a place in pixels of the chart; `settled` when the move has ended. */
  function ask([left, top], settled) {
    const wanted = {}, inside = (pixels, axis) => Math.min(Math.max(pixels - axis._offset, 0), span(axis));
    if (handle.x) wanted[handle.x] = axes.x.p2d(inside(left, axes.x));
    if (handle.y) wanted[handle.y] = axes.y.p2d(inside(top, axes.y));
    bus.apply(wanted, { settled });
  }
  function pull(event) {
    const frame = chart.getBoundingClientRect(), held = axes.point, hold = (pixels, axis) =>
      Math.min(Math.max(pixels, axis._offset), axis._offset + span(axis));
    pulled = [handle.x ? hold(event.clientX - frame.left, axes.x) : held[0], handle.y ? hold(event.clientY - frame.top, axes.y) : held[1]];
    place();
    cancelAnimationFrame(queued);
    queued = requestAnimationFrame(() => { if (pulled) ask(pulled, false); });
  }
  button.onpointerdown = event => { if (event.button === 0) { button.setPointerCapture(event.pointerId); pull(event); } };
  button.onpointermove = event => { if (button.hasPointerCapture(event.pointerId)) pull(event); };
  button.onlostpointercapture = () => {
    cancelAnimationFrame(queued);
    if (pulled) ask(pulled, true);
    pulled = null;
  };
  button.onkeydown = event => {
    const way = KEYS[event.key];
    if (!way) return;
    event.preventDefault();
    const step = STEP * (event.shiftKey ? 5 : 1), [left, top] = axes.point;
    ask([left + way[0] * step * span(axes.x), top + way[1] * step * span(axes.y)], true);
  };

  return {
    /** Lie over the point of `raw.handle` where the chart has just drawn it, or go away. */
    follow(raw, traces) {
      handle = raw.handle ?? null;
      const trace = handle && traces[handle.trace], layout = chart._fullLayout;
      if (!trace?.x?.length || !layout) { button.remove(); return; }
      const x = layout[`xaxis${(trace.xaxis ?? 'x').slice(1)}`], y = layout[`yaxis${(trace.yaxis ?? 'y').slice(1)}`];
      axes = { x, y, point: [x._offset + x.d2p(trace.x[0]), y._offset + y.d2p(trace.y[0])] };
      const told = `${handle.label}: drag, or move with the arrow keys`;
      if (button.title !== told) {
        button.title = told;
        button.setAttribute('aria-label', told);
      }
      if (button.parentElement !== box) box.append(button);
      place();
    },
  };
}
