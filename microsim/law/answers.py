"""The law of a scenario asked for days and histories: each value with the document, the scenario or the rule behind it."""

from collections.abc import Generator, Iterator
from functools import cached_property
from typing import Any

import numpy as np

from microsim.amounts import MONTHS
from microsim.law.compile import law_origins
from microsim.law.finding import RULED, Names, field_of
from microsim.law.origin import SCENARIO, STATUTE, Origin, Origins, dated, value_of
from microsim.law.rows import LawRow, law_row
from microsim.law.series import RAMP_KEYS, read_override
from microsim.law.statute import NATION, Entry, Statute, cities_of, levels
from microsim.law.values import FIRST_LAW_YEAR, MONTH_COUNT, day_before, first_month, iso, iso_day, month_of, written
from microsim.places import PLACE_KEYS
from microsim.schema import STATUTE_QUANTITIES, Field, Quantity

BY_RULE = "no published value on that day: worked out by the rule of the law record"
SHOWN_YEARS = (2030, 2040, 2050, 2075, 2100)  # of a projection


class Answers:
    """The statute under a scenario, asked for days and histories; the record is compiled when a rule is first asked."""

    def __init__(self, statute: Statute, scenario: Any = None) -> None:
        self.statute = statute
        self.scenario = scenario
        self.set: dict[str, Any] = {
            name: raw for name, raw in (scenario.law if scenario else {}).items() if raw is not None
        }
        self.names = Names([*statute.entries, *self.set])

    @cached_property
    def origins(self) -> Origins:
        """Where each cell of the record comes from, with the record."""
        return law_origins(self.statute, self.scenario)

    def touched(self, name: str) -> bool:
        """Tell whether the scenario sets a path, or sets it for someone wider."""
        holder, _, rest = name.partition(".")
        return any(f"{one}.{rest}" in self.set for one in levels(holder))

    def on_day(self, path: str, day: str) -> list[LawRow]:
        """Return the value that is the law on a day: set, else published, else by rule, one row for places alike."""
        if found := self._set_on(path, day) or self._published_on(path, day):
            return [found]
        return self._by_rule(path, month_of(day))

    def history(self, name: str) -> Iterator[LawRow]:
        """Yield every value of a path in its order, those of the scenario among them, and what the rule goes on with."""
        holder, _, rest = name.partition(".")
        if self.touched(name):
            end = yield from self._laid_over(holder, rest)
        else:
            entry = next((found for one in self.names.chain(name) if (found := self.statute.entries.get(one))), None)
            if entry is None:  # stated only by other scenarios
                return
            yield from (self._dated(entry, index) for index in range(len(entry.steps)))
            last = entry.steps[-1]
            end = first_month(last.date) if last.value is None else entry.last_month(len(entry.steps) - 1)
        if rest in RULED and end < MONTH_COUNT and not self._published_on(name, iso(end)):
            yield from self._projected(holder, rest, end)

    def _laid_over(self, holder: str, rest: str) -> Generator[LawRow, None, int]:
        """Yield the stretches in which one value holds under the scenario; return the month after the last."""
        origins = self.origins
        numbers = origins.series(levels(holder), rest)
        starts = [0, *(np.flatnonzero(np.diff(numbers)) + 1).tolist()]
        end = 0
        for start, after in zip(starts, [*starts[1:], MONTH_COUNT], strict=True):
            if numbers[start] < 0:
                continue
            origin, end = origins.table[numbers[start]], after
            if origin.by != STATUTE:
                yield self._set(origin, holder, rest, start, after)
            else:
                yield self._cut(origin, start, after)
        return end

    def _cut(self, origin: Origin, start: int, after: int) -> LawRow:
        """Return a dated value as far as the scenario leaves it."""
        entry = self.statute.entries[origin.path]
        index = next(number for number, step in enumerate(entry.steps) if step.date == origin.since)
        row = self._dated(entry, index)
        since = row.since if start == first_month(row.since) else iso(start)
        return row._replace(
            since=since, until=row.until if after == entry.last_month(index) else day_before(iso(after))
        )

    def _set(self, origin: Origin, holder: str, rest: str, start: int, after: int) -> LawRow:
        """Return a value of the scenario, with what it takes the place of."""
        quantity, raw = STATUTE_QUANTITIES[rest], self.set[origin.path]
        first, last = (self._value(holder, rest, month) for month in (start, after - 1))
        replaced = self._published_on(f"{holder}.{rest}", iso(start))
        notes = [f"in place of {replaced.value} of {replaced.path}"] if replaced else []
        if isinstance(raw, dict) and RAMP_KEYS & set(raw):
            notes.append(f"a straight line from {raw['from']} to {raw['to']}, where it is {last}")
        until = None if after == MONTH_COUNT else day_before(iso(after))
        row = law_row(origin, self.statute, names_of(quantity), first, str(origin.since), until)
        return row._replace(note="; ".join(notes) or None)

    def _set_on(self, path: str, day: str) -> LawRow | None:
        """Return the value that the scenario sets for a path, or for someone wider, on a day."""
        place, _, rest = path.partition(".")
        for holder in reversed(levels(place)):
            raw, name = self.set.get(f"{holder}.{rest}"), f"{holder}.{rest}"
            since = None if raw is None else in_force(raw, day)
            if since is not None:
                month = max(month_of(day), first_month(since))
                later = [first for first, _ in read_override(raw).dates if first > month]
                origin = Origin(SCENARIO, name, since, self.origins.desk.book.written_at(name, since))
                return self._set(origin, place, rest, month, min([*later, MONTH_COUNT]))
        return None

    def _published_on(self, path: str, day: str) -> LawRow | None:
        """Return the dated value that is the law on a day, from the path's holder or from the next wider one."""
        for name in self.names.chain(path):
            entry = self.statute.entries.get(name)
            if entry and (index := entry.step_on(day)) is not None:
                return self._dated(entry, index)
        return None

    def _dated(self, entry: Entry, index: int) -> LawRow:
        """Return a dated value of the statute."""
        step, quantity = entry.steps[index], entry.quantity
        value, days = written(step.value, quantity.kind), (step.date, entry.last_day(index))
        row = law_row(dated(self.statute, entry.path, index), self.statute, names_of(quantity), value, *days)
        return row._replace(note=row.note or entry.note)

    def _by_rule(self, path: str, month: int) -> list[LawRow]:
        """Return what the record holds for a month where nothing is given, one row for places alike."""
        if not (found := field_of(path)):
            return []
        holder, field = found
        alike: dict[tuple[float, ...], list[str]] = {}
        for place in self._places(holder, field):
            alike.setdefault(value_of(self.origins, place, field, month), []).append(place)
        rows = [self._ruled(path, field, value, month, places) for value, places in alike.items()]
        return rows if len(rows) > 1 else [row._replace(note=None) for row in rows]

    def _ruled(self, path: str, field: Field, value: tuple[float, ...], month: int, places: list[str]) -> LawRow:
        """Return the answer of a rule for places alike, with what it rests on."""
        year, number = divmod(month, MONTHS)
        origin = self.origins.cell(places[0], field, FIRST_LAW_YEAR + year, number if field.length == MONTHS else 0)
        names = (field.english, field.chinese, field.unit)
        row = law_row(origin, self.statute, names, text(field, value), iso(month))
        derived = f"{BY_RULE}: {self.words(origin)}"
        return row._replace(path=path, derived=derived, note=", ".join(places), acts_from=None)

    @staticmethod
    def words(origin: Origin) -> str:
        """Return what a value without a date of its own rests on."""
        if origin.rule is None:
            return f"{origin.path} of {origin.since}"
        assumed = [name.partition(".")[2] for name in origin.reads if name.startswith("assumptions.")]
        return origin.rule + (f" Assumptions: {', '.join(assumed)}" if assumed else "")

    def _places(self, holder: str, field: Field) -> list[str]:
        """Return the places for which a holder answers: those without an entry of their own, or all."""
        held = PLACE_KEYS if holder == NATION else cities_of(holder) or (holder,)
        nearest = {place: self.names.chain(f"{place}.{field.path}") for place in held}
        own = [place for place, chain in nearest.items() if chain and chain[0].startswith(f"{holder}.")]
        return own or list(nearest)

    def _projected(self, holder: str, rest: str, end: int) -> Iterator[LawRow]:
        """Yield what the rule gives from a month on, with some later years."""
        field = RULED[rest]
        for row in self._by_rule(f"{holder}.{rest}", end):
            place = (row.note or self._places(holder, field)[0]).split(", ")[0]
            months = [MONTHS * (year - FIRST_LAW_YEAR) + MONTHS // 2 for year in SHOWN_YEARS]
            values = [
                f"{year}: {text(field, value_of(self.origins, place, field, month))}"
                for year, month in zip(SHOWN_YEARS, months, strict=True)
                if month > end
            ]
            yield row._replace(note="; ".join([*([row.note] if row.note else []), *values]))

    def _value(self, holder: str, rest: str, month: int) -> str:
        """Return the value of a path in a month as the statute writes it; unused tiers are left out."""
        values = self.origins.desk.book.tiers(holder, rest)[month]
        several = tuple(np.trim_zeros(values, "b").tolist()) if len(values) > 1 else float(values[0])
        return written(several, STATUTE_QUANTITIES[rest].kind)


def names_of(quantity: Quantity) -> tuple[str, str, str]:
    """Return the names and the unit of a quantity."""
    return quantity.en, quantity.zh, quantity.unit


def in_force(raw: Any, day: str) -> str | None:
    """Return the date of the scenario's value that holds on a day; None where none does."""
    if not isinstance(raw, dict):
        return str(FIRST_LAW_YEAR)
    if RAMP_KEYS & set(raw):
        return str(raw["from"]) if iso_day(raw["from"]) <= day else None
    past = [date for date in raw if iso_day(date) <= day]
    last = max(past, key=iso_day, default=None)
    return None if last is None or raw[last] is None else str(last)


def text(field: Field, value: tuple[float, ...]) -> str:
    """Return a value of the record as the statute would write it; unused tiers are left out."""
    if len(value) > 1:
        value = tuple(np.trim_zeros(np.array(value), "b").tolist())
    form = "{:.2f}" if field.unit.startswith("yuan") and len(value) == 1 else "{:.6g}"
    return ", ".join(form.format(number) for number in value)
