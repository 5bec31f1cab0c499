"""What a statute tree holds: entries by path, each a series of dated values with their sources."""

from functools import cache
from typing import NamedTuple

import numpy as np

from microsim.law.values import MONTH_COUNT, YEARS, day_before, end_month, first_month, iso_day, parts, until_day
from microsim.places import PLACES, PROVINCE_KEYS
from microsim.reading import Position
from microsim.schema import TIERS, Quantity

NATION = "national"
CITIES = {place.key: place.province for place in PLACES if place.key != place.province}  # province of each
HOLDERS = (NATION, *PROVINCE_KEYS, *CITIES)  # whoever may hold law


class Step(NamedTuple):
    """One dated value: in force from a date until the next one, or until its own last day."""

    date: str
    value: float | tuple | None
    until: str | None
    source: str | None
    grade: str | None
    derived: str | None
    note: str | None
    position: Position
    known: int | None = None

    @property
    def known_in(self) -> int:
        """The year in which the value became known: as written, else that of its date."""
        return parts(self.date)[0] if self.known is None else self.known


class Entry(NamedTuple):
    """One quantity of the law in one place: its dated values."""

    path: str
    quantity: Quantity
    note: str | None
    until: str | None
    in_force_as_of: str | None
    steps: tuple[Step, ...]
    position: Position

    @property
    def en(self) -> str:
        """Its name in English."""
        return self.quantity.en

    @property
    def zh(self) -> str:
        """Its name in Chinese."""
        return self.quantity.zh

    @property
    def unit(self) -> str:
        """The unit of its values."""
        return self.quantity.unit

    def last_month(self, index: int) -> int:
        """Return the month in which the value of a step ends (the first one not covered)."""
        step = self.steps[index]
        if index + 1 < len(self.steps):
            following = first_month(self.steps[index + 1].date)
            return min(following, end_month(step.until)) if step.until else following
        until = step.until or self.until
        return end_month(until) if until else MONTH_COUNT

    def last_day(self, index: int) -> str | None:
        """Return the last day on which the value of a step is the law, as a date; None where no end is known."""
        step = self.steps[index]
        days = [until_day(step.until)] if step.until else []
        if index + 1 < len(self.steps):
            days.append(day_before(iso_day(self.steps[index + 1].date)))
        elif self.until and not step.until:
            days.append(until_day(self.until))
        return min(days, default=None)

    def step_on(self, day: str) -> int | None:
        """Return the number of the step that is the law on a day, an ISO date; None where there is none."""
        for index in reversed(range(len(self.steps))):
            if iso_day(self.steps[index].date) <= day:
                last = self.last_day(index)
                return index if self.steps[index].value is not None and (last is None or day <= last) else None
        return None

    def step_by_month(self) -> np.ndarray:
        """Return the number of the step in force in each month, -1 where none is."""
        result = np.full(MONTH_COUNT, -1)
        for index, step in enumerate(self.steps):
            if step.value is not None:
                result[first_month(step.date) : self.last_month(index)] = index
        return result

    def by_month(self) -> np.ndarray:
        """Return the values as an array of months x width, NaN where none is in force."""
        width = TIERS if any(isinstance(step.value, tuple) for step in self.steps) else 1
        rows = [np.full(width, np.nan) if step.value is None else row(step.value, width) for step in self.steps]
        return np.array([*rows, np.full(width, np.nan)])[self.step_by_month()]  # the last row is that of -1


class Statute(NamedTuple):
    """The law: entries by path, the documents they cite, the day up to which it was read, and the year up to which it is
    taken as known, None where all of it is.
    """

    entries: dict[str, Entry]
    sources: dict[str, dict]
    as_of: str
    information: int | None = None


def row(value: float | tuple[float, ...], width: int) -> np.ndarray:
    """Return a value as a row of a series: tiers are filled up with zeros."""
    if not isinstance(value, tuple):
        return np.full(width, value)
    return np.array(value + (0.0,) * (width - len(value)))


@cache
def levels(place: str) -> tuple[str, ...]:
    """Return who may hold law for a place, widest first."""
    if place in CITIES:
        return (NATION, CITIES[place], place)
    return (NATION, place) if place in PROVINCE_KEYS else (place,)


def province_of(place: str) -> str:
    """Return the key of the province of a place."""
    return CITIES.get(place, place)


def cities_of(province: str) -> tuple[str, ...]:
    """Return the keys of the places of a province that are not the province itself."""
    return tuple(city for city, holder in CITIES.items() if holder == province)


def year_of(month: int) -> int:
    """Return the year of a month counted from the first law year."""
    return int(YEARS[0] + month // 12)
