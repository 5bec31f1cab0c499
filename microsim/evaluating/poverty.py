"""Poverty of the old after each benefit as a picture: by line and group, with errors, and the range that support of families gives."""

import itertools
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from microsim.evaluating.cells import AGE, EVERYBODY, FIFTH, HUKOU, PROVINCE, SEX, Row, rows_of
from microsim.evaluating.evaluation import checked, meets, prepared
from microsim.evaluating.incomes import KINDS, LIVELIHOOD, SUPPORT
from microsim.evaluating.measures import level
from microsim.evaluating.old import Old, old_of
from microsim.evaluating.steps import LINES, heads, kinds_shown
from microsim.evaluating.tornado import ENDS, at_end
from microsim.inputs import with_luck
from microsim.reading import InputError, Problem
from microsim.report import style as look
from microsim.report.sheet import sheet
from microsim.running import inputs_of

if TYPE_CHECKING:
    import pandas as pd

GROUPS = (EVERYBODY, SEX, HUKOU, AGE, FIFTH, PROVINCE)
MOVED = (LIVELIHOOD, SUPPORT)  # kinds that the support of families moves: a test of means counts it
PRIOR = "support"
UNIT = "% of persons of 60 and over, not households"
COLUMNS = ("line", "grouping", "group", "series", "year", "value", "se", "low", "high", "persons", "unit")
COLOURS = {
    "own": look.GREY,
    "residents": look.SKY,
    "employees": look.BLUE,
    "allowances": look.GREEN,
    "livelihood": look.ORANGE,
    "support": look.VERMILION,
}
HEIGHT, BAR, DOT = 7.4, 5.0, 4.0  # inches; points


def numbers(source: Any, year: int | None = None, population: str | Path | None = None) -> "pd.DataFrame":
    """Return the share of the old below each line after each benefit, of every group, with its standard error.

    Parameters
    ----------
    source
        A run that was written; its lives are lived again, three times where they meet the minimum livelihood.
    year
        A simulated year; as ``evaluate`` takes it by default.
    population
        Folder of the persons of a run on own microdata.

    Returns
    -------
    DataFrame
        Columns line, grouping, group, series, year, value, se, low and high (with the support of families at the ends of its
        prior), persons (of the sample), unit.

    Raises
    ------
    InputError
        For what ``evaluate`` refuses, and a run without a folder.
    """
    import pandas as pd

    if source.folder is None:
        raise InputError(
            [Problem(source.name, 0, 0, "poverty", "found a run without a folder, allowed is one written")]
        )
    manifest = source.manifest
    (chosen, *_), *_ = checked(year, (), (), manifest)
    inputs, seed = prepared(source.folder, manifest, population), manifest["seed"]
    met = meets(inputs, "livelihood")
    olds = [
        old_of(one, manifest["one_in"], seed, [chosen])[chosen]
        for one in (inputs, *(ends(inputs, seed, population) if met else ()))
    ]
    return pd.DataFrame([row for line in LINES for row in rows_of_line(line, olds, met)], columns=list(COLUMNS))


def ends(inputs: Any, seed: int, population: str | Path | None) -> list[Any]:
    """Return what a run reads with the support of families at its low and at its high."""
    moved = [inputs_of(at_end(inputs.scenario, PRIOR, end), inputs.until, population) for end in ENDS]
    return [with_luck(one, seed, 0) for one in moved]


def rows_of_line(line: str, olds: list[Old], met: bool) -> list[tuple[Any, ...]]:
    """Return the rows of a line: the first of the old with errors, the others as the range of what support moves."""
    rows, base = rows_of(GROUPS), olds[0]
    found = []
    for at, kind in enumerate(kinds_shown(met)):
        estimate = level(heads(base, line, met)[at], base, rows)
        moved = [level(heads(old, line, met)[at], old, rows).value for old in olds[1:] if kind in MOVED]
        for place, row in enumerate(rows):
            span = [one[place] for one in moved] or [np.nan, np.nan]
            shown = (estimate.value[place], estimate.se[place], min(span), max(span), estimate.persons[place])
            found.append((line, row.grouping, row.name.key, KINDS[kind], base.year, *map(float, shown), UNIT))
    return found


def drawn(found: "pd.DataFrame", source: Any, language: str) -> Any:
    """Draw the frame: an axis a line, a row a group, a dot after each benefit, a bar for what support leaves open."""
    figure, text = sheet(source, "poverty", language, HEIGHT, year=found["year"].iloc[0])
    rows = rows_of(GROUPS)
    at = heights(rows)
    axes = figure.subplots(1, len(LINES), sharey=True)
    for axis, line in zip(axes, LINES, strict=True):
        here = found[found["line"] == line]
        for kind in dict.fromkeys(here["series"]):
            draw_kind(axis, here[here["series"] == kind], at, kind, text[kind])
        axis.set_title(text[line])
        axis.set_xlabel(text["horizontal"])
        axis.set_xlim(-2, 102)
    axes[0].set_yticks(at, [getattr(row.name, language) for row in rows])
    axes[0].set_ylim(at.max() + 0.7, at.min() - 0.7)
    handles, labels = axes[0].get_legend_handles_labels()
    figure.legend(handles, labels, loc="outside lower center", ncols=3, fontsize=8)
    return figure


def heights(rows: list[Row]) -> np.ndarray:
    """Return where each row stands: half a row apart from the one before where another grouping begins."""
    begins = [row.grouping != before.grouping for before, row in itertools.pairwise(rows)]
    return np.arange(len(rows)) + 0.5 * np.cumsum([0, *begins])


def draw_kind(axis: Any, part: "pd.DataFrame", at: np.ndarray, kind: str, label: str) -> None:
    """Draw the shares after one benefit: a dot with two errors to each side, a pale bar from low to high."""
    colour = COLOURS[kind]
    if kind == KINDS[SUPPORT]:
        axis.hlines(at, part["low"], part["high"], colors=colour, linewidth=BAR, alpha=0.3)
    axis.errorbar(
        part["value"], at, xerr=2 * part["se"], fmt="o", markersize=DOT, color=colour, linewidth=1.2, label=label
    )
