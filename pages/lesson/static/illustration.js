/* A drawing of our own, inline so that it takes the colors of the theme. */

import { h } from './bus.js';
import { once } from './once.js';
import './theme.js';

export default once((host, data) => {
  const figure = h('figure', { class: 'sr-illustration', role: 'img', 'aria-label': data.text });
  figure.innerHTML = data.svg;
  figure.querySelector('svg')?.setAttribute('aria-hidden', 'true');
  host.replaceChildren(figure, h('details', { class: 'sr-describe' }, h('summary', {}, 'What the drawing shows'), h('p', {}, data.text)));
});
