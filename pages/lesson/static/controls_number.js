/* A number: a native range input for touch, keys and screen readers, under a track drawn by us, and a field for typing.

   The native input runs over positions (0 to 1000), not values, so that it serves every scale. */

import { h } from './bus.js';
import { readEntry, typedText } from './controls_entry.js';
import { createFrame } from './controls_frame.js';
import { valueText } from './controls_help.js';
import { WORDS } from './controls_words.js';
import { number, unitText } from './notation.js';
import { createScale } from './scale.js';

const POSITIONS = 1000;
const GLIDE = 320;
const SAMPLES = 300;
/** The ends of the track belong to the labels of its bounds: no ticks there. */
const END = 0.03;

const percent = at => `${(100 * at).toFixed(2)}%`;
const stillness = matchMedia('(prefers-reduced-motion: reduce)');

/** The track: literature band, ticks at the powers of ten, the default, the ends in words. */
function createTrack(parameter, scale) {
  const fill = h('span', { class: 'sr-track-fill' });
  const track = h('div', { class: 'sr-track', 'aria-hidden': 'true' }, h('span', { class: 'sr-track-line' }), fill);
  const add = (name, style, text) => track.append(h('span', { class: `sr-track-${name}`, style }, text));
  if (parameter.literature) {
    const from = scale.position(parameter.literature.low), to = scale.position(parameter.literature.high);
    add('band', `left:${percent(from)};width:${percent(to - from)}`);
  }
  if (scale.gap) {
    track.classList.add('sr-track-zero');
    track.style.setProperty('--sr-gap', percent(scale.gap));
    add('off', '');
  }
  if (scale.log) {
    for (let power = Math.ceil(Math.log10(parameter.low)); 10 ** power < parameter.high; power += 1) {
      const at = scale.position(10 ** power);
      if (at > END && at < 1 - END) add('tick', `left:${percent(at)}`);
    }
  }
  add('default', `left:${percent(scale.position(parameter.default))}`);
  add('low', '', scale.gap ? WORDS.off : number(parameter.low, 4));
  add('high', '', number(parameter.high, 4));
  return { track, place: at => track.style.setProperty('--sr-at', percent(at)) };
}

/** The length of the longest text that a value can have, so that the line does not change while a slider moves. */
function widest(parameter, grid) {
  const stride = Math.ceil(grid.length / SAMPLES);
  const samples = grid.filter((_, index) => index % stride === 0).concat(grid[grid.length - 1]);
  return Math.max(...samples.map(value => valueText(parameter, value).replace(/[⁰-⁹⁻¹²³.]/g, '').length));
}

/** The value as a button; pressed, it becomes a field. */
function createEntry(parameter, grid, frame, host) {
  const unit = unitText(parameter.unit);
  const button = h('button', { class: 'sr-value', type: 'button', style: `--sr-chars:${widest(parameter, grid)}` });
  const keyboard = parameter.integer ? 'numeric' : parameter.low >= 1e-3 ? 'decimal' : 'text';
  const field = h('input', {
    class: 'sr-value-field', type: 'text', inputmode: keyboard, autocomplete: 'off', spellcheck: 'false', size: 9,
    'aria-label': WORDS.field(parameter.label, unit), 'aria-describedby': frame.error.id,
  });
  const editor = h('span', { class: 'sr-value-editor', hidden: true }, field,
    unit ? h('span', { 'aria-hidden': 'true' }, unit) : null);
  let before = '';

  function open() {
    before = typedText(host.value(parameter.name));
    field.value = before;
    field.removeAttribute('aria-invalid');
    frame.setError('');
    button.hidden = true;
    editor.hidden = false;
    field.focus();
    field.select();
  }
  function close(refocus) {
    if (editor.hidden) return;
    editor.hidden = true;
    button.hidden = false;
    if (refocus) button.focus();
  }
  /** Take what was typed. A bad entry keeps the old value and says why; the field stays open unless it was left. */
  function commit(left) {
    if (field.value === before) { frame.setError(''); close(!left); return; }
    const { value, error } = readEntry(field.value, parameter);
    frame.setError(error ? `${parameter.label}: ${error}` : '');
    field.setAttribute('aria-invalid', String(Boolean(error)));
    if (!error) host.change(parameter.name, value, { settled: true });
    if (!error || left) close(!left); else field.select();
  }
  button.onclick = open;
  field.addEventListener('keydown', event => {
    if (event.key === 'Enter') { event.preventDefault(); commit(false); }
    if (event.key === 'Escape') { event.preventDefault(); frame.setError(''); close(true); }
  });
  field.addEventListener('blur', () => { if (!editor.hidden) commit(true); });
  frame.slot.append(button, editor);
  return {
    show(text) {
      button.textContent = text;
      button.setAttribute('aria-label', WORDS.typeValue(text, parameter.label));
    },
    close,
  };
}

/** The control of a number. `host` holds the values and hears of changes. */
export function createNumber(parameter, id, host) {
  const scale = createScale(parameter);
  const frame = createFrame(parameter, id, () => { host.reset(parameter.name); input.focus({ preventScroll: true }); });
  const { track, place } = createTrack(parameter, scale);
  const input = h('input', {
    class: 'sr-range', type: 'range', min: 0, max: POSITIONS, step: 'any', 'aria-labelledby': frame.labelId,
  });
  const entry = createEntry(parameter, scale.grid, frame, host);
  frame.body.append(track, input, frame.badge);
  let current = parameter.default, shownAt = null, gliding = 0, pointer = false;

  function put(at) {
    shownAt = at;
    input.value = at * POSITIONS;
    place(at);
  }
  /** Move the thumb over a short time: what moved it was not the reader's hand. */
  function glide(to) {
    const from = shownAt, start = performance.now();
    const draw = now => {
      const part = Math.min((now - start) / GLIDE, 1);
      put(from + (to - from) * (1 - (1 - part) ** 3));
      gliding = part < 1 ? requestAnimationFrame(draw) : 0;
    };
    gliding = requestAnimationFrame(draw);
  }
  function set(value, { animate = false } = {}) {
    const text = valueText(parameter, value);
    current = value;
    cancelAnimationFrame(gliding);
    if (animate && shownAt !== null && !stillness.matches) glide(scale.position(value));
    else put(scale.position(value));
    if (input.getAttribute('aria-valuetext') !== text) input.setAttribute('aria-valuetext', text);
    entry.show(text);
  }
  function byHand(value, options) {
    frame.setError('');
    entry.close(false);
    if (value === current) { put(scale.position(current)); return; }
    host.change(parameter.name, value, options);
  }

  input.addEventListener('pointerdown', () => {
    cancelAnimationFrame(gliding);
    pointer = true;
    host.hold(parameter.name);
    const release = event => {
      if (event.type === 'blur' && event.target !== window) return;
      ['pointerup', 'pointercancel', 'blur'].forEach(type => removeEventListener(type, release, true));
      pointer = false;
      host.release(parameter.name);
    };
    ['pointerup', 'pointercancel', 'blur'].forEach(type => addEventListener(type, release, true));
  });
  input.addEventListener('input', () => {
    const at = input.value / POSITIONS;
    let value = scale.valueAt(at);
    /* A screen reader's gesture moves by a step of the browser's choice: at least to the next value. */
    if (!pointer && value === current && at !== shownAt) value = scale.step(current, Math.sign(at - shownAt));
    byHand(value, { quiet: !pointer });
  });
  input.addEventListener('change', () => { if (!pointer) host.settle(); });
  input.addEventListener('blur', () => { if (!pointer) host.settle(); });
  input.addEventListener('keydown', event => {
    if (event.altKey || event.ctrlKey || event.metaKey) return;
    const value = scale.key(event.key, current);
    if (value === null) return;
    event.preventDefault();
    byHand(value, { quiet: true });
  });
  return {
    parameter, ...frame, set,
    focus: () => input.focus({ preventScroll: true }),
    stop: () => { cancelAnimationFrame(gliding); if (shownAt !== null) put(scale.position(current)); },
  };
}
