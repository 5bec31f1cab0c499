// One life under both laws: a bar of its standings for each, wages and pensions as lines, and the telling with its articles.

import { byId, get, h, s } from "./dom.js";
import { legend, lineChart } from "./charts.js";
import { csvLink } from "./tables.js";
import { asParameters, isMoved, known, number, view, word, writeAddress } from "./state.js";

const STATES = { paying: "#56b4e9", public: "#cc79a7", dormant: "#dfe3e8", pension: "#009e73", residents: "#e69f00", none: "#ffffff" };
let persons = null, drawn = 1, asked = "", found = "", wanted = "";

function bars(lives) {
  const rows = isMoved() ? ["before", "after"] : ["before"];
  const all = rows.flatMap((name) => lives[name].map((row) => row.year));
  const first = Math.min(...all), last = Math.max(...all), left = 64, wide = 700, tall = 26, step = (wide - left) / (last - first + 1);
  const x = (year) => left + (year - first) * step;
  const drawing = rows.flatMap((name, row) => {
    const y = 6 + row * (tall + 10);
    return [s("text", { x: 0, y: y + 17, class: "soft" }, word(name)), ...lives[name].map((one) => s("g", {},
      s("title", {}, `${one.year}, ${one.age}: ${word(`state_${one.state}`)}, ${known.setup.places[one.place]}`),
      s("rect", { x: x(one.year), y, width: step + 0.3, height: tall, fill: one.alive ? STATES[one.state] : "#fff", stroke: one.alive && one.state === "none" ? "#e6e9ed" : "none" }), one.alive ? null : s("text", { x: x(one.year) + 1, y: y + 18 }, "†"))),
    ...moves(lives[name]).map(([year, place]) => s("g", {}, s("line", { x1: x(year), x2: x(year), y1: y - 3, y2: y + tall + 3, stroke: "#1d2733" }), s("title", {}, `${year}: ${known.setup.places[place]}`)))];
  });
  const height = 6 + rows.length * (tall + 10) + 18;
  const ticks = [];
  for (let year = Math.ceil(first / 10) * 10; year <= last; year += 10) ticks.push(s("text", { x: x(year), y: height - 4, "text-anchor": "middle", class: "soft" }, String(year)));
  return s("svg", { viewBox: `0 0 ${wide} ${height}`, role: "img", "aria-label": `${word("life_of")}. ${rows.map((name) => `${word(name)}: ${claimText(lives[name])}`).join("; ")}` }, drawing, ticks);
}

function moves(rows) {
  return rows.slice(1).flatMap((row, at) => (row.place !== rows[at].place ? [[row.year, row.place]] : []));
}

function claimText(rows) {
  const claimed = rows.find((row) => row.pension > 0);
  const months = word("months_paid", { months: rows.at(-1).months_paid_ever });
  return (claimed ? word("pension_at_claim", { amount: number(claimed.pension, 0), year: claimed.year, age: claimed.age }) : word("no_pension")) + ` · ${months}`;
}

function money(lives) {
  const years = [...new Set([...lives.before, ...lives.after].map((row) => row.year))].sort((a, b) => a - b);
  const of = (name, field) => { const rows = new Map(lives[name].map((row) => [row.year, row])); return years.map((year) => rows.get(year)?.[field] || null); };
  const pension = (name) => { const a = of(name, "pension"), b = of(name, "residents_pension"); return years.map((_, i) => (a[i] || b[i] ? (a[i] ?? 0) + (b[i] ?? 0) : null)); };
  const lines = [{ label: word("wage"), colour: "#c98500", values: of("before", "wage") }, { label: `${word("pension")}, ${word("before")}`, colour: "#6f7883", dash: true, values: pension("before") }];
  if (isMoved()) lines.push({ label: `${word("pension")}, ${word("after")}`, colour: "#0072b2", values: pension("after") });
  return h("div", {}, legend(lines), lineChart({ x: years, lines, label: word("life_note"), log: true, height: 220 }));
}

async function draw() {
  const box = byId("life-shown");
  if (!view.person) return;
  const own = asked = JSON.stringify([view.person, asParameters()]);
  try {
    const lives = await get("/api/life", { ...asParameters(), person: view.person });
    if (own !== asked) return;
    const same = JSON.stringify(lives.before) === JSON.stringify(lives.after);
    box.replaceChildren(h("h3", {}, word("life_of")), h("p", { class: "unit" }, `${lives.person} · ${lives.number}`),
      h("div", { class: "legend" }, Object.entries(STATES).map(([name, colour]) => h("span", {}, h("i", { class: "box", style: `background:${colour};outline:1px solid #dfe3e8` }), word(`state_${name}`)))),
      bars(lives), ...(isMoved() ? ["before", "after"] : ["before"]).map((name) => h("p", { class: "note" }, h("b", {}, `${word(name)}: `), claimText(lives[name]))),
      h("p", { class: "note" }, !isMoved() ? word("life_none") : same ? word("life_same") : ""), money(lives), h("p", { class: "caption" }, word("life_note")),
      h("div", { class: "copies" }, h("button", { type: "button", id: "tell", onclick: tell }, word("tell")), h("span", { class: "note" }, word("telling_takes")), csvLink("life", { person: lives.person })), h("div", { id: "told" }));
  } catch (error) { box.replaceChildren(h("p", { class: "note", role: "alert" }, error.message)); }
}

async function tell() {
  const box = byId("told");
  box.replaceChildren(h("p", { class: "note", role: "status" }, word("working")));
  try {
    const told = await get("/api/told", { ...asParameters(), person: view.person, lang: view.lang });
    const block = (title, lines, open) => h("details", { open }, h("summary", {}, title), h("div", { class: "told", tabindex: 0 }, lines.join("\n")));
    box.replaceChildren(...(told.parting.length ? [block(word("parting"), told.parting, true)] : []), block(word(isMoved() ? "whole_life" : "whole_life_base"), told.life, !told.parting.length));
  } catch (error) { box.replaceChildren(h("p", { class: "note", role: "alert" }, error.message)); }
}

function choose(person) {
  view.person = person;
  writeAddress();
  list();
  draw();
}

function list() {
  byId("persons").replaceChildren(...persons.map((one) => h("li", {}, h("button", { type: "button", "aria-current": String(one.id === view.person), onclick: () => choose(one.id) },
    `${word(one.sex, {}, "sex")}, ${one.birth.slice(0, 4)}, ${known.setup.places[one.place]}`,
    one.differs ? h("span", { class: "differs" }, word("life_differs")) : null, h("small", {}, [word("months_paid", { months: one.months_paid }), one.claim ? `${word("pension")} ${one.claim.slice(0, 4)}: ${number(one.pension, 0)}` : ""].filter(Boolean).join(" · "))))));
}

async function find(text) {
  const box = byId("persons");
  wanted = text;
  found = JSON.stringify(asParameters());
  try {
    persons = await get("/api/persons", { ...asParameters(), find: text, draw: drawn });
    list();
    if (!view.person && persons.length) choose(persons[0].id);
  } catch (error) { box.replaceChildren(h("li", { class: "note", role: "alert" }, error.message)); }
}

export function drawLife(fresh) {
  const panel = byId("panel-life");
  if (fresh || !panel.firstChild) {
    const field = h("input", { type: "text", placeholder: word("find"), "aria-label": word("find"), value: "" });
    const number_ = h("input", { type: "text", "aria-label": word("person_id"), placeholder: word("person_id"), value: view.person });
    panel.replaceChildren(h("div", { class: "twocolumn" }, h("div", { class: "card" }, h("h3", {}, word("choose_person")),
      h("form", { class: "field", onsubmit: (event) => { event.preventDefault(); find(field.value.trim()); } }, field, h("button", {}, word("find_do")),
        h("button", { type: "button", onclick: () => { drawn += 1; find(field.value.trim()); } }, word("others"))),
      h("form", { class: "field", onsubmit: (event) => { event.preventDefault(); choose(number_.value.trim()); } }, number_, h("button", {}, word("show"))),
      h("ul", { class: "list", id: "persons" })), h("div", { class: "card", id: "life-shown" })));
    find("");
  } else if (found !== JSON.stringify(asParameters())) find(wanted);
  draw();
}
