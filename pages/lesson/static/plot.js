/* Plotly, in the house style: loaded once, arrays decoded, palette roles filled in, one layout for all pictures.

   What makes it fast while a slider moves: explicit width and height, margins that never have to be worked out
   (`autoexpand: false`, no `automargin`), no transitions, and the same node for ever (`Plotly.react`). */

import { PLOTLY } from './build.js';
import { chartText } from './symbol.js';

let loading = null;

/** Load Plotly from the assets, once for the page. */
export function loadPlotly() {
  loading ??= window.Plotly ? Promise.resolve(window.Plotly) : new Promise((done, fail) => {
    const script = document.createElement('script');
    script.src = new URL(PLOTLY, import.meta.url).href;
    script.onload = () => done(window.Plotly);
    script.onerror = () => { loading = null; script.remove(); fail(new Error('Plotly could not be loaded')); };
    document.head.append(script);
  });
  return loading;
}

const ARRAYS = {
  f4: Float32Array, f8: Float64Array, i1: Int8Array, u1: Uint8Array, i2: Int16Array, u2: Uint16Array, i4: Int32Array, u4: Uint32Array,
};

/** Decode { dtype, bdata, shape? }: a typed array, or rows of typed arrays where the shape has more dimensions. */
export function decodeArray({ dtype, bdata, shape }) {
  const text = atob(bdata), bytes = new Uint8Array(text.length);
  for (let i = 0; i < text.length; i += 1) bytes[i] = text.charCodeAt(i);
  const nested = (flat, [rows, ...inner]) => (inner.length
    ? Array.from({ length: rows }, (_, row) => nested(flat.subarray((row * flat.length) / rows, ((row + 1) * flat.length) / rows), inner)) : flat);
  return nested(new ARRAYS[dtype](bytes.buffer), shape === undefined ? [0] : String(shape).split(',').map(Number));
}

/** Copy what the server sent, with arrays decoded and "@role" replaced by the color of that role. */
export function resolve(value, colors) {
  if (typeof value === 'string') return value.startsWith('@') ? colors[value.slice(1)] ?? value : value;
  if (value === null || typeof value !== 'object' || ArrayBuffer.isView(value)) return value;
  if (Array.isArray(value)) return value.map(item => resolve(item, colors));
  if (typeof value.bdata === 'string') return decodeArray(value);
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, resolve(item, colors)]));
}

const plain = value => value !== null && typeof value === 'object' && !Array.isArray(value) && !ArrayBuffer.isView(value);
function merge(base, over) {
  const merged = { ...base };
  for (const [key, value] of Object.entries(over ?? {})) merged[key] = plain(value) && plain(base[key]) ? merge(base[key], value) : value;
  return merged;
}

/** A finger scrolls the page; it neither zooms nor pans a chart. */
export const coarsePointer = () => matchMedia('(pointer: coarse)').matches;

const COLORED = ['heatmap', 'contour', 'histogram2d'];
const hasColorbar = trace => (COLORED.includes(trace.type) ? trace.showscale !== false : Boolean(trace.marker?.showscale));

/** Give each trace a lasting identity (hidden traces stay hidden when others come and go) and the house's line width. */
export function houseTraces(traces, view) {
  const seen = new Map();
  return traces.map((trace, index) => {
    const base = trace.name ?? `${trace.type}-${index}`, count = (seen.get(base) ?? 0) + 1;
    seen.set(base, count);
    // Plotly makes a class name of it: word characters only.
    const extra = { ...(trace.name && { name: chartText(trace.name) }), uid: `${base} ${count}`.replace(/\W/g, letter => `_${letter.charCodeAt(0)}_`) };
    if (trace.type === 'scatter' && (trace.mode ?? 'lines').includes('lines')) {
      extra.line = { simplify: false, ...trace.line, width: (trace.line?.width ?? 2.5) * view.scale };
    }
    if (hasColorbar(trace) && !trace.marker?.showscale) extra.colorbar = merge(colorbar(view), trace.colorbar);
    if (trace.marker?.showscale) extra.marker = { ...trace.marker, colorbar: merge(colorbar(view), trace.marker.colorbar) };
    return { ...trace, ...extra };
  });
}

const colorbar = ({ scale, small, colors }) => ({
  thickness: (small ? 10 : 14) * scale, outlinewidth: 0, xpad: small ? 6 : 10, ypad: 0, ticks: 'outside', ticklen: 4, tickcolor: colors.muted,
  exponentformat: 'power', minexponent: 4, tickfont: { size: 12 * scale, color: colors.muted }, title: { side: 'right', font: { size: 13 * scale } },
});

/** Break a title that is too long for its axis: before the unit if that is enough, else in the middle. */
function fitted(text, pixels, size) {
  const most = pixels / (size * 0.5);
  if (text.length <= most || text.includes('<br>')) return text;
  const unit = text.search(/ \([^()]*\)$/), half = text.lastIndexOf(' ', text.length * 0.55);
  const at = unit > 0 && unit <= most ? unit : half;
  return at > 0 ? `${text.slice(0, at)}<br>${text.slice(at + 1)}` : text;
}

/** Pixels of an axis: its share of the drawing area. */
const span = (axis, pixels) => pixels * ((axis.domain?.[1] ?? 1) - (axis.domain?.[0] ?? 0));

/** The whole layout: the picture's own, over the house's.
    view = { width, height, scale, small, colors, font, name, legend: pixels that the legend takes, dots: there are points to click } */
export function houseLayout(layout, traces, view) {
  const { colors, scale, small, width, height } = view, coarse = coarsePointer();
  const titled = small ? 13 : 14 * scale;
  if (layout.annotations) layout = { ...layout, annotations: layout.annotations.map(note => ({ ...note, text: chartText(note.text ?? '') })) };
  if (layout.coloraxis) layout = merge({ coloraxis: { colorbar: colorbar(view) } }, layout);
  const margin = {
    l: Math.round((small ? 58 : 72) * scale), r: Math.round(layout.coloraxis || traces.some(hasColorbar) ? (small ? 74 : 96) * scale : 20 * scale),
    t: Math.round(Math.max(14, view.legend + 2)), b: Math.round((small ? 50 : 56) * scale), pad: 0, autoexpand: false,
  };
  const named = Object.keys(layout).filter(key => /^[xy]axis\d*$/.test(key));
  const axes = {};
  for (const key of new Set(['xaxis', 'yaxis', ...named])) {
    const across = key[0] === 'x', own = layout[key] ?? {}, before = margin[across ? 'b' : 'l'];
    const pixels = span(own, across ? width - margin.l - margin.r : height - margin.t - margin.b);
    axes[key] = {
      automargin: false, fixedrange: coarse, gridcolor: colors.grid, linecolor: colors.line, showline: true, zeroline: false, ticks: 'outside',
      ticklen: 5, tickcolor: colors.line, tickfont: { size: (small ? 12 : 13) * scale, color: colors.muted }, exponentformat: 'power', minexponent: 4,
      hoverformat: '.3~g', nticks: Math.max(3, Math.round(pixels / ((across ? (small ? 46 : 80) : small ? 36 : 48) * scale)) + 1),
      title: { standoff: across ? 8 : 10, font: { size: titled, color: colors.ink } },
    };
    const text = own.title?.text ?? '', fit = fitted(text, pixels, titled), set = chartText(fit);
    if (set !== text) layout = { ...layout, [key]: { ...own, title: { ...own.title, text: set } } };
    if (fit !== text) {
      margin[across ? 'b' : 'l'] = Math.max(before, before + Math.round(titled));
    }
  }
  const flat = traces.every(trace => trace.type === 'scatter' || trace.type === 'bar');
  return merge({
    width, height, autosize: false, margin, uirevision: view.name, font: { family: view.font, size: 13 * scale, color: colors.ink },
    paper_bgcolor: colors.paper, plot_bgcolor: colors.paper, hovermode: flat && !view.dots ? 'x unified' : 'closest', dragmode: coarse ? false : 'zoom',
    hoverlabel: { bgcolor: colors.panel, bordercolor: colors.line, font: { family: view.font, size: 13 * scale, color: colors.ink }, namelength: 40 },
    legend: {
      orientation: 'h', x: 0, xanchor: 'left', y: 1, yanchor: 'bottom', bgcolor: 'rgba(0,0,0,0)', itemsizing: 'trace', tracegroupgap: 0,
      font: { size: (small ? 12 : 13) * scale, color: colors.ink }, itemwidth: 30,
    },
    modebar: { bgcolor: 'rgba(0,0,0,0)', color: colors.muted, activecolor: colors.link }, ...axes,
  }, layout);
}

/** Hold the axes of a movie still: where the picture leaves a range to Plotly, take one that holds all frames. */
export function stillAxes(layout, traces, frames) {
  const held = { ...layout };
  for (const letter of ['x', 'y']) {
    const moving = frames.filter(frame => frame.key === letter);
    const axisOf = trace => `${letter}axis${(trace[`${letter}axis`] ?? letter).slice(1)}`;
    const keys = new Set(moving.map(({ trace }) => axisOf(traces[trace])));
    for (const key of keys) {
      const axis = layout[key] ?? {};
      if (axis.range || (axis.autorange && axis.autorange !== true)) continue;
      const log = axis.type === 'log';
      let low = log ? Infinity : 0, high = -Infinity;
      const widen = values => {
        for (const v of values) if (Number.isFinite(v) && !(log && v <= 0)) { low = Math.min(low, v); high = Math.max(high, v); }
      };
      moving.forEach(frame => frame.values.forEach(widen));
      traces.filter(trace => axisOf(trace) === key && trace[letter]?.length).forEach(trace => widen(trace[letter]));
      if (high > low) held[key] = { ...axis, range: log ? [Math.log10(low), Math.log10(high) + 0.1] : [low, low + (high - low) * 1.06] };
    }
  }
  return held;
}

const RESET_ICON = { width: 24, height: 24, path: 'M12 5V1L6 6l6 5V7a5 5 0 1 1-5 5H5a7 7 0 1 0 7-7z' };

/** The bar of a chart: zoom, pan and reset, no more; hidden until the pointer or the focus is on the picture. */
export const chartConfig = onReset => ({
  displaylogo: false, responsive: false, scrollZoom: false, doubleClick: false, showTips: false, displayModeBar: coarsePointer() ? false : 'hover',
  modeBarButtons: [['zoom2d', 'pan2d', { name: 'reset', title: 'Reset the axes', icon: RESET_ICON, click: onReset }]],
});
