// Every table as a file.

import { byId, h } from "./dom.js";
import { asParameters, view, word } from "./state.js";

const NAMES = ["numbers", "yearly", "cohorts", "payers", "tiles"];

// A link to a table under the settings as they stand.
export function csvLink(name, more = {}) {
  const query = new URLSearchParams({ ...asParameters(), ...more, lang: view.lang });
  return h("a", { class: "csv", href: `/api/table/${name}.csv?${query}`, download: `${name}.csv` }, word("download"));
}

export function drawTables() {
  const names = [...NAMES.map((name) => [name, {}]), ["balancing", { region: view.region }]];
  byId("panel-tables").replaceChildren(h("div", { class: "card", style: "margin-top:.9rem" }, h("h3", {}, word("tab_tables")), h("p", { class: "note" }, word("tables_note")),
    h("ul", { class: "tablelist" }, names.map(([name, more]) => h("li", {}, h("span", {}, word(`table_${name}`)), csvLink(name, more))))));
}
