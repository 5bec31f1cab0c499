// Every table as a file.

import { byId, h } from "./dom.js";
import { asParameters, view, word } from "./state.js";

const NAMES = ["numbers", "yearly", "cohorts", "payers", "tiles"];

export function drawTables() {
  const query = new URLSearchParams({ ...asParameters(), lang: view.lang });
  byId("panel-tables").replaceChildren(h("div", { class: "card", style: "margin-top:.9rem" }, h("h3", {}, word("tab_tables")), h("p", { class: "note" }, word("tables_note")),
    h("ul", { class: "tablelist" }, NAMES.map((name) => h("li", {}, h("span", {}, word(`table_${name}`)), h("a", { href: `/api/table/${name}.csv?${query}`, download: `${name}.csv` }, word("download")))))));
}
