"""Answers to events: disability, death, a pension in payment."""

import dataclasses

from microsim.amounts import MONTHS
from microsim.cases.claimant import claimant
from microsim.cases.claims import collect, lived, rights_at
from microsim.cases.family import adjustments, disability, survivors
from microsim.cases.rights import Rights
from microsim.cases.trace import QUIET
from microsim.cases.work import Work, unanswered
from microsim.law.load import load_statute


def disabled(work: Work) -> None:
    """Answer the disability allowance."""
    case, timing = work.case, work.timing
    assert case.disability
    assert timing
    month = case.disability.month
    rights = work.rights if work.claim is None else rights_before(work, month)
    if rights is None:
        return
    base = work.law.find(work.place, "benefit_base", month)
    if base is None or rights.mean is None:
        unanswered(work, base.value if base else None)
        work.where.problems.check()
        return
    work.trace.term("benefit_base", base.value, base.source, year=str(month // MONTHS))
    who = claimant(work, rights, month)
    allowance = disability(who, who.terms(), timing.month, work.trace)
    if allowance:
        work.disabled = (allowance.pop("case"), allowance["monthly"])
        work.result["disability"] = allowance


def rights_before(work: Work, month: int) -> Rights | None:
    """Return the rights at a month before the claim."""
    then = dataclasses.replace(work, trace=QUIET, result={}, claim=None)
    if then.career:
        then.career = lived(then, month)
    return rights_at(then, month, collect(then, month) if then.career and then.career.known else None)


def bereaved(work: Work) -> None:
    """Answer what the family receives."""
    case = work.case
    assert case.death
    month = case.death.month
    if work.rights is None:
        work.trace.note("no_record_survivors")
        return
    years = work.rights.years if work.rights.years is not None else work.rights.months / MONTHS
    received = _years_in_payment(work, month)
    account = work.rights.account
    left = None if account is None else account / 100
    if account is not None and received and "pension" in work.result:
        left = max(0.0, left - received * MONTHS * work.result["pension"]["account"]) if left else left
    elif received:
        left = None
    found = survivors(work.desk(month), years, received, case.death.dependants, left)
    work.result["survivors"] = found


def _years_in_payment(work: Work, death: int) -> float:
    """Return the years of pension received before a death."""
    case = work.case
    if case.record and case.record.years_in_payment is not None:
        return case.record.years_in_payment
    since = case.in_payment.since if case.in_payment else None
    if since is None and case.claim and case.claim.month is not None and "pension" in work.result:
        since = case.claim.month + 1
    return 0.0 if since is None else max(0, death - since + 1) / MONTHS


def adjusted(work: Work) -> None:
    """Answer what the yearly adjustments make of a pension in payment."""
    case = work.case
    assert case.in_payment
    paid = case.in_payment
    years = None
    if work.rights:
        years = work.rights.years if work.rights.years is not None else work.rights.months / MONTHS
    if years is None:
        years = 28.0
        work.trace.note("mean_years")
    last = case.death.month // MONTHS if case.death else int(load_statute().as_of[:4])
    birth = case.person.birth if case.person else None
    work.result["adjustments"] = adjustments(
        work.law, work.place, birth, paid.monthly, paid.since, years, last, work.trace
    )
