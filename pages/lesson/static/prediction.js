/* The question before the slider is touched. The answer is kept, not graded here; a reader may skip it. */

import { bus, h } from './bus.js';
import { answers, clear, keep, watch } from './answers.js';
import { once } from './once.js';
import { questionForm } from './question.js';

export const keyOf = slug => `${slug}:prediction`;

export default once((host, data) => {
  const key = keyOf(data.slug);
  const draw = () => {
    const { chosen = null, done = false } = answers(key);
    const again = h('button', { type: 'button', class: 'sr-button quiet', onclick: () => clear(key) }, 'Clear my prediction');
    if (done) {
      const said = chosen === null ? 'You skipped the prediction.' : `You predicted: ${data.question.options[chosen].text.replace(/\.$/, '')}.`;
      host.replaceChildren(h('div', { class: 'sr-card sr-said' }, h('p', {}, said, ' Below the picture you read what happened.'), again));
    } else {
      const form = questionForm({ ...data.question, legend: data.question.question, chosen, revealed: false, onChoose: index => keep(key, { chosen: index }) });
      const finish = action => () => { keep(key, { done: true }); action(); };
      const show = h('button', { type: 'button', class: 'sr-button', disabled: chosen === null,
        onclick: finish(() => { bus.apply(data.try_it); bus.focus(data.parameter); }) }, 'Keep it and try');
      const skip = h('button', { type: 'button', class: 'sr-button quiet', onclick: () => keep(key, { done: true, chosen: null }) }, 'Skip');
      host.replaceChildren(h('section', { class: 'sr-card sr-predict', 'aria-label': 'Predict first' },
        h('p', { class: 'sr-eyebrow' }, 'Predict first, then move the slider'), form, h('p', { class: 'sr-actions' }, show, skip)));
      const kept = host.querySelector('input:checked');
      if (kept && document.activeElement === document.body) kept.focus({ preventScroll: true });
    }
  };
  draw();
  /* Whoever moves the slider in question has begun to find out: a prediction that was chosen counts as made. */
  let start = null;
  const stopValues = bus.onValues(values => {
    const now = values[data.parameter];
    if (start === null) start = now;
    else if (now !== start && answers(key).chosen != null && !answers(key).done) keep(key, { done: true });
  });
  const stopWatch = watch(key, draw);
  return () => { stopValues(); stopWatch(); };
});
