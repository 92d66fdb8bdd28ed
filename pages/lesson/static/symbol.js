/* How a symbol is set, on controls, presets, tiles and in plain text alike. */

import { h } from './bus.js';

/** A symbol in italics: k_on is k with a subscript, which ends at the next of / ^ ( ) *, as in c_b/c. */
export function symbolElement(symbol, className = 'sr-symbol') {
  const element = h('i', { class: className });
  symbol.split(/_(\{[^}]*\}|[^/^()*]+)/).forEach((part, index) => {
    if (part) element.append(index % 2 ? h('sub', {}, part.replace(/[{}]/g, '')) : part);
  });
  return element;
}

const SYMBOL = /(?<![\p{L}\d_])(\p{L}_(?:\{[^}]*\}|[\p{L}\d∞½]+(?:,[a-z](?![\p{L}\d]))?))/u;

/** Plain text as nodes, with the symbols in it set as such: K_d, k_on,t. */
export const withSymbols = text => text.split(SYMBOL).map((part, i) => (i % 2 ? symbolElement(part) : part)).filter(part => part !== '');

/** The same as the markup that charts understand. */
export const chartText = text => text.split(SYMBOL).map((part, i) => (i % 2 ? part.replace(/_\{?([^}]*)\}?/, '<sub>$1</sub>') : part)).join('');
