"""Where each cell of the law record comes from: a dated value of the statute, a value of the scenario, or a rule.

Origins are found when they are asked for, from the walk of ``Book.layers`` that lays the values too: compiling the
law costs nothing more.
"""

from collections.abc import Callable
from functools import cached_property
from typing import Any, NamedTuple

import numpy as np

from microsim.amounts import MONTHS
from microsim.law.benefit_cells import own_basic
from microsim.law.cells import RULES
from microsim.law.desk import Desk
from microsim.law.statute import CITIES, Statute, levels
from microsim.law.values import FIRST_LAW_YEAR, JULY, MONTH_COUNT, YEAR_COUNT, iso
from microsim.places import PLACE_CODE, PLACE_KEYS
from microsim.reading import Position
from microsim.schema import LAW_FIELDS, TRACKS, Field, Track

STATUTE, SCENARIO, RULE = "statute", "scenario", "rule"
NONE = -1  # number of no origin: nothing is given
Numbers = np.ndarray  # numbers of origins by month


class Origin(NamedTuple):
    """What a cell of the law record holds its value from.

    Attributes
    ----------
    by : ``statute``, ``scenario`` or ``rule``
    path : whose value it is: holder and path of the dated value, or the place and path that the rule fills
    since : date of the value as it is written; None for a rule
    position : where it is written; None for a rule
    grade, source, derived : of a dated value: its grade, the key of its document, and the rule it was derived by; C for
        a rule
    note : what is written beside a dated value
    rule : what the rule does, in words
    reads : paths of law and assumptions that the rule rests on
    projected : whether the rule goes on beyond the last known value
    """

    by: str
    path: str
    since: str | None = None
    position: Position | None = None
    grade: str | None = None
    source: str | None = None
    derived: str | None = None
    note: str | None = None
    rule: str | None = None
    reads: tuple[str, ...] = ()
    projected: bool = False

    def cited(self, statute: Statute) -> dict[str, Any]:
        """Return document, number and article behind it, None each where there is no document."""
        document = statute.sources.get(self.source or "", {})
        return {name: document.get(name) for name in ("document", "number", "article")}

    def rests_on(self, statute: Statute) -> str:
        """Return what a dated value rests on, in words: its rule, else its note, else what its source says of itself."""
        if self.derived:
            return f"derived: {self.derived}"
        source = statute.sources[str(self.source)].get("en", self.source)
        return f"{self.note} ({source})" if self.note else str(source)


def dated(statute: Statute, path: str, step: int) -> Origin:
    """Return a dated value of the statute as an origin."""
    entry = statute.entries[path]
    found = entry.steps[step]
    return Origin(STATUTE, path, found.date, found.position, found.grade, found.source, found.derived, found.note)


class Origins:
    """The table of origins of one compilation, and the number in it of each cell.

    Attributes
    ----------
    desk : what the law was worked out at
    law : the records [place, year], None where only origins are asked for
    table : the origins found so far
    """

    def __init__(self, desk: Desk, law: Any = None) -> None:
        self.desk = desk
        self.law = law
        self.table: list[Origin] = []
        self._numbers: dict[Origin, int] = {}
        self._columns: dict[tuple[str, str], Numbers] = {}
        self._series: dict[tuple[tuple[str, ...], str], Numbers] = {}

    def cell(self, place: str, field: Field, year: int, index: int | None = None) -> Origin:
        """Return the origin of a cell; ``index`` is the month from 0, the track or the tier of a field with several."""
        numbers = self.column(place, field)[year - FIRST_LAW_YEAR]
        return self.table[int(numbers if numbers.ndim == 0 else numbers[index or 0])]

    def given(self, holder: str, path: str, month: int) -> Origin | None:
        """Return the origin of what statute or scenario give a holder in a month, of any path; None where nothing."""
        number = int(self.series(levels(holder), path)[month])
        return None if number == NONE else self.table[number]

    @cached_property
    def record(self) -> np.ndarray:
        """The number of each cell's origin in ``table``, [place, year] of fields as in the law record, tiers as one."""
        lengths = [(field.name, field.length if field.length in (MONTHS, TRACKS) else 0) for field in LAW_FIELDS]
        result = np.zeros(
            (len(PLACE_KEYS), YEAR_COUNT), [(name, "i2", (length,) if length else ()) for name, length in lengths]
        )
        for field in LAW_FIELDS:
            for code, place in enumerate(PLACE_KEYS):
                result[field.name][code] = self.column(place, field)
        return result

    def column(self, place: str, field: Field) -> Numbers:
        """Return the numbers of the origins of a field at a place, [year], or [year, month or track]."""
        if (place, field.name) not in self._columns:
            self._columns[place, field.name] = self._column(place, field)
        return self._columns[place, field.name]

    def _column(self, place: str, field: Field) -> Numbers:
        if field.length == TRACKS:
            paths = [field.path.replace("{track}", track.name.lower()) for track in Track]
            return np.column_stack([self.series(levels(place), path)[JULY::MONTHS] for path in paths])
        numbers = KNOWN.get(field.path, given)(self, place, field.path)
        if np.any(numbers == NONE):
            numbers = self._by_rule(numbers, place, field.path)
        return numbers.reshape(-1, MONTHS) if field.length == MONTHS else numbers[JULY::MONTHS]

    def _by_rule(self, numbers: Numbers, place: str, path: str) -> Numbers:
        """Return numbers with the rule of a path where nothing is given, told apart from where on it projects."""
        rule = RULES[path]
        self.desk.once(rule, place)
        notes = self.desk.book.reading.known[rule, place][1]
        firsts = [notes.projected.get(f"{holder}.{path}") for holder in reversed(levels(place))]
        first = next((year for year in firsts if year), None)
        words = (rule.__doc__ or "").partition("\n")[0]
        origin = Origin(RULE, f"{place}.{path}", grade="C", rule=words, reads=tuple(sorted(notes.paths)))
        result = np.where(numbers == NONE, self.number(origin), numbers)
        if first:
            later = np.arange(MONTH_COUNT) >= MONTHS * (first - FIRST_LAW_YEAR)
            result = np.where((numbers == NONE) & later, self.number(origin._replace(projected=True)), result)
        return result

    def series(self, holders: tuple[str, ...], path: str) -> Numbers:
        """Return the numbers of what statute and scenario give holders, widest first, by month."""
        if (holders, path) not in self._series:
            result = np.full(MONTH_COUNT, NONE)
            for name, months, override in self.desk.book.layers(holders, path):
                result[months] = self._layer(name, override)[months]
            self._series[holders, path] = result
        return self._series[holders, path]

    def _layer(self, name: str, override: Any) -> Numbers:
        """Return the numbers of one layer of a series by month."""
        book, result = self.desk.book, np.full(MONTH_COUNT, NONE)
        if override is None:
            if name not in book.statute.entries:
                return result
            steps = book.statute.entries[name].step_by_month()
            for step in np.unique(steps[steps >= 0]):
                result[steps == step] = self.number(dated(book.statute, name, int(step)))
            return result
        for first, date in override.dates:
            result[first:] = self.number(Origin(SCENARIO, name, date, book.written_at(name, date)))
        return result

    def number(self, origin: Origin) -> int:
        """Return the number of an origin in the table, which takes it in if it is new."""
        if origin not in self._numbers:
            self._numbers[origin] = len(self.table)
            self.table.append(origin)
        return self._numbers[origin]


def given(origins: Origins, place: str, path: str) -> Numbers:
    """What statute or scenario give is taken; else the rule answers."""
    return origins.series(levels(place), path)


def of_relative_one(origins: Origins, place: str, path: str) -> Numbers:
    """A published level is what the record holds where the place stands at that level; else it was multiplied."""
    relative = origins.desk.book.months(place, "employees.wage_relative")
    at_july = np.repeat(relative[JULY::MONTHS], MONTHS)
    return np.where(at_july == 1, given(origins, place, path), NONE)


def base_of_city(origins: Origins, place: str, path: str) -> Numbers:
    """A city with a base of its own holds its own values and the scenario's, not those of its province."""
    book = origins.desk.book
    if place not in CITIES or not book.has(place, "pension.base_growth_share"):
        return given(origins, place, path)
    by_scenario = np.repeat(book.by_scenario(place, path)[JULY::MONTHS], MONTHS)
    return np.where(by_scenario, given(origins, place, path), origins.series((place,), path))


def highest_basic(origins: Origins, place: str, path: str) -> Numbers:
    """The residents' basic pension is that of whoever pays most; among equals the nearest."""
    desk = origins.desk
    held = desk.once(RULES[path], place)
    result = np.full(MONTH_COUNT, NONE)
    for holder in levels(place):
        own = origins.series((holder,), path)
        if np.any(own != NONE):
            result = np.where((own != NONE) & (desk.once(own_basic, holder) == held), own, result)
    return result


def else_minimum(origins: Origins, place: str, path: str) -> Numbers:
    """Where no text gives the months of the bridge, they are the minimum in force."""
    own = given(origins, place, path)
    return np.where(own == NONE, origins.series(levels(place), "retirement.minimum_months"), own)


def else_floor_of_all(origins: Origins, place: str, path: str) -> Numbers:
    """Without a lower share the floor of those from outside is the floor of all."""
    own, share = given(origins, place, path), origins.desk.book.months(place, "employees.migrant_floor_share")
    return np.where((own == NONE) & np.isnan(share), given(origins, place, "employees.base_floor"), own)


KNOWN: dict[str, Callable[[Origins, str, str], Numbers]] = {
    "employees.average_wage": of_relative_one,
    "employees.migrant_base_floor": else_floor_of_all,
    "pension.benefit_base": base_of_city,
    "portability.bridge_months": else_minimum,
    "residents.basic_pension": highest_basic,
}
"""Where a rule of the record takes more than the nearest given value, or less: what it takes."""


def first_day(origin: Origin, month: int, by_year: bool) -> str:
    """Return the date of a value; of a rule the month it answers for, or the year where the record holds years."""
    if origin.since:
        return origin.since
    return str(FIRST_LAW_YEAR + month // MONTHS) if by_year else iso(month)


def value_of(origins: Origins, place: str, field: Field, month: int) -> tuple[float, ...]:
    """Return what the record holds for a month: one value, or those of the tracks or tiers."""
    cell = np.atleast_1d(origins.law[field.name][PLACE_CODE[place], month // MONTHS])
    return (float(cell[month % MONTHS]),) if field.length == MONTHS else tuple(cell.tolist())
