"""The answer to a case: every part that what is given allows."""

from typing import Any

from microsim.cases.award import divisor_of
from microsim.cases.claims import award_claim, choose_place
from microsim.cases.event_checks import check_claim
from microsim.cases.events import adjusted, bereaved, disabled
from microsim.cases.laws import CaseLaw
from microsim.cases.model import Case
from microsim.cases.read import Where
from microsim.cases.refunds import cleared, refunds
from microsim.cases.trace import Trace
from microsim.cases.work import Work, claim_month, claimed, statutory


def answer(case: Case, where: Where, lang: str = "en", terms: bool = True) -> dict[str, Any]:
    """Return the answer to a case that has passed its checks."""
    given = case.spells
    case = case.model_copy(update={"spells": cleared(given)}) if given else case
    work = Work(case, where, Trace(lang, terms), CaseLaw(case.law, None), given)
    if case.person:
        statutory(work)
    claim_month(work)
    if work.timing and case.claim and case.claim.month is not None:
        check_claim(case, work.timing, where)
    where.problems.check()
    choose_place(work)
    award_claim(work)
    if found := refunds(given, case.person, work.law, work.trace):
        work.result.setdefault("refunds", []).extend(found)
    where.problems.check()
    if case.disability and work.timing:
        disabled(work)
    if case.death:
        bereaved(work)
    if case.in_payment:
        adjusted(work)
    return finish(work)


def finish(work: Work) -> dict[str, Any]:
    """Put the parts in order; add transfers, account tables, terms and remarks."""
    result, trace = work.result, work.trace
    if "claim" not in result and work.timing and work.case.claim and work.case.claim.month is not None:
        month = work.case.claim.month
        result["claim"] = claimed(work, month, divisor_of(work.desk(month), month - work.timing.birth))
    if work.career:
        if work.career.known and work.career.relation.transfers:
            result["transfers"] = work.career.relation.transfers
        elif work.career.relation.transfers:
            trace.note("no_bases")
        if work.career.accounts and work.career.known:
            result["accounts"] = work.career.accounts
    if work.saved.accounts:
        result["residents_accounts" if "accounts" in result else "accounts"] = work.saved.accounts
    if trace.terms:
        result["steps"] = trace.steps
        if trace.notes:
            result["notes"] = trace.notes
    return result
