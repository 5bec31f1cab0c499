"""What each figure is for: fitted, held out, an input or excluded with a reason; and how far off it may be.

``tables/roles.csv`` says what no rule can know; its first row that meets a figure decides. Else what the results have
nothing to put beside is excluded, and money too small to be told from luck; the rest is for what the figure's use says.
"""

import functools
import math
from enum import StrEnum
from fnmatch import fnmatchcase
from typing import NamedTuple

from microsim import data
from microsim.data import DataError
from microsim.validation.scopes import UNITS, Scope, scope_of
from microsim.validation.targets import Target

TABLE = "validation/tables/roles.csv"
GRADE_SD = {"A": 0.02, "B": 0.05, "C": 0.15}
SCOPE_SD = 0.03
REGISTER_SD = 0.06
REGISTER_YEARS = range(2011, 2017)  # registers then held many who no longer paid
REGISTERS = ("insured",)
SMALL = 2e9  # yuan


class Role(StrEnum):
    """What a figure is for."""

    FIT = "fit"
    HOLDOUT = "holdout"
    INPUT = "input"
    EXCLUDED = "excluded"


class Reason(StrEnum):
    """Why a figure is neither fitted nor held out: the closed list."""

    NONE = ""
    DERIVED = "derived"
    SUPERSEDED = "superseded"  # population before the revision by the census of 2020
    INPUT = "input"
    SETTLEMENT = "settlement year"
    SMALL = "under 2 bn yuan"
    NO_COUNTERPART = "no counterpart"


class Rule(NamedTuple):
    """A row of the table: which figures, and what they are for; patterns as those of file names."""

    indicator: str
    region: str
    first: int
    last: int
    role: Role
    reason: Reason

    def meets(self, target: Target) -> bool:
        """Tell whether the rule speaks of a figure."""
        named = fnmatchcase(target.indicator, self.indicator) and fnmatchcase(target.region, self.region)
        return named and target.year is not None and self.first <= target.year <= self.last


@functools.cache
def rules() -> tuple[Rule, ...]:
    """Return the rows of the table in order; DataError where one is wrong."""
    found = []
    for row in data.rows(TABLE):
        cells = row.cells
        try:
            role, reason = Role(cells["role"]), Reason(cells["reason"])
        except ValueError as error:
            allowed = ", ".join([*Role, *filter(None, Reason)])
            raise DataError(f"{row.file}:{row.line}: found {error}, allowed are {allowed}") from None
        years = int(cells["first"] or 0), int(cells["last"] or 9999)
        found.append(Rule(cells["indicator"], cells["region"], *years, role, reason))
    return tuple(found)


def role_of(target: Target) -> tuple[Role, Reason]:
    """Return what a figure is for, and why where it is neither fitted nor held out.

    Of one's own figures only those that are inputs of the model are set apart.
    """
    for rule in rules():
        if rule.meets(target) and (target.shipped or rule.role is Role.INPUT):
            return rule.role, rule.reason
    if target.use == "benchmark" or target.year is None or answer_of(target) is None:
        return Role.EXCLUDED, Reason.NO_COUNTERPART
    what, scale = UNITS[target.unit]
    if what == "money" and abs(target.value) * scale < SMALL:
        return Role.EXCLUDED, Reason.SMALL
    return (Role.HOLDOUT if target.use == "holdout" else Role.FIT), Reason.NONE


def answer_of(target: Target) -> Scope | None:
    """Return the scope that answers a figure; None where none does, or a figure of another unit was shipped."""
    scope = None if target.year is None else scope_of(target.indicator, target.region, target.year)
    if scope is None or target.unit not in UNITS or UNITS[target.unit][0] != UNITS[scope.unit][0]:
        return None
    return scope


def deviation_of(target: Target, scope: Scope | None) -> float:
    """Return the standard deviation of a figure's logarithm: of its grade, of its scope, and of registers."""
    parts = [GRADE_SD[target.grade], SCOPE_SD]
    if scope is not None and target.year in REGISTER_YEARS and set(REGISTERS) & set(scope.formula.names()):
        parts.append(REGISTER_SD)
    return math.hypot(*parts)
