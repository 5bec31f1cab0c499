"""A table of a comparison: figures with errors, names in both languages, one content for terminal, page and file."""

import dataclasses
import html
import math
import textwrap
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from microsim.estimating import difference_text, level_text
from microsim.words.book import book

if TYPE_CHECKING:
    import pandas as pd

WIDEST = 500  # columns of a terminal that no table needs
NARROW, NARROW_ZH = 14, 7  # letters of a line of a heading
DIFFERENCE, LEVEL, COUNT = "difference", "level", "count"


class Name(NamedTuple):
    """What something is called: its key in files, and both languages."""

    key: str
    en: str
    zh: str

    def of(self, language: str) -> str:
        """Return the name in a language."""
        return self.zh if language == "zh" else self.en


class Unit(NamedTuple):
    """The unit of a column in both languages; Chinese readers count in another one, ``factor`` times as many."""

    en: str = ""
    zh: str = ""
    factor: float = 1.0

    def of(self, language: str) -> str:
        """Return the unit in a language."""
        return self.zh if language == "zh" else self.en


class Column(NamedTuple):
    """One column; ``decimals`` is the most that is shown where an error asks for no fewer."""

    name: Name
    kind: str = DIFFERENCE
    unit: Unit = Unit()
    decimals: int = 1


class Figure(NamedTuple):
    """One figure: value, standard error (missing where none is known) and the sampled persons behind it."""

    value: float
    se: float = math.nan
    persons: float = math.inf


NO_UNIT = Unit()
YUAN = Unit("yuan", "元")
BILLIONS = Unit("bn yuan", "亿元", 10.0)
PERCENT = Unit("%", "%")
PERSONS = Unit("persons", "人")
YEARS = Unit("years", "年")


def named(key: str, **parts: Any) -> Name:
    """Return a name out of the book's words of comparisons, with parts filled in, each a Name or plain."""
    words = book()["compare"][key]
    filled = {
        language: words[language].format(
            **{name: part.of(language) if isinstance(part, Name) else part for name, part in parts.items()}
        )
        for language in ("en", "zh")
    }
    return Name(key, filled["en"], filled["zh"])


@dataclasses.dataclass(frozen=True)
class Table:
    """Rows of figures and words.

    Attributes
    ----------
    key
        Name of the table in files.
    title
        What it shows.
    columns
        Its columns, the names of rows aside.
    rows
        Names of the rows.
    cells
        By row and column: a Figure, a Name, or plain text.
    notes
        What has to be said with it, always.
    """

    key: str
    title: Name
    columns: tuple[Column, ...]
    rows: tuple[Name, ...]
    cells: tuple[tuple[Any, ...], ...]
    notes: tuple[Name, ...] = ()

    def texts(self, language: str = "en") -> list[list[str]]:
        """Return every cell as it is printed."""
        return [
            [cell_text(cell, column, language) for cell, column in zip(line, self.columns, strict=True)]
            for line in self.cells
        ]

    @property
    def unit(self) -> Unit:
        """The unit of all columns where they share one, none where they do not."""
        units = {column.unit for column in self.columns}
        return units.pop() if len(units) == 1 else NO_UNIT

    def heading(self, language: str = "en") -> str:
        """Return the title, with the unit where all columns share one."""
        unit = self.unit.of(language)
        return f"{self.title.of(language)}, {unit}" if unit else self.title.of(language)

    def heads(self, language: str = "en") -> list[str]:
        """Return the headings of the columns, with their units where they do not share one."""
        if self.unit.en:
            return [column.name.of(language) for column in self.columns]
        named_units = ((column.name.of(language), column.unit.of(language)) for column in self.columns)
        return [f"{name}, {unit}" if unit else name for name, unit in named_units]

    def frame(self) -> "pd.DataFrame":
        """Return the table tidy: a row a figure, with table, row, column, value, standard error, persons, unit, text.

        Values are in the English unit. Cells of fewer persons than may be shown have no value.
        """
        import pandas as pd

        found = [
            (self.key, row.key, column.name.key, *plain_cell(cell), column.unit.en)
            for row, line in zip(self.rows, self.cells, strict=True)
            for column, cell in zip(self.columns, line, strict=True)
        ]
        return pd.DataFrame(found, columns=["table", "row", "column", "value", "se", "persons", "text", "unit"])

    def rich(self, language: str = "en") -> Any:
        """Return the table for a terminal."""
        from rich import box
        from rich.markup import escape
        from rich.table import Table as RichTable

        told = "\n".join(note.of(language) for note in self.notes)
        table = RichTable(title=escape(self.heading(language)), caption=escape(told), box=box.SIMPLE_HEAD)
        table.title_justify, table.caption_justify = "left", "left"
        table.add_column("", no_wrap=True)
        for column, head in zip(self.columns, self.heads(language), strict=True):
            words = column.kind not in (DIFFERENCE, LEVEL, COUNT)
            table.add_column(escape(broken(head, language)), justify="left" if words else "right", no_wrap=not words)
        for row, line in zip(self.rows, self.texts(language), strict=True):
            table.add_row(escape(row.of(language)), *(escape(text.replace(" (±", "\n(±")) for text in line))
        return table

    def width(self, language: str = "en") -> int:
        """Return how many columns of a terminal the table takes with no cell cut."""
        from rich.console import Console

        console = Console()
        return int(console.measure(self.rich(language), options=console.options.update(width=WIDEST)).maximum)

    def html(self, language: str = "en") -> str:
        """Return the table for a page."""
        heads = "".join(f"<th>{html.escape(head)}</th>" for head in ("", *self.heads(language)))
        lines = "".join(
            f"<tr><th>{html.escape(row.of(language))}</th>"
            + "".join(f"<td>{html.escape(text)}</td>" for text in line)
            + "</tr>"
            for row, line in zip(self.rows, self.texts(language), strict=True)
        )
        notes = "".join(f"<p><small>{html.escape(note.of(language))}</small></p>" for note in self.notes)
        title = html.escape(self.heading(language))
        return f"<table><caption>{title}</caption><thead><tr>{heads}</tr></thead><tbody>{lines}</tbody></table>{notes}"

    def markdown(self, language: str = "en") -> str:
        """Return the table for a page of text."""
        heads = ("", *self.heads(language))
        lines = ((row.of(language), *texts) for row, texts in zip(self.rows, self.texts(language), strict=True))
        table = [heads, ("---", *("---:" for _ in self.columns)), *lines]
        notes = [note.of(language) for note in self.notes]
        return "\n\n".join([f"**{self.heading(language)}**", "\n".join(map(piped, table)), *notes]) + "\n"

    def _repr_html_(self) -> str:
        return self.html()

    def _repr_markdown_(self) -> str:
        return self.markdown()

    def __str__(self) -> str:
        from rich.console import Console

        console = Console(width=self.width(), color_system=None)
        with console.capture() as captured:
            console.print(self.rich())
        return captured.get()


def piped(cells: Sequence[str]) -> str:
    """Return one line of a table of text."""
    escaped = (cell.replace("|", "\\|").replace("*", "\\*").replace("\n", " ").strip() for cell in cells)
    return f"| {' | '.join(escaped)} |"


def broken(head: str, language: str) -> str:
    """Return a heading in lines that are no wider than its figures."""
    if language == "zh":
        return "\n".join(head[start : start + NARROW_ZH] for start in range(0, len(head), NARROW_ZH))
    return textwrap.fill(head, NARROW, break_long_words=False)


def cell_text(cell: Any, column: Column, language: str) -> str:
    """Return one cell as it is printed."""
    if isinstance(cell, Name):
        return cell.of(language)
    if not isinstance(cell, Figure):
        return str(cell)
    if column.kind == COUNT:
        return f"{cell.value:,.0f}"
    factor = column.unit.factor if language == "zh" else 1.0
    text = difference_text if column.kind == DIFFERENCE else level_text
    most = max(column.decimals - round(math.log10(factor)), 0)
    return text(cell.value * factor, cell.se * factor, cell.persons, language, most)


def plain_cell(cell: Any) -> tuple[float, float, float, str]:
    """Return value, standard error, persons and text of a cell, as a file holds them."""
    from microsim.estimating import FEWEST

    if isinstance(cell, Figure):
        if cell.persons < FEWEST:
            return math.nan, math.nan, cell.persons, ""
        return cell.value, cell.se, cell.persons if math.isfinite(cell.persons) else math.nan, ""
    return math.nan, math.nan, math.nan, cell.en if isinstance(cell, Name) else str(cell)
