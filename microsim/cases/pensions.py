"""The pension at the claim, of the employees' scheme or the public service, and what stands beside it."""

from typing import NamedTuple

from microsim.amounts import MONTHS
from microsim.cases.award import Award, Awarded, addition, awarded, whole
from microsim.cases.claimant import Claimant, claimant, known_of, numbers_of, paper_estimate, values_of
from microsim.cases.family import raise_allowance
from microsim.cases.geography import law_row
from microsim.cases.laws import shipped
from microsim.cases.months import month_text
from microsim.cases.pillars import pillars
from microsim.cases.press import press_of
from microsim.cases.provisional import is_early, provisional
from microsim.cases.public import is_public
from microsim.cases.residents_claim import with_residents
from microsim.cases.rights import Rights
from microsim.cases.trace import QUIET
from microsim.cases.what_if import what_if
from microsim.cases.work import Work, claimed, has_residents, note_year, regional_months, unanswered
from microsim.schemes.employees.provisional import provisional_terms


def employees_pension(work: Work) -> None:
    """Answer the pension of the employees' scheme, or of the public service."""
    rights, claim = work.rights, work.claim
    assert rights is not None
    assert claim is not None
    if base_of(work, claim) is None or rights.mean is None:
        return
    if has_residents(work):
        rights = with_residents(work, rights, claim)
    if rights.account is None:
        work.trace.note("no_account")
    if not work.timing:
        work.trace.note("age_sixty")
    given = listed_claim(work, rights, claim) or told_claim(work, rights, claim)
    note_year(work, claim)
    work.result["claim"] = claimed(work, claim, given.found.divisor)
    work.result["pension"] = given.found.award.answer()
    beside(work, rights, given)


class Given(NamedTuple):
    """What a claim is given: the award, the base, and base and award as they are before the base is announced."""

    found: Awarded
    base: float
    early_base: float
    early: Award | None


def told_claim(work: Work, rights: Rights, claim: int) -> Given:
    """Award a claim by the kernel's events from their source, and tell them."""
    who = claimant(work, rights, claim)
    lay_allowance(work, rights, who)
    before, terms = who.again() if is_early(work) else None, who.terms()
    note_old_methods(work, rights)
    found, base, early = awarded(who, terms, work.trace), terms.benefit_base, None
    if before:
        last = before.kernel(provisional_terms)(before.person, before.world, before.place, terms, who.year, who.month)
        base, early = last.benefit_base, awarded(before, last, QUIET).award
    return Given(found, terms.benefit_base, base, early)


def listed_claim(work: Work, rights: Rights, claim: int) -> Given | None:
    """Award a claim of a list compiled; None where two awards are compared, an allowance goes before or terms are told."""
    press, place = press_of(work.law), work.place or ""
    if press is None or work.trace.terms or work.disabled or is_public(work.case, claim):
        return None
    if shipped(law_row(place), "formula_1997", claim) or work.law.given(place, "divisor") is not None:
        return None
    early, known = is_early(work), known_of(work, rights, place)
    numbers = numbers_of(work, rights, place, press.place(place), claim)
    found = press.claim(numbers, values_of(work, rights, known), regional_months(work), early)
    base, divisor, award, last, first = found
    return Given(Awarded(whole(award), divisor, None), base, last, whole(first) if early else None)


def base_of(work: Work, month: int) -> float | None:
    """Tell the benefit base of a month, and where it or the index is not known say so; None where the base is not."""
    found = work.law.find(work.place, "benefit_base", month)
    if found:
        work.trace.term("benefit_base", found.value, found.source, year=str(month // MONTHS))
    if found is None or (work.rights and work.rights.mean is None):
        unanswered(work, found.value if found else None)
    return found.value if found else None


def note_old_methods(work: Work, rights: Rights) -> None:
    """Remark what the law compares an award with and the case does not say."""
    row = law_row(work.place or "")
    form = work.law.transitional(work.place)
    until = int(shipped(row, "transitional_until", work.claim or 0))
    if (
        until
        and not work.career
        and (form is None or (form.variant == "account_blend" and form.weighted_years is None))
    ):
        work.trace.note("early_indices_unknown", until=month_text(until - 1))
    if not (rights.deemed_months or rights.deemed_years):
        return
    if form is None:
        if row != work.place:
            work.trace.note("transitional_default")
        if shipped(row, "transitional_old_floor", work.claim or 0):
            work.trace.note("blend_without_old_account")
    if estimate := paper_estimate(work, rights, work.place or "").get("paper_account"):
        monthly = estimate / shipped(row, "paper_account_divisor", work.claim or 0)
        work.trace.note("paper_account_estimated", amount=f"{monthly:.2f}")


def beside(work: Work, rights: Rights, given: Given) -> None:
    """Enter what goes with a pension: a provisional award, the addition of the year, levers, a comparison, pillars."""
    assert work.claim is not None
    result, public, found = work.result, is_public(work.case, work.claim), given.found
    if given.early and (early := provisional(work, given.early_base, given.early, given.base, found.award)):
        result["provisional"] = early
    if more := addition(work.desk(work.claim), found.award, given.base):
        result["addition"] = more
    if levers := what_if(work, rights, found.award):
        result["what_if"] = levers
    if found.comparison:
        result["comparison"] = found.comparison
    elif public and is_compared(work, rights):
        work.trace.note("no_public_pay")
    if (work.case.pillars or public) and (rows := pillars(work, found.divisor)):
        result["pillars"] = rows


def is_compared(work: Work, rights: Rights) -> bool:
    """Tell whether the law compares a public pension with the old award: of all before the reform, then of who served."""
    before = not shipped_now(work, "public_employer_rate")
    return before or bool(shipped_now(work, "public_compared") and rights.deemed_months)


def shipped_now(work: Work, name: str) -> float:
    """Return a shipped value at the place that pays in the month of the claim."""
    return shipped(law_row(work.place or ""), name, work.claim or 0)


def lay_allowance(work: Work, rights: Rights, who: Claimant) -> None:
    """Lay the disability allowance drawn before the claim over the record, raised each January up to it."""
    if work.disabled is None:
        return
    case, allowance = work.disabled
    assert work.case.disability
    person = who.person
    person.paying_place = who.place
    person.disability_case, person.disability_fen = case, round(allowance * 100)
    person.disability_from, person.disability_until = work.case.disability.month + 1, work.claim
    months = rights.months if rights.years is None else rights.years * MONTHS
    raise_allowance(who, months, (work.claim or 0) // MONTHS, work.trace)
