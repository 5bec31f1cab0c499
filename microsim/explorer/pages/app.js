// The page: reads the address, asks for answers as levers move, and shows what came of the last question only.

import { byId, get, h, Mistakes, Superseded } from "./dom.js";
import { buildControls, refreshAll, resetAll } from "./controls.js";
import { drawLaw } from "./law.js";
import { drawLife } from "./life.js";
import { drawBalancing, drawPayers, drawResults } from "./results.js";
import { asParameters, known, number, readAddress, view, word, writeAddress } from "./state.js";
import { drawTables } from "./tables.js";

const CLIENT = Math.random().toString(36).slice(2);
const TABS = ["results", "life", "law", "tables"];
const WAIT = 130; // milliseconds without a move before a question is asked
let timer = 0, serial = 0, running = null, behind = false; // behind: levers moved while figures were not shown

function status(text, busy = false) {
  byId("status").textContent = text;
  byId("status").classList.toggle("busy", busy);
}

function mistake(text) {
  byId("mistake").hidden = !text;
  byId("mistake").textContent = text ? `${word("mistake")}\n${text}` : "";
}

const of = () => JSON.stringify(asParameters());
const asked = () => Object.keys(asParameters()).length > 0;

async function ask() {
  const own = (serial += 1);
  behind = false;
  running?.abort();
  running = new AbortController();
  const question = (path, more) => get(path, { ...asParameters(), client: CLIENT, ...more }, running.signal);
  document.body.classList.add("stale");
  status(word("working"), true);
  try {
    for (const sample of ["quick", "full"]) {
      const found = await question("/api/answer", { sample });
      if (own !== serial) return;
      known.answer = found;
      if (known.curves?.region !== view.region || known.curves.of !== of()) known.curves = null;
      if (known.payers?.of !== of()) known.payers = null;
      mistake("");
      document.body.classList.remove("stale");
      drawResults();
      if (sample === "quick") status(word("working_quick"), true);
    }
    status(word("ready", { one_in: number(known.answer.one_in, 0) }));
    document.body.dataset.ready = String(own);
    if (view.tab === "results") await others(own, question);
  } catch (error) {
    if (own !== serial || error.name === "AbortError" || error instanceof Superseded) return;
    status("");
    mistake(error instanceof Mistakes ? error.message : word("unreachable"));
  }
}

// What comes after the figures, as nobody waits for it: who pays, then what balances.
async function others(own, question) {
  if (asked() && !known.payers) {
    const sheet = await question("/api/payers", {});
    if (own !== serial) return;
    known.payers = { ...sheet, of: of() };
    drawPayers();
  }
  if (known.curves) return;
  const found = await question("/api/balancing", { region: view.region });
  if (own !== serial) return;
  known.curves = { ...found, of: of() };
  drawBalancing();
  document.body.dataset.balanced = String(own);
}

function moved() {
  writeAddress();
  clearTimeout(timer);
  timer = setTimeout(() => {
    if (view.tab === "results") ask();
    else behind = true;
    drawTab();
  }, WAIT);
}

function drawTab(fresh = false) {
  for (const tab of TABS) {
    byId(`panel-${tab}`).hidden = tab !== view.tab;
    byId(`tab-${tab}`).setAttribute("aria-selected", String(tab === view.tab));
    byId(`tab-${tab}`).tabIndex = tab === view.tab ? 0 : -1;
  }
  if (view.tab === "life") drawLife(fresh);
  if (view.tab === "law") drawLaw(fresh);
  if (view.tab === "tables") drawTables();
}

function choice(id, label, options, redraw) {
  const box = byId(id);
  box.setAttribute("aria-label", label);
  const choose = (value) => { view[id] = value; writeAddress(); mark(); redraw(); };
  const mark = () => [...box.children].forEach((button) => { const on = button.dataset.value === view[id]; button.setAttribute("aria-checked", String(on)); button.tabIndex = on ? 0 : -1; });
  const keys = (event) => {
    const step = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
    if (!step) return;
    event.preventDefault();
    const buttons = [...box.children], next = buttons[(buttons.indexOf(event.target) + step + buttons.length) % buttons.length];
    choose(next.dataset.value);
    next.focus();
  };
  box.replaceChildren(...Object.entries(options).map(([value, text]) => h("button", { type: "button", role: "radio", "data-value": value, onclick: () => choose(value), onkeydown: keys }, text)));
  mark();
}

function buildTabs() {
  const go = (tab) => { view.tab = tab; writeAddress(); drawTab(); byId(`tab-${tab}`).focus(); if (tab === "results" && (behind || !known.curves)) ask(); };
  byId("tabs").replaceChildren(...TABS.map((tab, at) => h("button", { type: "button", role: "tab", id: `tab-${tab}`, "aria-controls": `panel-${tab}`, onclick: () => go(tab),
    onkeydown: (event) => { const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key]; if (step) go(TABS[(at + step + TABS.length) % TABS.length]); } }, word(`tab_${tab}`))));
}

async function copy(text) {
  const area = byId("copied-text");
  try {
    await navigator.clipboard.writeText(text);
    status(word("copied"));
  } catch {
    status(word("not_copied"));
  }
  area.value = text;
  area.hidden = false;
}

function build() {
  document.documentElement.lang = view.lang === "zh" ? "zh-CN" : "en";
  document.title = `${word("title")} · microsim`;
  for (const element of document.querySelectorAll("[data-word]")) element.textContent = word(element.dataset.word);
  byId("base-name").textContent = known.setup.base;
  document.body.classList.toggle("reading", view.read === "1");
  if (!(view.region in known.setup.regions)) [view.region] = Object.keys(known.setup.regions);
  choice("region", word("region"), known.setup.regions, () => { known.curves = null; if (known.answer) { drawResults(); ask(); } });
  choice("show", word("show"), Object.fromEntries(["before", "both", "after"].map((name) => [name, word(`${name === "both" ? "show_both" : name}`)])), () => known.answer && drawResults());
  choice("pay", word("benefits_as"), { scheduled: word("scheduled"), payable: word("payable") }, () => known.answer && drawResults());
  buildTabs();
  buildControls(moved);
  const toggle = byId("toggle-levers"), side = byId("sidebar");
  const told = () => { const open = side.classList.contains("open"); toggle.textContent = word(open ? "levers_close" : "levers_open"); toggle.setAttribute("aria-expanded", String(open)); };
  toggle.onclick = () => { side.classList.toggle("open"); told(); };
  told();
  drawTab(true);
}

async function start() {
  readAddress();
  try {
    known.setup = await get("/api/setup", { lang: view.lang });
  } catch (error) {
    byId("status").textContent = error.message;
    return;
  }
  build();
  ask();
}

byId("language").onclick = async () => {
  view.lang = view.lang === "zh" ? "en" : "zh";
  writeAddress();
  known.setup = await get("/api/setup", { lang: view.lang });
  build();
  if (known.answer) drawResults();
};
byId("reset-all").onclick = resetAll;
byId("copy-file").onclick = async () => { try { await copy(await get("/api/scenario", asParameters())); } catch (error) { mistake(error.message); } };
byId("copy-link").onclick = () => copy(location.href);
byId("copy-reading").onclick = () => copy(`${location.href}&read=1`);
byId("levers").onsubmit = (event) => event.preventDefault();
window.addEventListener("hashchange", async () => {
  const before = view.lang;
  readAddress();
  if (view.lang !== before) known.setup = await get("/api/setup", { lang: view.lang });
  build();
  ask();
});
start();
