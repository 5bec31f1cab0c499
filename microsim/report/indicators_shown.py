"""Indicators on a terminal: a table a unit of time, definitions with --list, and files."""

import math
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
import numpy as np
from rich.markup import escape

from microsim.estimating import level_text
from microsim.folders.files import check_files
from microsim.indicators.export import ENDINGS, export
from microsim.indicators.registry import PROXY, Indicator, asked_for, indicator_of_name, measures
from microsim.indicators.table import EVERYBODY
from microsim.report.comparison import run_folder_of
from microsim.report.outcome import read_run
from microsim.report.terminal import new_table, print_table, print_whole
from microsim.results.headline import cell, default_years
from microsim.words.book import place_name, word

if TYPE_CHECKING:
    import pandas as pd

    from microsim.report.outcome import Run

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
    said = {
        part: word("indicator_parts", part, language) for part in ("formula", "by", "source", "uncertainty", "lives")
    }
    status = status_name(indicator.status, language)
    lines = [
        f"{indicator.number} {indicator.key}: {indicator.name[language]} [{status}]",
        indicator.definition[language],
    ]
    lines += [indicator.reason[language]] if indicator.reason[language] else []
    lines += [f"{said['formula']}: {indicator.formula}"]
    lines += [indicator.command] if indicator.command else []
    lines += [f"{said['by']}: {', '.join(indicator.by)}"] if indicator.by else []
    lines += [f"{said['source']}: {indicator.source}"]
    lines += [said["lives"]] if indicator.whole_life else []
    lines += [
        f"{one.key} ({unit_name(one.unit, language)}): {one.name[language].strip()}" for one in indicator.measures
    ]
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
    check_files(*((path, ENDINGS[kind]) for kind, path in files.items()))
    found = read_run(run_folder_of(run))
    frame = found.indicators(*names, by=by, regions=regions, years=years)
    if files:
        for kind, path in files.items():
            export(frame, path, kind, about(found), language)
            click.echo(str(path))
        return
    shown = years or default_years(sorted(int(year) for year in frame["year"].dropna().unique()) or [0])
    there = frame[(frame["year"].isna() | frame["year"].isin(shown)) & frame["value"].notna()]
    if len(there):
        print_table(as_table(there, f"{found.name}, 1 in {found.manifest['one_in']}", language), TABLE_WIDTH)
    print_whole(without_numbers(frame, language), TABLE_WIDTH)


def about(run: "Run") -> dict[str, str]:
    """Return what a file of indicators says of its run."""
    manifest = run.manifest
    versions = {"scenario": run.name, "microsim": manifest["versions"]["microsim"], "code": manifest["code"]}
    sample = {name: str(manifest[name]) for name in ("one_in", "seed", "replicates", "until", "price_year")}
    return versions | sample | {"inputs": manifest["inputs"]["all"]}


def without_numbers(frame: "pd.DataFrame", language: str) -> list[str]:
    """Return a line for each status that leaves indicators without a number, with their names."""
    rows = frame[frame["value"].isna()]
    lines = []
    for status, some in rows.groupby("status", sort=False):
        known = (indicator_of_name(key) for key in some["indicator"])
        names = dict.fromkeys(f"{one.number} {one.name[language]}" for one in known)
        lines.append(f"{status_name(str(status), language)}: {'; '.join(names)}")
    return lines


def status_name(status: str, language: str) -> str:
    """Return a status in a language."""
    return word("indicator_status", status.replace(" ", "_"), language)


def as_table(frame: "pd.DataFrame", title: str, language: str) -> Any:
    """Return numbers as a rich table: a heading a measure, a row a region and group, a column a year or for whole lives."""
    frame = frame.assign(year=frame["year"].astype(object).where(frame["year"].notna(), None))
    columns = sorted({year for year in frame["year"] if year is not None})
    columns += [None] if frame["year"].isna().any() else []
    heads = [word("indicator_parts", "lifetime", language) if year is None else str(year) for year in columns]
    table = new_table(escape(title), ["", *heads], [""])
    for key, measure in frame.groupby("indicator", sort=False):
        unit, values = measure["unit"].iloc[0], measure["value"]
        table.add_row(f"[bold]{escape(named(str(key), unit, measure['status'].iloc[0], values, language))}[/bold]")
        for cell_of, rows in measure.groupby(["region", "group"], sort=False):
            region, group = map(str, cell_of)
            known = {year: (value, se) for year, value, se in zip(rows["year"], rows["value"], rows["se"], strict=True)}
            told = "" if group == EVERYBODY else f"  {escape(group)}"
            cells = [number(known.get(year, (np.nan, np.nan)), unit, values, language) for year in columns]
            table.add_row(f"  {place_name(region, language)}{told}", *cells)
    return table


def named(key: str, unit: str, status: str, values: Any, language: str) -> str:
    """Return the name of a measure with its unit, and a mark where it is a proxy."""
    name = measures()[key].name[language].strip()
    unit = SCALED[unit] if large(unit, values) else unit
    text = f"{name}, {unit_name(unit, language)}" if unit and unit_name(unit, language) else name
    return f"{text} *" if status == PROXY else text


def large(unit: str, values: Any) -> bool:
    """Return whether amounts are shown in billions or millions."""
    return unit in LARGE and bool(values.abs().max() >= LARGE[unit])


def number(known: tuple[float, float], unit: str, values: Any, language: str) -> str:
    """Return a number as text, with its standard error where one is known: to the digit that the error supports."""
    value, se = known
    scale, most = (LARGE[unit], 2) if large(unit, values) else (1.0, DIGITS.get(unit, 3))
    if np.isnan(value) or not se > 0:
        return cell(value / scale, most)
    return level_text(value / scale, se / scale, math.inf, language, most)
