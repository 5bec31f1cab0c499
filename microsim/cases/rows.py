"""The law a case is lived under, as the tables the kernel's events read: a row for each place and year, made when read.

A place that is shipped has the rows of a run; what a case gives stands in front of them, year by year.
"""

from collections.abc import Callable
from itertools import groupby
from typing import Any

from microsim.amounts import MONTHS
from microsim.cases.atlas import Atlas, key_of
from microsim.cases.edition import once
from microsim.cases.geography import OTHERS, SHIPPED, law_row
from microsim.cases.law_model import Law
from microsim.cases.laws import CaseLaw, column, shipped, span, statute_value
from microsim.cases.variants import variant_values
from microsim.kernel.world import FIRST_LAW_YEAR, PAID
from microsim.law.divisors import divisor_table
from microsim.places import PLACE_KEYS
from microsim.schema import TransitionalForm, YearCount
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
# No population is built, so no life table of a cohort. A place's addition of the year is announced later and told apart, see ``award.addition``.
CASE: dict[str, Any] = {
    "own_money_only": 1,
    "temporary_rate_paid": 1,
    "employer_waiver": [0.0] * MONTHS,
    "supplement_base_share": 0.0,
    "cohort_divisors": 0,
    "supplement_year_flat": 0.0,
}
BEGUN = {"residents_assisted_tier": "residents.assisted_tier"}  # a year's value, which began within its first year
SINCE = ("account_start", "index_start", "transitional_until", "old_local_until", "transfer_since")
STRETCH = (*PAID, "base_floor", "township_rate", "township_base_share")


class LawRow(Silent):
    """The shipped law of a place in a year: a field is worked out when first read."""

    def __init__(self, row: str, slot: int):
        self.row, self.slot = row, slot

    def __getattr__(self, field: str) -> Any:
        value = column(self.row, field)[self.slot]
        self.__dict__[field] = value
        return value


class CaseRow(Silent):
    """The law of a place in a year under a case: what the case gives stands in front of the shipped values."""

    def __init__(self, place: str | None, slot: int, law: CaseLaw):
        self.place, self.year, self.law = place, FIRST_LAW_YEAR + slot, law
        self.below = shipped_row(law_row(place or ""), slot)
        self.__dict__.update(CASE)

    def __getattr__(self, field: str) -> Any:
        value = None
        if field in GIVEN_FIELDS and not self.law.silent:
            value = GIVEN_FIELDS[field](self, field)
        if field in BEGUN:
            value = statute_value(self.below.row, BEGUN[field], MONTHS * self.year + MONTHS - 1)
        if value is None and field in NEEDED and self.place not in SHIPPED:
            value = 0.0
        value = getattr(self.below, field) if value is None else value
        self.__dict__[field] = value
        return value


class VariantRow(Silent):
    """The law of a place in a year with what a variant of it changes."""

    def __init__(self, below: CaseRow, changed: dict[str, Any]):
        self.below = below
        self.__dict__.update(changed)

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


@once
def shipped_row(row: str, slot: int) -> LawRow:
    """Return the shipped law of a place in a year."""
    return LawRow(row, slot)


@once
def equal_until(row: str, slot: int) -> tuple[int, ...]:
    """Return for each month of a year the last one up to which all that is paid stays what it is."""
    law, first = shipped_row(row, slot), MONTHS * (FIRST_LAW_YEAR + slot)

    def of(month: int) -> tuple[Any, ...]:
        since = [first + month >= getattr(law, name) for name in SINCE]
        return (*(getattr(law, name)[month] for name in STRETCH), *since)

    until: list[int] = []
    for _, months in groupby(range(MONTHS), key=of):
        run = list(months)
        until += [run[-1] + 1] * len(run)
    return tuple(until)


@once
def divisors() -> list[float]:
    """Return the divisors by month of age."""
    return [float(value) for value in divisor_table()]


class Table(Silent, dict[tuple[int, ...], Any]):
    """A table of the kernel made when read: an entry for each place and year."""

    __slots__ = ("_entry",)

    def __init__(self, entry: Callable[..., Any]):
        super().__init__()
        self._entry = entry

    def __missing__(self, where: tuple[int, ...]) -> Any:
        found = self[where] = self._entry(*where)
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
        self.journal: dict[tuple[int, int], Any] = {}  # what the journal asks of a place and year, see ``books``

    def gives(self, place: str) -> bool:
        """Return whether the case gives the wage that divides bases of a place."""
        return bool(self._law.with_wage((place,)))

    def row(self, place: int, slot: int) -> Any:
        """Return the law of a place in a year."""
        slot = min(max(slot, 0), LAST_SLOT)
        label = self.atlas.places[place]
        key = key_of(label)
        row = CaseRow(key or None, slot, self._law)
        return VariantRow(row, variant_values(label, slot, row)) if label != key else row


@once
def shipped_world(atlas: Atlas) -> CaseWorld:
    """Return the tables of places of a case that brings no law: as read once, for all such cases."""
    return CaseWorld(atlas, CaseLaw(Law(), None))


def world_of(atlas: Atlas, law: CaseLaw) -> CaseWorld:
    """Return the tables of places under the law of a case."""
    if law.silent:
        return shipped_world(atlas)
    if atlas not in law.worlds:
        law.worlds[atlas] = CaseWorld(atlas, law)
    world: CaseWorld = law.worlds[atlas]
    return world


def amount(row: CaseRow, field: str) -> float | None:
    """Return an amount a case gives for a year."""
    found = row.law.series(row.place, field, MONTHS * row.year)
    return found.value if found else None


def bound(row: CaseRow, field: str) -> list[float] | None:
    """Return floor or cap of the base, by month, where the case gives the wage they are shares of."""
    wage = amount(row, "reference_wage")
    if wage is None:
        return None
    path = f"employees.{'cap' if field == 'base_cap' else 'floor'}_share"
    months = range(MONTHS * row.year, MONTHS * row.year + MONTHS)
    return [(statute_value(row.below.row, path, month) or 0.0) * wage for month in months]


def interest(row: CaseRow, field: str) -> float | None:
    """Return the interest of accounts that a case gives for a year."""
    found = row.law.series(row.place, "interest", MONTHS * row.year)
    return found.value if found else None


def method(row: CaseRow, field: str) -> int | None:
    """Return the method of crediting interest that a case gives."""
    given = row.law.given(row.place, "credit_method")
    return None if given is None else row.law.credit_method(row.place, MONTHS * row.year)


def counting(row: CaseRow, field: str) -> int | None:
    """Return how the years count, or to what the parts are rounded, where a case says so."""
    name, codes = COUNTING[field]
    given = row.law.given(row.place, name)
    return None if given is None else codes[given]


def mixed(row: CaseRow, field: str) -> int | None:
    """Return that a base which a case gives is the one that is paid on, whatever else the career holds."""
    return 0 if row.law.given(row.place, "benefit_base") is not None else None


def transitional(row: CaseRow, field: str) -> Any:
    """Return a field of the transitional pension in the form a case gives."""
    form = row.law.transitional(row.place)
    if form is None:
        return None
    if field == "transitional_rate":
        return 0.0 if form.variant == "none" else form.coefficient
    if field == "transitional_form" and form.variant == "account_blend":
        return int(TransitionalForm.WEIGHTED_YEARS)
    if field == "transitional_form":
        return int(FORMS[form.variant]) if form.variant in FORMS else None
    if form.variant in FORMS or form.variant == "none":
        return 0 if field == "transitional_old_floor" else None
    holder = next(one for one in (row.below.row, *PLACE_KEYS) if span(one, "transitional_old_floor"))
    return shipped(holder, field, MONTHS * row.year)


def residents(row: CaseRow, field: str) -> Any:
    """Return what a case gives of the residents' scheme: its interest, or basic pension and supplements."""
    given = row.law.residents(row.place)
    if given is None:
        return None
    if field == "residents_interest":
        rate = given.interest
        return rate.get(row.year) if isinstance(rate, dict) else rate
    brought = given.minimum is not None or given.top_up is not None
    if field == "residents_basic":
        if not brought:
            return None
        least, more = given.minimum, given.top_up or 0.0
        months = range(MONTHS * row.year, MONTHS * row.year + MONTHS)
        return [(shipped(OTHERS, field, month) if least is None else least) + more for month in months]
    bonus = given.long_bonus if field == "residents_long_bonus" else given.aged_bonus
    return 0.0 if bonus is None and brought else bonus


COUNTING: dict[str, tuple[str, dict[Any, int]]] = {
    "year_count": ("years", {way.name.lower(): int(way) for way in YearCount if way != YearCount.MONTH_FRACTION}),
    "rounding_fen": ("rounding", {"fen": 1, "ten_fen": 10}),
}


def adjustment(row: CaseRow, field: str) -> float | None:
    """Return a term of a year's adjustment that a case gives; the age from which it is paid in months."""
    given = (row.law.given(row.place, "adjustment") or {}).get(row.year)
    if given is None:
        return None
    value = getattr(given, field.removeprefix("adjustment_"))
    return MONTHS * value if field == "adjustment_aged_from" else value


ADJUSTMENT = tuple(f"adjustment_{name}" for name in ("flat", "per_year", "rate", "aged", "aged_from"))
TRANSITIONAL = ("transitional_form", "transitional_rate", "transitional_released", "transitional_old_floor")
RESIDENTS = ("residents_interest", "residents_basic", "residents_long_bonus", "residents_aged_bonus")
GIVEN_FIELDS: dict[str, Callable[[CaseRow, str], Any]] = (
    dict.fromkeys(AMOUNTS, amount)
    | dict.fromkeys(("base_floor", "migrant_base_floor", "base_cap"), bound)
    | dict.fromkeys(TRANSITIONAL, transitional)
    | dict.fromkeys(COUNTING, counting)
    | dict.fromkeys(ADJUSTMENT, adjustment)
    | dict.fromkeys(RESIDENTS, residents)
    | {"notional_interest": interest, "credit_method": method, "mixed_base": mixed}
)
