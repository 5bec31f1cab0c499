"""Tables of comparisons as files: CSV with a row a figure, Excel with a sheet a table."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from microsim.comparing.table import DIFFERENCE, LEVEL, Figure, Name, Table, cell_text, named
from microsim.estimating import FEWEST
from microsim.folders.files import CSV, WORKBOOK, check_files, encoding_of, lacking_writer, writing

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


def write_csv(parts: "Sequence[tuple[str, Sequence[Table]]]", path: Path, language: str = "en") -> None:
    """Write all figures as CSV in UTF-8; InputError where it cannot be written."""
    with writing(path):
        tidy(parts).to_csv(path, index=False, encoding=encoding_of(language))


def write_xlsx(parts: "Sequence[tuple[str, Sequence[Table]]]", path: Path, language: str = "en") -> None:
    """Write a sheet a table: the difference as a number, its error beside it; notes below; InputError where it cannot."""
    try:
        import xlsxwriter
    except ImportError:
        raise lacking_writer(path, "xlsxwriter") from None
    with writing(path), path.open("wb") as file, xlsxwriter.Workbook(file) as book:
        for number, (reform, tables) in enumerate(parts, 1):
            for table in tables:
                name = named(f"sheet_{table.key}").of(language) + (f" {number}" if len(parts) > 1 else "")
                fill(book, book.add_worksheet(name[:LONGEST_SHEET]), table, reform, language)


WRITERS = (*CSV, *WORKBOOK)


def write_tables(parts: "Sequence[tuple[str, Sequence[Table]]]", path: Path, language: str = "en") -> None:
    """Write tables in the format that the end of the file's name says; InputError for another."""
    check_files((path, WRITERS))
    (write_csv if path.suffix.lower() in CSV else write_xlsx)(parts, path, language)


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
