"""Published figures beside a run, each of its own year and scope, with a verdict."""

import functools
import math
from enum import StrEnum
from fnmatch import fnmatchcase
from typing import TYPE_CHECKING, NamedTuple

from microsim import data
from microsim.results.indicators import mean_of_replicates
from microsim.validation.formulas import Formula
from microsim.validation.groups import Group
from microsim.validation.past import raising
from microsim.validation.roles import Reason, Role, answer_of, deviation_of, role_of
from microsim.validation.scopes import REGION_NAMES, UNITS, Scope
from microsim.validation.targets import Target
from microsim.validation.variables import NATION, Uncounted, value_of

if TYPE_CHECKING:
    import pandas as pd
    import xarray as xr

CAUSES = "validation/tables/causes.csv"
DEVIATIONS = 2.0  # the tolerance, in standard deviations


class Verdict(StrEnum):
    """How a simulated figure stands to the published one."""

    WITHIN = "within"
    ABOVE = "above"
    BELOW = "below"
    UNSCORED = "unscored"  # an input, or excluded: set beside, without a verdict
    NOT_COUNTED = "not counted"  # the results of this run do not count it in that year
    NOT_COVERED = "not covered"  # the run does not reach the year
    NO_COUNTERPART = "no counterpart"


SCORED = (Verdict.WITHIN, Verdict.ABOVE, Verdict.BELOW)


class Comparison(NamedTuple):
    """One published figure beside a run.

    Attributes
    ----------
    target : the figure
    scope : what it counts, as a formula; empty where nothing answers it
    kind : stock of 31 December or flow of the year
    role, reason : what the figure is for
    simulated, ratio : in the unit of the figure, and over it; None where there is none
    tolerance : greatest logarithm of the ratio that still agrees, a fraction
    verdict : within, above, below, or why there is none
    cause : the known cause of a miss, None where there is no miss or no cause is known
    """

    target: Target
    scope: str
    kind: str
    role: Role
    reason: Reason
    simulated: float | None
    ratio: float | None
    tolerance: float
    verdict: Verdict
    cause: "Cause | None"

    @property
    def log_ratio(self) -> float:
        """The logarithm of the ratio; infinite where the signs differ or one is nothing."""
        return math.log(self.ratio) if self.ratio is not None and self.ratio > 0 else math.inf


class Cause(NamedTuple):
    """A row of the table of known causes: which misses, and why, in both languages."""

    indicator: str
    region: str
    first: int
    last: int
    side: str
    en: str
    zh: str


class Series:
    """The yearly series of one run that scopes ask for, each made once.

    Attributes
    ----------
    tree : the results, replicates averaged
    first, last : simulated years
    of : gives the series by year of a formula, the name of a region and a group; Uncounted where the results cannot tell
    """

    def __init__(self, tree: "xr.DataTree"):
        self.tree = mean_of_replicates(tree)
        self.first = int(self.tree["funds"].year[0])
        self.last = int(self.tree["funds"].year[-1])
        raised_by = functools.cache(lambda region: raising(self.tree, region))
        self._of = functools.cache(lambda name, region, group: value_of(self.tree, name, region, group, raised_by))
        self.of = functools.cache(self._formula)

    def _formula(self, formula: Formula, region: str, group: Group) -> "pd.Series":
        """Return what a formula gives, see ``of``."""
        key = NATION if region == NATION else REGION_NAMES[region]
        return formula.value(lambda name, part: self._of(name, key, part), group)

    def at(self, scope: Scope, region: str, group: Group, year: int) -> float | None:
        """Return what a scope gives in a year, in persons, yuan or plain numbers; None where it is not counted."""
        try:
            series = self.of(scope.formula, region, group)
        except Uncounted:
            return None
        value = float(series.get(year, math.nan))
        return value if math.isfinite(value) else None


def compare(tree: "xr.DataTree", targets: "tuple[Target, ...]") -> list[Comparison]:
    """Return a Comparison for each published figure, in their order; replicates are averaged."""
    series = Series(tree)
    return [comparison(series, target) for target in targets]


def comparison(series: Series, target: Target) -> Comparison:
    """Return one figure beside the series of a run."""
    scope = answer_of(target)
    role, reason = role_of(target)
    tolerance = DEVIATIONS * deviation_of(target, scope)
    if scope is None:
        return Comparison(target, "", "", role, reason, None, None, tolerance, Verdict.NO_COUNTERPART, None)
    written = str(scope.formula.bound(target.group))
    assert target.year is not None
    value = series.at(scope, target.region, target.group, target.year)
    if value is None:
        found = Verdict.NOT_COVERED if target.year > series.last else Verdict.NOT_COUNTED
        return Comparison(target, written, scope.kind, role, reason, None, None, tolerance, found, None)
    simulated = value / UNITS[target.unit][1]
    ratio = simulated / target.value if target.value else None
    found = verdict(role, ratio, tolerance)
    cause = cause_of(target, found) if found in (Verdict.ABOVE, Verdict.BELOW) else None
    return Comparison(target, written, scope.kind, role, reason, simulated, ratio, tolerance, found, cause)


def verdict(role: Role, ratio: float | None, tolerance: float) -> Verdict:
    """Return how a ratio of simulated to published stands to the tolerance of its logarithm."""
    if role not in (Role.FIT, Role.HOLDOUT):
        return Verdict.UNSCORED
    if ratio is None or ratio <= 0:
        return Verdict.BELOW
    if abs(math.log(ratio)) <= tolerance:
        return Verdict.WITHIN
    return Verdict.ABOVE if ratio > 1 else Verdict.BELOW


@functools.cache
def causes() -> tuple[Cause, ...]:
    """Return the known causes of misses in the order of their table."""
    found = []
    for row in data.rows(CAUSES):
        cells = row.cells
        years = int(cells["first"] or 0), int(cells["last"] or 9999)
        names = (cells["indicator"], cells["region"])
        found.append(Cause(*names, *years, cells["side"], cells["en"], cells["zh"]))
    return tuple(found)


def cause_of(target: Target, found: Verdict) -> Cause | None:
    """Return the first known cause of a miss of a figure to one side."""
    for cause in causes():
        named = fnmatchcase(target.indicator, cause.indicator) and fnmatchcase(target.region, cause.region)
        if named and target.year is not None and cause.first <= target.year <= cause.last and cause.side in ("", found):
            return cause
    return None
