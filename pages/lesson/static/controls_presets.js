/* Real systems by name: choosing one moves the controls; what it set stands below, each value with its grade. */

import { h } from './bus.js';
import { badgeElement, sourceElement, valueText } from './controls_help.js';
import { WORDS } from './controls_words.js';
import { same } from './scale.js';
import { symbolElement, withSymbols } from './symbol.js';

/** The values of a preset: what it names, and the defaults. */
export const presetValues = (preset, defaults) => ({ ...defaults, ...preset.values });

/** The preset that the values are: the one chosen last if it fits, else the first that fits, else null. `lasting` tells
    which values count: those that are not carried from answer to answer. */
export function matchPreset(presets, defaults, values, chosen, lasting) {
  const fits = preset => Object.entries(presetValues(preset, defaults))
    .every(([name, value]) => !lasting(name) || same(values[name], value));
  return (chosen && fits(chosen) ? chosen : presets.find(fits)) ?? null;
}

function valueRow(parameter, value, grade) {
  const source = sourceElement(grade?.source);
  const name = parameter.symbol
    ? h('span', { class: 'sr-preset-name', title: parameter.label }, symbolElement(parameter.symbol),
      h('span', { class: 'sr-visually-hidden' }, ` ${parameter.label} `))
    : h('span', { class: 'sr-preset-name' }, parameter.label);
  return h('li', {}, name, h('span', { class: 'sr-preset-value' }, valueText(parameter, value)),
    h('span', { class: 'sr-preset-grade' }, grade ? badgeElement(grade) : null, source ? ' ' : null, source));
}

/** The picker. `choose(preset)` is called when the reader picks one. */
export function createPicker(presets, parameters, id, choose) {
  const none = h('option', { value: '', disabled: true }, WORDS.choosePreset);
  const list = h('select', { class: 'sr-select', id: `${id}-presets` }, none,
    ...presets.map(preset => h('option', { value: preset.id }, preset.name)));
  const text = h('p', { class: 'sr-preset-text' }), found = h('p', { class: 'sr-preset-text' }), values = h('ul', { class: 'sr-preset-values' });
  const rest = h('p', { class: 'sr-preset-rest' }, WORDS.presetRest);
  const details = h('div', { class: 'sr-preset', hidden: true }, text, found, values, rest);
  const element = h('div', { class: 'sr-presets' },
    h('label', { class: 'sr-presets-label', for: list.id }, WORDS.presets),
    h('div', { class: 'sr-presets-list' }, list), details);
  let shown = null;

  /** Show what is known of a preset, or nothing. */
  function describe(preset) {
    details.hidden = !preset;
    if (!preset || preset === shown) return;
    shown = preset;
    text.replaceChildren(...withSymbols(preset.text));
    text.hidden = !preset.text;
    found.replaceChildren(h('b', {}, WORDS.found), ' ', ...withSymbols(preset.found));
    found.hidden = !preset.found;
    const rows = Object.entries(preset.values)
      .map(([name, value]) => valueRow(parameters.get(name), value, preset.grades[name]));
    values.replaceChildren(...rows);
    values.setAttribute('aria-label', WORDS.presetValues(preset.name));
    rest.hidden = rows.length === parameters.size;
  }

  list.onchange = () => {
    const preset = presets.find(item => item.id === list.value);
    if (preset) choose(preset);
  };
  return {
    element,
    describe,
    /** Name the `active` preset; if none is, the one the values were changed from, or the reader's own settings. */
    update(active, chosen, pristine) {
      const own = pristine ? WORDS.choosePreset : WORDS.ownSettings;
      none.textContent = chosen && !active ? WORDS.changedFrom(chosen.name) : own;
      none.hidden = Boolean(active);
      list.value = active ? active.id : '';
      list.title = active ? '' : none.textContent;
    },
  };
}
