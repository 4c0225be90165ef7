// Draws a ChartModel: ApexCharts has the axes, lines, bars and the pointer; what it lacks (intervals, marks, levels, names at the ends of
// lines) lies over it. Colours of everything but the series come from the style sheet, so a change of appearance redraws nothing.
import ApexCharts from '../../../lib/apexcharts/apexcharts.esm.js';
import { overlay } from '../../../chart-overlay.js';

const barShare = 0.6;
const roomForNames = 480;
const escapes = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };
const escaped = text => String(text).replace(/[&<>"']/g, c => escapes[c]);

function endRoom(model, width) {
  if (!model.endLabels || width < roomForNames) return 0;
  return Math.min(width / 3, 24 + 7 * Math.max(...model.series.map(s => s.name.length)));
}

// A point between two gaps has no line to be seen by.
function markersOf(model, size) {
  const many = model.x.at.length > 40;
  const lonely = model.series.flatMap((s, i) => s.y.map((y, j) => ({ s, y, i, j }))
    .filter(p => p.y !== null && (p.s.y[p.j - 1] ?? null) === null && (p.s.y[p.j + 1] ?? null) === null)
    .map(p => ({ seriesIndex: i, dataPointIndex: p.j, fillColor: p.s.colour, strokeColor: p.s.colour, size: size, shape: p.s.marker })));
  return { size: many ? 0 : size, shape: model.series.map(s => s.marker), strokeWidth: 0, hover: { sizeOffset: 1 }, discrete: many ? lonely : [] };
}

// The library puts what it is given into HTML as it is: names and categories of users' making reach a pop-up only through here.
function tooltip(model, j) {
  const rows = model.series.filter(s => s.texts[j] !== null)
    .map(s => `<tr><th><i style="background:${escaped(s.colour)}"></i>${escaped(s.name)}</th><td>${escaped(s.texts[j])}</td></tr>`).join('');
  return rows && `<div class="fw-chart-tip"><strong>${escaped(model.x.labels[j])}</strong><table>${rows}</table></div>`;
}

const title = text => text ? { text, style: { fontWeight: 400, fontSize: '12px' } } : { text: undefined };

function axes(model, current, width) {
  const value = { min: model.y.min, max: model.y.max, tickAmount: model.y.steps };
  const crowded = model.kind !== 'Line' && width < roomForNames;
  const valueLabel = v => {
    const { min, max, steps, labels } = current().y;
    const exact = (v - min) / (max - min) * steps;
    const tick = Math.round(exact);
    // A label beside its place would be a wrong number.
    return Math.abs(exact - tick) > 0.01 || (crowded && tick % 2 === 1) ? '' : labels[tick] ?? '';
  };
  if (model.kind !== 'Line') {
    return {
      xaxis: { type: 'category', categories: model.x.labels, title: title(model.y.title), labels: { formatter: valueLabel } },
      yaxis: { ...value, title: title(model.x.title), labels: { maxWidth: crowded ? 130 : 220 } },
    };
  }
  const category = v => Math.abs(v - Math.round(v)) < 0.01 ? current().x.labels[Math.round(v)] ?? '' : '';
  const x = model.hasTimes
    ? { type: 'datetime', labels: { datetimeUTC: true, hideOverlappingLabels: true } }
    : { type: 'numeric', decimalsInFloat: 0, tickAmount: Math.max(1, Math.round(model.x.max - model.x.min)), labels: { formatter: category, hideOverlappingLabels: true } };
  return {
    xaxis: { ...x, min: model.x.min, max: model.x.max, title: title(model.x.title), tooltip: { enabled: false }, axisBorder: { show: true }, axisTicks: { show: true } },
    yaxis: { ...value, title: title(model.y.title), labels: { formatter: valueLabel } },
  };
}

function optionsOf(current, width, events) {
  const model = current();
  const line = model.kind === 'Line';
  const nothing = Math.max(0, model.y.min);
  const data = s => line ? s.y.map((y, j) => ({ x: model.x.at[j], y })) : s.y.map(y => y ?? nothing);
  return {
    chart: {
      type: line ? 'line' : 'bar', height: model.height, width: '100%', fontFamily: 'inherit', background: 'transparent', parentHeightOffset: 0,
      animations: { enabled: false }, toolbar: { show: false }, zoom: { enabled: model.zoom, type: 'x', allowMouseWheelZoom: false }, selection: { enabled: false }, events,
    },
    series: model.series.map((s, i) => ({ name: String(i), data: data(s) })),
    colors: model.series.map(s => s.colour),
    stroke: line ? { width: 2, curve: 'straight', dashArray: model.series.map(s => s.dash) } : { width: 0 },
    // Points are drawn over invisible bars.
    fill: { opacity: model.kind === 'Points' ? 0 : 1 },
    markers: line ? markersOf(model, 4) : { size: 0 },
    plotOptions: { bar: { horizontal: true, barHeight: `${barShare * 100}%`, borderRadius: 0 } },
    states: { hover: { filter: { type: 'none' } }, active: { filter: { type: 'none' } } },
    dataLabels: { enabled: false }, legend: { show: false },
    grid: { padding: { right: line ? 16 + endRoom(model, width) : 24, top: line ? 16 * Math.min(3, model.marks.length) : 8 }, xaxis: { lines: { show: !line } }, yaxis: { lines: { show: line } } },
    tooltip: { shared: true, intersect: false, followCursor: !line, x: { formatter: () => '' }, custom: ({ dataPointIndex }) => tooltip(current(), dataPointIndex) },
    ...axes(model, current, width),
  };
}

export async function draw(host, owner, text) {
  let model = JSON.parse(text);
  let wide = host.clientWidth >= roomForNames;
  let stopped = false;
  const current = () => model;
  const options = () => optionsOf(current, host.clientWidth, events);
  function dress(chart) {
    if (stopped) return;
    overlay(host, chart.w.globals, model, { barShare, named: model.endLabels && wide });
    if (host.clientWidth === 0 || wide === host.clientWidth >= roomForNames) return;
    wide = !wide;
    chart.updateOptions(options(), false, false, false);
  }
  const events = {
    mounted: dress,
    updated: dress,
    // The page decides what is shown next; until then the same stretch stays.
    beforeZoom(chart, { xaxis }) {
      const [from, to] = [Math.max(xaxis.min, model.x.min), Math.min(xaxis.max, model.x.max)];
      if (from < to) owner.invokeMethodAsync('ZoomedAsync', from, to).catch(() => { /* the circuit is gone */ });
      return { xaxis: { min: model.x.min, max: model.x.max } };
    },
  };
  const chart = new ApexCharts(host, options());
  await chart.render();
  return {
    async update(next) {
      model = JSON.parse(next);
      await chart.updateOptions(options(), false, false, false);
      dress(chart);
    },
    stop() {
      stopped = true;
      chart.destroy();
    },
  };
}
