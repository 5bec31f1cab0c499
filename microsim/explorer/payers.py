"""Who pays: the balance sheet of the reform out of the books of base and reform, to nought in fen."""

from typing import Any

from microsim.comparing.balance import balance_sheet
from microsim.comparing.payers import payers_table
from microsim.comparing.present import discount_of
from microsim.comparing.table import Name
from microsim.explorer.levers import Settings
from microsim.explorer.warm import Model
from microsim.words.book import LANGUAGES


def sheet(model: Model, settings: Settings) -> dict[str, Any]:
    """Return the short sheet: a line a party, billions of yuan in some years and at present value, and their sum."""
    years = model.years
    before, after = model.books(settings)
    found = balance_sheet([before], [after], years).grouped()
    table = payers_table(found, discount_of(years, model.base.prices.level))
    rows = zip(table.rows, table.cells, strict=True)
    return {
        "columns": [in_both(column.name) for column in table.columns],
        "rows": [{"name": in_both(name), "values": [round(cell.value, 3) for cell in cells]} for name, cells in rows],
        "notes": [in_both(note) for note in table.notes],
    }


def in_both(name: Name) -> dict[str, str]:
    """Return a name in both languages."""
    return {language: getattr(name, language) for language in LANGUAGES}
