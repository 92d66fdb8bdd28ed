/* Predictions and answers, kept in the reader's own browser: they survive a reconnect, can be cleared, and are
   never sent anywhere. Where storage is blocked they live as long as the page. */

const PREFIX = 'signal-reach:';
const memory = new Map();
const listeners = new Map();

function read(key) {
  try { return JSON.parse(localStorage.getItem(PREFIX + key)) ?? {}; } catch { return memory.get(key) ?? {}; }
}

/** The answers kept under `key` (an experiment's slug and a part): a plain object. */
export const answers = key => read(key);

/** Keep `changes` beside what is already there, and tell who watches. */
export function keep(key, changes) {
  const all = { ...read(key), ...changes };
  memory.set(key, all);
  try { localStorage.setItem(PREFIX + key, JSON.stringify(all)); } catch { /* storage blocked or full */ }
  tell(key);
}

export function clear(key) {
  memory.delete(key);
  try { localStorage.removeItem(PREFIX + key); } catch { /* storage blocked */ }
  tell(key);
}

/** Call `listener` at every change under `key`; returns the way to stop. */
export function watch(key, listener) {
  if (!listeners.has(key)) listeners.set(key, new Set());
  listeners.get(key).add(listener);
  return () => listeners.get(key).delete(listener);
}

const tell = key => { for (const listener of listeners.get(key) ?? []) listener(); };
