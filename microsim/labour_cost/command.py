"""What ``microsim wedge`` prints and writes."""

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from microsim.folders.files import CSV, PICTURES, WORKBOOK, check_files, encoding_of, lacking_writer, writing
from microsim.labour_cost.asked import ALL, COLUMNS, wedge
from microsim.labour_cost.sensitive import Bar, bars
from microsim.report.beside import require_drawing
from microsim.report.terminal import new_table, print_table
from microsim.words.book import place_name, word

if TYPE_CHECKING:
    import pandas as pd

    from microsim.scenarios import Scenario

WIDTH = 110
MONEY, PART = "{:,.2f}", "{:.1%}"
BRANCHES = ("branch", "floor", "cap", "base", "employer", "employee", "of_wage")
TOTALS = ("wage", "of_average", "employer", "employee", "cost", "net", "of_wage", "wedge", "marginal_wedge")
FORMS = {"of_average": "{:.2f}", **dict.fromkeys(("of_wage", "wedge", "marginal_wedge"), PART)}


def print_wedge(
    places: tuple[str, ...],
    at: str | None,
    wages: tuple[float, ...],
    scenario: "Scenario",
    csv: Path | None,
    xlsx: Path | None,
    figure: Path | None,
    sensitive: bool,
    lang: str,
    **options: Any,
) -> None:
    """Print the wedge of places, and write the table and the picture where asked for."""
    check_files((csv, CSV), (xlsx, WORKBOOK), (figure, PICTURES))
    frame = wedge(list(places) or None, at, list(wages) or None, scenario, **options)
    keys, day = list(dict.fromkeys(frame["place"])), frame["date"].iloc[0]
    if csv is not None:
        with writing(csv):
            frame.to_csv(csv, index=False, encoding=encoding_of(lang))
    if xlsx is not None:
        write_workbook(frame, xlsx, lang)
    if figure is not None:
        draw(keys[0], day, scenario, figure, lang, options)
    for key in keys:
        rows = frame[frame["place"] == key]
        print_table(shown_bars(key, day, scenario, lang) if sensitive else shown(rows, lang), WIDTH)
    if not sensitive:
        click.echo(word("labour_cost", "before_tax", lang).format(declared=options.get("declared", 1.0)))


def shown(rows: "pd.DataFrame", lang: str) -> Any:
    """Return the table of one place: the branches of one wage, or a line a wage of what all branches make."""
    several = rows["wage"].nunique() > 1
    names = TOTALS if several else BRANCHES
    lines = rows[rows["branch"] == ALL] if several else rows
    title = titled("title", rows["place"].iloc[0], rows["date"].iloc[0], lang)
    table = new_table(title, [word("labour_cost", name, lang) for name in names], [word("labour_cost", "branch", lang)])
    for line in lines.to_dict("records"):
        table.add_row(*(text_of(name, line[name], lang) for name in names))
    return table


def shown_bars(place: str, day: str, scenario: "Scenario", lang: str) -> Any:
    """Return the table of what moves the wedge of a place."""
    base, found = bars(place, day, scenario)
    heads = [word("labour_cost", name, lang) for name in ("branch", "low", "high", "at_low", "at_high")]
    table = new_table(titled("tornado", place, day, lang), heads, heads[:1])
    for bar in found:
        table.add_row(*bar_cells(bar, lang))
    table.add_row(word("labour_cost", "as_it_stands", lang), "", "", PART.format(base), "")
    return table


def bar_cells(bar: Bar, lang: str) -> tuple[str, ...]:
    """Return the cells of one bar."""
    ends = (f"{end:g}" for end in (bar.low, bar.high))
    return (bar.zh if lang == "zh" else bar.en, *ends, *(PART.format(one) for one in (bar.at_low, bar.at_high)))


def titled(key: str, place: str, day: str, lang: str) -> str:
    """Return a title with its place and day."""
    return word("labour_cost", key, lang).format(place=place_name(place, lang), date=day)


def text_of(name: str, value: Any, lang: str) -> str:
    """Return a cell in words: branches by name, nothing where a sum has no base, none where there is no cap."""
    if isinstance(value, str):
        return word("labour_cost", value, lang)
    if value != value:
        return ""
    return "-" if value == float("inf") else FORMS.get(name, MONEY).format(value)


def write_workbook(frame: "pd.DataFrame", path: Path, lang: str) -> None:
    """Write all rows as a sheet, with headings that stay in view."""
    try:
        import xlsxwriter
    except ImportError as error:
        raise lacking_writer(path, "xlsxwriter") from error
    with writing(path), path.open("wb") as file, xlsxwriter.Workbook(file) as book:
        sheet, bold = book.add_worksheet(), book.add_format({"bold": True})
        for at, name in enumerate(COLUMNS):
            sheet.write_string(0, at, word("labour_cost", name, lang), bold)
        for row, line in enumerate(frame.to_dict("records"), 1):
            for at, name in enumerate(COLUMNS):
                if isinstance(value := line[name], str):
                    sheet.write_string(row, at, cell_word(name, value, lang))
                elif value == value and value != float("inf"):
                    sheet.write_number(row, at, value)
        sheet.freeze_panes(1, 0)
        sheet.set_column(0, len(COLUMNS) - 1, 14)


def cell_word(name: str, value: str, lang: str) -> str:
    """Return a place or a branch by its name, a date as it is."""
    if name == "place":
        return place_name(value, lang)
    return word("labour_cost", value, lang) if name == "branch" else value


def draw(place: str, day: str, scenario: "Scenario", path: Path, lang: str, options: dict[str, Any]) -> None:
    """Write the picture of one place."""
    require_drawing()
    from microsim.labour_cost.figure import wedge_figure

    with writing(path):
        wedge_figure(place, day, scenario, lang, **options).savefig(path, dpi=300)
