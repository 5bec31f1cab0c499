"""Checks of the claim against the months in which the law lets one claim, once they are worked out."""

from microsim.cases.career import counted, insured_months
from microsim.cases.checks import FINE, TIMING, Found, Hit, check, hit
from microsim.cases.model import Case
from microsim.cases.months import age_text, month_text
from microsim.cases.rights import months_of
from microsim.cases.timing import Timing
from microsim.reading import KeyPath

AT: KeyPath = ("claim", "month")


def total_at(case: Case, claim: int) -> int | None:
    """Return the months at a claim: the totals', else those of the spells; None where nothing is said of them."""
    total = months_of(case.record.years, case.record.months) if case.record else None
    return insured_months(case.spells, claim) if total is None and counted(case.spells) else total


@check(TIMING)
def claim_is_not_too_early(_: Case, timing: Timing, claim: int) -> Found:
    """One may claim some time before the statutory month at the earliest."""
    return hit(
        claim < timing.earliest,
        AT,
        lambda: (
            f"found {month_text(claim)}, before the window: the statutory month is {month_text(timing.month)} "
            f"at {age_text(timing.age)}, the earliest one {month_text(timing.earliest)}"
        ),
    )


@check(TIMING)
def early_claim_has_the_years(case: Case, timing: Timing, claim: int) -> Found:
    """An early claim needs the minimum years."""
    if not timing.earliest <= claim < timing.month:
        return FINE
    total, minimum = total_at(case, claim), timing.minimum(claim)
    return hit(
        total is not None and 0 < total < minimum,
        AT,
        lambda: f"found {month_text(claim)}, an early claim, which needs {minimum} months; there are {total}",
    )


@check(TIMING)
def claim_is_not_too_late(case: Case, timing: Timing, claim: int) -> Found:
    """Who has the years claims some time after the statutory month at the latest."""
    if not claim > timing.latest >= timing.month + 1:
        return FINE
    total = total_at(case, claim)
    if total is None or total - (claim - timing.month) < timing.minimum(timing.month):
        return FINE
    return (Hit(AT, f"found {month_text(claim)}, after the window, which ends in {month_text(timing.latest)}"),)
