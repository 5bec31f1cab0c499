// Pictures of cells: cohorts by group, and the tiles of the cities. Two colours away from white; hatched where the sign is not certain.

import { h, hatch, s } from "./dom.js";
import { changeText, known, number, view, withError, word } from "./state.js";

const UP = [0, 114, 178], DOWN = [213, 94, 0];
const MOST = 0.78; // of a colour's strength, so that dark letters stay readable

export function diverging(value, largest) {
  const share = Math.min(Math.abs(value) / largest, 1) ** 0.7 * MOST;
  const colour = value >= 0 ? UP : DOWN;
  return `rgb(${colour.map((part) => Math.round(255 - (255 - part) * share)).join(",")})`;
}

const uncertain = (value, half) => half > 0 && Math.abs(value) < half;

function defs(name, ...colours) {
  return s("defs", {}, colours.map((colour, at) => hatch(`${name}-${at}`, colour)));
}

export function scaleLegend(low, high, unit) {
  const steps = [-1, -0.5, -0.2, 0.2, 0.5, 1];
  return h("div", { class: "legend" }, low, steps.map((step) => h("i", { class: "box", style: `background:${diverging(step, 1)};margin:0` })), high, h("span", {}, unit));
}

// rows of cohorts, columns of fifths of lifetime earnings
export function cohortPicture(rows, moved) {
  const fifths = [...new Set(rows.map((row) => row.fifth))], cohorts = [...new Set(rows.map((row) => row.cohort))];
  const left = 78, top = 40, wide = 82, tall = 26, gap = 10;
  const width = left + fifths.length * wide + gap, height = top + cohorts.length * tall + 4;
  const at = (row) => [left + row.fifth * wide + (row.fifth > 0 ? gap : 0), top + cohorts.indexOf(row.cohort) * tall];
  const largest = Math.max(1, ...rows.filter((row) => row.before !== undefined).map((row) => Math.abs(moved ? row.change : 0)));
  const cells = rows.map((row) => {
    const [x, y] = at(row);
    const name = `${row.cohort}–${row.cohort + 4}, ${fifthName(row.fifth)}`;
    if (row.before === undefined)
      return s("g", {}, s("title", {}, `${name}: ${word("few_persons", { persons: 50 })}`), s("text", { x: x + wide / 2, y: y + 17, "text-anchor": "middle", class: "soft" }, "·"));
    const value = moved ? row.change : row.before, half = moved ? row.half_change : row.half_before;
    const pale = moved && (value === 0 || uncertain(value, half));
    const fill = !moved ? "#f3f5f7" : value === 0 ? "#fff" : pale ? `url(#cohort-${value > 0 ? 0 : 1})` : diverging(value, largest);
    const text = (moved && value > 0 ? "+" : "") + number(value / 1000, Math.abs(value) < 9950 && value !== 0 ? 1 : 0);
    const told = moved ? changeText(value / 1000, half / 1000) : withError(value / 1000, half / 1000);
    return s("g", {}, s("title", {}, `${name}: ${told} (n=${row.persons})`),
      s("rect", { x: x + 1, y: y + 1, width: wide - 2, height: tall - 2, rx: 3, fill, stroke: "#e6e9ed" }),
      s("text", { x: x + wide / 2, y: y + 17, "text-anchor": "middle", class: pale ? "soft" : "", "paint-order": "stroke", stroke: pale ? "#fff" : "none", "stroke-width": 3 }, text));
  });
  const heads = fifths.map((fifth) => s("text", { x: at({ fifth, cohort: cohorts[0] })[0] + wide / 2, y: 30, "text-anchor": "middle", class: "soft" }, fifthName(fifth)));
  const title = s("text", { x: left + wide + gap, y: 12, class: "soft" }, word("fifths"));
  const names = cohorts.map((cohort, row) => s("text", { x: left - 8, y: top + row * tall + 17, "text-anchor": "end", class: "soft" }, `${cohort}–${cohort + 4}`));
  return h("div", { class: "scrollx" }, s("svg", { viewBox: `0 0 ${width} ${height}`, role: "img", "aria-label": word("picture_cohorts") },
    defs("cohort", "rgb(150,196,222)", "rgb(240,185,150)"), title, heads, names, cells));
}

export function fifthName(fifth) {
  return fifth === 0 ? word("never_paid") : fifth === 1 ? word("lowest_fifth") : fifth === 5 ? word("highest_fifth") : String(fifth);
}

export function tilePicture(places, moved) {
  const tiles = known.setup.tiles, size = 74, tall = 62, gap = 5;
  const columns = Math.max(...Object.values(tiles).map((tile) => tile[1])), rows = Math.max(...Object.values(tiles).map((tile) => tile[0]));
  const cells = Object.entries(tiles).map(([key, [row, column]]) => {
    const one = places[key], x = (column - 1) * (size + gap), y = (row - 1) * (tall + gap);
    const half = (value, error, left) => {
      const fill = value === null ? "#f3f5f7" : uncertain(value, error) ? `url(#tile-${value >= 0 ? 0 : 1})` : diverging(value, 50);
      return [s("rect", { x: x + (left ? 0 : size / 2), y, width: size / 2, height: tall, fill }),
        s("text", { x: x + size * (left ? 0.25 : 0.75), y: y + 46, "text-anchor": "middle", "font-size": 12, "font-weight": left ? 400 : 600 }, number(value, 0))];
    };
    const told = `${known.setup.places[key]}: ${word("before")} ${withError(one.before, one.half_before)}, ${word("after")} ${withError(one.after, one.half_after)}; ${word("change")} ${moved ? changeText(one.change, one.half_change) : word("unchanged")}`;
    return s("g", {}, s("title", {}, told), half(one.before, one.half_before, true), half(one.after, one.half_after, false),
      s("rect", { x, y, width: size, height: tall, fill: "none", stroke: "#c9d0d7", rx: 2 }),
      s("line", { x1: x + size / 2, x2: x + size / 2, y1: y + 24, y2: y + tall, stroke: "#fff", "stroke-width": 1.5 }),
      s("text", { x: x + size / 2, y: y + 17, "text-anchor": "middle", "font-size": 11 }, known.setup.places[key]));
  });
  return s("svg", { viewBox: `-1 -1 ${columns * (size + gap)} ${rows * (tall + gap)}`, role: "img", "aria-label": `${word("picture_tiles")}, ${view.year}` },
    defs("tile", "rgb(196,221,236)", "rgb(246,214,194)"), cells);
}
