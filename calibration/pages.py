"""Tables of a page that a command writes: each stands between two equal marks, with words around them that are kept."""

from collections.abc import Iterable, Mapping
from pathlib import Path


def markdown(head: Iterable[str], rows: Iterable[Iterable[str]]) -> str:
    """Return a Markdown table."""
    head = list(head)
    return "\n".join([f"| {' | '.join(cells)} |" for cells in (head, ["---"] * len(head), *rows)]) + "\n"


def write_tables(page: str | Path, mark: str, tables: Mapping[str, str]) -> None:
    """Put tables in place of those between their marks.

    Parameters
    ----------
    page : Markdown file, which holds each mark twice
    mark : a line with a place for the name of a table
    tables : by name
    """
    file = Path(page)
    text = file.read_text(encoding="utf-8")
    for name, table in tables.items():
        before, _, after = text.split(mark.format(name))
        text = f"{before}{mark.format(name)}\n{table}\n{mark.format(name)}{after}"
    file.write_text(text, encoding="utf-8")


def read_table(page: str | Path, mark: str, name: str) -> list[list[str]]:
    """Return the rows of a table that stands between its marks, the head first and without the line under it.

    Parameters
    ----------
    page : Markdown file
    mark : a line with a place for the name of a table
    name : of the table
    """
    _, table, _ = Path(page).read_text(encoding="utf-8").split(mark.format(name))
    head, _, *rows = table.strip().splitlines()
    return [
        [cell.strip() for cell in line.strip().removeprefix("|").removesuffix("|").split("|")] for line in (head, *rows)
    ]
