"""Ask the law: what is in force on a day, since when, and which document, scenario or rule says so."""

from functools import cache
from typing import Any

from microsim.law.answers import Answers
from microsim.law.finding import Names, field_of, normal
from microsim.law.information import statute_of
from microsim.law.load import load_statute
from microsim.law.rows import LawRow
from microsim.law.statute import Entry, Statute
from microsim.law.values import FIRST_LAW_YEAR, MONTH_COUNT, day_before, iso, iso_day, month_of


def law_rows(
    path: str | None = None,
    date: str | None = None,
    statute: Statute | None = None,
    scenario: Any = None,
    changed: bool = False,
) -> list[LawRow]:
    """Return the rows of the law below a path; every dated value, or the one that is the law on a date.

    The answer is that of the day itself: a value of 15 July is the law on the 15th, and not on the 14th. The model holds
    law for whole months, and some of it for whole years: where it applies a value from another day, ``acts_from`` says so.
    A quantity of the law record without a published value on a day is answered by its rule, under the assumptions of the
    scenario: on the date, or as the last rows of a history.

    Parameters
    ----------
    path : ``place.chapter.name``, the beginning or another part of one, or words of a name in English or
        Chinese; what a place lacks is its province's or the nation's; places by key or name
    date : a date such as 2026-07-01, or a year for its first day; later than the statute knows, the projection answers
    statute : as read, the shipped one by default
    scenario : a Scenario whose values lie over the statute; none by default
    changed : only the values that the scenario sets

    Raises
    ------
    KeyError
        For an unknown path, with the nearest known one.
    ValueError
        For a day that no calendar has, or outside the years of law.
    """
    answers = Answers(statute or statute_of(scenario), scenario) if statute or scenario else _shipped()
    path = path and normal(path)
    if year := _unknown_until(path, answers.statute):
        raise KeyError(f"{path} had no value known at the end of {year}, and no rule goes on without one")
    if date is None:
        names = [name for name in answers.names.matching(path) if answers.touched(name) or not changed]
        history = [row for name in names for row in answers.history(name)]
        found = history or ([] if changed else answers.on_day(path or "", iso_day(answers.statute.as_of)))
    else:
        day = iso_day(date)
        if not 0 <= month_of(day) < MONTH_COUNT:
            last = day_before(iso(MONTH_COUNT))
            raise ValueError(f"found {date}, allowed are dates from {FIRST_LAW_YEAR} to {last}")
        names = [name for name in answers.names.asked(path) if answers.touched(name) or not changed]
        found = list(dict.fromkeys(row for name in names for row in answers.on_day(name, day)))
    return [row for row in found if row.written or not changed]


def entries_of(path: str | None = None, statute: Statute | None = None) -> list[Entry]:
    """Return the entries of the statute a path or a word stands for; all without one."""
    statute = statute or load_statute()
    return [statute.entries[name] for name in Names(statute.entries).matching(path and normal(path))]


def _unknown_until(path: str | None, statute: Statute) -> int | None:
    """Return the year of information that leaves a path without any value, its own or a wider one; None where it has one."""
    if path not in load_statute().entries or statute.information is None:
        return None
    return None if Names(statute.entries).chain(path) or field_of(path) else statute.information


@cache
def _shipped() -> Answers:
    """Return the answers of the statute as shipped."""
    return Answers(load_statute())
