/* A drawing of our own in place of a chart: shown, changed in place, answering to pointer and keyboard; and as a file.

   A part with `data-tip` tells its text under the drawing; a part with `data-set` is a button that proposes parameters;
   a path with `data-flow` flows. */

import { bus, h } from './bus.js';
import { createFlow } from './flow.js';

const BUTTON = '[data-tip], [data-set]';

/** Put the drawing into `box`. The text comes from our own server and is made of our own parts. */
export function drawDiagram(box, svg) {
  if (box.drawn === svg) return;
  box.drawn = svg;
  const page = document.createElement('template'), now = box.querySelector('svg');
  page.innerHTML = svg;
  const next = page.content.firstElementChild;
  if (!now || !morph(now, next)) {
    const tip = h('p', { class: 'sr-diagram-tip', 'aria-live': 'polite' }, '');
    box.replaceChildren(next, tip);
    answerTo(box.firstElementChild, tip);
    box.flow = next.querySelector('[data-flow]') ? createFlow(next) : null;
    if (box.flow) box.append(box.flow.button);
  }
  box.flow?.start();
  const drawing = box.firstElementChild, active = Boolean(drawing.querySelector(BUTTON));
  if (active) drawing.setAttribute('role', 'group'); else drawing.setAttribute('aria-hidden', 'true');
  for (const part of drawing.querySelectorAll(BUTTON)) {
    part.setAttribute('tabindex', '0');
    part.setAttribute('role', part.dataset.set ? 'button' : 'img');
    part.setAttribute('aria-label', part.dataset.tip ?? part.textContent.trim());
  }
  const tip = box.querySelector('.sr-diagram-tip');
  tip.hidden = !active;
  if (tip.of?.isConnected && tip.of.dataset.tip) tip.textContent = tip.of.dataset.tip;
}

/** Make `now` look like `next` by changing attributes and texts; false (and half done) if their parts differ. */
function morph(now, next) {
  const leaf = !now.firstElementChild && !next.firstElementChild;
  if (now.tagName !== next.tagName || (!leaf && now.childNodes.length !== next.childNodes.length)) return false;
  for (const { name, value } of next.attributes) if (now.getAttribute(name) !== value) now.setAttribute(name, value);
  for (const { name } of [...now.attributes]) if (!next.hasAttribute(name) && !OURS.includes(name)) now.removeAttribute(name);
  if (leaf) {
    if (now.textContent !== next.textContent) now.textContent = next.textContent;
    return true;
  }
  return [...next.childNodes].every((child, i) => {
    const mine = now.childNodes[i];
    if (child.nodeType === Node.ELEMENT_NODE) return mine.nodeType === Node.ELEMENT_NODE && morph(mine, child);
    if (mine.nodeType !== child.nodeType) return false;
    if (mine.nodeValue !== child.nodeValue) mine.nodeValue = child.nodeValue;
    return true;
  });
}
/** Attributes that this module adds to the parts of a drawing. */
const OURS = ['tabindex', 'role', 'aria-label', 'aria-hidden', 'stroke-dashoffset'];

function answerTo(drawing, tip) {
  const part = event => event.target.closest?.(BUTTON);
  const tell = event => {
    const told = part(event);
    if (!told?.dataset.tip) return;
    tip.of = told;
    tip.textContent = told.dataset.tip;
  };
  const propose = event => { const set = part(event)?.dataset.set; if (set) bus.apply(JSON.parse(set)); };
  tip.textContent = 'Point at a part of the drawing, or go to it with the Tab key, to read what it is.';
  drawing.addEventListener('pointerover', tell);
  drawing.addEventListener('focusin', tell);
  drawing.addEventListener('click', propose);
  drawing.addEventListener('keydown', event => {
    if (event.key !== 'Enter' && event.key !== ' ') return;
    event.preventDefault();
    propose(event);
  });
}

/** The drawing as a text of its own: palette variables replaced by colors, on the color of the paper. */
export function diagramFile(box, colors, font) {
  const drawing = box.querySelector('svg').cloneNode(true), view = drawing.viewBox.baseVal;
  const [x, y, width, height] = view?.width ? [view.x, view.y, view.width, view.height] : [0, 0, box.clientWidth, box.clientHeight];
  drawing.setAttribute('xmlns', 'http://www.w3.org/2000/svg');
  drawing.setAttribute('width', width);
  drawing.setAttribute('height', height);
  drawing.setAttribute('color', colors.ink);
  drawing.setAttribute('font-family', font);
  const paper = document.createElementNS('http://www.w3.org/2000/svg', 'rect');
  for (const [key, value] of Object.entries({ x, y, width, height, fill: colors.paper })) paper.setAttribute(key, value);
  drawing.prepend(paper);
  const text = new XMLSerializer().serializeToString(drawing);
  return { width, height, text: text.replace(/var\(--sr-([a-z_]+)(?:,[^()]*)?\)/g, (whole, role) => colors[role] ?? whole) };
}
