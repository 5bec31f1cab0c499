// The law: paths that match, and the history of one with its documents; what the reform sets is marked.

import { byId, get, h } from "./dom.js";
import { asParameters, view, word, writeAddress } from "./state.js";
import { csvLink } from "./tables.js";

let asked = "";

function rowsOf(found, language) {
  const head = ["law_value", "law_since", "law_until", "law_grade", "law_source"].map((name) => h("th", { scope: "col" }, word(name)));
  const body = found.after.map((row) => h("tr", { class: row.written ? "lawrow set" : "lawrow" }, h("td", {}, h("b", {}, row.value)), h("td", { class: "date" }, row.since), h("td", { class: "date" }, row.until ?? ""),
    h("td", {}, row.grade ?? ""), h("td", {}, row.written ? word("law_set") : [row.document, row.number, row.article].filter(Boolean).join(", "), row.derived ? h("div", { class: "note" }, row.derived) : null, row.note ? h("div", { class: "note" }, row.note) : null)));
  const [first] = found.after;
  return [h("h3", {}, first ? first[language] : view.law), h("p", { class: "unit" }, first ? `${first.path} · ${first.unit_words[language]}` : ""), h("div", { class: "scroll tall", tabindex: 0 }, h("table", {}, h("thead", {}, h("tr", {}, head)), h("tbody", {}, body))), h("p", {}, csvLink("history", { path: view.law, at: byId("law-at").value.trim() }))];
}

async function history() {
  const box = byId("law-shown");
  if (!view.law) { box.replaceChildren(h("p", { class: "note" }, word("law_none"))); return; }
  const at = byId("law-at").value, own = asked = JSON.stringify([view.law, at, asParameters()]);
  try {
    const found = await get("/api/history", { ...asParameters(), path: view.law, at: at.trim() });
    if (own === asked) box.replaceChildren(...rowsOf(found, view.lang));
  } catch (error) { box.replaceChildren(h("p", { class: "note", role: "alert" }, error.message)); }
}

async function search(text) {
  const box = byId("law-paths");
  try {
    const found = await get("/api/law", { path: text });
    box.replaceChildren(...found.map((one) => h("li", {}, h("button", { type: "button", "aria-current": String(one.path === view.law), onclick: () => { view.law = one.path; writeAddress(); mark(); history(); }, "data-path": one.path },
      one[view.lang], h("small", {}, `${one.path} · ${word("law_values", { count: one.values })}`)))));
  } catch (error) { box.replaceChildren(h("li", { class: "note", role: "alert" }, error.message)); }
}

function mark() {
  for (const button of byId("law-paths").querySelectorAll("button")) button.setAttribute("aria-current", String(button.dataset.path === view.law));
}

export function drawLaw(fresh) {
  const panel = byId("panel-law");
  if (fresh || !panel.firstChild) {
    const field = h("input", { type: "search", placeholder: word("law_search"), "aria-label": word("law_search"), value: view.law || "retirement" });
    panel.replaceChildren(h("div", { class: "twocolumn" }, h("div", { class: "card" }, h("h3", {}, word("tab_law")),
      h("form", { class: "field", onsubmit: (event) => { event.preventDefault(); search(field.value.trim()); } }, field, h("button", {}, word("find_do"))),
      h("label", { class: "field" }, word("law_at"), h("input", { type: "text", id: "law-at", inputmode: "numeric", placeholder: "2030-07-01", onchange: history })), h("ul", { class: "list", id: "law-paths" })), h("div", { class: "card", id: "law-shown" })));
    search(field.value);
  }
  history();
}
