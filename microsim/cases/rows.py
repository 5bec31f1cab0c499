"""The law a case is lived under, as the tables the kernel's events read: a row for each place and year, made when read.

A place that is shipped has the rows of a run; what a case gives stands in front of them, year by year.
"""

import functools
from collections.abc import Callable
from itertools import groupby
from typing import Any

from microsim.amounts import MONTHS
from microsim.cases.atlas import Atlas, key_of
from microsim.cases.geography import SHIPPED, law_row
from microsim.cases.law_model import Law
from microsim.cases.laws import CaseLaw, column, shipped, span, statute_value
from microsim.cases.variants import variant_values
from microsim.kernel.world import FIRST_LAW_YEAR, PAID
from microsim.law.divisors import divisor_table
from microsim.places import PLACE_KEYS
from microsim.schema import TransitionalForm
from microsim.watch.records import Silent

LAST_SLOT = 130  # of the law's years
FORMS = {
    "standard": TransitionalForm.STANDARD,
    "mean_wage": TransitionalForm.MEAN_WAGE,
    "floored_index": TransitionalForm.FLOORED_INDEX,
    "separate_index": TransitionalForm.FIXED_INDEX,
    "paper_account": TransitionalForm.FIXED_INDEX,
}
AMOUNTS = (
    "benefit_base",
    "reference_wage",
    "deemed_index",
    "low_index_threshold",
    "supplement_flat",
    "supplement_per_year",
    "survivor_base",
)
NEEDED = ("benefit_base", "reference_wage")  # what no law but that of the place itself can say
# What holds in every case: clauses that part money and months which a run keeps together, and no waiver unless the firm's
# size is known.
CASE: dict[str, Any] = {"own_money_only": 1, "temporary_rate_paid": 1, "employer_waiver": [0.0] * MONTHS}
STRETCH = (*PAID, "base_floor", "township_rate", "township_base_share")


class LawRow(Silent):
    """The shipped law of a place in a year: a field is worked out when first read."""

    def __init__(self, row: str, slot: int):
        self.row, self.slot = row, slot

    def __getattr__(self, field: str) -> Any:
        value = column(self.row, field)[self.slot]
        self.__dict__[field] = value
        return value


class GivenRow(Silent):
    """A row with what a case gives in front of the law of its place."""

    def __init__(self, below: Any, given: dict[str, Any]):
        self.below = below
        self.__dict__.update(given)

    def __getattr__(self, field: str) -> Any:
        value = getattr(self.below, field)
        self.__dict__[field] = value
        return value


class MonthRow(Silent):
    """What is paid in one month under a row of the law."""

    def __init__(self, row: Any, month: int):
        self.row, self.month = row, month

    def __getattr__(self, field: str) -> Any:
        value = getattr(self.row, field)[self.month]
        self.__dict__[field] = value
        return value


@functools.lru_cache(maxsize=1 << 14)
def shipped_row(row: str, slot: int) -> LawRow:
    """Return the shipped law of a place in a year."""
    return LawRow(row, slot)


@functools.lru_cache(maxsize=1 << 12)
def equal_until(row: str, slot: int) -> tuple[int, ...]:
    """Return for each month of a year the last one up to which all that is paid stays what it is."""
    law, first = shipped_row(row, slot), MONTHS * (FIRST_LAW_YEAR + slot)

    def of(month: int) -> tuple[Any, ...]:
        since = [first + month >= getattr(law, name) for name in ("account_start", "transfer_since")]
        return (*(getattr(law, name)[month] for name in STRETCH), *since)

    until: list[int] = []
    for _, months in groupby(range(MONTHS), key=of):
        run = list(months)
        until += [run[-1] + 1] * len(run)
    return tuple(until)


@functools.cache
def divisors() -> list[float]:
    """Return the divisors by month of age."""
    return [float(value) for value in divisor_table()]


class Table(Silent):
    """A table of the kernel made when read: an entry for each place and year."""

    def __init__(self, entry: Callable[..., Any]):
        self._entry = entry
        self._known: dict[tuple[int, ...], Any] = {}

    def __getitem__(self, where: tuple[int, ...]) -> Any:
        found = self._known.get(where)
        if found is None:
            found = self._known[where] = self._entry(*where)
        return found


class Priors(Silent):
    """What a run must assume and a case says, or leaves open: no share of a wage or of a new part stands for an old one."""

    old_transitional_ratio = 1.0
    old_pay_ratio = 1.0


class CaseWorld(Silent):
    """What the events of a case read; the names are those of ``engine.world``."""

    def __init__(self, atlas: Atlas, law: CaseLaw):
        self.atlas, self._law = atlas, law
        self.law = Table(self.row)
        self.pay = Table(lambda place, slot, month: MonthRow(self.law[place, slot], month))
        self.indexing = Table(lambda slot, region: self.law[atlas.seat[region], slot])
        self.equal_until = Table(
            lambda place, slot, month: equal_until(law_row(key_of(atlas.places[place])), slot)[month]
        )
        self.assumptions = Table(lambda province, slot: Priors)
        self.divisor = divisors()

    def row(self, place: int, slot: int) -> Any:
        """Return the law of a place in a year."""
        slot = min(max(slot, 0), LAST_SLOT)
        label = self.atlas.places[place]
        key = key_of(label)
        row = GivenRow(shipped_row(law_row(key), slot), given_values(self._law, key or None, FIRST_LAW_YEAR + slot))
        return GivenRow(row, variant_values(label, slot, row)) if label != key else row


@functools.lru_cache(maxsize=512)
def shipped_world(atlas: Atlas) -> CaseWorld:
    """Return the tables of places of a case that brings no law: as read once, for all such cases."""
    return CaseWorld(atlas, CaseLaw(Law(), None))


def given_values(law: CaseLaw, place: str | None, year: int) -> dict[str, Any]:
    """Return the fields of a year's law that a case gives for a place, and those that nobody knows as 0."""
    unknown = CASE | ({} if place in SHIPPED else dict.fromkeys(NEEDED, 0.0))
    row = law_row(place or "")
    if shipped_row(row, year - FIRST_LAW_YEAR).supplement_base_share:
        unknown["supplement_base_share"] = 0.0  # announced later in the year and told apart, see ``award.addition``
    if law.silent:
        return unknown
    month = MONTHS * year
    found: dict[str, Any] = {name: one.value for name in AMOUNTS if (one := law.series(place, name, month))}
    if "reference_wage" in found:
        found |= bounds(row, year, found["reference_wage"])
    found |= transitional_form(law, place, month)
    if law.given(place, "benefit_base") is not None:
        found["mixed_base"] = 0  # the base given is the one that is paid on
    if (rate := law.series(place, "interest", month)) is not None:
        found["notional_interest"] = rate.value
    if law.given(place, "credit_method") is not None:
        found["credit_method"] = law.credit_method(place, month)
    return unknown | found


def bounds(row: str, year: int, wage: float) -> dict[str, list[float]]:
    """Return floor and cap of the base, by month, where the case gives the wage they are shares of."""
    months = range(MONTHS * year, MONTHS * year + MONTHS)
    shares = {
        name: [statute_value(row, f"employees.{name}_share", month) or 0.0 for month in months]
        for name in ("floor", "cap")
    }
    floor, cap = ([share * wage for share in shares[name]] for name in ("floor", "cap"))
    return {"base_floor": floor, "migrant_base_floor": floor, "base_cap": cap}


def transitional_form(law: CaseLaw, place: str | None, month: int) -> dict[str, Any]:
    """Return the fields of the transitional pension in the form a case gives for a place."""
    form = law.transitional(place)
    if form is None:
        return {}
    if form.variant == "none":
        return {"transitional_rate": 0.0}
    found = {} if form.coefficient is None else {"transitional_rate": form.coefficient}
    if form.variant in FORMS:
        return found | {"transitional_form": int(FORMS[form.variant]), "transitional_old_floor": 0}
    row = next(row for row in (law_row(place or ""), *PLACE_KEYS) if span(row, "transitional_old_floor"))
    names = ("transitional_released", "transitional_old_floor")
    return found | {name: shipped(row, name, month) for name in names}
