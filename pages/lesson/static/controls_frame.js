/* What all controls share: label, symbol, help, badge, reset of one, place for an error. */

import { h } from './bus.js';
import { badgeElement, helpElement } from './controls_help.js';
import { WORDS } from './controls_words.js';
import { symbolElement } from './symbol.js';

const FLASH = 1200;

/** The frame of one control. `id` is unique on the page; `onReset` is called when the reader asks for the default. */
export function createFrame(parameter, id, onReset) {
  const label = h('span', { class: 'sr-control-label', id: `${id}-label` }, parameter.label);
  const help = helpElement(parameter, `${id}-help`);
  const ask = h('button', {
    class: 'sr-control-ask', type: 'button', 'aria-label': WORDS.help(parameter.label),
    title: WORDS.help(parameter.label), 'aria-expanded': 'false', 'aria-controls': help.id,
  }, '?');
  const reset = h('button', {
    class: 'sr-control-reset', type: 'button', 'aria-label': WORDS.reset(parameter.label),
    title: WORDS.reset(parameter.label), hidden: true,
  });
  const badge = h('span', { class: 'sr-control-badge' });
  const slot = h('span', { class: 'sr-control-value' });
  const body = h('div', { class: 'sr-control-body' });
  const error = h('p', { class: 'sr-control-error', id: `${id}-error`, role: 'alert' });
  const name = h('span', { class: 'sr-control-name' }, label, '\u00a0',
    h('span', { class: 'sr-control-mark' }, parameter.symbol ? symbolElement(parameter.symbol) : null, ask));
  const element = h('div', { class: 'sr-control', id, 'data-control': parameter.name, 'data-kind': parameter.kind },
    h('div', { class: 'sr-control-line' }, name, badge,
      h('span', { class: 'sr-control-state' }, reset, slot)), body, error, help);

  const showHelp = shown => { help.hidden = !shown; ask.setAttribute('aria-expanded', String(shown)); };
  ask.onclick = () => showHelp(help.hidden);
  element.addEventListener('keydown', event => {
    if (event.key !== 'Escape' || help.hidden || event.defaultPrevented) return;
    if (help.contains(document.activeElement)) ask.focus();
    showHelp(false);
  });
  reset.onclick = onReset;

  let shownGrade, flashing;
  return {
    element, slot, body, badge, error, labelId: label.id,
    setChanged(changed) { reset.hidden = !changed; element.classList.toggle('sr-control-changed', changed); },
    /** Grade the value shown: a grade, `null` for a value of the reader's own, `undefined` for no badge. */
    setGrade(grade) {
      if (grade === shownGrade) return;
      shownGrade = grade;
      badge.replaceChildren(...(grade === undefined ? [] : [badgeElement(grade)]));
    },
    setError(text) { if (error.textContent !== text) error.textContent = text; },
    /** Draw the eye to a control that moved without a hand on it. */
    flash() {
      clearTimeout(flashing);
      element.classList.remove('sr-control-flash');
      void element.offsetWidth; /* lets the animation start anew */
      element.classList.add('sr-control-flash');
      flashing = setTimeout(() => element.classList.remove('sr-control-flash'), FLASH);
    },
  };
}
