// The results: the first numbers and the pictures, each with its table.

import { byId, h } from "./dom.js";
import { settingsText } from "./controls.js";
import { legend, lineChart } from "./charts.js";
import { cohortPicture, fifthName, scaleLegend, tilePicture } from "./cells.js";
import { changeText, isMoved, known, lever, number, settings, signed, view, withError, word, writeAddress } from "./state.js";

const BASE = "#6f7883", REFORM = "#0072b2", GOLD = "#c98500", GREEN = "#009e73";
const AGES = ["#9ecae1", "#6baed6", "#2f8fcd", "#0c62a3", "#08306b"];
const EVERY = 5;

const paid = (name) => (view.pay === "payable" && `${name}_payable` in known.answer.yearly[view.region] ? `${name}_payable` : name);
const measure = (name) => known.answer.yearly[view.region][paid(name)];
const starts = () => {
  const years = [...settings].filter(([key]) => lever(key)?.dated).map(([, one]) => one.year);
  return years.length ? Math.min(...years) : null;
};
const isBefore = () => view.show !== "after" || !isMoved();
const isAfter = () => isMoved() && view.show !== "before";

function card(id, title, unit, picture, caption, rows, oneIn = known.answer.one_in) {
  const sample = word("watermark", { one_in: number(oneIn, 0) });
  const parts = [
    h("div", { class: "top" }, h("h3", {}, title), h("span", { class: "mark", title: sample }, `1:${number(oneIn, 0)}`)),
    unit ? h("p", { class: "unit" }, unit) : null, picture,
    h("p", { class: "caption" }, caption), rows ? asTable(rows) : null];
  byId(id).replaceChildren(...parts.filter(Boolean));
}

function asTable([head, ...rows]) {
  return h("details", {}, h("summary", {}, word("as_table")), h("div", { class: "scroll", tabindex: 0 },
    h("table", {}, h("thead", {}, h("tr", {}, head.map((one) => h("th", { class: "n", scope: "col" }, one)))),
      h("tbody", {}, rows.map((row) => h("tr", {}, row.map((one) => h("td", { class: "n" }, one))))))));
}

function yearlyRows(names) {
  const parts = names.map((name) => [word(name), measure(name)]);
  const head = [word("year"), ...parts.flatMap(([name]) => [`${name}: ${word("before")}`, word("after"), word("change")])];
  const rows = known.answer.years.map((year, at) => [year, at]).filter(([year]) => year % EVERY === 0).map(([year, at]) => [String(year),
    ...parts.flatMap(([, one]) => [withError(one.before[at], one.half_before[at]), withError(one.after[at], one.half_after[at]), changeText(one.change[at], one.half_change[at])])]);
  return [head, ...rows];
}

function linesOf(name, colour, label = null) {
  const one = measure(name), told = label ? `${label}, ` : "", found = [];
  if (isBefore()) found.push({ label: told + word("before"), colour: label || !isMoved() ? colour : BASE, dash: isMoved(), values: one.before, half: one.half_before });
  if (isAfter()) found.push({ label: told + word("after"), colour, values: one.after, half: one.half_after });
  return found;
}

function numberCard({ name, value, unit, lines }) {
  return h("div", { class: "number" }, h("div", { class: "name" }, name), h("div", { class: "value" }, value, h("small", {}, ` ${unit}`)),
    lines.map((line) => h("div", { class: "line" }, line)));
}

function numbers() {
  const rows = known.answer.numbers[view.region], payable = view.pay === "payable";
  const one = (name, year) => rows.find((row) => row.name === name && row.year === year);
  const side = (row) => (isAfter() ? [row.after, row.half_after] : [row.before, row.half_before]);
  const cards = [];
  for (const year of known.setup.number_years) {
    const yuan = one("balance_yuan", year), share = one(payable ? "balance_payable" : "balance", year);
    if (!yuan || !share) continue;
    const lines = [`${withError(...side(share))} ${word("unit_bases")}`];
    if (isMoved()) lines.push(`${word("change")}: ${changeText(share.change, share.half_change)}`, `${word("before")}: ${withError(share.before, share.half_before)}`);
    const shown = payable ? { value: withError(...side(share)), unit: word("unit_bases"), lines: lines.slice(1) } : { value: withError(...side(yuan)), unit: word("unit_yuan", { year: known.answer.price_year }), lines };
    cards.push(numberCard({ name: word("number_balance", { year }), ...shown }));
  }
  const ratio = rows.find((row) => row.name === (payable ? "benefit_ratio_payable" : "benefit_ratio"));
  if (ratio) {
    const lines = [word("number_ratio_is")];
    if (isMoved()) lines.push(`${word("change")}: ${changeText(ratio.change, ratio.half_change)}`, `${word("before")}: ${withError(ratio.before, ratio.half_before)}`);
    cards.push(numberCard({ name: word("number_ratio", { year: ratio.year }), value: withError(...side(ratio)), unit: "%", lines }));
  }
  const { losers } = known.answer;
  if (losers) {
    const lines = [losers.persons ? word("number_losers_loss", { amount: withError(losers.loss / 1000, losers.half_loss / 1000) }) : word("number_losers_none"), word("number_losers_is", { first: losers.births[0], last: losers.births[1] })];
    cards.push(numberCard({ name: word("number_losers"), value: withError(losers.share, losers.half_share), unit: "%", lines }));
  }
  byId("numbers").replaceChildren(...cards);
}

function summary(name) {
  const one = measure(name);
  return known.setup.number_years.filter((year) => known.answer.years.includes(year)).map((year) => {
    const at = known.answer.years.indexOf(year);
    return `${year}: ${word("before")} ${withError(one.before[at], one.half_before[at])}, ${word("after")} ${withError(one.after[at], one.half_after[at])}`;
  }).join("; ");
}

function balance() {
  const lines = linesOf("balance", REFORM);
  const label = `${word("picture_balance")}. ${summary("balance")}`;
  card("card-balance", word("picture_balance"), `${known.setup.regions[view.region]} · ${word("unit_bases")}`,
    h("div", {}, legend(lines), lineChart({ x: known.answer.years, lines, label, from: starts() })),
    word("picture_balance_note") + (view.pay === "payable" ? ` ${word("payable_means")}` : ""), yearlyRows(["balance"]));
}

function cost() {
  const names = [["cost_rate", REFORM], ["dependency", GOLD], ["benefit_ratio", GREEN]];
  const lines = names.flatMap(([name, colour]) => linesOf(name, colour, word(name)));
  card("card-cost", word("picture_cost"), `${known.setup.regions[view.region]} · %`,
    h("div", {}, legend(lines), lineChart({ x: known.answer.years, lines, label: `${word("picture_cost")}. ${names.map(([name]) => `${word(name)}: ${summary(name)}`).join(". ")}`, from: starts() })),
    word("picture_cost_note") + (view.pay === "payable" ? ` ${word("payable_means")}` : ""), yearlyRows(names.map(([name]) => name)));
}

function cohorts() {
  const rows = known.answer.cohorts, moved = isMoved();
  const head = [word("born", { from: "", to: "" }).replaceAll("-", "").trim(), word("fifths"), "n", word("before"), word("change")];
  const told = rows.map((row) => [`${row.cohort}–${row.cohort + 4}`, fifthName(row.fifth), row.persons,
    row.before === undefined ? word("few_persons", { persons: 50 }) : withError(row.before / 1000, row.half_before / 1000), row.before === undefined ? "" : changeText(row.change / 1000, row.half_change / 1000)]);
  card("card-cohorts", word(moved ? "picture_cohorts" : "picture_cohorts_base"), word("unit_wealth", { year: known.answer.price_year }),
    h("div", {}, moved ? scaleLegend(word("loss"), word("gain"), "") : null, cohortPicture(rows, moved)), word("picture_cohorts_note"), [head, ...told]);
}

export function drawPayers() {
  const language = view.lang;
  if (!isMoved() || !known.payers) {
    byId("card-payers").replaceChildren(h("h3", {}, word("picture_payers")), h("p", { class: "note" }, word(isMoved() ? "working" : "payers_none")));
    return;
  }
  const { columns, rows: shown, notes } = known.payers;
  const table = h("div", { class: "scroll tall", tabindex: 0 }, h("table", { class: "payers" },
    h("thead", {}, h("tr", {}, h("th", { scope: "col" }), columns.map((one) => h("th", { class: "n", scope: "col" }, one[language])))),
    h("tbody", {}, shown.map((row, at) => h("tr", { class: at === shown.length - 1 ? "sum" : "" }, h("th", { scope: "row" }, row.name[language]),
      row.values.map((value) => h("td", { class: `n ${value >= 0.05 ? "up" : value <= -0.05 ? "down" : "none"}` }, value === 0 ? "0" : signed(value, 1))))))));
  card("card-payers", word("picture_payers"), word("unit_billion"), table,
    word("picture_payers_note"), null);
  byId("card-payers").append(h("details", {}, h("summary", {}, word("notes")), h("ul", { class: "caption" }, notes.map((note) => h("li", {}, note[language])))));
}

function tiles() {
  if (!(view.year in known.answer.tiles)) view.year = Object.keys(known.answer.tiles).at(-1);
  const places = known.answer.tiles[view.year];
  const choose = h("select", { "aria-label": word("year"), onchange: (event) => { view.year = event.target.value; writeAddress(); tiles(); } },
    known.setup.tile_years.map((year) => h("option", { value: String(year), selected: String(year) === view.year }, String(year))));
  const rows = [["", word("before"), word("after"), word("change")], ...Object.entries(places).map(([key, one]) =>
    [known.setup.places[key], withError(one.before, one.half_before), withError(one.after, one.half_after), isMoved() ? changeText(one.change, one.half_change) : ""])];
  card("card-tiles", word("picture_tiles"), word("unit_bases"),
    h("div", {}, h("div", { class: "tilewrap" }, choose, scaleLegend(word("deficit"), word("surplus"), "")), tilePicture(places, isMoved())), word("picture_tiles_note"), rows);
}

export function drawBalancing() {
  const found = known.curves;
  if (!found || !found.curves.length) {
    byId("card-balancing").replaceChildren(h("h3", {}, word("picture_balancing", { year: known.setup.number_years.at(-1) })), h("p", { class: "note" }, word("working")));
    return;
  }
  const [first] = found.curves, at = known.answer.years.indexOf(first.year);
  const ratio = known.answer.yearly[found.region].benefit_ratio[isAfter() ? "after" : "before"][at];
  const lines = found.curves.map((curve, i) => ({ label: word("age_line", { age: curve.age }), colour: AGES[i], values: curve.rates, half: curve.half }));
  const rows = [[word("picture_balancing_x"), ...lines.map((line) => line.label)], ...first.ratios.map((one, i) => [String(one), ...lines.map((line) => withError(line.values[i], line.half[i]))])];
  card("card-balancing", word("picture_balancing", { year: first.year }), `${known.setup.regions[found.region]} · ${word("rate_now")} ${number(first.rate_now, 1)}%`,
    h("div", {}, legend(lines), lineChart({ x: first.ratios, lines, label: word("picture_balancing", { year: first.year }), xLabel: word("picture_balancing_x"), yLabel: word("picture_balancing_y"), ring: [ratio, first.rate_now], height: 280 })),
    word("picture_balancing_note"), rows, known.setup.samples.quick);
}

export function drawResults() {
  byId("watermark").textContent = word("watermark", { one_in: number(known.answer.one_in, 0) });
  byId("unpaired").hidden = known.answer.paired;
  const outside = known.answer.unusual.map((one) => one[view.lang]);
  byId("unusual").hidden = !outside.length;
  byId("unusual").textContent = word("unusual", { names: outside.join(word("separator")) });
  byId("sentence").textContent = isMoved() ? `${settingsText()}${word("full_stop")}${word("closure")}` : word("sentence_base", { base: known.setup.base });
  numbers();
  balance();
  cost();
  cohorts();
  drawPayers();
  tiles();
  drawBalancing();
}
