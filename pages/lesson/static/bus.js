/* What the parts of a page tell each other in the browser: the latest answer of the server, the values on the
   sliders, and requests to move them. One page shows one experiment, so one bus serves it. */

const channel = () => {
  const listeners = new Set();
  return {
    tell: (...news) => { for (const listener of [...listeners]) listener(...news); },
    hear: listener => { listeners.add(listener); return () => listeners.delete(listener); },
  };
};
const states = channel(), values = channel(), moves = channel(), focuses = channel(), connections = channel();

export const bus = {
  /** The stage's latest message, or null before the first. */
  state: null,
  publish(state) { bus.state = state; states.tell(state); },
  subscribe: listener => states.hear(listener),

  /** The values that the controls show now, before the server has answered. */
  values: {},
  setValues(now) { bus.values = now; values.tell(now); },
  onValues: listener => values.hear(listener),

  /** Ask the controls to move; `replace` sets everything else to its default, `settled: false` says that more follows. */
  apply: (wanted, options = {}) => moves.tell(wanted, { replace: false, ...options }),
  onApply: listener => moves.hear(listener),

  /** Ask the controls to show and focus one of them. */
  focus: name => focuses.tell(name),
  onFocus: listener => focuses.hear(listener),

  connected: true,
  setConnected(yes) { if (yes !== bus.connected) { bus.connected = yes; connections.tell(yes); } },
  onConnection: listener => connections.hear(listener),
};

/** Add a style sheet of this folder to the page, once. */
export function ensureStyle(name) {
  const id = `sr-style-${name}`;
  if (document.getElementById(id)) return;
  const link = Object.assign(document.createElement('link'), {
    id, rel: 'stylesheet', href: new URL(`./${name}`, import.meta.url).href,
  });
  document.head.append(link);
}

/** Make an element: h('button', { class: 'x', onclick: f }, 'text', child). */
export function h(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (name.startsWith('on')) element[name] = value;
    else if (value === true) element.setAttribute(name, '');
    else if (value !== false && value !== null && value !== undefined) element.setAttribute(name, value);
  }
  element.append(...children.filter(child => child !== null && child !== undefined));
  return element;
}

/** Bring the live picture into view, without motion for those who asked for none. */
export function showLivePart() {
  const still = matchMedia('(prefers-reduced-motion: reduce)').matches;
  document.querySelector('.st-key-sr-live')?.scrollIntoView({ block: 'start', behavior: still ? 'auto' : 'smooth' });
}
