/* The few signs that the stage's buttons need, drawn by us: 20 × 20, in the color of the text. */

const PATHS = {
  play: '<path d="M6 3.5v13l11-6.5z" fill="currentColor" stroke="none"/>',
  pause: '<path d="M6 4h3v12H6zM11 4h3v12h-3z" fill="currentColor" stroke="none"/>',
  back: '<path d="M15 4.5v11L7.5 10zM5 4.5v11"/>',
  forward: '<path d="M5 4.5v11l7.5-5.500zM15 4.500v11"/>',
  pin: '<path d="M7 3h6l-.6 5 2.6 3H5l2.6-3zM10 11v6"/>',
  save: '<path d="M10 3v9M6.5 8.5 10 12l3.5-3.500M4 14v3h12v-3"/>',
  down: '<path d="m5.5 8 4.5 4.500L14.5 8"/>',
  table: '<path d="M3 4.500h14v11H3zM3 8.200h14M3 11.900h14M8 4.500v11"/>',
  warn: '<path d="M10 3 18 16.500H2zM10 8.200v4M10 14.200v.3"/>',
  ok: '<path d="m4 10.5 4 4 8-9"/>',
  info: '<circle cx="10" cy="10" r="7.5"/><path d="M10 9.200v5M10 6.200v.3"/>',
  close: '<path d="m5 5 10 10M15 5 5 15"/>',
};

/** Return a new icon element; it is hidden from screen readers (its button carries the words). */
export function icon(name) {
  const holder = document.createElement('span');
  holder.className = 'sr-icon';
  holder.setAttribute('aria-hidden', 'true');
  const style = 'fill="none" stroke="currentColor" stroke-width="1.7" stroke-linecap="round" stroke-linejoin="round"';
  holder.innerHTML = `<svg viewBox="0 0 20 20" ${style}>${PATHS[name]}</svg>`;
  return holder;
}
