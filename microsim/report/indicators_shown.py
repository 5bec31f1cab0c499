"""Indicators on a terminal: a table a unit of time, definitions with --list, and files."""

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
import numpy as np
from rich.markup import escape

from microsim.indicators.registry import NOT_MODELLED, PROXY, Indicator, asked_for, measures, registry
from microsim.report.comparison import run_folder_of
from microsim.report.outcome import read_run
from microsim.report.terminal import new_table, print_table, print_whole
from microsim.results.headline import cell, default_years
from microsim.words.book import place_name, word

if TYPE_CHECKING:
    import pandas as pd

LIST_WIDTH, TABLE_WIDTH = 100, 110
DIGITS = {"yuan": 0, "persons": 0, "areas": 0, "%": 1, "points": 1, "% real": 2, "months": 1, "years": 1}  # else 3
LARGE = {"yuan": 1e9, "persons": 1e6}  # from which on a table shows billions and millions
SCALED = {"yuan": "yuan_bn", "persons": "persons_m"}


def print_list(names: Iterable[str], language: str) -> None:
    """Print what indicators are: all, or those named."""
    for indicator in asked_for(names):
        print_whole([definition(indicator, language)], LIST_WIDTH)


def definition(indicator: Indicator, language: str) -> str:
    """Return an entry of the registry as lines of text."""
    said = {part: word("indicator_parts", part, language) for part in ("formula", "by", "source", "uncertainty", "lives")}
    status = word("indicator_status", indicator.status.replace(" ", "_"), language)
    lines = [f"{indicator.number} {indicator.key}: {indicator.name[language]} [{status}]", indicator.definition[language]]
    lines += [indicator.reason[language]] if indicator.reason[language] else []
    lines += [f"{said['formula']}: {indicator.formula}"]
    lines += [f"{said['by']}: {', '.join(indicator.by)}"] if indicator.by else []
    lines += [f"{said['source']}: {indicator.source}"]
    lines += [said["lives"]] if indicator.whole_life else []
    lines += [f"{one.key} ({unit_name(one.unit, language)}): {one.name[language].strip()}" for one in indicator.measures]
    return "\n   ".join(lines) + "\n"


def unit_name(unit: str, language: str) -> str:
    """Return a unit in a language."""
    return word("indicator_units", unit, language)


def print_indicators(
    run: str,
    names: tuple[str, ...],
    by: tuple[str, ...],
    regions: tuple[str, ...],
    years: tuple[int, ...],
    files: dict[str, Path],
    language: str,
) -> None:
    """Print indicators of a run, or write them to files by format: csv, xlsx, dta."""
    found = read_run(run_folder_of(run))
    frame = found.indicators(*names, by=by, regions=regions, years=years)
    if files:
        from microsim.indicators.export import export

        for kind, path in files.items():
            export(frame, path, kind, found, language)
            click.echo(str(path))
        return
    shown = years or default_years(sorted(int(year) for year in frame["year"].dropna().unique()) or [0])
    title = f"{found.name}, 1 in {found.manifest['one_in']}"
    print_table(as_table(frame[frame["year"].isna() | frame["year"].isin(shown)], title, language), TABLE_WIDTH)


def as_table(frame: "pd.DataFrame", title: str, language: str) -> Any:
    """Return a frame as a rich table: a row an indicator, region and group, a column a year; whole lives have one of their own."""
    years = sorted(int(year) for year in frame["year"].dropna().unique())
    alive = bool((frame["year"].isna() & frame["value"].notna()).any())
    lifetime = [word("indicator_parts", "lifetime", language)] if alive else []
    head = [word("indicator_parts", part, language) for part in ("indicator", "region", "group")]
    table = new_table(escape(title), [*head, *map(str, years), *lifetime], head)
    for (key, region, group), rows in frame.groupby(["indicator", "region", "group"], sort=False):
        unit, status = rows["unit"].iloc[0], rows["status"].iloc[0]
        name = named(key, unit, status, rows["value"], language)
        if rows["value"].isna().all():
            table.add_row(escape(name), word("indicator_status", status.replace(" ", "_"), language))
            continue
        values = {None if year != year or year is None else int(year): value for year, value in zip(rows["year"].astype(object).where(rows["year"].notna(), None), rows["value"], strict=True)}
        cells = [number(values.get(year, np.nan), unit, rows["value"]) for year in [*years, *([None] if alive else [])]]
        table.add_row(escape(name), place_name(region, language), escape(group), *cells)
    return table


def named(key: str, unit: str, status: str, values: Any, language: str) -> str:
    """Return the name of a measure with its unit, and a mark where it is a proxy."""
    one = measures().get(key)
    name = one.name[language].strip() if one else registry()[key].name[language]
    unit = SCALED[unit] if large(unit, values) else unit
    text = f"{name}, {unit_name(unit, language)}" if unit and unit_name(unit, language) else name
    return f"{text} *" if status == PROXY else text


def large(unit: str, values: Any) -> bool:
    """Return whether amounts are shown in billions or millions."""
    return unit in LARGE and bool(np.nanmax(np.abs(values)) >= LARGE[unit]) if len(values.dropna()) else False


def number(value: float, unit: str, values: Any) -> str:
    """Return a number as text."""
    if large(unit, values):
        return cell(value / LARGE[unit], 2)
    return cell(value, DIGITS.get(unit, 3))
