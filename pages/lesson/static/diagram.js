/* A drawing of our own in place of a chart, and the drawing as a file. */

/** Put the drawing into `box`. The text comes from our own server and is made of our own parts. */
export function drawDiagram(box, svg) {
  if (box.drawn === svg) return;
  box.drawn = svg;
  box.innerHTML = svg;
  box.firstElementChild?.setAttribute('aria-hidden', 'true');
}

/** The drawing as a text of its own: palette variables replaced by colors, on the color of the paper. */
export function diagramFile(box, colors, font) {
  const drawing = box.querySelector('svg').cloneNode(true), view = drawing.viewBox.baseVal;
  const [x, y, width, height] = view?.width ? [view.x, view.y, view.width, view.height] : [0, 0, box.clientWidth, box.clientHeight];
  drawing.setAttribute('xmlns', 'http://www.w3.org/2000/svg');
  drawing.setAttribute('width', width);
  drawing.setAttribute('height', height);
  drawing.setAttribute('color', colors.ink);
  drawing.setAttribute('font-family', font);
  const paper = document.createElementNS('http://www.w3.org/2000/svg', 'rect');
  for (const [key, value] of Object.entries({ x, y, width, height, fill: colors.paper })) paper.setAttribute(key, value);
  drawing.prepend(paper);
  const text = new XMLSerializer().serializeToString(drawing);
  return { width, height, text: text.replace(/var\(--sr-([a-z_]+)(?:,[^()]*)?\)/g, (whole, role) => colors[role] ?? whole) };
}
