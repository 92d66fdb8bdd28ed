/* What became of the prediction: feedback for just the option that was chosen. The explanation that follows on the
   page stays covered until the reader has predicted or skipped. */

import { h } from './bus.js';
import { answers, keep, watch } from './answers.js';
import { keyOf } from './prediction.js';
import { once } from './once.js';
import { withSymbols } from './symbol.js';

export default once((host, data) => {
  const key = keyOf(data.slug), { options } = data.question;
  const draw = () => {
    const { chosen = null, done = false } = answers(key);
    document.documentElement.toggleAttribute('data-sr-revealed', done);
    if (!done) {
      host.replaceChildren(h('div', { class: 'sr-card sr-covered' }, h('p', {}, 'What happens is explained here once you have made a prediction above, or skipped it.'),
        h('button', { type: 'button', class: 'sr-button quiet', onclick: () => keep(key, { done: true }) }, 'Show it now')));
      return;
    }
    const said = option => option.text.replace(/\.$/, '');
    const right = options.find(option => option.right), mine = options[chosen];
    const lines = mine === undefined ? [h('p', {}, h('strong', {}, ...withSymbols(`The answer: ${said(right)}. `)), ...withSymbols(right.why))]
      : mine.right ? [h('p', {}, h('strong', {}, ...withSymbols(`You predicted “${said(mine)}”, and so it is. `)), ...withSymbols(mine.why))]
        : [h('p', {}, h('strong', {}, ...withSymbols(`You predicted “${said(mine)}”. `)), ...withSymbols(mine.why)),
          h('p', {}, h('strong', {}, ...withSymbols(`What happens: ${said(right)}. `)), ...withSymbols(right.why))];
    host.replaceChildren(h('section', { class: `sr-card ${mine?.right ? 'right' : ''}`, 'aria-label': 'Your prediction and what happened' }, ...lines));
  };
  draw();
  return watch(key, draw);
});
