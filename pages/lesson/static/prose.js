/* Live numbers in text that the server wrote once: `data-readout` and `data-parameter` elements follow each message.
   React's own text node is kept, only its value changes. */

import { bus } from './bus.js';

let watching = false, waiting = false;

function write(element, text) {
  if (element.firstChild?.nodeType === Node.TEXT_NODE) {
    if (element.firstChild.nodeValue !== text) element.firstChild.nodeValue = text;
  } else if (!element.firstElementChild) element.append(text);
}

function makeChip(element, name, { label, text }) {
  element.setAttribute('aria-label', `${label}: ${text}. Go to its control`);
  if (element.dataset.srChip) return;
  element.dataset.srChip = 'on';
  element.setAttribute('role', 'button');
  element.tabIndex = 0;
  element.addEventListener('click', () => bus.focus(name));
  element.addEventListener('keydown', event => {
    if (event.key !== 'Enter' && event.key !== ' ') return;
    event.preventDefault();
    bus.focus(name);
  });
}

function fill() {
  waiting = false;
  const state = bus.state;
  if (!state) return;
  const readouts = new Map((state.readouts ?? []).map(readout => [readout.name, readout.text || readout.reason]));
  const parameters = state.parameters ?? {};
  for (const element of document.querySelectorAll('[data-readout]')) {
    const name = element.dataset.readout, text = readouts.get(name) ?? parameters[name]?.text;
    if (text !== undefined) write(element, text);
  }
  for (const element of document.querySelectorAll('[data-parameter]')) {
    const name = element.dataset.parameter;
    if (!parameters[name]) continue;
    write(element, parameters[name].text);
    makeChip(element, name, parameters[name]);
  }
}

/** Keep the page's live numbers current: at each message, and in text that appears later. */
export function watchProse() {
  if (watching) return;
  watching = true;
  bus.subscribe(fill);
  new MutationObserver(() => {
    if (waiting) return;
    waiting = true;
    requestAnimationFrame(fill);
  }).observe(document.body, { childList: true, subtree: true });
}
