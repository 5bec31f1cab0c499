"""Ask the statute: what is in force on a day, since when, and which document says so."""

from typing import NamedTuple

from microsim.law.load import load_statute
from microsim.law.statute import levels
from microsim.law.values import FIRST_LAW_YEAR, MONTH_COUNT, first_month, iso, last_day, parts, written
from microsim.places import PLACE_CODE
from microsim.schema import LAW_FIELDS
from microsim.yaml_reader import did_you_mean

BY_RULE = "no published value on that day: worked out by the rule of the law record from wages and assumptions"


class LawRow(NamedTuple):
    """One value of the law and where it comes from; ``since`` and ``until`` are its first and last day."""

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


def law_rows(path=None, date=None, statute=None):
    """Return the rows of the statute below a path; every dated value, or the one in force on a date.

    Parameters
    ----------
    path : ``place.chapter.name`` or the beginning of one; what a place lacks is its province's or the nation's
    date : a date such as 2026-07-01; later than the statute knows, the projection answers

    Raises
    ------
    KeyError
        For an unknown path, with the nearest known one.
    """
    statute = statute or load_statute()
    entries = _matching(statute, path)
    if date is None and entries:
        return [_row(statute, entry, index) for entry in entries for index in range(len(entry.steps))]
    date = date or statute.as_of
    parts(date)
    month = first_month(date)
    if not parts(date)[0] >= FIRST_LAW_YEAR or month >= MONTH_COUNT:
        raise ValueError(f"found {date}, allowed are dates from {FIRST_LAW_YEAR} to {iso(MONTH_COUNT - 1)}")
    found = [_in_force(statute, entry, month) for entry in entries]
    rows = list(dict.fromkeys(row for row in found if row))
    return rows or _by_rule(statute, path, month)


def _matching(statute, path):
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
    raise KeyError(f"the statute has no {path}{did_you_mean(path, statute.entries)}")


def _chain(statute, path):
    """Return the entries that may answer for a path, nearest first."""
    place, _, rest = path.partition(".")
    names = [f"{holder}.{rest}" for holder in reversed(levels(place))]
    return [statute.entries[name] for name in names if name in statute.entries]


def _in_force(statute, entry, month):
    """Return the value in force in a month, from the entry or from the next wider holder's."""
    for candidate in _chain(statute, entry.path):
        for index, step in enumerate(candidate.steps):
            if step.value is not None and first_month(step.date) <= month < candidate.last_month(index):
                return _row(statute, candidate, index)
    return None


def _row(statute, entry, index):
    step = entry.steps[index]
    end = entry.last_month(index)
    document = statute.sources.get(step.source, {})
    return LawRow(
        entry.path,
        entry.en,
        entry.zh,
        written(step.value, entry.unit),
        entry.unit,
        step.date,
        None if end >= MONTH_COUNT else last_day(end),
        step.grade,
        step.source,
        document.get("document"),
        document.get("number"),
        document.get("article"),
        step.derived,
        step.note or entry.note,
    )


def _field(path):
    """Return place and field of the law record a path names, or None."""
    place, _, rest = (path or "").partition(".")
    fields = [field for field in LAW_FIELDS if field.path == rest]
    return (place, fields[0]) if place in PLACE_CODE and fields else None


def _by_rule(statute, path, month):
    """Return what the law record of the baseline holds where the statute has no value of its own."""
    if not (found := _field(path)):
        return []
    from microsim.law.compile import compile_law

    place, field = found
    values = compile_law(statute)[field.name][PLACE_CODE[place], month // 12]
    value = float(values[month % 12] if values.ndim else values)
    text = f"{value:.2f}" if field.unit.startswith("yuan") else f"{value:.6g}"
    return [
        LawRow(path, field.english, field.chinese, text, field.unit, iso(month), None, "C", *[None] * 4, BY_RULE, None)
    ]
