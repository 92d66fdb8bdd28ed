/* Tells the reader when the connection to the server is lost, and when it is back. Streamlit marks the state of its
   connection on its outermost element; the reader's settings are in the address, so nothing is lost meanwhile. */

import { bus, h } from './bus.js';
import { once } from './once.js';
import './theme.js';

const BACK_MS = 4000;

export default once(host => {
  const app = document.querySelector('[data-test-connection-state]') ?? document.querySelector('.stApp');
  const note = h('div', { class: 'sr-connection', role: 'status', hidden: true });
  document.body.append(note);
  host.hidden = true;
  let timer = null;
  const say = (text, lost) => {
    clearTimeout(timer);
    note.className = `sr-connection ${lost ? 'lost' : 'back'}`;
    note.textContent = text;
    note.hidden = false;
    if (!lost) timer = setTimeout(() => { note.hidden = true; }, BACK_MS);
  };
  const follow = () => {
    const state = app?.getAttribute('data-test-connection-state');
    const connected = navigator.onLine && (state === null || state === undefined || state === 'CONNECTED' || state === 'INITIAL');
    if (connected === bus.connected) return;
    bus.setConnected(connected);
    if (connected) say('The connection is back.', false);
    else say('The connection to the server is lost. Your settings are kept; trying again.', true);
  };
  const observer = new MutationObserver(follow);
  if (app) observer.observe(app, { attributes: true, attributeFilter: ['data-test-connection-state'] });
  addEventListener('online', follow);
  addEventListener('offline', follow);
  return () => { observer.disconnect(); note.remove(); removeEventListener('online', follow); removeEventListener('offline', follow); };
});
