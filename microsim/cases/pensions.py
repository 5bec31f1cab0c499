"""The pension at the claim, of the employees' scheme or the public service, and what stands beside it."""

from collections.abc import Callable
from typing import Any

from microsim.amounts import MONTHS
from microsim.cases.award import Award, addition, award, benefit_base, on_base
from microsim.cases.desk import Desk
from microsim.cases.family import FULL, adjustments
from microsim.cases.formula_1997 import by_formula
from microsim.cases.geography import law_row
from microsim.cases.laws import shipped
from microsim.cases.pillars import pillars
from microsim.cases.provisional import provisional
from microsim.cases.public import at_total, compared, is_public
from microsim.cases.residents_claim import with_residents
from microsim.cases.rights import Rights
from microsim.cases.trace import QUIET
from microsim.cases.what_if import what_if
from microsim.cases.work import Work, claimed, has_residents, note_year, regional_months, unanswered
from microsim.schemes.disability.rules import pension_after_disability


def employees_pension(work: Work) -> None:
    """Answer the pension of the employees' scheme, or of the public service."""
    rights, claim = work.rights, work.claim
    assert rights is not None
    assert claim is not None
    desk = work.desk(claim)
    base = benefit_base(desk, regional_months(work))
    if base is None or rights.mean is None:
        unanswered(work, base)
        return
    if has_residents(work):
        rights = with_residents(work, rights, claim)
    if rights.account is None:
        work.trace.note("no_account")
    if not work.timing:
        work.trace.note("age_sixty")
    age = desk.month - work.timing.birth if work.timing else MONTHS * 60
    months = regional_months(work)
    raw, divisor = award(desk, rights, age, base, work.home, local_months(work, desk.place or "", months))
    found, comparison = by_rules(work, desk, rights, base, raw)
    found = after_disability(work, desk, rights, found)
    note_year(work, claim)
    work.result["claim"] = claimed(work, claim, divisor)
    work.result["pension"] = found.answer()
    quiet = Desk(desk.law, desk.place, desk.month, QUIET)

    def early(last: float) -> Award:
        """Return the award on last year's base."""
        made = by_rules(work, quiet, rights, last, on_base(quiet, rights, last, raw))[0]
        return after_disability(work, quiet, rights, made)

    _beside(work, desk, rights, base, months, found, early)
    if comparison:
        work.result["comparison"] = comparison
    if (work.case.pillars or is_public(work.case, claim)) and (rows := pillars(work, divisor)):
        work.result["pillars"] = rows


def local_months(work: Work, place: str, months: dict[str, int]) -> tuple[int, int] | None:
    """Return the months at a place since its individual accounts began and those deemed before; None from totals."""
    if work.career is None:
        return None
    start = int(shipped(law_row(place), "account_start", work.claim or 0))
    runs = [run for run in work.career.deemed_runs if run[0] == place]
    early = sum(max(0, min(last, start - 1) - first + 1) for _, first, last in runs)
    return months.get(place, 0), early


def by_rules(work: Work, desk: Desk, rights: Rights, base: float, raw: Award) -> tuple[Award, dict[str, Any] | None]:
    """Return the award after the comparison of old and new rules, and that comparison."""
    if is_public(work.case, work.claim):
        return compared(desk, work.case, raw, rights.months)
    return by_formula(desk, rights, work.minimum, base, raw)


def _beside(
    work: Work,
    desk: Desk,
    rights: Rights,
    base: float,
    months: dict[str, int],
    found: Award,
    early: Callable[[float], Award],
) -> None:
    """Enter what goes with a pension: the provisional award, the addition of the year, levers."""
    if before := provisional(desk, base, months, found, early):
        work.result["provisional"] = before
    if more := addition(desk, found, base):
        work.result["addition"] = more
    if levers := what_if(work, rights, found):
        work.result["what_if"] = levers


def after_disability(work: Work, desk: Desk, rights: Rights, found: Award) -> Award:
    """Return the pension of who drew the disability allowance before it: the same, or not less, by the case."""
    if work.disabled is None:
        return found
    case, allowance = work.disabled
    assert work.case.disability
    assert work.timing
    if case == FULL:
        since, years = (
            work.case.disability.month + 1,
            rights.years if rights.years is not None else rights.months / MONTHS,
        )
        last = desk.month // MONTHS
        rows = adjustments(desk.law, desk.place, work.timing.birth, allowance, since, years, last, desk.trace)
        allowance = rows[-1]["monthly"] if rows else allowance
    paid = desk.trace.call(pension_after_disability, case=case, allowance=allowance, pension=found.total / 100)
    total = round(paid * 100)
    return found if total == found.total else at_total(found, total)
