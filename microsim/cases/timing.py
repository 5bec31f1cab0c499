"""When one may claim: the statutory month, the flexible window and the minimum months of a person."""

from typing import NamedTuple

from microsim.cases.laws import shipped
from microsim.cases.model import Person
from microsim.cases.months import age_text, month_text
from microsim.cases.plain import plain
from microsim.cases.trace import Trace
from microsim.rules.eligibility import (
    delay_months,
    earliest_claim_month,
    latest_claim_month,
    minimum_years_month,
    special_age,
    statutory_age,
    statutory_month,
)
from microsim.schema import Track

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
        return int(shipped(ROW, "minimum_months", plain(minimum_years_month)(claim, self.month)))


def track_of(person: Person) -> Track:
    """Return the retirement track: the post for women, flexible women go with 55."""
    if person.sex == "male":
        return Track.MEN
    return Track.WOMEN_WORKER if person.track == "worker" else Track.WOMEN_CADRE


def timing(person: Person, trace: Trace) -> Timing:
    """Return when a person may claim."""
    birth = person.birth
    if person.track == "arduous":
        return _arduous(person, trace)
    track = track_of(person)
    original = int(shipped(ROW, "original_age", birth, track))
    then = birth + original
    values = {
        "birth": birth,
        "first_birth": int(shipped(ROW, "first_birth", then, track)),
        "step": int(shipped(ROW, "delay_step", then, track)),
        "original_age": original,
        "final_age": int(shipped(ROW, "final_age", then, track)),
    }
    delay = plain(delay_months)(**values)
    age = original + delay
    month = plain(statutory_month)(birth, age)
    window = int(shipped(ROW, "early_window", month))
    late = int(shipped(ROW, "late_window", month))
    earliest = plain(earliest_claim_month)(birth, original, month, window)
    if trace.terms:
        shown: dict[str, int | str] = {"step": values["step"]}
        shown |= {"birth": month_text(birth), "first_birth": month_text(values["first_birth"])}
        shown |= {"original_age": age_text(original), "final_age": age_text(values["final_age"])}
        trace.rule(delay_months, delay, **shown)
        trace.rule(statutory_age, age_text(age), original_age=age_text(original), delay=delay)
        trace.rule(statutory_month, month_text(month), birth=month_text(birth), age=age_text(age))
    return Timing(birth, original, age, month, delay, earliest, plain(latest_claim_month)(month, late))


def _arduous(person: Person, trace: Trace) -> Timing:
    """Arduous work keeps its lower age: no new ages were published and no schedule applies."""
    track = track_of(person)
    special = int(shipped(ROW, "special_age", person.birth, track))
    months = int(shipped(ROW, "arduous_underground", person.birth))
    later = int(shipped(ROW, "final_age", REFORM, track))
    age = plain(special_age)(months, months, special, later)
    if trace.terms:
        trace.rule(special_age, age_text(age), special_age=age_text(special))
    month = person.birth + age
    return Timing(person.birth, age, age, month, 0, month, month + int(shipped(ROW, "late_window", month)))
