"""Series by month for a place: the statute's values, overlaid by what a scenario sets.

The nearest holder of law decides: city, then province, then nation. A scenario's value for a wider
holder also displaces the narrower ones from its date on, unless the scenario sets those too.
"""

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from microsim.law.reading import Reading
from microsim.law.statute import levels, row
from microsim.law.values import FIRST_LAW_YEAR, JULY, MONTH_COUNT, YEAR_COUNT, YEARS, first_month, iso, number
from microsim.reading import InputError, Position, Problem
from microsim.schema import TIERS

if TYPE_CHECKING:
    from microsim.law.reading import Notes
    from microsim.law.statute import Statute

NOTHING = np.full((MONTH_COUNT, 1), np.nan)
NOTHING.setflags(write=False)
RAMP_KEYS = {"from", "to", "start", "end"}


class Override(NamedTuple):
    """A scenario's values by month and the months they hold; ``rise`` is the part of a ramp gone by."""

    values: np.ndarray
    active: np.ndarray
    rise: np.ndarray | None = None  # set where a ramp starts from the value in force
    dates: tuple[tuple[int, str], ...] = ()  # first month and date of each of its values, in order

    def since(self, month: int) -> str:
        """Return the date, as written, of the value that holds in a month."""
        return next(date for first, date in reversed(self.dates) if first <= month)


class Book:
    """The statute under a scenario, read place by place; notes what was read, displaced and projected.

    ``known``: things worked out under another scenario that are the same under this one, see ``reading``.
    """

    def __init__(
        self,
        statute: "Statute",
        overrides: dict[str, Any] | None = None,
        origins: dict[Any, Any] | None = None,
        known: dict[Any, Any] | None = None,
    ) -> None:
        self.statute = statute
        self.origins = origins or {}
        self.reading = Reading(known)
        self.overrides = {}
        for path, raw in (overrides or {}).items():
            if raw is not None:
                self.overrides[path] = self._checked(path, read_override, raw)

    def _checked(self, path: str, reading: Callable[..., Any], *inputs: Any) -> Any:
        """Return what a reading gives; its mistakes are reported where the scenario wrote the path."""
        try:
            return reading(*inputs)
        except ValueError as error:
            raise InputError([Problem(*self.written_at(path), f"law.{path}", str(error))]) from None

    def written_at(self, path: str, date: str | None = None) -> Position:
        """Return where the scenario wrote its value of a path, or the one of a date."""
        keys = [key for key in self.origins if tuple(key[:2]) == ("law", path)]
        keys = [key for key in keys if key[2:] == (date,)] or keys
        return self.origins[keys[0]] if keys else Position("scenario")

    def has(self, holder: str, path: str) -> bool:
        """Tell whether a holder has law or a scenario value for a path."""
        name = f"{holder}.{path}"
        self.reading.notes.paths.add(path)
        return name in self.statute.entries or name in self.overrides

    def own(self, holder: str, path: str) -> tuple[np.ndarray, Override | None]:
        """Return the months x width the statute gives one holder, and the scenario's override of it."""
        name = f"{holder}.{path}"
        return self.reading.once(name, self._of_statute, name, path), self.overrides.get(name)

    def _of_statute(self, name: str, path: str) -> np.ndarray:
        """Return the months x width the statute gives one holder."""
        notes = self.reading.notes
        notes.paths.add(path)
        if name not in self.statute.entries:
            return NOTHING
        notes.read.add(name)
        return self.statute.entries[name].by_month()

    def alone(self, holder: str, path: str) -> np.ndarray:
        """Return the series of one holder by month, the scenario's values over it, nobody else's law."""
        name = f"{holder}.{path}"
        values, override = self.own(holder, path)
        if override:
            values = overlay(values, self._checked(name, started, override, values), override.active)
        return values[:, 0].copy()

    def by_scenario(self, place: str, path: str) -> np.ndarray:
        """Tell for each month whether the scenario sets a path at a place or for someone wider."""
        self.reading.notes.paths.add(path)
        overrides = [self.overrides.get(f"{holder}.{path}") for holder in levels(place)]
        return np.any([override.active for override in overrides if override] or [np.zeros(MONTH_COUNT, bool)], axis=0)

    def tiers(self, place: str, path: str) -> np.ndarray:
        """Return the series of a path at a place, months x width; NaN where no law is in force."""
        holders = levels(place)
        while len(holders) > 1 and not self.has(holders[-1], path):
            holders = holders[:-1]
        return self.reading.once((holders[-1], path), self._nearest, holders, path)

    def months(self, place: str, path: str) -> np.ndarray:
        """Return the series of a path at a place by month."""
        return self.tiers(place, path)[:, 0]

    def years(self, place: str, path: str) -> np.ndarray:
        """Return the series of a path at a place by year, as in force on 1 July."""
        return self.months(place, path)[JULY::12].copy()

    def project_from(self, place: str, path: str, known: np.ndarray) -> None:
        """Note the year after the last known one, from which a path at a place is projected."""
        last = np.flatnonzero(known)
        first = int(last[-1]) + 1 if len(last) else 0
        if first < YEAR_COUNT:
            self.reading.notes.projected[f"{place}.{path}"] = int(YEARS[first])

    @property
    def notes(self) -> "Notes":
        """Return what all readings so far read and found."""
        return self.reading.notes

    def layers(self, holders: tuple[str, ...], path: str) -> Iterator[tuple[str, np.ndarray, Override | None]]:
        """Yield what the series of a path is laid of, from below: name, months, and the override or None for the statute."""
        set_by_scenario = np.zeros(MONTH_COUNT, dtype=bool)
        for holder in holders:
            values, override = self.own(holder, path)
            in_force = ~np.isnan(values[:, 0])
            if np.any(in_force & set_by_scenario):
                self.reading.notes.displaced.add(f"{holder}.{path}")
            yield f"{holder}.{path}", in_force & ~set_by_scenario, None
            if override:
                yield f"{holder}.{path}", override.active, override
                set_by_scenario |= override.active

    def _nearest(self, holders: tuple[str, ...], path: str) -> np.ndarray:
        result = NOTHING
        for name, months, override in self.layers(holders, path):
            if override:
                result = overlay(result, self._checked(name, started, override, result), months)
            else:
                result = overlay(result, self.own(name.partition(".")[0], path)[0], months)
        return result


def overlay(below: np.ndarray, above: np.ndarray, where: np.ndarray) -> np.ndarray:
    """Return ``below`` with ``above`` laid over it in some months; the narrower is filled up with zeros."""
    width = max(below.shape[1], above.shape[1])
    if not np.any(where):
        return below
    result = widened(below, width).copy()
    result[where] = widened(above, width)[where]
    return result


def widened(values: np.ndarray, width: int) -> np.ndarray:
    """Return a series of tiers filled up with zeros to a width."""
    missing = width - values.shape[1]
    filling = np.where(np.isnan(values[:, :1]), np.nan, 0.0)
    return np.hstack([values, np.repeat(filling, missing, axis=1)]) if missing else values


def started(override: Override, in_force: np.ndarray) -> np.ndarray:
    """Return an override's values; a ramp without start begins at the value in force there."""
    if override.rise is None:
        return override.values
    start = in_force[np.argmax(override.active), 0]
    if np.isnan(start):
        month = iso(int(np.argmax(override.active)))
        raise ValueError(f"no value is in force on {month}, say where the ramp starts: start: VALUE")
    return start + (override.values - start) * override.rise[:, None]


def read_override(raw: Any) -> Override:
    """Return a scenario's value of a path: steps by date, a ramp, or one value for all time."""
    if isinstance(raw, dict) and RAMP_KEYS & set(raw):
        return ramp(raw)
    return steps(raw if isinstance(raw, dict) else {str(FIRST_LAW_YEAR): raw})


def steps(raw: dict[str, Any]) -> Override:
    """Return values by date; null gives the statute back from its date on."""
    values = {first_month(date): None if value is None else number(value) for date, value in raw.items()}
    width = TIERS if any(isinstance(value, tuple) for value in values.values()) else 1
    dates = tuple(sorted({first_month(date): str(date) for date in raw}.items()))
    result = Override(np.full((MONTH_COUNT, width), np.nan), np.zeros(MONTH_COUNT, dtype=bool), None, dates)
    for month, value in sorted(values.items()):
        result.active[month:] = value is not None
        if value is not None:
            result.values[month:] = row(value, width)
    return result


def ramp(raw: dict[str, Any]) -> Override:
    """Return a straight line by month between two dates, level after the second."""
    first, last = first_month(raw["from"]), first_month(raw["to"])
    if last <= first:
        raise ValueError(f"the ramp ends on {raw['to']}, not after it starts on {raw['from']}")
    rise = np.clip((np.arange(MONTH_COUNT) - first) / (last - first), 0, 1)
    active = np.arange(MONTH_COUNT) >= first
    end, start = number(raw["end"]), raw.get("start")
    dates = ((first, str(raw["from"])),)
    if start is None:
        return Override(np.full((MONTH_COUNT, 1), end), active, rise, dates)
    return Override((number(start) + (end - number(start)) * rise)[:, None], active, None, dates)
