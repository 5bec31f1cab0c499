"""When one may claim: the statutory month, the flexible window and the minimum months of a person."""

from typing import NamedTuple

from microsim.cases.edition import once
from microsim.cases.laws import shipped
from microsim.cases.model import Person
from microsim.cases.months import age_text, month_text
from microsim.cases.trace import Trace
from microsim.schema import Track
from microsim.schemes.employees.rules.eligibility import (
    delay_months,
    earliest_claim_month,
    latest_claim_month,
    minimum_years_month,
    special_age,
    statutory_age,
    statutory_month,
)
from microsim.watch.opened import plain

ROW = "elsewhere"  # ages and minimum months are national law
REFORM = 12 * 2025  # the window opens


class Timing(NamedTuple):
    """Months that decide a claim; ages in months, months as month index."""

    birth: int
    original_age: int
    age: int
    month: int
    delay: int
    earliest: int
    latest: int

    def minimum(self, claim: int) -> int:
        """Return the minimum contribution months for a claim in a month."""
        return minimum_months(claim, self.month)


@once
def minimum_months(claim: int, statutory_month: int) -> int:
    """Return the minimum contribution months for a claim in a month of one whose statutory month is another."""
    return int(shipped(ROW, "minimum_months", plain(minimum_years_month)(claim, statutory_month)))


def track_of(person: Person) -> Track:
    """Return the retirement track: the post for women, flexible women go with 55."""
    if person.sex == "male":
        return Track.MEN
    return Track.WOMEN_WORKER if person.track == "worker" else Track.WOMEN_CADRE


def timing(person: Person, trace: Trace) -> Timing:
    """Return when a person may claim."""
    birth, track = person.birth, track_of(person)
    if person.track == "arduous":
        return _arduous(person, trace)
    found = ordinary(birth, track)
    if trace.terms:
        values = schedule(birth, track)
        trace.rule(delay_months, found.delay, **values)
        trace.rule(statutory_age, age_text(found.age), **values)
        trace.rule(statutory_month, month_text(found.month), birth=birth, age=found.age)
    return found


def schedule(birth: int, track: Track) -> dict[str, int]:
    """Return the schedule that a birth month and a track stand under."""
    original = int(shipped(ROW, "original_age", birth, track))
    then = birth + original
    return {
        "birth": birth,
        "first_birth": int(shipped(ROW, "first_birth", then, track)),
        "step": int(shipped(ROW, "delay_step", then, track)),
        "original_age": original,
        "final_age": int(shipped(ROW, "final_age", then, track)),
    }


@once
def ordinary(birth: int, track: Track) -> Timing:
    """Return when a birth month and a track may claim."""
    values = schedule(birth, track)
    original, delay = values["original_age"], plain(delay_months)(**values)
    month = plain(statutory_month)(birth, original + delay)
    window, late = (int(shipped(ROW, f"{name}_window", month)) for name in ("early", "late"))
    earliest = plain(earliest_claim_month)(birth, original, month, window)
    return Timing(birth, original, original + delay, month, delay, earliest, plain(latest_claim_month)(month, late))


def _arduous(person: Person, trace: Trace) -> Timing:
    """Arduous work keeps its lower age: no new ages were published and no schedule applies."""
    track = track_of(person)
    special = int(shipped(ROW, "special_age", person.birth, track))
    months = int(shipped(ROW, "arduous_underground", person.birth))
    later = int(shipped(ROW, "final_age", REFORM, track))
    values = {"worked_months": months, "required_months": months, "early_age": special, "statutory_age": later}
    age = plain(special_age)(**values)
    trace.rule(special_age, age_text(age), **values)
    month = person.birth + age
    return Timing(person.birth, age, age, month, 0, month, month + int(shipped(ROW, "late_window", month)))
