/* Dashed paths that flow: the dashes of a path with `data-flow` move along it, by so many drawing units per second. */

import { h } from './bus.js';

const STILL = matchMedia('(prefers-reduced-motion: reduce)');

/** Let the paths of `drawing` flow; returns the button that holds them. */
export function createFlow(drawing) {
  let held = STILL.matches, before = 0, running = false;
  const gone = new WeakMap();
  const button = h('button', { type: 'button', class: 'sr-tool sr-flow-button', onclick: () => { held = !held; write(); start(); } }, '');
  function write() { button.textContent = held ? 'Let it flow' : 'Hold the flow'; }
  function tick(now) {
    running = drawing.isConnected && !held && !drawing.closest('[hidden]');
    if (!running) return;
    const seconds = Math.min(now - before, 100) / 1000;
    before = now;
    for (const path of drawing.querySelectorAll('[data-flow]')) {
      const offset = (gone.get(path) ?? 0) - Number(path.dataset.flow) * seconds;
      gone.set(path, offset);
      path.setAttribute('stroke-dashoffset', offset.toFixed(1));
    }
    requestAnimationFrame(tick);
  }
  function start() {
    if (running || held) return;
    running = true;
    before = performance.now();
    requestAnimationFrame(tick);
  }
  write();
  start();
  return { button, start };
}
