"""Ask the law: what is in force on a day, since when, and which document or rule says so."""

from collections.abc import Iterator
from functools import cache, cached_property
from typing import Any, NamedTuple

import numpy as np

from microsim.amounts import MONTHS
from microsim.law.load import load_statute
from microsim.law.statute import HOLDERS, NATION, Entry, Statute, cities_of, levels
from microsim.law.timing import acts_from, acts_otherwise
from microsim.law.values import FIRST_LAW_YEAR, MONTH_COUNT, day_before, first_month, iso, iso_day, month_of, written
from microsim.places import PLACE_CODE, PLACE_KEYS, PLACES, PROVINCES
from microsim.schema import LAW_FIELDS, Field
from microsim.yaml_reader import did_you_mean

BY_RULE = "no published value on that day: worked out by the rule of the law record from wages and assumptions"
SHOWN_YEARS = (2030, 2040, 2050, 2075, 2100)  # of a projection
RULED = {field.path: field for field in LAW_FIELDS}
NAMES = {name.casefold(): one.key for one in (*PROVINCES, *PLACES) for name in (one.english, one.chinese)}
NAMES["全国"] = NATION


class LawRow(NamedTuple):
    """One value of the law and where it comes from; ``since`` and ``until`` are its first and last day.

    ``acts_from`` is the first day on which the model applies it, where that is another than ``since``.
    """

    path: str
    en: str
    zh: str
    value: str
    unit: str
    since: str
    until: str | None
    grade: str | None
    source: str | None
    document: str | None
    number: str | None
    article: str | None
    derived: str | None
    note: str | None
    acts_from: str | None = None


def law_rows(path: str | None = None, date: str | None = None, statute: Statute | None = None) -> list[LawRow]:
    """Return the rows of the statute below a path; every dated value, or the one that is the law on a date.

    The answer is that of the day itself: a value of 15 July is the law on the 15th, and not on the 14th. The model holds
    law for whole months, and some of it for whole years: where it applies a value from another day, ``acts_from`` says so.
    A quantity of the law record without a published value on a day is answered by its rule, under the
    baseline's assumptions: on the date, or as the last rows of a history.

    Parameters
    ----------
    path : ``place.chapter.name``, the beginning or another part of one, or words of a name in English or
        Chinese; what a place lacks is its province's or the nation's; places by key or name
    date : a date such as 2026-07-01, or a year for its first day; later than the statute knows, the projection answers

    Raises
    ------
    KeyError
        For an unknown path, with the nearest known one.
    ValueError
        For a day that no calendar has, or outside the years of law.
    """
    records = _Records(statute) if statute else _shipped()
    statute, path = records.statute, path and normal(path)
    if date is None:
        entries = _matching(statute, path)
        history = [row for entry in entries for row in (*_history(statute, entry), *records.projected(entry))]
        return history or records.on_day(path or "", iso_day(statute.as_of))
    day = iso_day(date)
    if not 0 <= month_of(day) < MONTH_COUNT:
        raise ValueError(f"found {date}, allowed are dates from {FIRST_LAW_YEAR} to {day_before(iso(MONTH_COUNT))}")
    found = [row for name in _names(statute, path) for row in records.on_day(name, day)]
    return list(dict.fromkeys(found))


def entries_of(path: str | None = None, statute: Statute | None = None) -> list[Entry]:
    """Return the entries of the statute a path or a word stands for; all without one."""
    statute = statute or load_statute()
    return list(statute.entries.values()) if path is None else _matching(statute, normal(path))


def _history(statute: Statute, entry: Entry) -> list[LawRow]:
    """Return every dated value of an entry."""
    return [_row(statute, entry, index) for index in range(len(entry.steps))]


def _names(statute: Statute, path: str | None) -> list[str]:
    """Return the paths asked for: all of a place with what it takes from wider holders, or those that match."""
    place, _, rest = (path or "").partition(".")
    if place in HOLDERS and path not in statute.entries:
        inherited = [name for holder in levels(place) for name in _below(statute, holder, rest)]
        if inherited:
            return list(dict.fromkeys(f"{place}.{name.partition('.')[2]}" for name in inherited))
    return [entry.path for entry in _matching(statute, path)] or [path or ""]


def _below(statute: Statute, holder: str, rest: str) -> list[str]:
    """Return the paths of a holder in a chapter, or all of them."""
    chapter = f"{holder}.{rest}".rstrip(".")
    return [name for name in statute.entries if name == chapter or name.startswith(chapter + ".")]


def _matching(statute: Statute, path: str | None) -> list[Entry]:
    """Return the entries of a path, of all below it, or of the nearest holder that has it."""
    if path is None:
        return list(statute.entries.values())
    if path in statute.entries:
        return _chain(statute, path)[:1]
    below = [entry for name, entry in statute.entries.items() if name.startswith(path + ".")]
    chain = _chain(statute, path)
    everywhere = [entry for name, entry in statute.entries.items() if name.partition(".")[2] == path]
    if found := below or chain[:1] or everywhere:
        return found
    if _field(path):
        return []
    if found := _with_words(statute, path):
        return found
    known = [*statute.entries, *HOLDERS, *{part for name in statute.entries for part in name.split(".")[1:]}]
    hint = did_you_mean(path, known) or "; microsim law --list shows all names"
    raise KeyError(f"the statute has no {path}{hint}")


def _with_words(statute: Statute, text: str) -> list[Entry]:
    """Return the entries with a text among the parts of their paths, else in their names."""
    wanted = text.casefold()
    parts = [entry for name, entry in statute.entries.items() if f".{wanted}." in f".{name}."]
    return parts or [entry for entry in statute.entries.values() if wanted in f"{entry.en} {entry.zh}".casefold()]


def normal(path: str) -> str:
    """Return a path with its place by key, given by a name in English or Chinese."""
    place, dot, rest = path.strip().partition(".")
    word = place.casefold()
    return f"{NAMES.get(word) or (word if word in HOLDERS else place)}{dot}{rest}"


def _chain(statute: Statute, path: str) -> list[Entry]:
    """Return the entries that may answer for a path, nearest first."""
    place, _, rest = path.partition(".")
    names = [f"{holder}.{rest}" for holder in reversed(levels(place))]
    return [statute.entries[name] for name in names if name in statute.entries]


def _in_force(statute: Statute, path: str, day: str) -> LawRow | None:
    """Return the value that is the law on a day, from the path's holder or from the next wider one."""
    for candidate in _chain(statute, path):
        if (index := candidate.step_on(day)) is not None:
            return _row(statute, candidate, index)
    return None


def _row(statute: Statute, entry: Entry, index: int) -> LawRow:
    step = entry.steps[index]
    document = statute.sources.get(step.source or "", {})
    return LawRow(
        entry.path,
        entry.en,
        entry.zh,
        written(step.value, entry.quantity.kind),
        entry.unit,
        step.date,
        entry.last_day(index),
        step.grade,
        step.source,
        document.get("document"),
        document.get("number"),
        document.get("article"),
        step.derived,
        step.note or entry.note,
        acts_from(entry.path, step.date) if acts_otherwise(entry.path, step.date) else None,
    )


def _field(path: str) -> tuple[str, Field] | None:
    """Return holder and field of the law record a path names, or None."""
    holder, _, rest = path.partition(".")
    return (holder, RULED[rest]) if holder in HOLDERS and rest in RULED else None


def _places(holder: str) -> tuple[str, ...]:
    """Return the places whose law record a holder stands for."""
    if holder == NATION:
        return PLACE_KEYS
    return cities_of(holder) or (holder,)


class _Records:
    """The law records of the baseline, compiled when a rule is first asked."""

    def __init__(self, statute: Statute):
        self.statute = statute

    @cached_property
    def law(self) -> Any:
        """The records [place, year]."""
        from microsim.law.compile import compile_law

        return compile_law(self.statute)

    def on_day(self, path: str, day: str) -> list[LawRow]:
        """Return the value that is the law on a day: published, else by rule, one row for places alike."""
        if published := _in_force(self.statute, path, day):
            return [published]
        if not (found := _field(path)):
            return []
        holder, field = found
        month = month_of(day)
        alike: dict[tuple[float, ...], list[str]] = {}
        for place in self.places(holder, field):
            alike.setdefault(self.value(field, place, month), []).append(place)
        return [
            self.row(path, field, value, month, ", ".join(places) if len(alike) > 1 else None)
            for value, places in alike.items()
        ]

    def places(self, holder: str, field: Field) -> list[str]:
        """Return the places for which a holder answers: those without an entry of their own, or all."""
        nearest = {place: _chain(self.statute, f"{place}.{field.path}") for place in _places(holder)}
        own = [place for place, chain in nearest.items() if chain and chain[0].path.startswith(f"{holder}.")]
        return own or list(nearest)

    def value(self, field: Field, place: str, month: int) -> tuple[float, ...]:
        """Return what the record holds for a month."""
        cell = np.atleast_1d(self.law[field.name][PLACE_CODE[place], month // MONTHS])
        return (float(cell[month % MONTHS]),) if field.length == MONTHS else tuple(cell.tolist())

    def row(self, path: str, field: Field, value: tuple[float, ...], month: int, places: str | None) -> LawRow:
        """Return the answer of a rule; ``places`` says for which, where the holder's places differ."""
        names = (path, field.english, field.chinese, self.text(field, value), field.unit, iso(month))
        return LawRow(*names, None, "C", None, None, None, None, BY_RULE, places)

    def text(self, field: Field, value: tuple[float, ...]) -> str:
        """Return a value of the record as the statute would write it; unused tiers are left out."""
        if len(value) > 1:
            value = tuple(np.trim_zeros(np.array(value), "b").tolist())
        form = "{:.2f}" if field.unit.startswith("yuan") and len(value) == 1 else "{:.6g}"
        return ", ".join(form.format(number) for number in value)

    def projected(self, entry: Entry) -> Iterator[LawRow]:
        """Yield what the rule gives from the end of a holder's last value on, with some later years."""
        holder, _, rest = entry.path.partition(".")
        last = entry.steps[-1]
        end = first_month(last.date) if last.value is None else entry.last_month(len(entry.steps) - 1)
        if rest not in RULED or end >= MONTH_COUNT or _in_force(self.statute, entry.path, iso(end)):
            return
        for row in self.on_day(entry.path, iso(end)):
            place = (row.note or self.places(holder, RULED[rest])[0]).split(", ")[0]
            months = [MONTHS * (year - FIRST_LAW_YEAR) + MONTHS // 2 for year in SHOWN_YEARS]
            values = [
                f"{year}: {self.text(RULED[rest], self.value(RULED[rest], place, month))}"
                for year, month in zip(SHOWN_YEARS, months, strict=True)
                if month > end
            ]
            yield row._replace(note="; ".join([*([row.note] if row.note else []), *values]))


@cache
def _shipped() -> _Records:
    """Return the records of the statute as shipped."""
    return _Records(load_statute())
