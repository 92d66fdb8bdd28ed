/* The menu "Save" of the stage. */

import { h } from './bus.js';
import { copy, fileName, pictureCsv, picturePng, pictureSvg, readoutsCsv, save, stateLink } from './download.js';
import { icon } from './icons.js';

/** Make the menu. `current()` returns { state, pictures }: the latest message and what is drawn. */
export function createMenu(current) {
  const items = h('div', { class: 'sr-menu-items', role: 'menu', 'aria-label': 'Save', hidden: true });
  const opener = h('button', {
    type: 'button', class: 'sr-tool', 'data-tool': 'save', 'aria-haspopup': 'menu', 'aria-expanded': 'false', onclick: () => (items.hidden ? open() : close(true)),
  }, icon('save'), h('span', { class: 'sr-tool-text' }, 'Save'), icon('down'));
  const said = h('span', { class: 'sr-said-once', role: 'status' }, '');
  const field = h('input', { type: 'text', class: 'sr-link-field', readonly: true, 'aria-label': 'Link to this state' });
  const byHand = h('div', { class: 'sr-link-box', hidden: true }, h('label', {}, 'Copy this link:', field),
    h('button', {
      type: 'button', class: 'sr-icon-button', 'aria-label': 'Close the link', onclick: () => { byHand.hidden = true; opener.focus(); },
    }, icon('close')));
  const element = h('div', { class: 'sr-menu' }, opener, items, byHand, said);
  let quiet = 0;

  function say(text) {
    clearTimeout(quiet);
    said.firstChild.nodeValue = text;
    quiet = setTimeout(() => { said.firstChild.nodeValue = ''; }, 4000);
  }
  async function run(work) {
    close(true);
    try { await work(); } catch (fault) { say(`The file could not be made (${fault.message}).`); }
  }
  const item = (text, hint, work) =>
    h('button', { type: 'button', role: 'menuitem', tabindex: -1, class: 'sr-menu-item', onclick: () => run(work) },
      h('span', {}, text), h('span', { class: 'sr-menu-hint' }, hint));

  async function copyLink(state) {
    const link = stateLink(state);
    if (await copy(link)) { say('Link copied'); return; }
    byHand.hidden = false;
    field.value = link;
    field.focus();
    field.select();
  }

  function fill({ state, pictures }) {
    const several = pictures.length > 1, file = (part, extension) => fileName(state, part, extension);
    const ofPicture = picture => {
      const label = state.views.find(view => view.name === picture.name)?.label ?? picture.title;
      const named = what => (several ? `${label}: ${what}` : what.replace(/^./, letter => letter.toUpperCase()));
      const csv = async () => save(file(picture.name, 'csv'), pictureCsv(state, picture), 'text/csv;charset=utf-8');
      const svg = async () => save(file(picture.name, 'svg'), await pictureSvg(picture), 'image/svg+xml');
      const png = async () => save(file(picture.name, 'png'), await picturePng(picture), 'image/png');
      return [
        ...(picture.kind === 'diagram' ? [] : [item(named('plotted data'), 'CSV', csv)]),
        item(named('picture'), 'PNG', png), item(named('picture'), 'SVG', svg),
      ];
    };
    items.replaceChildren(...pictures.flatMap(ofPicture), h('div', { class: 'sr-menu-line', role: 'separator' }),
      item('All numbers', 'CSV', async () => save(file('numbers', 'csv'), readoutsCsv(state), 'text/csv;charset=utf-8')),
      item('Code that repeats this run', 'Python', async () => save(file('', 'py'), state.provenance.snippet, 'text/x-python')),
      h('div', { class: 'sr-menu-line', role: 'separator' }),
      item('Copy link', 'to exactly this', () => copyLink(state)));
  }
  const entries = () => [...items.querySelectorAll('[role=menuitem]')];
  function outside(event) { if (!element.contains(event.target)) close(false); }

  function open() {
    const now = current();
    if (!now.state) return;
    fill(now);
    items.hidden = false;
    opener.setAttribute('aria-expanded', 'true');
    document.addEventListener('pointerdown', outside);
    entries()[0].focus();
  }
  function close(back) {
    if (items.hidden) return;
    items.hidden = true;
    opener.setAttribute('aria-expanded', 'false');
    document.removeEventListener('pointerdown', outside);
    if (back) opener.focus();
  }
  items.addEventListener('keydown', event => {
    const all = entries(), at = all.indexOf(document.activeElement);
    const to = { ArrowDown: (at + 1) % all.length, ArrowUp: (at - 1 + all.length) % all.length, Home: 0, End: all.length - 1 }[event.key];
    if (to !== undefined) { event.preventDefault(); all[to].focus(); }
    if (event.key === 'Escape') { event.stopPropagation(); close(true); }
    if (event.key === 'Tab') close(false);
  });
  opener.addEventListener('keydown', event => { if (event.key === 'ArrowDown' && items.hidden) { event.preventDefault(); open(); } });
  return { element };
}
