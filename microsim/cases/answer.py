"""The answer to a case: every part that what is given allows."""

from typing import Any

from microsim.cases.arrears import arrears, waivable
from microsim.cases.award import divisor_of
from microsim.cases.checks import TIMING, run_checks
from microsim.cases.claims import award_claim, choose_place
from microsim.cases.closed import certificate, conversion_lump, convert, show_township, with_converted
from microsim.cases.events import adjusted, bereaved, disabled
from microsim.cases.laws import CaseLaw
from microsim.cases.lumps import land_terms, lumps_of, show_bought, show_land, to_employees
from microsim.cases.model import Case, Spell
from microsim.cases.refunds import cleared, refunds
from microsim.cases.residents_claim import overpaid
from microsim.cases.spell_checks import began_young
from microsim.cases.trace import Trace
from microsim.cases.work import Work, claim_month, claimed, statutory
from microsim.reading import Where


def answer(case: Case, where: Where, lang: str = "en", terms: bool = True) -> dict[str, Any]:
    """Return the answer to a case that has passed its checks."""
    work = open_case(case, where, Trace(lang, terms))
    given, case = case.spells, work.case
    if case.person:
        statutory(work)
    claim_month(work)
    if work.timing and case.claim and case.claim.month is not None:
        run_checks(TIMING, (), where, case, work.timing, case.claim.month)
    where.problems.check()
    if work.trace.terms and began_young(work.case, work.claim):
        work.trace.note("before_16")
    choose_place(work)
    before = bool(case.disability and work.timing and work.claim is not None)
    if before:
        disabled(work)
    award_claim(work)
    if given and (found := refunds(given, case.person, work.law, work.trace)):
        work.result.setdefault("refunds", []).extend(found)
    if case.residents and (debt := overpaid(work)):
        work.result.setdefault("refunds", []).append(debt)
    if given or case.land or case.bought:
        work.result |= beside(work, given)
    where.problems.check()
    if case.disability and work.timing and not before:
        disabled(work)
    if case.death:
        bereaved(work)
    if case.in_payment:
        adjusted(work)
    return finish(work)


def open_case(case: Case, where: Where, trace: Trace) -> Work:
    """Lay a case on the desk: closed records cut down, township months converted, sums paid for other months noted."""
    given, law = case.spells, CaseLaw(case.law, None)
    if not (given or case.land or case.bought):
        return Work(case, where, trace, law, given)
    township = convert(case, law)
    spells = with_converted(cleared(given), township)
    case = case.model_copy(update={"spells": spells})
    work = Work(case, where, trace, law, given, township=township)
    work.lumps = lumps_of(case, spells, law) + conversion_lump(township)
    if case.land and not to_employees(case.land):
        work.land_account = (case.land.month, land_terms(case.land)[1])
    return work


def beside(work: Work, given: list[Spell]) -> dict[str, Any]:
    """Return what closed schemes, bought months and arrears answer."""
    case, trace = work.case, work.trace
    found: dict[str, Any] = {"bought": show_bought(case, trace), "land": show_land(case, trace)}
    if work.township:
        found["township"] = show_township(work.township, work.law, work.claim, trace)
    if work.timing:
        found["certificate"] = certificate(case, work.law, work.timing, trace)
    found["arrears"] = arrears(given, work.law, case.person, trace)
    if work.career and work.career.known:
        rows = sorted(work.career.money.items())
        if any(waivable(spell) for spell in given):
            trace.note("waiver")
        found["contributions"] = [
            {"year": year, "employer": money[0] / 100, "own": money[1] / 100, "waived": money[2] / 100}
            for year, money in rows
        ]
    return {name: part for name, part in found.items() if part}


def finish(work: Work) -> dict[str, Any]:
    """Put the parts in order; add transfers, account tables, terms and remarks."""
    result, trace = work.result, work.trace
    if "claim" not in result and work.timing and work.case.claim and work.case.claim.month is not None:
        month = work.case.claim.month
        result["claim"] = claimed(work, month, divisor_of(work.desk(month), month - work.timing.birth))
    if work.career:
        moves = [{name: value for name, value in row.items() if name != "rate"} for row in work.career.transfers]
        if work.career.known and moves:
            result["transfers"] = moves
        elif moves:
            trace.note("no_bases")
        if work.career.accounts and work.career.known:
            result["accounts"] = work.career.accounts
    if work.saved:
        result["residents_accounts" if "accounts" in result else "accounts"] = work.saved
    if trace.terms:
        result["steps"] = trace.steps
        if trace.notes:
            result["notes"] = trace.notes
    return result
