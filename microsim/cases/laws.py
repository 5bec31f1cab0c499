"""The law of a case: what the case gives for a place, else what is shipped, else national law."""

import functools
import math
from collections.abc import Iterable
from typing import Any, NamedTuple

from microsim.amounts import MONTHS
from microsim.cases.edition import desk, once
from microsim.cases.geography import SHIPPED, law_row, province_of
from microsim.cases.law_model import Law, PlaceLaw, ResidentsLaw, Transitional
from microsim.cases.months import calendar
from microsim.kernel.world import FIRST_LAW_YEAR, LAST_YEAR
from microsim.law.compile import law_column
from microsim.law.origin import SCENARIO, Origins
from microsim.schema import LAW_FIELDS

FIELDS = {field.name: field for field in LAW_FIELDS}
GIVEN = "case"  # the source of a value that the case brings
PROJECTED = "projection"  # beyond the last published value
DERIVED = "derived"  # worked out from published values
NEEDED = ("benefit_base", "reference_wage")  # national law has no such amount of a place
METHODS = ("monthly", "annual", "opening")  # by the codes of CreditMethod
MAY_BE_GIVEN = frozenset(PlaceLaw.model_fields)


class Found(NamedTuple):
    """A value of the law and where it comes from: a key of the sources, ``case`` or ``projection``."""

    value: float
    source: str


@once
def origins() -> Origins:
    """Return where the values of the law come from."""
    return Origins(desk())


@once
def column(row: str, name: str) -> Any:
    """Return the shipped values of a field by year, or by year and month or track."""
    return law_column(desk(), row, FIELDS[name]).astype(FIELDS[name].type).tolist()


@once
def shipped(row: str, name: str, month: int, track: int | None = None) -> float:
    """Return what the shipped law says in a month."""
    year, number = calendar(month)
    year = min(max(year, FIRST_LAW_YEAR), LAST_YEAR)
    value = column(row, name)[year - FIRST_LAW_YEAR]
    if isinstance(value, list):
        return value[number - 1 if track is None else track]
    return value


@once
def statute_value(row: str, path: str, month: int) -> float | None:
    """Return a value of the statute that is no field of the law record; None where none is in force."""
    year, number = calendar(month)
    year = min(max(year, FIRST_LAW_YEAR), LAST_YEAR)
    value = float(desk().book.months(row, path)[12 * (year - FIRST_LAW_YEAR) + number - 1])
    return None if math.isnan(value) else value


@once
def span(row: str, name: str) -> tuple[int, int] | None:
    """Return the first and the last month in which a value above zero was in force; None where it never was."""
    values = [rate for year in column(row, name) for rate in (year if isinstance(year, list) else [year] * 12)]
    months = [number for number, rate in enumerate(values) if rate]
    return (12 * FIRST_LAW_YEAR + months[0], 12 * FIRST_LAW_YEAR + months[-1]) if months else None


@once
def source_of(row: str, name: str, month: int) -> str:
    """Return the key of the document behind a shipped value, ``derived``, or ``projection``."""
    year, number = calendar(month)
    year = min(max(year, FIRST_LAW_YEAR), LAST_YEAR)
    origin = origins().cell(row, FIELDS[name], year, number - 1 if FIELDS[name].length == MONTHS else None)
    if origin.by == SCENARIO:
        return SCENARIO
    return PROJECTED if origin.projected else origin.source or DERIVED


class CaseLaw:
    """The law one case stands under; ``main`` is the place the values without a place are meant for."""

    def __init__(self, law: Law, main: str | None):
        self.law = law
        self.main = main
        self.silent = not law.model_fields_set  # most cases of a long list bring no law
        self.worlds: dict[Any, Any] = {}  # tables made of it, by table of places

    @functools.cached_property
    def text(self) -> str:
        """What the case says of the law, by which cases of the same law are known."""
        return self.law.model_dump_json(exclude_unset=True)

    def given(self, place: str | None, name: str) -> Any:
        """Return what the case gives for a place: under ``places``, or without one for the place that pays."""
        if self.silent:
            return None
        own = self.law.places.get(place) if place else None
        own = own or (self.law.places.get(province_of(place)) if place else None)
        value = getattr(own, name, None) if own else None
        if value is None and (place == self.main or place is None or province_of(place) == self.main):
            value = getattr(self.law, name)
        return value

    def with_wage(self, places: Iterable[str]) -> tuple[str, ...]:
        """Return those of some places for which the case gives the wage that divides bases."""
        return (
            () if self.silent else tuple(place for place in places if self.given(place, "reference_wage") is not None)
        )

    def series(self, place: str | None, name: str, month: int) -> Found | None:
        """Return an amount the case gives, by year or for all years; missing years go with national wages."""
        value = self.given(place, name)
        if value is None:
            return None
        year = month // 12
        if not isinstance(value, dict):
            return Found(float(value), GIVEN)
        if year in value:
            return Found(value[year], GIVEN)
        if name == "interest":
            return None
        near = min(value, key=lambda known: abs(known - year))
        ratio = shipped("elsewhere", "reference_wage", month) / shipped("elsewhere", "reference_wage", 12 * near)
        return Found(value[near] * ratio, f"{GIVEN} ({near})")

    def find(self, place: str | None, name: str, month: int) -> Found | None:
        """Return a value of the law with its source; None where neither the case nor the package has it."""
        given = self.series(place, name, month) if not self.silent and name in MAY_BE_GIVEN else None
        if given:
            return given
        if name in NEEDED and (place is None or place not in SHIPPED):
            return None
        row = law_row(place) if place else "elsewhere"
        return Found(shipped(row, name, month), source_of(row, name, month))

    def value(self, place: str | None, name: str, month: int) -> float:
        """Return a value of the law that every place has."""
        given = self.series(place, name, month) if not self.silent and name in MAY_BE_GIVEN else None
        return given.value if given else shipped(law_row(place or ""), name, month)

    def credit_method(self, place: str | None, month: int) -> int:
        """Return the code of the method by which the interest of a year is worked out."""
        name = None if self.silent else self.given(place, "credit_method")
        if name is None:
            return int(shipped(law_row(place or ""), "credit_method", month))
        return METHODS.index(name)

    def residents(self, place: str | None) -> ResidentsLaw | None:
        """Return the residents' law the case gives: without a place it is that of the hukou, whoever pays otherwise."""
        return self.given(place, "residents") or self.law.residents

    def transitional(self, place: str | None) -> Transitional | None:
        """Return the form of the transitional pension the case gives."""
        return self.given(place, "transitional")
