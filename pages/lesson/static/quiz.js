/* Check yourself: an answer, then (in two-tier questions) the reason; every option is explained once both are given. */

import { h } from './bus.js';
import { answers, clear, keep, watch } from './answers.js';
import { once } from './once.js';
import { questionForm } from './question.js';

export default once((host, data) => {
  const key = `${data.slug}:quiz`;
  let focused = null;
  const draw = () => {
    const kept = answers(key);
    const choose = name => index => { focused = [name, index]; keep(key, { [name]: index }); };
    const items = data.items.map((item, i) => {
      const answer = kept[`${i}`] ?? null, reason = kept[`${i}r`] ?? null;
      const complete = answer !== null && (!item.reason || reason !== null);
      const parts = [questionForm({ ...item, legend: `${i + 1}. ${item.question}`, chosen: answer, revealed: complete, onChoose: choose(`${i}`) })];
      if (item.reason && answer !== null) {
        parts.push(questionForm({ ...item.reason, legend: `Why? ${item.reason.question}`, chosen: reason, revealed: complete, onChoose: choose(`${i}r`) }));
      }
      if (complete && item.misconception) {
        parts.push(h('p', { class: 'sr-misconception' }, 'The idea behind it: ', h('q', {}, item.misconception.replace(/^["“]|["”]$/g, ''))));
      }
      return h('div', { class: 'sr-card', 'data-question': `${i}` }, ...parts);
    });
    const given = Object.keys(kept).length;
    host.replaceChildren(h('section', { 'aria-label': 'Check yourself' }, h('h3', { class: 'sr-heading' }, 'Check yourself'),
      h('p', { class: 'sr-note' }, 'Your answers stay in this browser. Nothing is sent.'), ...items,
      given ? h('button', { type: 'button', class: 'sr-button quiet', onclick: () => clear(key) }, 'Clear my answers') : null));
    if (focused) {
      const [name, index] = focused, card = host.querySelector(`[data-question="${parseInt(name, 10)}"]`);
      card?.querySelectorAll('fieldset')[name.endsWith('r') ? 1 : 0]?.querySelectorAll('input')[index]?.focus({ preventScroll: true });
      focused = null;
    }
  };
  draw();
  return watch(key, draw);
});
