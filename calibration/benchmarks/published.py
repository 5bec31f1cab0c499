"""What others projected, beside the baseline: figures by published.csv, in words by studies.yaml."""

import csv
from pathlib import Path
from typing import NamedTuple

import numpy as np

from calibration.benchmarks.tables import markdown, number
from microsim.reading import read_yaml
from microsim.validation.formulas import read_formula
from microsim.validation.scopes import UNITS
from microsim.validation.targets import shipped_targets
from microsim.validation.variables import value_of

FOLDER = Path(__file__).parent
REGIONS = {"national": ("guangdong", "shanghai", "both"), "Shanghai": ("shanghai",)}
COLUMNS = {"guangdong": "Guangdong 广东", "shanghai": "Shanghai 上海", "both": "both"}
NEVER = "not by {}"
# How a figure is set beside: what the page calls it.
HOW = {
    "at": "the same",
    "change": "times that of {since}",
    "rise": "change since {since}",
    "peak": "year of the highest",
    "below": "first year below nought",
    "effect": "change by *{reform}*, %",
    "none": "nothing: {why}",
}


class Figure(NamedTuple):
    """A published figure and what is set beside it; columns of published.csv."""

    study: str
    indicator: str
    region: str
    year: str
    value: float
    unit: str
    grade: str
    how: str
    formula: str
    since: int | None
    before: float | None
    reform: str
    why: str

    @property
    def published(self) -> float:
        """The figure in the form in which it is compared."""
        return self.value / self.before if self.how == "change" else self.value


def shipped() -> dict:
    """Return value and grade of the projections among the shipped figures, by indicator, region and year."""
    return {(one.indicator, one.region, str(one.year)): one for one in shipped_targets() if one.use == "benchmark"}


def figures() -> list[Figure]:
    """Return the rows of the table, those of shipped figures with their values."""
    known = shipped()
    with (FOLDER / "published.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(line for line in file if not line.startswith("#")))
    for row in rows:
        if not row["value"]:
            row["value"] = known[row["indicator"], row["region"], row["year"]].value
    return [Figure(**row | {name: _number(row[name], kind) for name, kind in KINDS.items()}) for row in rows]


KINDS = {"value": float, "since": int, "before": float}


def _number(text, kind):
    return None if text == "" else kind(text)


def series(tree, formula, region):
    """Return a formula by year of a run."""
    found = read_formula(formula).value(lambda name, group: value_of(tree, name, region, group))
    return found.dropna().sort_index()


def simulated(figure, trees, region):
    """Return the figure of a region in the unit of the published one; None where the run does not reach it, np.inf for never."""
    found, scale = series(trees["baseline"], figure.formula, region), UNITS.get(figure.unit, ("", 1.0))[1]
    if figure.how == "peak":
        return int(found[found.index >= figure.since].idxmax())
    if figure.how == "below":
        below = found[(found < 0) & (found.index >= figure.since)]
        return int(below.index[0]) if len(below) else np.inf
    if not {int(figure.year), figure.since or int(figure.year)} <= set(found.index):
        return None
    level = found[int(figure.year)]
    if figure.how == "change":
        return level / found[figure.since]
    if figure.how == "rise":
        return (level - found[figure.since]) / scale
    if figure.how == "effect":
        reformed = series(trees[figure.reform], figure.formula, region)[int(figure.year)]
        return 100 * (reformed / level - 1) if level > 0 else None  # there is no share of a surplus
    return level / scale


def text_of(figure, value, last):
    """Return a figure as text: years as years, what never comes about up to the last year as such."""
    if value is not None and np.isinf(value):
        return NEVER.format(last)
    if figure.how in ("peak", "below") and value is not None:
        return str(int(value))
    return number(value, 2 if value is not None and abs(value) < 10 else 1)


def row_of(figure, trees):
    """Return the row of a figure."""
    last = max(series(trees["baseline"], "spending", "both").index)
    beside = HOW[figure.how].format(**figure._asdict())
    if figure.formula:
        beside = f"{beside}: `{figure.formula}`"
    values = {
        region: text_of(figure, simulated(figure, trees, region), last) if figure.how != "none" else ""
        for region in (REGIONS[figure.region] if figure.how != "none" else ())
    }
    published = text_of(figure, figure.published, last)
    name = figure.indicator.removeprefix("projection_").replace("_", " ")
    cells = (name, figure.region, figure.year, figure.grade, figure.unit, published, beside)
    return [*cells, *(values.get(region, "") for region in COLUMNS)]


def section(trees):
    """Yield the studies, each with its differences in words and a table."""
    rows = figures()
    for key, study in read_yaml(FOLDER / "studies.yaml")[0].items():
        yield f"### {study['study']}\n\nScope 口径: {study['scope']}\n\nAssumptions 假设: {study['assumptions']}\n"
        head = ["projected", "region", "year", "grade", "unit", "published", "set beside", *COLUMNS.values()]
        yield markdown(head, [row_of(one, trees) for one in rows if one.study == key])
