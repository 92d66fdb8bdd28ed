/* Try this: things to find, each set up by one click. */

import { bus, h, showLivePart } from './bus.js';
import { once } from './once.js';
import { withSymbols } from './symbol.js';

export default once((host, data) => {
  const cards = data.items.map((item, i) => h('li', { class: 'sr-card' },
    h('p', {}, ...withSymbols(item.text)),
    h('p', {}, h('strong', {}, 'Find: '), ...withSymbols(item.find)),
    h('div', { class: 'sr-actions' },
      h('button', { type: 'button', class: 'sr-button', 'aria-label': `Set up discovery ${i + 1}`,
        onclick: () => {
          bus.apply(item.set, { replace: true });
          showLivePart();
        } }, 'Set it up'),
      h('details', { class: 'sr-answer' }, h('summary', {}, 'What is there'), h('p', {}, ...withSymbols(item.answer))))));
  host.replaceChildren(h('section', { 'aria-label': 'Try this' }, h('h3', { class: 'sr-heading' }, 'Try this'), h('ol', { class: 'sr-cards' }, ...cards)));
});
