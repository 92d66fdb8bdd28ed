/* A choice between a few named alternatives, and a switch. */

import { h } from './bus.js';
import { createFrame } from './controls_frame.js';
import { WORDS } from './controls_words.js';

const MOST_SEGMENTS = 4;

/** A choice: native radio buttons that look like one segmented button, or a list if there are many. */
export function createChoice(parameter, id, host) {
  const frame = createFrame(parameter, id, () => { host.reset(parameter.name); focus(); });
  const change = value => host.change(parameter.name, value, { settled: true });
  const many = parameter.options.length > MOST_SEGMENTS;
  const radios = new Map();
  let list = null;
  if (many) {
    list = h('select', { class: 'sr-select', 'aria-labelledby': frame.labelId },
      ...parameter.options.map(([value, label]) => h('option', { value }, label)));
    list.onchange = () => change(list.value);
    frame.body.append(list);
  } else {
    const group = h('div', { class: 'sr-segments', role: 'radiogroup', 'aria-labelledby': frame.labelId });
    for (const [value, label] of parameter.options) {
      const radio = h('input', { type: 'radio', name: `${id}-choice`, value, class: 'sr-segment-input' });
      radio.onchange = () => { if (radio.checked) change(value); };
      radios.set(value, radio);
      group.append(h('label', { class: 'sr-segment' }, radio, h('span', {}, label)));
    }
    frame.body.append(group);
  }
  function set(value) {
    if (list) list.value = value;
    else radios.forEach((radio, option) => { radio.checked = option === value; });
  }
  function focus() {
    const all = [...radios.values()];
    (list ?? all.find(radio => radio.checked) ?? all[0])?.focus({ preventScroll: true });
  }
  return { parameter, ...frame, set, focus, stop() {} };
}

/** A switch. */
export function createSwitch(parameter, id, host) {
  const frame = createFrame(parameter, id, () => { host.reset(parameter.name); focus(); });
  const word = h('span', { class: 'sr-switch-word', 'aria-hidden': 'true' });
  const button = h('button', { class: 'sr-switch', type: 'button', role: 'switch', 'aria-labelledby': frame.labelId },
    word, h('span', { class: 'sr-switch-track', 'aria-hidden': 'true' }));
  let on = false;
  button.onclick = () => host.change(parameter.name, !on, { settled: true });
  frame.slot.append(button);
  function set(value) {
    on = value;
    button.setAttribute('aria-checked', String(value));
    word.textContent = value ? WORDS.on : WORDS.off;
  }
  function focus() { button.focus({ preventScroll: true }); }
  return { parameter, ...frame, set, focus, stop() {} };
}
