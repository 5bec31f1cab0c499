"""What in totals, claim, death, disability and payment contradicts the rest of a case."""

from microsim.amounts import MONTHS
from microsim.cases.career import counted, insured_months
from microsim.cases.geography import WITH_REGIONS, other_seats
from microsim.cases.model import Case, Record
from microsim.cases.months import age_text, month_text
from microsim.cases.rights import months_of
from microsim.cases.spell_checks import YOUNGEST
from microsim.cases.timing import Timing
from microsim.reading import KeyPath, Where

OLDEST = 120 * MONTHS
LOWEST_PENSION_AGE = 45 * MONTHS
HIGHEST_INDEX = 5.0
DISABILITY_START = 12 * 2025


def check_record(case: Case, record: Record, where: Where) -> None:
    both = (("", record.years, record.months), ("deemed_", record.deemed_years, record.deemed_months))
    for what, years, months in both:
        if years is not None and months is not None and abs(years * MONTHS - months) > 1:
            where.add(
                ("record", f"{what}months"), f"found {months}, but {what}years: {years:g} are {years * MONTHS:g} months"
            )
    total = months_of(record.years, record.months)
    deemed = months_of(record.deemed_years, record.deemed_months)
    if deemed and total is None:
        where.add(
            ("record",), "holds deemed years but no years; years or months count all of them, deemed ones included"
        )
    if deemed and total is not None and deemed > total:
        where.add(("record", _named(record, "deemed_")), f"found {deemed} months, more than all {total} months")
    if record.mean_index is not None and record.mean_index > HIGHEST_INDEX:
        where.add(("record", "mean_index"), f"found {record.mean_index:g}, an index lies below {HIGHEST_INDEX:g}")
    spells = [spell for spell in counted(case.spells) if not spell.refunded and not spell.cashed_out]
    bought = case.land or case.bought or case.township
    if (
        spells
        and not bought
        and total is not None
        and abs(total - (have := sum(s.to - s.from_ + 1 for s in spells))) > 1
    ):
        where.add(("record", _named(record, "")), f"found {total} months, but the spells hold {have}")
    if record.months_by_place:
        _by_place(record, total, where)
    until = _last(case)
    if case.person and total is not None and until is not None and total > until - case.person.birth - YOUNGEST + 1:
        working = max(0, until - case.person.birth - YOUNGEST + 1)
        where.add(
            ("record", _named(record, "")),
            f"found {total} months, but from age 14 to {month_text(until)} there are only {working}",
        )


def _by_place(record: Record, total: int | None, where: Where) -> None:
    """Months by place lie in a province of several benefit bases, and are part of all months."""
    for place in record.months_by_place:
        if not other_seats(place):
            where.add(("record", "months_by_place", place), f"found {place}, allowed are {WITH_REGIONS} and its cities")
    have = sum(record.months_by_place.values())
    if have and (total is None or have > total):
        there = "no months" if total is None else f"all {total} months"
        where.add(("record", "months_by_place"), f"found {have} months, but {there} in record.years or record.months")


def _named(record: Record, what: str) -> str:
    return f"{what}years" if getattr(record, f"{what}years") is not None else f"{what}months"


def _last(case: Case) -> int | None:
    """Return the month in which the record ends, where the case says."""
    if case.claim and case.claim.month is not None:
        return case.claim.month
    return next((event.month for event in (case.disability, case.death) if event), None)


def check_events(case: Case, where: Where) -> None:
    person, death = case.person, case.death
    claim = case.claim.month if case.claim else None
    if death and claim is not None and death.month < claim:
        where.add(("death", "month"), f"found {month_text(death.month)}, before the claim in {month_text(claim)}")
    if case.disability:
        _disability(case, where)
    received = case.record.years_in_payment if case.record else None
    if received and person and death and death.month - round(received * MONTHS) < person.birth + LOWEST_PENSION_AGE:
        where.add(
            ("record", "years_in_payment"),
            f"found {received:g}, but then the pension began before age {LOWEST_PENSION_AGE // MONTHS}",
        )
    if received and death and claim is not None and abs(death.month - claim - received * MONTHS) > MONTHS:
        where.add(
            ("record", "years_in_payment"),
            f"found {received:g}, but from claim to death are {(death.month - claim) / MONTHS:.1f} years",
        )
    paid = case.in_payment
    if paid:
        _in_payment(case, where)
    if person and death and death.month - person.birth > OLDEST:
        where.add(("death", "month"), f"found {month_text(death.month)}, at age {age_text(death.month - person.birth)}")


def _disability(case: Case, where: Where) -> None:
    assert case.disability
    month = case.disability.month
    at: KeyPath = ("disability", "month")
    if month < DISABILITY_START:
        where.add(at, f"found {month_text(month)}, the allowance is paid from 2025-01 on")
    if case.death and month > case.death.month:
        where.add(at, f"found {month_text(month)}, after the death in {month_text(case.death.month)}")
    if case.claim and case.claim.month is not None and month >= case.claim.month:
        where.add(at, f"found {month_text(month)}, not before the claim in {month_text(case.claim.month)}")
    if case.person is None:
        where.add(("disability",), "needs the person: the case depends on the months to the statutory age")


def _in_payment(case: Case, where: Where) -> None:
    assert case.in_payment
    since = case.in_payment.since
    at: KeyPath = ("in_payment", "since")
    if case.person and since < case.person.birth + LOWEST_PENSION_AGE:
        age = age_text(max(0, since - case.person.birth))
        where.add(at, f"found {month_text(since)}, at age {age}; no pension begins before 45")
    if case.death and since > case.death.month:
        where.add(at, f"found {month_text(since)}, after the death in {month_text(case.death.month)}")
    claim = case.claim.month if case.claim else None
    if claim is not None and not 0 <= since - claim <= MONTHS:
        where.add(at, f"found {month_text(since)}, but the claim is in {month_text(claim)}")


def check_claim(case: Case, timing: Timing, where: Where) -> None:
    """The claim month must lie in the window the law leaves, and an early claim needs the years."""
    assert case.claim
    assert case.claim.month is not None
    claim = case.claim.month
    at: KeyPath = ("claim", "month")
    if claim < timing.earliest:
        where.add(
            at,
            f"found {month_text(claim)}, before the window: the statutory month is {month_text(timing.month)} "
            f"at {age_text(timing.age)}, the earliest one {month_text(timing.earliest)}",
        )
        return
    total = months_of(case.record.years, case.record.months) if case.record else None
    if total is None and counted(case.spells):
        total = insured_months(case.spells, claim)
    minimum = timing.minimum(claim)
    if claim < timing.month and total is not None and 0 < total < minimum:
        where.add(at, f"found {month_text(claim)}, an early claim, which needs {minimum} months; there are {total}")
    reached = total is not None and total - (claim - timing.month) >= timing.minimum(timing.month)
    if claim > timing.latest >= timing.month + 1 and reached:
        where.add(at, f"found {month_text(claim)}, after the window, which ends in {month_text(timing.latest)}")
