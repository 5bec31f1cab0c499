"""The provisional award of a claim before the month in which the benefit base of the year is announced."""

from typing import Any

from microsim.amounts import MONTHS
from microsim.cases.award import Award
from microsim.cases.geography import SHIPPED, law_row
from microsim.cases.laws import shipped
from microsim.cases.months import calendar
from microsim.cases.work import Work
from microsim.schemes.employees.rules.arrears import provisional_base, provisional_months, settlement
from microsim.watch.opened import plain


def is_early(work: Work) -> bool:
    """Whether the base of the year is not announced yet, and both bases are known."""
    assert work.claim is not None
    if work.claim % MONTHS + 1 >= shipped(law_row(work.place or ""), "base_announced", work.claim):
        return False
    if work.law.silent:
        return work.place in SHIPPED
    given = work.law.given(work.place, "benefit_base")
    if isinstance(given, dict):
        year = work.claim // MONTHS
        return year in given and year - 1 in given
    return given is None and work.place in SHIPPED


def provisional(work: Work, last_base: float, early: Award, base: float, final: Award) -> dict[str, Any] | None:
    """Return the award on last year's base, for how many months it is paid, and what is paid afterwards."""
    if early.total == final.total:
        return None
    month = calendar(work.claim or 0)[1]
    announced = int(shipped(law_row(work.place or ""), "base_announced", work.claim or 0))
    months = plain(provisional_months)(month, announced)
    due = plain(settlement)(final.total, early.total, months)
    if work.trace.terms:
        values, bases = {"month": month, "announced_in": announced}, (last_base, base)
        names = dict(zip(("last_base", "new_base"), bases, strict=True))
        work.trace.rule(provisional_base, last_base, **values, **names)
        work.trace.rule(provisional_months, months, **values)
        work.trace.rule(settlement, due, final_fen=final.total, provisional_fen=early.total, months=months)
    return {
        "base": round(last_base, 2),
        "total": early.total / 100,
        "months": months,
        "settlement": due / 100,
    }
