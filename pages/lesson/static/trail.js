/* The way that a marked point has taken over a chart while the reader moved a slider: a faint line behind it. */

const MOST = 400;

export function createTrail() {
  let belongs = null, xs = [], ys = [];
  return {
    /** The trail as a trace, with the first point of `trace` added; it starts anew when `key` changes. */
    after(trace, key, colors) {
      if (key !== belongs) { belongs = key; xs = []; ys = []; }
      const x = trace.x?.[0], y = trace.y?.[0];
      if (x !== undefined && y !== undefined && (x !== xs.at(-1) || y !== ys.at(-1))) {
        xs = [...xs, x].slice(-MOST);
        ys = [...ys, y].slice(-MOST);
      }
      return {
        type: 'scatter', mode: 'lines+markers', name: 'Your way here', x: xs, y: ys, hoverinfo: 'skip', opacity: 0.6,
        line: { color: colors.second, width: 1.5 }, marker: { color: colors.second, size: 4 }, showlegend: xs.length > 1,
        xaxis: trace.xaxis, yaxis: trace.yaxis,
      };
    },
  };
}
