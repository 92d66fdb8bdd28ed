/* One question with its options, as a group of radio buttons; the answer is looked up and kept by the caller. */

import { h } from './bus.js';
import { withSymbols } from './symbol.js';

let count = 0;

/** A question. `chosen` is the index of the kept answer or null; `revealed` shows what each option means. */
export function questionForm({ question, options, chosen, revealed, onChoose, legend = question }) {
  const name = `sr-question-${count += 1}`;
  const rows = options.map((option, index) => {
    const input = h('input', { type: 'radio', name, value: index, onchange: () => onChoose(index) });
    input.checked = index === chosen;
    const mark = revealed && (option.right ? '✔ right' : index === chosen ? '✘ your answer' : '');
    const tone = revealed && option.right ? 'right' : revealed && index === chosen ? 'wrong' : '';
    return h('label', { class: `sr-option ${tone}` }, input,
      h('span', {}, ...withSymbols(option.text), mark ? h('strong', { class: 'sr-mark' }, ` ${mark}`) : null,
        revealed ? h('span', { class: 'sr-why' }, ...withSymbols(option.why)) : null));
  });
  return h('fieldset', { class: 'sr-question' }, h('legend', {}, ...withSymbols(legend)), ...rows);
}
