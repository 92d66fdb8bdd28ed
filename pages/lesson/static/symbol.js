/* How a symbol is set, on controls, presets and tiles alike. */

import { h } from './bus.js';

/** A symbol in italics: k_on is k with a subscript, which ends at the next of / ^ ( ) *, as in c_b/c. */
export function symbolElement(symbol, className = 'sr-symbol') {
  const element = h('i', { class: className });
  symbol.split(/_(\{[^}]*\}|[^/^()*]+)/).forEach((part, index) => {
    if (part) element.append(index % 2 ? h('sub', {}, part.replace(/[{}]/g, '')) : part);
  });
  return element;
}
