// What lies under and over a drawn chart: bands, levels, marks, error bars, and the names at the ends of lines.
const space = 'http://www.w3.org/2000/svg';

function add(parent, name, attributes, text) {
  const element = document.createElementNS(space, name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
  if (text !== undefined) element.textContent = text;
  return parent.appendChild(element);
}

// Stretches without a gap.
function runs(row) {
  const found = [];
  row.low.forEach((low, j) => {
    if (low === null) return;
    if (j > 0 && row.low[j - 1] !== null) found.at(-1).push(j);
    else found.push([j]);
  });
  return found;
}

function band(layer, row, x, y) {
  const alone = row.y.every(v => v === null);
  for (const run of runs(row)) {
    const up = run.map(j => `${x(j)},${y(row.high[j])}`);
    const down = run.map(j => `${x(j)},${y(row.low[j])}`).reverse();
    if (run.length === 1) {
      add(layer, 'line', { x1: x(run[0]), x2: x(run[0]), y1: y(row.low[run[0]]), y2: y(row.high[run[0]]), stroke: row.colour, 'stroke-width': 2 });
      continue;
    }
    const edge = alone ? { stroke: row.colour, 'stroke-width': 1, 'stroke-dasharray': '4 4' } : {};
    add(layer, 'polygon', { points: [...up, ...down].join(' '), fill: row.colour, class: 'fw-chart-band', ...edge });
  }
}

const shapes = {
  circle: r => `M${-r},0a${r},${r} 0 1 0 ${2 * r},0a${r},${r} 0 1 0 ${-2 * r},0`,
  square: r => `M${-r},${-r}h${2 * r}v${2 * r}h${-2 * r}z`,
  triangle: r => `M0,${-r}L${r},${r}H${-r}z`,
  diamond: r => `M0,${-r * 1.2}L${r * 1.2},0L0,${r * 1.2}L${-r * 1.2},0z`,
};

function marker(layer, row, x, y, r) {
  add(layer, 'path', { d: shapes[row.marker](r), transform: `translate(${x} ${y})`, fill: row.colour });
}

// A dot alone on the axis of values, with its interval, in the slot of its category.
function lyingPoints(layer, model, g, share) {
  const along = v => (v - model.y.min) / (model.y.max - model.y.min) * g.gridWidth;
  const slot = g.gridHeight / model.x.labels.length;
  model.series.forEach((row, s) => row.y.forEach((value, j) => {
    const y = slot * (j + 0.5 + ((s + 0.5) / model.series.length - 0.5) * share);
    const colour = model.kind === 'Points' ? { stroke: row.colour } : { class: 'fw-chart-interval' };
    if (row.low[j] !== null) {
      const [low, high] = [along(row.low[j]), along(row.high[j])];
      add(layer, 'path', { d: `M${low},${y - 4}v8M${low},${y}H${high}M${high},${y - 4}v8`, fill: 'none', 'stroke-width': 2, ...colour });
    }
    if (model.kind === 'Points' && value !== null) marker(layer, row, along(value), y, 5);
  }));
}

function names(layer, model, g, y) {
  const ends = model.series.map(row => {
    const j = row.y.findLastIndex(v => v !== null);
    const k = row.low.findLastIndex(v => v !== null);
    return j >= 0 ? { row, y: y(row.y[j]) } : k >= 0 ? { row, y: (y(row.low[k]) + y(row.high[k])) / 2 } : null;
  }).filter(end => end).sort((a, b) => a.y - b.y);
  // Kept a line apart: pushed down from the top, then up from the bottom.
  const apart = 16;
  for (let i = 1; i < ends.length; i++) ends[i].y = Math.max(ends[i].y, ends[i - 1].y + apart);
  for (let i = ends.length - 1, limit = g.gridHeight; i >= 0; i--, limit -= apart) ends[i].y = Math.min(ends[i].y, limit);
  for (const end of ends) {
    marker(layer, end.row, g.gridWidth + 14, end.y, 4);
    add(layer, 'text', { x: g.gridWidth + 24, y: end.y + 4, class: 'fw-chart-name' }, end.row.name);
  }
}

function levels(under, over, model, g) {
  const lying = model.kind !== 'Line';
  const at = v => lying ? (v - model.y.min) / (model.y.max - model.y.min) * g.gridWidth : (model.y.max - v) / (model.y.max - model.y.min) * g.gridHeight;
  for (const level of model.targets) {
    const from = at(level.from);
    if (level.to !== null) {
      const [start, size] = [Math.min(from, at(level.to)), Math.abs(at(level.to) - from)];
      add(under, 'rect', lying ? { x: start, y: 0, width: size, height: g.gridHeight, class: 'fw-chart-level' } : { x: 0, y: start, width: g.gridWidth, height: size, class: 'fw-chart-level' });
    } else add(under, 'path', { d: lying ? `M${from},0V${g.gridHeight}` : `M0,${from}H${g.gridWidth}`, class: 'fw-chart-level-line' });
    const text = lying ? { x: from, y: -6, 'text-anchor': 'middle' } : { x: 4, y: Math.min(from, level.to === null ? from : at(level.to)) - 4 };
    add(over, 'text', { ...text, class: 'fw-chart-note-text' }, level.label);
  }
}

// Labels that would run into one another step down a row, up to three.
function marks(layer, model, g, x) {
  const ends = [];
  for (const mark of [...model.marks].sort((a, b) => a.at - b.at)) {
    const at = x(mark.at);
    const text = add(layer, 'text', { class: 'fw-chart-note-text' }, mark.label);
    const width = text.getComputedTextLength();
    const left = Math.max(0, Math.min(at + 4, g.gridWidth - width));
    const free = ends.findIndex(end => end <= left);
    const row = free >= 0 ? free : Math.min(ends.length, 2);
    ends[row] = left + width + 8;
    const top = -16 * Math.min(3, model.marks.length) + 8 + row * 16;
    text.setAttribute('x', left);
    text.setAttribute('y', top);
    add(layer, 'path', { d: `M${at},${top - 8}V${g.gridHeight}`, class: 'fw-chart-mark' });
  }
}

// The drawing is cleared with every redraw, and this is laid again.
export function overlay(host, g, model, { barShare, named }) {
  const inner = host.querySelector('.apexcharts-inner');
  const svg = host.querySelector('svg');
  if (!inner || !svg || !(g.gridWidth > 0)) return;
  inner.querySelectorAll(':scope > .fw-chart-layer').forEach(old => old.remove());
  // Paper is narrower than the window: with a view box the drawing shrinks as a whole.
  svg.setAttribute('viewBox', `0 0 ${g.svgWidth} ${g.svgHeight}`);
  // The library cannot round the corners of a bar without length.
  svg.querySelectorAll('path[d*=NaN]').forEach(bar => bar.setAttribute('d', ''));
  const over = add(inner, 'g', { class: 'fw-chart-layer' });
  const under = add(inner, 'g', { class: 'fw-chart-layer' });
  inner.prepend(under);
  const y = v => (model.y.max - v) / (model.y.max - model.y.min) * g.gridHeight;
  const across = v => (v - model.x.min) / (model.x.max - model.x.min) * g.gridWidth;
  levels(under, over, model, g);
  if (model.kind !== 'Line') {
    lyingPoints(over, model, g, barShare);
    return;
  }
  for (const row of model.series) band(under, row, j => across(model.x.at[j]), y);
  marks(over, model, g, across);
  if (named) names(over, model, g, y);
}
