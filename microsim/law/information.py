"""What was known in a year: the statute and the assumptions without what became known later.

A scenario's ``information`` is a year. A dated value of the statute is known from its ``known`` on, by default the year of
its date; those known later are left out, and what goes on from the last known value is the rule that follows the last
published one today, or the value itself. What assumptions are worth then is told in ``vintage``.
"""

from functools import lru_cache
from typing import TYPE_CHECKING, Any

from microsim.law.cells import RULES
from microsim.law.estimates import estimated
from microsim.law.load import last_known_year, load_assumptions, load_statute
from microsim.law.statute import Entry, Statute
from microsim.law.values import day_before, iso_day, parts
from microsim.law.vintage import as_expected

if TYPE_CHECKING:
    from microsim.law.assumptions import Assumptions

PROJECTED = (*RULES, "employees.published_wage", "survivors.urban_income")  # what a rule carries on when it ends


def statute_of(scenario: Any) -> Statute:
    """Return the statute as far as a scenario takes it as known."""
    return known_statute(getattr(scenario, "information", None))


def assumptions_of(scenario: Any) -> "Assumptions":
    """Return the assumptions as far as a scenario takes them as known, with what it sets over them."""
    known = known_assumptions(getattr(scenario, "information", None))
    return known.apply(getattr(scenario, "assumptions", None) or {})


def known_statute(information: int | None = None) -> Statute:
    """Return the shipped statute as known at the end of a year; all of it without one, or of the last year."""
    return load_statute() if information in (None, last_known_year()) else _statute(information)


def known_assumptions(information: int | None = None) -> "Assumptions":
    """Return the shipped assumptions as known at the end of a year; as they are without one, or of the last year."""
    return load_assumptions() if information in (None, last_known_year()) else _assumptions(information)


@lru_cache(maxsize=4)
def _statute(information: int) -> Statute:
    return as_known(load_statute(), information)


@lru_cache(maxsize=4)
def _assumptions(information: int) -> "Assumptions":
    shipped = load_assumptions()
    expected = as_expected(shipped, information)
    return expected if shipped.estimates is None else estimated(expected, shipped.estimates)


def as_known(statute: Statute, information: int) -> Statute:
    """Return a statute without the values that became known after a year."""
    kept = (_entry_as_known(entry, information) for entry in statute.entries.values())
    entries = {entry.path: entry for entry in kept if entry.steps}
    return statute._replace(entries=entries, information=information)


def _entry_as_known(entry: Entry, information: int) -> Entry:
    """Return an entry with the values known in a year.

    An end that lies later was not known. What a rule carries on ends with the year, or with the twelve months that its last
    value was published for; all else holds on.
    """
    steps = tuple(step for step in entry.steps if step.known_in <= information)
    until = entry.until
    if until and parts(until)[0] > information:
        projected = entry.path.partition(".")[2] in PROJECTED
        until = last_day(steps[-1].date, information) if projected and steps else None
    return entry._replace(steps=steps, until=until)


def last_day(date: str, information: int) -> str:
    """Return the last day that a value published for a year is known to be the law, not before the end of a year."""
    year, month, day = parts(date)
    return max(f"{information}-12-31", day_before(iso_day(f"{year + 1}-{month:02d}-{day:02d}")))
