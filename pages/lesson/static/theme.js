/* The palette of the theme that the reader has on, as CSS variables (--sr-signal, …) and for the charts. */

import { LIGHT, DARK } from './palette.js';

const listeners = new Set();
let dark = null;

/** The colors of the theme that is on, by role. */
export const palette = () => (dark ? DARK : LIGHT);
export const isDark = () => dark;
export function onThemeChange(listener) { listeners.add(listener); return () => listeners.delete(listener); }

function backgroundIsDark() {
  const app = document.querySelector('.stApp') ?? document.body;
  const [r, g, b, a = 1] = (getComputedStyle(app).backgroundColor.match(/[\d.]+/g) ?? [255, 255, 255]).map(Number);
  return a > 0 && 0.2126 * r + 0.7152 * g + 0.0722 * b < 128;
}

function apply(toDark) {
  if (toDark === dark) return;
  dark = toDark;
  const root = document.documentElement;
  for (const [role, color] of Object.entries(palette())) root.style.setProperty(`--sr-${role}`, color);
  root.style.setProperty('color-scheme', dark ? 'dark' : 'light');
  root.dataset.srTheme = dark ? 'dark' : 'light';
  for (const listener of listeners) listener();
}

const follow = () => apply(backgroundIsDark());
follow();
/* Streamlit changes the class of its outermost element when the reader changes the theme. */
new MutationObserver(follow).observe(document.querySelector('.stApp') ?? document.body,
  { attributes: true, attributeFilter: ['class'] });
addEventListener('beforeprint', () => apply(false));
addEventListener('afterprint', follow);
