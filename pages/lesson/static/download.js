/* Files made in the browser: data, numbers, pictures, code, link. Nothing is asked of the server. */

import { diagramFile } from './diagram.js';
import { houseLayout, houseTraces, loadPlotly } from './plot.js';
import { cell, tabulate } from './table.js';
import { palette } from './theme.js';

const TITLE = 44;
const EXPORT = { width: 900, height: 540, scale: 1.1, small: false };

/** Offer a text or a Blob as a file. */
export function save(file, content, type) {
  const url = URL.createObjectURL(content instanceof Blob ? content : new Blob([content], { type }));
  const link = Object.assign(document.createElement('a'), { href: url, download: file });
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(url), 10000);
}

export const fileName = (state, part, extension) =>
  `signal-reach-${[state.slug.split('/').pop(), part].filter(Boolean).join('-').replace(/[^a-z0-9]+/gi, '-').toLowerCase()}.${extension}`;

const quoted = text => (/[",\n\r]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
const lines = rows => rows.map(row => row.map(value => quoted(cell(value))).join(',')).join('\n');
const head = (state, ...more) =>
  [...(state.provenance?.csv ?? []), ...[`link: ${stateLink(state)}`, ...more].filter(Boolean).map(line => `# ${line}`)].join('\n');

/** The plotted data: provenance first, then columns with units in their names. */
export function pictureCsv(state, { title, traces, layout, time }) {
  const { columns, rows } = tabulate(traces, layout);
  return `${head(state, `picture: ${title}`, time && `shown at t = ${time}`)}\n${lines([columns, ...rows])}\n`;
}

export function readoutsCsv(state) {
  const pinned = state.pinned?.readouts, extra = values => (pinned ? values : []);
  const title = ['quantity', 'symbol', 'value', 'unit', ...extra(['pinned']), 'meaning'];
  const row = ({ name, label, symbol, value, reason, unit, doc }) =>
    [label, symbol, value ?? reason, unit, ...extra([pinned?.[name] ?? '']), doc];
  return `${head(state, pinned && `pinned: ${state.pinned.label}`)}\n${lines([title, ...state.readouts.map(row)])}\n`;
}

/** The picture as Plotly draws it for a file: a size of its own, titled, with the reader's zoom and hidden traces, and
    with the walkers, where there are any, between title and chart. */
async function chartImage(picture, format) {
  const Plotly = await loadPlotly(), { node, title, time } = picture, live = node._fullLayout;
  const legend = live.showlegend ? 34 : 0, view = { ...EXPORT, name: picture.name, colors: palette(), font: live.font.family, legend };
  const layout = houseLayout(picture.layout, picture.traces, view), { margin } = layout;
  for (const key of Object.keys(layout).filter(name => /^[xy]axis\d*$/.test(name))) {
    layout[key] = { ...layout[key], range: [...live[key].range], autorange: false };
  }
  const high = EXPORT.height - margin.t - margin.b, walkers = picture.walkersImage(EXPORT.width - margin.l - margin.r);
  if (walkers) {
    layout.images = [{
      source: walkers.source, xref: 'paper', yref: 'paper', x: 0, sizex: 1, y: 1 + (legend + 8) / high, sizey: walkers.height / high,
      yanchor: 'bottom', sizing: 'stretch',
    }];
  }
  const more = TITLE + (walkers ? walkers.height + 8 : 0), height = EXPORT.height + more;
  layout.margin = { ...margin, t: margin.t + more };
  layout.title = {
    text: time ? `${title} (t = ${time})` : title, x: 0.02, xanchor: 'left', y: 1 - 14 / height, yanchor: 'top',
    font: { size: 20, color: view.colors.ink },
  };
  Object.assign(layout, { height, uirevision: undefined });
  const traces = houseTraces(picture.traces, view).map((trace, i) => ({ ...trace, visible: node._fullData[i]?.visible ?? true }));
  const size = { format, width: EXPORT.width, height, scale: format === 'png' ? 2 : 1 };
  return Plotly.toImage({ data: traces, layout, config: { staticPlot: true } }, size);
}

/** The address of a picture in memory as its bytes. (The content policy forbids to fetch it.) */
function bytesOf(address) {
  const [start, body] = [address.slice(0, address.indexOf(',')), address.slice(address.indexOf(',') + 1)];
  if (!start.includes('base64')) return new TextEncoder().encode(decodeURIComponent(body));
  return Uint8Array.from(atob(body), letter => letter.charCodeAt(0));
}

function loaded(source) {
  const image = new Image();
  return new Promise((done, fail) => {
    image.onload = () => done(image);
    image.onerror = () => fail(new Error('the drawing could not be read'));
    image.src = source;
  });
}
const isDrawing = picture => picture.kind === 'diagram' || picture.kind === 'tissue';

export async function pictureSvg(picture) {
  if (isDrawing(picture)) return diagramFile(picture.node, palette(), getComputedStyle(picture.node).fontFamily).text;
  return new TextDecoder().decode(bytesOf(await chartImage(picture, 'svg')));
}

export async function picturePng(picture) {
  if (!isDrawing(picture)) return new Blob([bytesOf(await chartImage(picture, 'png'))], { type: 'image/png' });
  const { text, width, height } = diagramFile(picture.node, palette(), getComputedStyle(picture.node).fontFamily);
  const canvas = Object.assign(document.createElement('canvas'), { width: width * 2, height: height * 2 });
  const url = URL.createObjectURL(new Blob([text], { type: 'image/svg+xml' }));
  try {
    canvas.getContext('2d').drawImage(await loaded(url), 0, 0, canvas.width, canvas.height);
  } finally { URL.revokeObjectURL(url); }
  return new Promise(done => { canvas.toBlob(done, 'image/png'); });
}

/** The address of exactly this state. */
export function stateLink(state) {
  const query = state.provenance?.link;
  return typeof query === 'string' ? `${location.origin}${location.pathname}${query ? `?${query.replace(/^\?/, '')}` : ''}` : location.href;
}

/** Copy a text; false where the browser does not allow it. */
export async function copy(text) {
  if (!window.isSecureContext || !navigator.clipboard) return false;
  try { await navigator.clipboard.writeText(text); return true; } catch { return false; }
}

