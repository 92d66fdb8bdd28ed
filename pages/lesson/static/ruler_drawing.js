/* The drawing of the ruler for one width: bands above, the ruler itself, and the time curves below it.
   Colors say what carries the signal (diffusion, nerve, blood, touch); the names beside them say it too. */

const NS = 'http://www.w3.org/2000/svg';
const TIME_TICKS = [[1e-6, '1 µs'], [1e-3, '1 ms'], [1, '1 s'], [3600, '1 h'], [31557600, '1 year']];
const CURVES = ['diffusion', 'blood', 'nerve'];

function s(tag, attributes = {}, ...children) {
  const element = document.createElementNS(NS, tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  element.append(...children);
  return element;
}
const text = (x, y, words, attributes = {}) => s('text', { x, y, ...attributes }, words);

/** Where everything stands. On a phone the names stand above their bands, else in a margin on the left. */
function plan(data, width) {
  const phone = width < 620, large = width > 1080;
  const left = phone ? 50 : large ? 150 : 132, right = width - (phone ? 24 : 44);
  const rowHeight = phone ? 32 : large ? 33 : 30, top = phone ? 20 : 24;
  const ruler = top + data.modes.length * rowHeight + 8;
  const decades = Math.log10(data.high / data.low);
  const curves = ruler + (phone ? 66 : 68), curveHeight = phone ? 108 : large ? 160 : 128;
  return {
    phone, large, width, left, right, sparse: (right - left) / decades < 66, edge: phone ? 22 : 30, rowHeight, top, ruler, curves, curveHeight, height: curves + curveHeight + 10,
    decade: Math.round((data.times.length - 1) / decades), decades,
    x: distance => left + Math.log10(distance / data.low) / decades * (right - left),
    y: seconds => curves + curveHeight * (1 - (Math.log10(seconds) + 7) / 17),
  };
}

/** Draw; returns the svg, the marker's handle, `place(index, how)` and `indexAt(x)`. */
export function drawRuler(data, width) {
  const at = plan(data, width), { times, labels } = data;
  const bands = data.modes.map((mode, row) => band(mode, row, at));
  const dots = CURVES.map(name => s('circle', { r: 5, class: `sr-ruler-dot sr-carrier-${name}` }));
  const line = s('line', { class: 'sr-ruler-cursor', y1: at.top - 4, y2: at.curves + at.curveHeight });
  const pill = s('rect', { class: 'sr-ruler-pill', y: at.ruler + 2, height: 30, width: 84, rx: 15 });
  const pillText = text(0, at.ruler + 22, '', { class: 'sr-ruler-pill-text', 'text-anchor': 'middle' });
  const handle = s('g', { class: 'sr-ruler-handle', role: 'slider', tabindex: 0, 'aria-label': labels.cursor,
    'aria-valuemin': 0, 'aria-valuemax': times.length - 1, 'aria-orientation': 'horizontal' }, pill, pillText);
  const svg = s('svg', { viewBox: `0 0 ${width} ${at.height}`, width, height: at.height, role: 'group',
    class: at.large ? 'sr-ruler-large' : '',
    'aria-label': labels.distance },
  ...markers(data, at), line, ...bands.map(({ group }) => group), ...strip(data, at), ...curves(data, at), ...dots,
  handle);
  return {
    svg, handle, decade: at.decade,
    indexAt: x => Math.round((x - at.left) / (at.right - at.left) * (times.length - 1)),
    place(index, how) {
      const time = times[index], x = at.x(time.distance);
      line.setAttribute('x1', x);
      line.setAttribute('x2', x);
      pill.setAttribute('x', clamp(x - 42, 2, width - 86));
      pillText.setAttribute('x', clamp(x, 44, width - 44));
      pillText.textContent = time.length;
      dots.forEach((dot, i) => { dot.setAttribute('cx', x); dot.setAttribute('cy', at.y(time[CURVES[i]])); });
      bands.forEach(({ group }, i) => group.classList.toggle('sr-here', Boolean(how[i])));
    },
  };
}

const clamp = (value, low, high) => Math.max(low, Math.min(high, value));

function markers(data, at) {
  return data.markers.filter(marker => marker.phone || !at.phone).map(marker => {
    const x = at.x(marker.at), end = x > at.width - 70;
    return s('g', { class: 'sr-ruler-marker' },
      s('line', { x1: x, x2: x, y1: at.top - 6, y2: at.ruler }),
      text(end ? at.right : x, at.top - 10, marker.text, { 'text-anchor': end ? 'end' : 'middle' }));
  });
}

function band(mode, row, at) {
  const y = at.top + row * at.rowHeight, thick = at.phone ? 9 : at.large ? 18 : 15, barY = at.phone ? y + 20 : y + 6;
  const baseline = barY + thick / 2 + 5;
  const from = at.x(mode.low), to = at.x(mode.high), end = at.x(Math.max(mode.high, mode.far));
  const parts = [];
  if (mode.far) {
    parts.push(s('line', { class: 'sr-ruler-far', x1: to, x2: end - 2, y1: barY + thick / 2, y2: barY + thick / 2 }),
      s('circle', { class: 'sr-ruler-far-end', cx: end - 2, cy: barY + thick / 2, r: 3.5 }));
  }
  parts.push(s('rect', { class: 'sr-ruler-bar', x: from, y: barY, width: Math.max(to - from, 6), height: thick,
    rx: thick / 2 }));
  const saying = `“${mode.says}”`;
  const name = s('tspan', { class: 'sr-ruler-name' }, mode.name);
  if (at.phone) {
    parts.push(s('text', { x: 4, y: y + 14 }, name, s('tspan', { class: 'sr-ruler-says', dx: 6 }, saying)));
  } else {
    parts.push(s('text', { x: at.left - 14, y: baseline, 'text-anchor': 'end' }, name));
    const room = saying.length * (at.large ? 7.6 : 6.9) + 20, after = end + 10;
    const fits = after + room < at.right;
    if (fits || from - room > at.left) {
      parts.push(text(fits ? after : from - 10, baseline, saying,
        { class: 'sr-ruler-says', 'text-anchor': fits ? 'start' : 'end' }));
    } else if (mode.far) {
      parts.push(text((to + end) / 2, baseline, saying, { class: 'sr-ruler-says sr-ruler-over', 'text-anchor': 'middle' }));
    }
  }
  const hit = s('rect', { class: 'sr-ruler-hit', x: 0, y, width: at.phone ? at.x(1) + 90 : at.left - 6, height: at.rowHeight });
  const title = s('title', {}, `${mode.name}: ${mode.reach}. ${mode.text}`);
  const group = mode.exists
    ? s('a', { href: mode.href, target: '_self', class: 'sr-ruler-band sr-ruler-open' }, title, hit, ...parts)
    : s('g', { class: 'sr-ruler-band' }, title, ...parts);
  group.classList.add(`sr-carrier-${mode.carrier}`);
  return { group };
}

/** The ruler itself: a strip with decades and their tenths, and below it the time by diffusion at every decade. */
function strip(data, at) {
  const parts = [s('rect', { class: 'sr-ruler-strip', x: at.left - at.edge, y: at.ruler, rx: 4,
    width: at.right - at.left + 2 * at.edge, height: 34 })];
  for (let decade = 0; decade <= at.decades; decade += 1) {
    const distance = data.low * 10 ** decade, time = data.times[decade * at.decade], x = at.x(distance);
    for (let tenth = 2; decade < at.decades && tenth < 10; tenth += 1) {
      const minor = at.x(distance * tenth);
      parts.push(s('line', { class: 'sr-ruler-minor', x1: minor, x2: minor, y1: at.ruler, y2: at.ruler + 5 }));
    }
    parts.push(s('line', { class: 'sr-ruler-major', x1: x, x2: x, y1: at.ruler, y2: at.ruler + 10 }));
    if (at.sparse && decade % 2) continue;
    const last = at.phone && decade === at.decades;
    parts.push(text(x, at.ruler + 26, time.length, { class: 'sr-ruler-tick', 'text-anchor': 'middle' }),
      text(last ? at.width : x, at.ruler + 53, time.diffusion_text,
        { class: 'sr-ruler-cost', 'text-anchor': last ? 'end' : 'middle' }));
  }
  if (!at.phone)
    parts.push(text(at.left - 38, at.ruler + 53, data.labels.cost, { class: 'sr-ruler-cost', 'text-anchor': 'end' }));
  return parts;
}

function curves(data, at) {
  const { times, labels } = data, parts = [];
  for (const [seconds, label] of TIME_TICKS) {
    const y = at.y(seconds);
    parts.push(s('line', { class: 'sr-ruler-grid', x1: at.left - (at.phone ? 8 : at.edge), x2: at.right + at.edge, y1: y, y2: y }),
      text(at.left - (at.phone ? 11 : at.edge + 7), y + 4, label, { class: 'sr-ruler-axis', 'text-anchor': 'end' }));
  }
  for (const name of CURVES) {
    const path = times.map((time, i) => `${i ? 'L' : 'M'}${at.x(time.distance).toFixed(1)} ${at.y(time[name]).toFixed(1)}`);
    parts.push(s('path', { class: `sr-ruler-curve sr-carrier-${name}`, d: path.join('') }));
  }
  const label = (distance, seconds, name, anchor, dy) => text(at.x(distance), at.y(seconds) + dy, labels[`${name}_line`],
    { class: `sr-ruler-curve-name sr-carrier-${name}`, 'text-anchor': anchor });
  const steep = times.at(Math.round(times.length * 0.8));
  const { crossing } = data;
  if (!at.phone)
    parts.push(text(at.x(crossing.distance) + 12, at.y(times[0].blood) + 17, crossing.text, { class: 'sr-ruler-axis' }));
  return [...parts, label(steep.distance, steep.diffusion, 'diffusion', 'end', -6),
    label(data.high, times.at(-1).blood, 'blood', 'end', -6), label(data.high, times.at(-1).nerve, 'nerve', 'end', 16)];
}
