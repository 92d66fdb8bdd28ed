/* The player of a picture that moves: play, pause, step, speed and time. It knows positions on a row of frames, no picture. */

import { h } from './bus.js';
import { icon } from './icons.js';
import { number } from './notation.js';

const SPEEDS = [0.25, 0.5, 1, 2, 4];
const FRAMES_PER_SECOND = 12;

/** Make a player. `show(position)` draws a place on the row of frames, whole (3) or between two (3.4). */
export function createPlayer(show) {
  let times = [0], unit = '', count = 1, speed = 1, position = 0, playing = false, before = 0, touched = false;

  const sign = { play: icon('play'), pause: icon('pause') };
  const playButton = h('button', { type: 'button', class: 'sr-icon-button sr-play', 'aria-label': 'Play', onclick: () => toggle() },
    sign.play, sign.pause);
  sign.pause.hidden = true;
  const stepButton = (name, label, step) => h('button', {
    type: 'button', class: 'sr-icon-button', 'aria-label': label, title: label, onclick: () => jump(Math.round(position) + step),
  }, icon(name));
  const slider = h('input', { type: 'range', min: 0, step: 1, 'aria-label': 'Time', oninput: () => jump(Number(slider.value)) });
  const clock = h('output', { class: 'sr-clock' }, '');
  const rate = h('select', { class: 'sr-rate', 'aria-label': 'Speed', title: 'Speed', onchange: () => { speed = Number(rate.value); } },
    ...SPEEDS.map(value => h('option', { value, selected: value === 1 }, `${value}×`)));
  const element = h('div', { class: 'sr-player', role: 'group', 'aria-label': 'Player' },
    playButton, stepButton('back', 'Step back', -1), stepButton('forward', 'Step forward', 1), slider, clock, rate);

  // Space plays and pauses from anywhere in the player; a button that has the focus keeps its own meaning of Space.
  element.addEventListener('keydown', event => {
    if (event.key !== ' ' || event.target.closest('button, select')) return;
    event.preventDefault();
    toggle();
  });

  function write() {
    const frame = Math.round(position), text = `${number(times[frame])} ${unit}`.trim();
    slider.value = frame;
    slider.setAttribute('aria-valuetext', text);
    clock.firstChild.nodeValue = `t = ${text}`;
    element.style.setProperty('--sr-played', count > 1 ? position / (count - 1) : 1);
  }
  function go(to) {
    position = Math.min(Math.max(to, 0), count - 1);
    write();
    show(position);
  }
  function jump(to) { touched = true; pause(); go(to); }
  function pause() { set(false); }
  function set(on) {
    playing = on;
    playButton.setAttribute('aria-label', on ? 'Pause' : 'Play');
    sign.play.hidden = on;
    sign.pause.hidden = !on;
  }
  function toggle() {
    if (playing) { jump(Math.round(position)); return; }
    touched = true;
    if (position >= count - 1) go(0);
    set(true);
    before = performance.now();
    requestAnimationFrame(tick);
  }
  function tick(now) {
    if (!playing) return;
    if (!element.isConnected || element.closest('[hidden]')) { pause(); return; }
    const gone = Math.min(Math.max(now - before, 0), 250) / 1000;
    before = now;
    go(position + gone * FRAMES_PER_SECOND * speed);
    if (position >= count - 1) pause(); else requestAnimationFrame(tick);
  }

  return {
    element,
    get position() { return position; },
    get playing() { return playing; },
    /** The time that is shown, as text. */
    get time() { return `${number(times[Math.round(position)])} ${unit}`.trim(); },
    pause,
    /** Take a new row of frames. The place is kept as a fraction once the reader has moved it, else it rests on `start`. */
    update(movie) {
      const fraction = count > 1 ? position / (count - 1) : 0;
      ({ times, unit } = movie);
      count = times.length;
      slider.max = count - 1;
      position = touched ? fraction * (count - 1) : movie.start;
      if (!playing) position = Math.round(position);
      write();
    },
  };
}
