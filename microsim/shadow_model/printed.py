"""A cohort projection beside a run for the terminal, in English or Chinese."""

import math
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from microsim.report.terminal import new_table
from microsim.results.headline import YEARS, cell
from microsim.shadow_model.outcome import Drive, Row, Shadow
from microsim.words.book import place_name, word

if TYPE_CHECKING:
    from rich.table import Table

PERCENT = 100.0
DECIMALS = 2
LEFT = ("quantity", "region")
COLUMNS = ("quantity", "region", "mean", "greatest", "worst", "gate", "passed")


def title(found: Shadow, language: str) -> str:
    """Return the title."""
    return word("shadow", "title", language).format(name=found.name, one_in=found.one_in)


def books(found: Shadow, language: str) -> str:
    """Return the sentence on whether the books agree."""
    apart = {state: persons for state, persons in found.books.items() if persons}
    if not apart:
        return word("shadow", "books_right", language)
    states = ", ".join(word("state", state, language) for state in apart)
    return word("shadow", "books_wrong", language).format(persons=cell(max(apart.values()), 0), states=states)


def tables(found: Shadow, language: str) -> "Iterator[Table]":
    """Yield for each drive the table of scores, then that of terms in the years of the headline table."""
    for drive in Drive:
        if any(row.drive is drive for row in found.rows):
            yield scores(found, drive, language)
            yield terms(found, drive, language)
    if found.held_out:
        yield skill(found, language)


def skill(found: Shadow, language: str) -> "Table":
    """Return the table of figures held out: both models over them, and the mean absolute logarithm of each."""
    names = ("indicator", "region", "year", "published_figure", "run_ratio", "shadow_ratio")
    table = _table(word("shadow", "skill", language), [word("shadow", name, language) for name in names])
    for one in found.held_out:
        target = one.target
        ratios = (cell(model / target.value, DECIMALS) for model in (one.run, one.shadow))
        value = f"{cell(target.value, 1)} {target.unit}"
        table.add_row(target.indicator, target.region, str(target.year), value, *ratios)
    means = (sum(logs) / len(found.held_out) for logs in zip(*(one.logs for one in found.held_out), strict=True))
    table.add_row(word("shadow", "mean_log", language), "", "", "", *(cell(mean, 3) for mean in means))
    return table


def _table(name: str, columns: Sequence[str]) -> "Table":
    """Return a table without rows, whose first columns, quantity or indicator and region, hold words."""
    return new_table(name, columns, columns[: len(LEFT)])


def scores(found: Shadow, drive: Drive, language: str) -> "Table":
    """Return the table of mean and greatest differences by quantity and region."""
    columns = tuple(word("shadow", name, language) for name in COLUMNS)
    table = _table(word("shadow", drive, language), columns)
    gates = {row.quantity: row.gate for row in found.rows if row.drive is drive}
    for one in found.scores():
        if one.drive is not drive:
            continue
        gate = gates[one.quantity]
        table.add_row(
            word("shadow", one.quantity, language),
            place_name(one.region, language),
            cell(PERCENT * one.mean, DECIMALS),
            cell(PERCENT * one.greatest, DECIMALS),
            str(one.worst),
            "" if gate is None else cell(PERCENT * gate, DECIMALS),
            "" if one.passed is None else f"{one.passed} / {one.years}",
        )
    return table


def terms(found: Shadow, drive: Drive, language: str) -> "Table":
    """Return the table of what differences come from: a line for each quantity and region, in one year."""
    rows = [row for row in found.rows if row.drive is drive and len(row.terms) > 1]
    year = shown_year(rows)
    rows = [row for row in rows if row.year == year]
    names = tuple(dict.fromkeys(name for row in rows for name in row.terms))
    columns = (
        *(word("shadow", name, language) for name in LEFT),
        *(word("shadow_term", one, language) for one in names),
    )
    total = word("shadow", "total", language)
    table = _table(word("shadow", "terms", language).format(year=year), (*columns, total))
    for row in rows:
        logs = [row.terms.get(name, math.nan) for name in names]
        cells = [cell(PERCENT * one, DECIMALS) for one in (*logs, math.log(row.ratio) if row.ratio > 0 else math.nan)]
        table.add_row(word("shadow", row.quantity, language), place_name(row.region, language), *cells)
    return table


def shown_year(rows: list[Row]) -> int:
    """Return the year of the headline table in the middle of those that rows have, or their last."""
    years = sorted({row.year for row in rows})
    known = [year for year in YEARS if year in years]
    return known[len(known) // 2] if known else years[-1]
