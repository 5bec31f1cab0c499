// The levers: a slider, a list or a tick for each, with the year from which it acts and a way back.

import { byId, h } from "./dom.js";
import { known, lever, settings, view, word, writeAddress } from "./state.js";

let moved = () => {};

const unitOf = (one) => word(one.name, {}, "lever_unit").trim();
const startOf = (one) => settings.get(one.key)?.year ?? known.setup.starts.usual;
const standsAt = (one) => one.stands[Math.min(Math.max(startOf(one) - known.setup.starts.first, 0), one.stands.length - 1)];
const shown = (one, value) => {
  const digits = one.step < 0.1 ? 2 : one.step < 1 || !Number.isInteger(Number(value)) ? 1 : 0;
  return `${Number(value).toFixed(digits)} ${unitOf(one)}`.trim();
};

function set(one, value, year = startOf(one)) {
  if (value === null) settings.delete(one.key);
  else settings.set(one.key, { value, year });
  refresh(one);
  moved();
}

function choiceText(one, value) {
  return word(one.kind === "choice" ? `${one.name} ${value}` : value, {}, "lever_choice");
}

function control(one) {
  const id = `lever-${one.key}`;
  if (one.kind === "flag")
    return h("input", { type: "checkbox", id, onchange: (event) => set(one, event.target.checked ? "1" : null) });
  if (one.kind === "choice" || one.kind === "words") {
    const options = one.kind === "choice" ? one.choices : one.options;
    return h("select", { id, onchange: (event) => set(one, event.target.value || null) },
      h("option", { value: "" }, word("as_base")),
      options.map((value) => h("option", { value: String(value) }, choiceText(one, value))));
  }
  return h("input", { type: "range", id, min: one.lowest, max: one.highest, step: one.step,
    oninput: (event) => set(one, event.target.value) });
}

function card(one) {
  const province = one.province ? h("span", { class: "province" }, ` · ${known.setup.places[one.province] ?? known.setup.regions[one.province]}`) : null;
  const input = control(one);
  const head = h("div", { class: "head" }, h("label", { for: input.id }, word(one.name, {}, "lever"), province),
    one.kind === "flag" ? input : h("output", { for: input.id }));
  const start = one.dated
    ? h("label", { class: "start" }, word("from"),
      h("input", { type: "number", min: known.setup.starts.first, max: known.setup.starts.last, step: 1, "aria-label": `${word(one.name, {}, "lever")}: ${word("from")}`,
        onchange: (event) => {
          const year = Math.min(Math.max(Math.round(Number(event.target.value)) || startOf(one), known.setup.starts.first), known.setup.starts.last);
          if (settings.has(one.key)) set(one, settings.get(one.key).value, year);
          else { one.year = year; event.target.value = year; set(one, baseValue(one), year); }
        } }))
    : h("span", {}, word("whole_path"));
  const foot = h("div", { class: "foot" }, h("span", { class: "base" }), start,
    h("button", { type: "button", class: "plain", "aria-label": `${word("reset")}: ${word(one.name, {}, "lever")}`, onclick: () => set(one, null) }, word("reset")));
  const help = h("p", { class: "help", id: `${input.id}-help` }, word(one.name, {}, "lever_help"), one.slow ? ` ${word("slow")}` : null,
    one.path ? h("button", { type: "button", class: "plain", onclick: () => showLaw(one.path) }, word("see_law")) : null);
  input.setAttribute("aria-describedby", help.id);
  return h("div", { class: "lever", id: `card-${one.key}` }, head, one.kind === "flag" ? null : input, foot, help);
}

function showLaw(path) {
  Object.assign(view, { tab: "law", law: path });
  writeAddress();
  window.dispatchEvent(new HashChangeEvent("hashchange"));
}

// The settings in one line: what is set to what, from when.
export function settingsText() {
  return [...settings].map(([key, { value, year }]) => {
    const one = lever(key);
    const where = one.province ? ` (${known.setup.places[one.province] ?? known.setup.regions[one.province]})` : "";
    const what = one.kind === "flag" ? "" : ` ${one.kind === "choice" || one.kind === "words" ? choiceText(one, value) : shown(one, value)}`;
    return word(one.dated ? "set_from" : "set_always", { name: word(one.name, {}, "lever") + where, value: what.trim(), year }).replace(/ ,/, ",");
  }).join(word("separator"));
}

function baseValue(one) {
  const stands = standsAt(one);
  return stands === null ? null : String(one.kind === "flag" ? 1 : stands[0]);
}

export function refresh(one) {
  const box = byId(`card-${one.key}`);
  if (!box) return;
  const own = settings.get(one.key), input = byId(`lever-${one.key}`), output = box.querySelector("output");
  box.classList.toggle("moved", Boolean(own));
  const stands = standsAt(one);
  if (one.kind === "flag") input.checked = Boolean(own);
  else if (input.tagName === "SELECT") input.value = own ? String(own.value) : "";
  else input.value = own ? own.value : stands[0];
  if (output && input.type === "range") output.textContent = own ? shown(one, own.value) : shown(one, stands[0]);
  if (input.type === "range") input.setAttribute("aria-valuetext", output.textContent);
  const base = box.querySelector(".base");
  base.textContent = input.type !== "range" ? "" : stands[0] === stands[1]
    ? word("stands_at", { value: shown(one, stands[0]) })
    : word("stands_from", { low: shown(one, stands[0]), high: shown(one, stands[1]) });
  const year = box.querySelector(".start input");
  if (year) year.value = startOf(one);
  box.querySelector(".foot button").hidden = !own;
}

export function buildControls(onMoved) {
  moved = onMoved;
  const groups = new Map();
  for (const one of known.setup.levers) groups.set(one.group, [...(groups.get(one.group) ?? []), one]);
  byId("lever-groups").replaceChildren(...[...groups].map(([group, levers]) =>
    h("fieldset", {}, h("legend", {}, word(group, {}, "lever_group")), levers.map(card))));
  refreshAll();
}

export function refreshAll() {
  for (const key of [...settings.keys()]) if (!lever(key)) settings.delete(key);
  known.setup.levers.forEach(refresh);
}

export function resetAll() {
  settings.clear();
  refreshAll();
  moved();
}
