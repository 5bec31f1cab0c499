"""Indicators in files of other programs: CSV, an Excel workbook, a Stata file with its codebook."""

from pathlib import Path
from typing import TYPE_CHECKING, Any

from microsim.folders.files import CSV, STATA, WORKBOOK, check_files, encoding_of, lacking_writer, writing
from microsim.indicators.cell import ALL_REGIONS
from microsim.indicators.page import definition_rows
from microsim.indicators.registry import indicator_of_name, measures
from microsim.words.book import place_name, word

if TYPE_CHECKING:
    import pandas as pd

COLUMNS = ("indicator", "name", "region", "place", "group", "year", "value", "unit", "se", "status")
ENDINGS = {"csv": CSV, "xlsx": WORKBOOK, "dta": STATA}
STATA_LABEL = 80  # letters of a label, a limit of the format
WIDTHS = {
    "indicator": 26,
    "name": 44,
    "region": 12,
    "place": 12,
    "group": 20,
    "value": 16,
    "definition": 80,
    "reason": 60,
}
SHORT = 10  # characters of any other column of a workbook


def export(frame: "pd.DataFrame", path: Path, kind: str, about: dict[str, str], language: str = "en") -> None:
    """Write a frame of indicators to a file.

    Parameters
    ----------
    frame : as ``Run.indicators`` gives it
    kind : csv, xlsx or dta
    about : what the file says of the run, by name
    language : of names, headings and sheets

    Raises
    ------
    InputError
        Where the folder of the file is not there, or the library that writes it is not installed.
    """
    check_files((path, ENDINGS[kind]))
    rows = worded(frame, language)
    with writing(path):
        if kind == "csv":
            rows.to_csv(path, index=False, encoding=encoding_of(language))
        elif kind == "xlsx":
            write_workbook(rows, path, about, language)
        else:
            write_stata(rows, path, about)


def worded(frame: "pd.DataFrame", language: str) -> "pd.DataFrame":
    """Return a frame with the names of measures and regions in a language beside their keys."""
    known = measures()
    names = {
        key: known[key].name if key in known else indicator_of_name(key).name for key in frame["indicator"].unique()
    }
    places = {key: place_name(key, language) for key in ALL_REGIONS} | {"": ""}
    told = frame.assign(
        name=[names[key][language].strip() for key in frame["indicator"]],
        place=[places[key] for key in frame["region"]],
    )
    return told[list(COLUMNS)]


def write_workbook(rows: "pd.DataFrame", path: Path, about: dict[str, str], language: str) -> None:
    """Write a workbook: the numbers, the definitions of what is in it, and what run it is of."""
    try:
        import xlsxwriter
    except ImportError as error:
        raise lacking_writer(path, "xlsxwriter") from error
    options = {"strings_to_numbers": False, "strings_to_formulas": False, "strings_to_urls": False}
    with path.open("wb") as file, xlsxwriter.Workbook(file, options) as book:
        formats = {"head": book.add_format({"bold": True, "text_wrap": True, "valign": "top"})}
        formats["text"], formats["wrap"] = (
            book.add_format({"num_format": "@"}),
            book.add_format({"text_wrap": True, "valign": "top"}),
        )
        formats["number"] = book.add_format({"num_format": "#,##0.0##"})
        columns = list(rows.columns)
        add_sheet(book, formats, part("values", language), columns, rows.astype(object).values.tolist(), language)
        keys = dict.fromkeys(indicator_of_name(key).key for key in rows["indicator"])
        heads, told = definition_rows(list(keys), language)
        add_sheet(book, formats, part("definitions", language), heads, told, language, wrapped=True)
        add_sheet(
            book, formats, part("about", language), ["name", "value"], [list(pair) for pair in about.items()], language
        )


def part(name: str, language: str) -> str:
    """Return a heading in a language."""
    return word("indicator_parts", name, language)


def add_sheet(
    book: Any,
    formats: dict[str, Any],
    title: str,
    columns: list[str],
    rows: list[list[Any]],
    language: str,
    wrapped: bool = False,
) -> None:
    """Add a sheet: headings frozen and filtered, words and ids as text, numbers as numbers, nothing where one is missing."""
    sheet = book.add_worksheet(title)
    for place, column in enumerate(columns):
        sheet.set_column(place, place, WIDTHS.get(column, SHORT))
        sheet.write_string(0, place, part(column, language), formats["head"])
    for line, row in enumerate(rows, 1):
        for place, value in enumerate(row):
            if isinstance(value, str):
                sheet.write_string(line, place, value, formats["wrap" if wrapped else "text"])
            elif isinstance(value, int):
                sheet.write_number(line, place, value)
            elif isinstance(value, float) and value == value:
                sheet.write_number(line, place, value, formats["number"])
    sheet.freeze_panes(1, 1)
    sheet.autofilter(0, 0, max(1, len(rows)), len(columns) - 1)


def write_stata(rows: "pd.DataFrame", path: Path, about: dict[str, str]) -> None:
    """Write a Stata file (118, so that Chinese is kept) and, beside it, its codebook in both languages."""
    labels = {column: bilingual(column) for column in rows.columns}
    plain = rows.assign(year=rows["year"].astype("float64"))  # Stata's missing year
    texts = {column: plain[column].astype(str) for column in plain.columns if column not in ("year", "value", "se")}
    title = f"microsim: {about.get('scenario', '')}"[:STATA_LABEL]
    plain.assign(**texts).to_stata(path, write_index=False, version=118, variable_labels=labels, data_label=title)
    path.with_suffix(".codebook.md").write_text(stata_codebook(rows, about), encoding="utf-8")


def bilingual(column: str) -> str:
    """Return the label of a column in both languages."""
    return f"{part(column, 'en')} / {part(column, 'zh')}"[:STATA_LABEL]


def stata_codebook(rows: "pd.DataFrame", about: dict[str, str]) -> str:
    """Return what the columns and the indicators of a Stata file mean, in both languages."""
    lines = ["# Codebook / 数据说明", "", *(f"- {name}: {value}" for name, value in about.items()), ""]
    lines += ["| variable | label |", "|---|---|", *(f"| {one} | {bilingual(one)} |" for one in rows.columns), ""]
    for key in dict.fromkeys(indicator_of_name(key).key for key in rows["indicator"]):
        one = indicator_of_name(key)
        lines += [
            f"## {one.number} {one.name['en']} / {one.name['zh']}",
            "",
            one.definition["en"],
            "",
            one.definition["zh"],
            "",
        ]
        lines += [f"- `{m.key}` ({m.unit}): {m.name['en'].strip()} / {m.name['zh'].strip()}" for m in one.measures]
        given = f", by {one.command}" if one.command else ""
        lines += [f"- {one.status}{given}. {one.reason['en']} {one.reason['zh']}".rstrip(), ""]
    return "\n".join(lines)
