// Lines with their intervals, drawn by uPlot; what stands under the pointer is told in words beside.

import { h } from "./dom.js";
import { number, withError } from "./state.js";

const INK = "#5b6672", LINE = "#e6e9ed";
const FONT = '11px system-ui, "Noto Sans", "PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", sans-serif';

const pale = (colour, share) => {
  const parts = [1, 3, 5].map((at) => parseInt(colour.slice(at, at + 2), 16));
  return `rgba(${parts.join(",")},${share})`;
};

const axis = (more) => ({ stroke: INK, font: FONT, grid: { stroke: LINE, width: 1 }, ticks: { stroke: LINE, width: 1, size: 4 }, ...more });

export function legend(lines) {
  return h("div", { class: "legend" }, lines.map((line) => h("span", {},
    h("i", { class: line.dash ? "dashed" : "", style: `border-color:${line.colour}` }), line.label)));
}

// lines: {label, colour, dash, values, half}; x: numbers; returns the element, drawn once it stands in the page.
export function lineChart({ x, lines, height = 250, label, xLabel = null, yLabel = null, ring = null, from = null, log = false }) {
  const readout = h("div", { class: "readout" });
  const box = h("div", { class: "chart", role: "img", "aria-label": label });
  const data = [x], series = [{}], bands = [];
  for (const line of lines) {
    const at = data.length;
    const half = line.half ?? line.values.map(() => 0);
    data.push(line.values, line.values.map((value, i) => (value === null ? null : value + (half[i] ?? 0))),
      line.values.map((value, i) => (value === null ? null : value - (half[i] ?? 0))));
    const bare = { stroke: "transparent", points: { show: false }, width: 0 };
    series.push({ stroke: line.colour, width: line.dash ? 1.6 : 2, dash: line.dash ? [6, 4] : undefined, points: { show: false } }, bare, bare);
    if (line.half) bands.push({ series: [at + 1, at + 2], fill: pale(line.colour, line.dash ? 0.1 : 0.16) });
  }
  const marks = (plot) => {
    const { ctx } = plot;
    ctx.save();
    if (!log && plot.scales.y.min < 0 && plot.scales.y.max > 0) mark(plot, "y", 0, "#9aa3ad", []);
    if (from !== null) mark(plot, "x", from, "#9aa3ad", [3, 3]);
    if (ring && ring[0] !== null) {
      ctx.beginPath();
      ctx.arc(plot.valToPos(ring[0], "x", true), plot.valToPos(ring[1], "y", true), 6 * devicePixelRatio, 0, 7);
      ctx.lineWidth = 2.5 * devicePixelRatio;
      ctx.strokeStyle = "#1d2733";
      ctx.stroke();
    }
    ctx.restore();
  };
  const cursorAt = (plot) => {
    const at = plot.cursor.idx;
    readout.textContent = at === null || at === undefined ? "" : `${x[at]}${xLabel ? "%" : ""}: ` + lines.map((line) =>
      `${line.label} ${line.values[at] === null ? "–" : line.half ? withError(line.values[at], line.half[at]) : number(line.values[at], 0)}`).join(" · ");
  };
  const options = {
    width: 400, height, legend: { show: false }, scales: { x: { time: false }, y: log ? { distr: 3 } : {} }, series, bands,
    axes: [axis({ values: (plot, ticks) => ticks.map((tick) => (tick === null ? "" : String(tick))), label: xLabel ?? undefined, labelSize: 22, labelFont: FONT, size: 30 }),
      axis({ size: 52, label: yLabel ?? undefined, labelSize: 20, labelFont: FONT, values: (plot, ticks) => ticks.map((tick) => (tick === null ? "" : number(tick, Math.abs(tick) < 1 && tick ? 1 : 0))) })],
    cursor: { y: false, points: { show: false } }, hooks: { draw: [marks], setCursor: [cursorAt] }, padding: [8, 20, 0, 0],
  };
  let plot = null;
  const fit = new ResizeObserver(([entry]) => {
    const width = Math.floor(entry.contentRect.width);
    if (width < 40) return;
    if (plot) plot.setSize({ width, height });
    else plot = new window.uPlot({ ...options, width }, data, box);
  });
  fit.observe(box);
  return h("div", {}, box, readout);
}

function mark(plot, scale, value, colour, dash) {
  const { ctx, bbox } = plot;
  const at = plot.valToPos(value, scale, true);
  if (scale === "x" && (at < bbox.left || at > bbox.left + bbox.width)) return;
  ctx.beginPath();
  ctx.setLineDash(dash.map((part) => part * devicePixelRatio));
  ctx.strokeStyle = colour;
  ctx.lineWidth = devicePixelRatio;
  if (scale === "y") { ctx.moveTo(bbox.left, at); ctx.lineTo(bbox.left + bbox.width, at); }
  else { ctx.moveTo(at, bbox.top); ctx.lineTo(at, bbox.top + bbox.height); }
  ctx.stroke();
  ctx.setLineDash([]);
}
