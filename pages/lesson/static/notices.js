/* What the reader must be told: a bad link, a refused value, a fault. Text only: it may come from the address bar. */

import { bus, h } from './bus.js';
import { icon } from './icons.js';

const LEADS = { link: 'From the link: ', refusal: 'Not possible: ', error: 'Something went wrong: ' };

/** Make the list; `write(notices, defaults)` shows what is new, once, and drops what is over. */
export function createNotices() {
  const element = h('div', { class: 'sr-notices' });
  const shown = new Map(), dismissed = new Set();

  function make({ kind, text, reset = [] }, key, defaults) {
    const known = reset.filter(name => name in defaults);
    const apply = () => bus.apply(Object.fromEntries(known.map(name => [name, defaults[name]])));
    const dismiss = () => { dismissed.add(key); shown.delete(key); notice.remove(); };
    const notice = h('div', { class: `sr-notice sr-notice-${kind}`, role: 'alert' }, icon(kind === 'link' ? 'info' : 'warn'),
      h('span', { class: 'sr-notice-text' }, h('b', {}, LEADS[kind] ?? ''), text),
      known.length ? h('button', { type: 'button', class: 'sr-button', onclick: apply }, 'Reset these settings') : null,
      h('button', { type: 'button', class: 'sr-icon-button', 'aria-label': 'Dismiss this notice', onclick: dismiss }, icon('close')));
    return notice;
  }

  return {
    element,
    write(notices, defaults = {}) {
      const keys = new Set(notices.map(({ kind, text }) => `${kind} ${text}`));
      for (const [key, notice] of shown) if (!keys.has(key)) { notice.remove(); shown.delete(key); }
      for (const key of [...dismissed]) if (!keys.has(key)) dismissed.delete(key);
      for (const notice of notices) {
        const key = `${notice.kind} ${notice.text}`;
        if (shown.has(key) || dismissed.has(key)) continue;
        shown.set(key, make(notice, key, defaults));
        element.append(shown.get(key));
      }
    },
  };
}
