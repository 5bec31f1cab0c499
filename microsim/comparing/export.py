"""Tables of comparisons as files: CSV with a row a figure, Excel with a sheet a table."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from microsim.comparing.table import DIFFERENCE, LEVEL, Figure, Name, Table, cell_text, named
from microsim.estimating import FEWEST
from microsim.reading import InputError, Problem

if TYPE_CHECKING:
    import pandas as pd

LONGEST_SHEET = 31  # letters that Excel allows in the name of a sheet
WIDTH, WIDE = 14, 42


def tidy(parts: "Sequence[tuple[str, Sequence[Table]]]") -> "pd.DataFrame":
    """Return all figures of the tables of several reforms, a row each; ``parts``: name of a reform and its tables."""
    import pandas as pd

    frames = [table.frame().assign(reform=name) for name, tables in parts for table in tables]
    frame = pd.concat(frames, ignore_index=True)
    return frame[["reform", *(column for column in frame.columns if column != "reform")]]


def write_csv(parts: "Sequence[tuple[str, Sequence[Table]]]", path: Path) -> None:
    """Write all figures as CSV in UTF-8 with a mark at its head, by which Excel knows it; InputError where it cannot."""
    frame = tidy(parts)
    try:
        frame.to_csv(path, index=False, encoding="utf-8-sig")
    except OSError as error:
        refuse(path, error)


def write_xlsx(parts: "Sequence[tuple[str, Sequence[Table]]]", path: Path, language: str = "en") -> None:
    """Write a sheet a table: the difference as a number, its error beside it; notes below; InputError where it cannot."""
    try:
        import xlsxwriter
    except ImportError:
        message = "found no xlsxwriter, which writes Excel files; install microsim[report], or take --csv"
        raise InputError([Problem(str(path), 0, 0, "", message)]) from None
    try:
        with xlsxwriter.Workbook(path) as book:
            for number, (reform, tables) in enumerate(parts, 1):
                for table in tables:
                    name = named(f"sheet_{table.key}").of(language) + (f" {number}" if len(parts) > 1 else "")
                    fill(book, book.add_worksheet(name[:LONGEST_SHEET]), table, reform, language)
    except (OSError, xlsxwriter.exceptions.FileCreateError) as error:
        refuse(path, error)


WRITERS = (".csv", ".xlsx")


def known_file(path: Path | None, kind: str | None = None) -> list[Problem]:
    """Return what is wrong with the name of a file that tables are written to; its kind is that of its ending."""
    if path is None:
        return []
    ending, allowed = path.suffix.lower(), (kind,) if kind else WRITERS
    if ending in allowed and path.parent.is_dir() and not path.is_dir():
        return []
    if ending not in allowed:
        found = f"a file that ends in {ending}" if ending else "a file without an ending"
        return [Problem(str(path), 0, 0, "", f"found {found}, allowed is one that ends in {' or '.join(allowed)}")]
    found = "a folder of this name" if path.is_dir() else f"no folder {path.parent}"
    return [Problem(str(path), 0, 0, "", f"found {found}, allowed is a file in a folder that is there")]


def write_tables(parts: "Sequence[tuple[str, Sequence[Table]]]", path: Path, language: str = "en") -> None:
    """Write tables in the format that the end of the file's name says; InputError for another."""
    if problems := known_file(path):
        raise InputError(problems)
    if path.suffix.lower() == ".csv":
        write_csv(parts, path)
    else:
        write_xlsx(parts, path, language)


def refuse(path: Path, error: Exception) -> None:
    """Raise the mistake of a file that cannot be written."""
    reason = getattr(error, "strerror", None) or str(error)
    raise InputError([Problem(str(path), 0, 0, "", f"cannot be written: {reason}")]) from None


def fill(book: Any, sheet: Any, table: Table, reform: str, language: str) -> None:
    """Write one table to a sheet: title, headings that stay in view, numbers as numbers, names as text."""
    bold, number = book.add_format({"bold": True}), book.add_format({"num_format": "#,##0.00"})
    sheet.write_string(0, 0, f"{table.heading(language)}: {reform}", bold)
    heads = [""]
    for column, head in zip(table.columns, table.heads(language), strict=True):
        heads += [head, f"{named('se').of(language)} {column.name.of(language)}"] if has_error(column) else [head]
    for at, head in enumerate(heads):
        sheet.write_string(2, at, head, bold)
    for row, (name, line) in enumerate(zip(table.rows, table.cells, strict=True), 3):
        sheet.write_string(row, 0, name.of(language))
        at = 1
        for column, cell in zip(table.columns, line, strict=True):
            for value in cells_of(cell, column, language):
                write(sheet, row, at, value, number)
                at += 1
    for offset, note in enumerate(table.notes, len(table.rows) + 4):
        sheet.write_string(offset, 0, note.of(language))
    sheet.freeze_panes(3, 1)
    sheet.set_column(0, 0, WIDE)
    sheet.set_column(1, len(heads), WIDTH)


def has_error(column: Any) -> bool:
    """Return whether a column's figures have errors beside them."""
    return column.kind in (DIFFERENCE, LEVEL)


def cells_of(cell: Any, column: Any, language: str) -> list[Any]:
    """Return what a cell takes of a sheet: its number and its error, or words."""
    factor = column.unit.factor if language == "zh" else 1.0
    if isinstance(cell, Figure) and has_error(column):
        if cell.persons < FEWEST:
            return [cell_text(cell, column, language), ""]
        return [cell.value * factor, cell.se * factor]
    if isinstance(cell, Figure):
        return [cell.value]
    return [cell.of(language) if isinstance(cell, Name) else str(cell)]


def write(sheet: Any, row: int, at: int, value: Any, number: Any) -> None:
    """Write a number, or text as text; a missing number leaves the cell empty."""
    if isinstance(value, str):
        sheet.write_string(row, at, value)
    elif value == value:
        sheet.write_number(row, at, value, number)
