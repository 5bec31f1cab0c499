"""The terms of all branches at a place in a month, out of the statute under a scenario."""

from functools import cached_property
from typing import Any, NamedTuple

import numpy as np

from microsim.amounts import MONTHS
from microsim.labour_cost.branch import Terms
from microsim.law import projection
from microsim.law.compile import compile_law
from microsim.law.desk import Desk
from microsim.law.information import assumptions_of, statute_of
from microsim.law.series import Book
from microsim.law.values import FIRST_LAW_YEAR, YEAR_COUNT
from microsim.law.wage_cells import published_wage
from microsim.places import PLACE_KEYS

LAW = "labour_cost"
INSURANCE = ("health", "unemployment", "injury", "maternity")
HOUSING = "housing"
PENSION = "pension"
FIRMS = ("small", "large")
PENSION_BOUNDS, LOCAL_WAGE, MINIMUM_WAGE, NO_BOUND = range(4)  # words of what a bound rests on
CLASSES = 8  # of industries, by their risk


class Employer(NamedTuple):
    """Who employs, and whom.

    Attributes
    ----------
    industry : class of risk, 1 to 8
    firm : small or large; None is the mean over firms
    stable : whether it keeps its staff, so that it gets the refund
    local : whether the employee has the hukou of the place
    """

    industry: int = 2
    firm: str | None = None
    stable: bool = False
    local: bool = False


class CostLaw:
    """The law of all branches under a scenario, asked by place and month (0 is January of the first law year)."""

    def __init__(self, scenario: Any) -> None:
        self.scenario = scenario
        overrides = {path: raw for path, raw in scenario.law.items() if raw is not None}
        self.book = Book(statute_of(scenario), overrides, getattr(scenario, "origins", None))
        self.desk = Desk(self.book, assumptions_of(scenario))
        self._wages: dict[str, np.ndarray] = {}

    @cached_property
    def law(self) -> np.ndarray:
        """The records that lives are lived by, [place, year]."""
        return compile_law(scenario=self.scenario)

    def value(self, place: str, path: str, month: int, absent: float = 0.0) -> float:
        """Return the value of a path in a month, ``absent`` where none is in force."""
        found = float(self.book.months(place, path)[month])
        return absent if np.isnan(found) else found

    def record(self, place: str, field: str, month: int) -> float:
        """Return a field of the record of a place in a month."""
        year, within = divmod(month, MONTHS)
        found = self.law[field][PLACE_KEYS.index(place), year]
        return float(found[within]) if np.ndim(found) else float(found)

    def average_wage(self, place: str, month: int) -> float:
        """Return the average wage of the place in the year of a month, yuan a month."""
        return self.record(place, "average_wage", month)

    def minimum_wage(self, place: str, month: int) -> float:
        """Return the minimum wage in force in a month, yuan a month."""
        return self.value(place, "employees.minimum_wage", month, self.record(place, "minimum_wage", month))

    def local_wage(self, place: str, month: int) -> float:
        """Return the wage that bounds of a month rest on: that of the year before its insurance year."""
        if place not in self._wages:
            start = self.book.months(place, "employees.base_month")
            self._wages[place] = projection.insurance_year(projection.year_before(self._yearly(place)), start)
        return float(self._wages[place][month])

    def _yearly(self, place: str) -> np.ndarray:
        """Return the city's wage of each year: as held, then grown as wages are; before it the province's at its level."""
        known = self.book.years(place, f"{LAW}.local_wage")
        relative = self.book.years(place, "employees.wage_relative")
        result = self.desk.once(published_wage, place) * relative
        average = self.law["average_wage"][PLACE_KEYS.index(place)]
        held = False
        for year in range(min(YEAR_COUNT, len(average))):
            if not np.isnan(known[year]):
                result[year], held = known[year], True
            elif held:
                result[year] = result[year - 1] * average[year] / average[year - 1]
        return result

    def bound(self, place: str, branch: str, which: str, month: int) -> float:
        """Return the floor or the cap of a branch: as published, else by what it rests on."""
        published = self.value(place, f"{LAW}.{branch}.base_{which}", month, np.nan)
        if not np.isnan(published):
            return published
        by = int(self.value(place, f"{LAW}.{branch}.{which}_by", month, PENSION_BOUNDS))
        if by == NO_BOUND:
            return 0.0 if which == "floor" else float("inf")
        if by == MINIMUM_WAGE:
            return self.minimum_wage(place, month)
        if by == PENSION_BOUNDS:
            return self.record(place, f"base_{which}", month)
        path = f"{HOUSING}.cap_share" if (branch, which) == (HOUSING, "cap") else f"{which}_share"
        return self.value(place, f"{LAW}.{path}", month) * self.local_wage(place, month)

    def pension(self, place: str, month: int, employer: Employer) -> Terms:
        """Return the terms of the pension, the city's supplement to it among them."""
        supplement = self.record(place, "local_supplement_rate", month) if employer.local else 0.0
        return Terms(
            PENSION,
            self.record(place, "base_floor", month),
            self.record(place, "base_cap", month),
            self.record(place, "employer_rate", month) + supplement,
            self.record(place, "employee_rate", month),
            self.waived(place, month, employer),
        )

    def waived(self, place: str, month: int, employer: Employer) -> float:
        """Return the part of pension, unemployment and injury contributions that the employer need not pay."""
        if employer.firm is None:
            return self.record(place, "employer_waiver", month)
        return self.value(place, f"employees.employer_waiver_{employer.firm}", month)

    def terms(self, place: str, month: int, employer: Employer) -> list[Terms]:
        """Return the terms of all branches, the pension's first and the housing fund's last."""
        return [self.pension(place, month, employer)] + [
            self._of_branch(place, branch, month, employer) for branch in (*INSURANCE, HOUSING)
        ]

    def _of_branch(self, place: str, branch: str, month: int, employer: Employer) -> Terms:
        """Return the terms of one branch other than the pension."""
        floor, cap = (self.bound(place, branch, which, month) for which in ("floor", "cap"))
        firm, own = (self.value(place, f"{LAW}.{branch}.{payer}_rate", month) for payer in ("employer", "employee"))
        waived = flat = refund = 0.0
        if branch == "health":
            waived = self.value(place, f"{LAW}.health.employer_waiver", month)
            flat = self.value(place, f"{LAW}.health.flat_rate", month) * self.local_wage(place, month)
        if branch in ("unemployment", "injury"):
            waived = self.waived(place, month, employer)
        if branch == "unemployment" and employer.stable and employer.firm:
            refund = self.value(place, f"{LAW}.unemployment.refund_{employer.firm}", month)
        if branch == "injury":
            firm = float(self.book.tiers(place, f"{LAW}.injury.class_rates")[month, employer.industry - 1])
            firm *= self.value(place, f"{LAW}.injury.factor", month, 1.0)
        return Terms(branch, floor, max(floor, cap), firm, own, waived, flat, refund)


def month_on(day: str) -> int:
    """Return the month of an ISO date, 0 is January of the first law year."""
    return (int(day[:4]) - FIRST_LAW_YEAR) * MONTHS + int(day[5:7]) - 1
