/* A chart of Plotly in its box: drawn in the house style, with the reader's zoom, clicks, trail and handle. Zoom, legend
   and hidden traces live in the node, which is kept. */

import { bus } from './bus.js';
import { createHandle } from './handle.js';
import { chartConfig, houseLayout, houseTraces, loadPlotly } from './plot.js';
import { createTrail } from './trail.js';

/** Make the chart of the picture `name` in `node`, which lies in `box`; `onZoom` hears of each zoom, `redraw` draws anew. */
export function createChart(name, box, node, { onZoom, redraw }) {
  let Plotly = null, raw = null, ready = null, legend = 0, zoom = {}, resets = 0;
  const trail = createTrail(), handle = createHandle(box, node);

  /** A click on a point that stands for other values asks the controls to take them. */
  function propose({ points }) {
    const wanted = points.map(({ curveNumber, pointNumber, pointIndex }) => {
      const at = pointNumber ?? pointIndex, row = ready.traces[curveNumber].z?.[0].length;
      return raw.clicks?.[curveNumber]?.[Array.isArray(at) ? at[0] * row + at[1] : at];
    }).find(Boolean);
    if (wanted) bus.apply(wanted);
  }
  function reset() { zoom = {}; resets += 1; redraw(); }
  function keepZoom(event) {
    for (const key of Object.keys(event)) {
      const axis = key.split('.')[0];
      if (/^[xy]axis\d*\.range/.test(key)) {
        zoom[axis] = { range: [...node.layout[axis].range], type: node._fullLayout[axis].type, title: titleOf(axis) };
      }
      if (/^[xy]axis\d*\.autorange$/.test(key)) delete zoom[axis];
    }
    handle.follow(raw, ready.traces);
    onZoom();
  }
  const titleOf = axis => ready.layout[axis]?.title?.text;

  /** What the reader has zoomed to holds as long as the axis means the same. */
  function zoomed(layout) {
    for (const [axis, { range, type, title }] of Object.entries(zoom)) {
      if (!layout[axis] || title !== titleOf(axis) || (layout[axis].type ?? type) !== type) { delete zoom[axis]; continue; }
      layout[axis] = { ...layout[axis], range, autorange: false };
    }
    for (const key of Object.keys(layout)) {
      if (!/^[xy]axis\d*$/.test(key)) continue;
      // Plotly writes a zoom into the range that it was given: it gets a copy.
      layout[key] = { ...layout[key], uirevision: `${name} ${resets}`, ...(layout[key].range && { range: [...layout[key].range] }) };
    }
    return layout;
  }

  return {
    get loaded() { return Boolean(Plotly); },
    async load() { Plotly = await loadPlotly(); },
    /** Add to the traces what this chart remembers: the way that its point has taken. */
    prepare(message, { traces, colors }) {
      if (message.trail) traces.push(trail.after(traces[message.trail.trace], message.trail.key, colors));
    },
    /** Draw `shown` = { traces, layout } of `message`. */
    draw(message, shown, view, settled) {
      raw = message;
      ready = shown;
      const look = { ...view, name, legend, dots: Object.keys(raw.clicks ?? {}).some(trace => ready.traces[trace].mode?.startsWith('markers')) }, layout = zoomed(houseLayout(ready.layout, ready.traces, look)), fresh = !node.data;
      Plotly.react(node, houseTraces(ready.traces, look), layout, chartConfig(reset));
      if (fresh) {
        for (const drawing of node.querySelectorAll('.main-svg')) drawing.setAttribute('aria-hidden', 'true');
        node.on('plotly_relayout', keepZoom);
        node.on('plotly_doubleclick', reset);
        node.on('plotly_click', propose);
      }
      const needed = node._fullLayout.showlegend ? Math.ceil(node._fullLayout.legend?._height ?? 0) : 0;
      if (Math.abs(needed - legend) > 1 && settled) { legend = needed; this.draw(message, shown, view, false); return; }
      handle.follow(raw, ready.traces);
    },
    /** Change rows of traces in place: key → { rows, traces }. */
    change(changes) {
      if (node.data) for (const [key, { rows, traces }] of changes) Plotly.restyle(node, { [key]: rows }, traces);
    },
    /** Leave the box to a picture of another kind. */
    clear() {
      if (node.data) Plotly.purge(node);
      node.replaceChildren();
      handle.follow({}, []);
    },
    stop() { if (node.data) Plotly.purge(node); },
  };
}
