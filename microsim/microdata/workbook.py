"""Workbooks of a spreadsheet: one sheet as a table of typed cells."""

from pathlib import Path
from typing import TYPE_CHECKING, Any

from microsim.microdata.findings import listed, refuse
from microsim.microdata.text_files import ABOVE, LOOKED, header_in
from microsim.microdata.values import text_of

if TYPE_CHECKING:
    import pandas as pd


def read_workbook(library: Any, path: Path, sheet: str | None, wanted: frozenset[str]) -> "pd.DataFrame":
    """Return a sheet as a table: of the name given, else the only one that holds anything.

    Cells stay what the workbook makes them: numbers, dates, text. Titles above the header and blank rows below
    are left out, as are columns without a name that hold nothing.
    """
    import pandas as pd

    book = library.CalamineWorkbook.from_path(str(path))
    rows = sheet_rows(book, path, sheet)
    header = header_in(
        [([text_of(cell) for cell in row], place + 1) for place, row in enumerate(rows[:LOOKED])], wanted
    )
    if header is None:
        refuse(str(path), "found no rows")
    body = [[None if is_blank(cell) else cell for cell in row] for row in rows[header.end :]]
    while body and not any(cell is not None for cell in body[-1]):
        body.pop()
    columns = {}
    for place, name in enumerate(header.names):
        if name in columns:
            refuse(str(path), f"found two columns of the name {name}, allowed is one", name)
        cells = [row[place] if place < len(row) else None for row in body]
        named = place < len(rows[header.above]) and not is_blank(rows[header.above][place])
        if named or any(cell is not None for cell in cells):
            columns[name] = pd.Series(cells, dtype=object)
    frame = pd.DataFrame(columns)
    frame.attrs[ABOVE] = header.above
    return frame


def sheet_rows(book: Any, path: Path, sheet: str | None) -> list[list[Any]]:
    """Return the rows of one sheet of a workbook."""
    names = list(book.sheet_names)
    if sheet is not None and sheet in names:
        return rows_of(book, sheet)
    filled = {name: rows for name in names if (rows := rows_of(book, name))}
    if len(filled) != 1:
        refuse(str(path), f"found no sheet {sheet or 'named'}, it has {listed(names)}: name one under tables")
    return next(iter(filled.values()))


def rows_of(book: Any, name: str) -> list[list[Any]]:
    """Return the rows of a sheet, from its first row and column on."""
    rows: list[list[Any]] = book.get_sheet_by_name(name).to_python(skip_empty_area=False)
    return rows if any(not is_blank(cell) for row in rows for cell in row) else []


def is_blank(cell: Any) -> bool:
    """Return whether a cell holds nothing."""
    return cell is None or (isinstance(cell, str) and not cell.strip())
