"""The figures a fit looks at, and what a run says of them: from calibration/moments.csv and the registry of scopes."""

import csv
import functools
import math
from typing import NamedTuple

import numpy as np

from calibration.make_moments import MOMENTS
from microsim.validation.comparing import Series
from microsim.validation.formulas import Formula, read_formula
from microsim.validation.groups import Group
from microsim.validation.roles import Role
from microsim.validation.scopes import PROVINCE_NAMES, UNITS
from microsim.validation.targets import shipped_targets

GRADES = ("A", "B")
CITY_SD = 0.3  # what the parameters of provinces leave open of one city: none of them moves it alone
EVERYBODY = Group()  # groups stand in the formulas of the table


class Moment(NamedTuple):
    """One fitted figure: its name, region and year, what it counts and measures, the logarithm published and its standard deviation."""

    id: str
    region: str
    year: int
    formula: Formula
    measure: str
    published: float
    spread: float


@functools.cache
def fitted():
    """Return the figures of role fit and grade A or B, in the order of the table; logarithms of persons, yuan or ratios."""
    targets = {one.id: one for one in shipped_targets()}
    lines = [line for line in MOMENTS.read_text(encoding="utf-8").splitlines() if not line.startswith("#")]
    rows = [row for row in csv.DictReader(lines) if row["role"] == Role.FIT and targets[row["id"]].grade in GRADES]
    return tuple(_moment(row, targets[row["id"]]) for row in rows)


def _moment(row, target):
    measure, one = UNITS[target.unit]
    published = math.log(target.value * one)
    spread = math.hypot(float(row["sd"]), 0.0 if target.region in PROVINCE_NAMES else CITY_SD)
    return Moment(row["id"], target.region, target.year, read_formula(row["scope"]), measure, published, spread)


def simulated(tree, moments):
    """Return the logarithm of what a run says of each figure; a missing number where it does not count it.

    Which figures are counted may differ from run to run where the history is raised near its limit: a fit takes those
    that its first point counts and refuses a point that loses one.
    """
    series = Series(tree)
    values = [series.of(one.formula, one.region, EVERYBODY).get(one.year, math.nan) for one in moments]
    with np.errstate(invalid="ignore", divide="ignore"):
        return np.log(np.array(values, dtype=float))
