"""Checks of death, disability and a pension in payment."""

from microsim.amounts import MONTHS
from microsim.cases.checks import FINE, Found, check, hit
from microsim.cases.model import Case, Death, Event, InPayment, Record
from microsim.cases.months import age_text, month_text

OLDEST = 120 * MONTHS
LOWEST_PENSION_AGE = 45 * MONTHS
DISABILITY_START = 12 * 2025


def claim_of(case: Case) -> int | None:
    """Return the month of the claim a case gives."""
    return case.claim.month if case.claim else None


@check("death")
def death_comes_after_the_claim(case: Case, death: Death) -> Found:
    """Nobody claims after the death."""
    claim = claim_of(case)
    return hit(
        claim is not None and death.month < claim,
        ("death", "month"),
        lambda: f"found {month_text(death.month)}, before the claim in {month_text(claim or 0)}",
    )


@check("death")
def nobody_is_older_than_120(case: Case, death: Death) -> Found:
    """Nobody dies past the age of 120."""
    age = death.month - case.person.birth if case.person else 0
    return hit(age > OLDEST, ("death", "month"), lambda: f"found {month_text(death.month)}, at age {age_text(age)}")


@check("disability")
def disability_is_of_the_new_allowance(_: Case, disability: Event) -> Found:
    """The allowance is paid from 2025 on."""
    month = disability.month
    return hit(
        month < DISABILITY_START,
        ("disability", "month"),
        lambda: f"found {month_text(month)}, the allowance is paid from 2025-01 on",
    )


@check("disability")
def disability_comes_in_life(case: Case, disability: Event) -> Found:
    """A disability comes before the death."""
    month = disability.month
    return hit(
        case.death and month > case.death.month,
        ("disability", "month"),
        lambda: f"found {month_text(month)}, after the death in {month_text(case.death.month if case.death else 0)}",
    )


@check("disability")
def disability_comes_before_the_claim(case: Case, disability: Event) -> Found:
    """A disability comes before the claim."""
    month, claim = disability.month, claim_of(case)
    return hit(
        claim is not None and month >= claim,
        ("disability", "month"),
        lambda: f"found {month_text(month)}, not before the claim in {month_text(claim or 0)}",
    )


@check("disability")
def disability_is_of_a_person(case: Case, _: Event) -> Found:
    """The allowance depends on the months to the statutory age, which needs the person."""
    text = "needs the person: the case depends on the months to the statutory age"
    return hit(case.person is None, ("disability",), lambda: text)


@check("record")
def years_in_payment_fit_the_age(case: Case, record: Record) -> Found:
    """No pension received for the years given began before 45."""
    received, person, death = record.years_in_payment, case.person, case.death
    if not received:
        return FINE
    text = f"found {received:g}, but then the pension began before age {LOWEST_PENSION_AGE // MONTHS}"
    young = person and death and death.month - round(received * MONTHS) < person.birth + LOWEST_PENSION_AGE
    return hit(young, ("record", "years_in_payment"), lambda: text)


@check("record")
def years_in_payment_fit_claim_and_death(case: Case, record: Record) -> Found:
    """The years in payment are those from the claim to the death."""
    received, death, claim = record.years_in_payment, case.death, claim_of(case)
    if not received:
        return FINE
    between = death.month - claim if death and claim is not None else None
    return hit(
        between is not None and abs(between - received * MONTHS) > MONTHS,
        ("record", "years_in_payment"),
        lambda: f"found {received:g}, but from claim to death are {(between or 0) / MONTHS:.1f} years",
    )


@check("in_payment")
def payment_begins_at_a_pension_age(case: Case, paid: InPayment) -> Found:
    """No pension begins before 45."""
    age = paid.since - case.person.birth if case.person else LOWEST_PENSION_AGE
    return hit(
        age < LOWEST_PENSION_AGE,
        ("in_payment", "since"),
        lambda: f"found {month_text(paid.since)}, at age {age_text(max(0, age))}; no pension begins before 45",
    )


@check("in_payment")
def payment_begins_in_life(case: Case, paid: InPayment) -> Found:
    """No pension begins after the death."""
    return hit(
        case.death and paid.since > case.death.month,
        ("in_payment", "since"),
        lambda: (
            f"found {month_text(paid.since)}, after the death in {month_text(case.death.month if case.death else 0)}"
        ),
    )


@check("in_payment")
def payment_follows_the_claim(case: Case, paid: InPayment) -> Found:
    """A pension is paid from the claim on, a year later at the latest."""
    claim = claim_of(case)
    return hit(
        claim is not None and not 0 <= paid.since - claim <= MONTHS,
        ("in_payment", "since"),
        lambda: f"found {month_text(paid.since)}, but the claim is in {month_text(claim or 0)}",
    )
