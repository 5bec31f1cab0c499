"""The residents' pension of a case."""

from itertools import groupby
from typing import Any

from microsim.cases.geography import SHIPPED, law_row
from microsim.cases.laws import GIVEN, CaseLaw, shipped, source_of
from microsim.cases.months import month_text
from microsim.cases.plain import plain
from microsim.cases.trace import Trace
from microsim.cases.work import Work
from microsim.schemes.base.accounts import account_left, fen
from microsim.schemes.bridge.rules import double_drawing_debt
from microsim.schemes.residents.rules import (
    residents_annuity,
    residents_buy_in,
    residents_buyable_months,
    residents_pension,
    residents_required_months,
)


def pension(
    law: CaseLaw, place: str | None, month: int, age: int, account: int, months: int, trace: Trace
) -> dict[str, float]:
    """Return the residents' pension at a place in a month."""
    row = law_row(place) if place else "elsewhere"
    given = law.residents(place)
    amounts = _amounts(given, row, month)
    trace.term("residents_basic", amounts["basic"], GIVEN if given else source_of(row, "residents_basic", month))
    if given is None and place not in SHIPPED:
        trace.note("residents_minimum")
    divisor = shipped(row, "residents_divisor", month)
    annuity = trace.call(residents_annuity, account=account / 100, divisor=divisor)
    minimum = int(shipped(row, "residents_minimum_months", month))
    values = {
        "basic": amounts["basic"],
        "annuity": annuity,
        "months": months,
        "minimum_months": minimum,
        "long_bonus": amounts["long_bonus"],
        "age_months": age,
        "aged_bonus": amounts["aged_bonus"],
        "aged_from": int(shipped(row, "residents_aged_from", month)),
    }
    total = trace.call(residents_pension, **values)
    whole, part = round(total + 1e-9, 2), round(annuity + 1e-9, 2)
    return {"basic": round(whole - part, 2), "account": part, "total": whole}


def buy_in(work: Work, place: str | None, month: int, account: int, months: int) -> tuple[int, int]:
    """Return account and months with what an elder buys of the missing years; note where years are missing."""
    assert work.timing
    row = law_row(place) if place else "elsewhere"
    values = {
        "birth": work.timing.birth,
        "scheme_start": int(shipped(row, "residents_start", month)),
        "claim_age": int(shipped(row, "residents_claim_age", month)),
        "minimum_months": int(shipped(row, "residents_minimum_months", month)),
    }
    required = int(plain(residents_required_months)(**values))
    missing = values["minimum_months"] - months
    wanted = work.case.residents.buy_in if work.case.residents else None
    if wanted is None or missing <= 0:
        if months < required and work.saved.accounts:
            work.trace.note("residents_short", months=months, required=required)
        return account, months
    bought = min(missing, int(plain(residents_buyable_months)(**values)))
    if bought <= 0:
        work.where.add(
            ("residents", "buy_in"),
            f"found {wanted:g}, but years may be bought only by those who were above 45 in "
            f"{month_text(values['scheme_start'])}, when the scheme began",
        )
        work.where.problems.check()
    cost = work.trace.call(residents_buy_in, tier=wanted, months=bought)
    work.result["buy_in"] = {"months": bought, "cost": cost / 100, "account": cost / 100}
    return account + cost, months + bought


def drawn_before(work: Work, account: int) -> int:
    """Return what is left of a residents' account after the pension drawn from it up to the claim."""
    drawn, claim = work.case.residents.drawn if work.case.residents else None, work.claim
    if drawn is None or claim is None:
        return account
    months = min(drawn.to, claim) - drawn.from_ + 1
    monthly = plain(fen)(plain(residents_annuity)(account / 100, shipped("elsewhere", "residents_divisor", claim)))
    left = work.trace.call(account_left, "renshebufa-2014-17-5", account_fen=account, paid_fen=int(monthly) * months)
    return int(left)


def overpaid(work: Work) -> dict[str, Any] | None:
    """Return what must be paid back of a residents' pension drawn beside the employees' pension."""
    drawn, claim = work.case.residents.drawn if work.case.residents else None, work.claim
    if drawn is None or claim is None or "pension" not in work.result:
        return None
    row = law_row(work.home) if work.home else "elsewhere"
    months = [month for month in range(drawn.from_, drawn.to + 1) if month > claim]
    debt = 0
    given = work.law.residents(work.home)
    for basic, stretch in groupby(months, key=lambda month: _amounts(given, row, month)["basic"]):
        debt += int(plain(double_drawing_debt)(int(plain(fen)(basic)), len(list(stretch))))
    if not months:
        return None
    work.trace.rule(double_drawing_debt, debt, months=len(months))
    return {"kind": "double_drawing", "place": work.home or "", "amount": -debt / 100}


def _amounts(given: Any, row: str, month: int) -> dict[str, float]:
    """Return basic pension and supplements: those of the case, else the shipped ones."""
    if given is None or (given.minimum is None and given.top_up is None):
        basic = shipped(row, "residents_basic", month)
        bonuses = [shipped(row, name, month) for name in ("residents_long_bonus", "residents_aged_bonus")]
    else:
        minimum = given.minimum if given.minimum is not None else shipped("elsewhere", "residents_basic", month)
        basic = minimum + (given.top_up or 0.0)
        bonuses = [0.0, 0.0]
    long_bonus = given.long_bonus if given is not None and given.long_bonus is not None else bonuses[0]
    aged_bonus = given.aged_bonus if given is not None and given.aged_bonus is not None else bonuses[1]
    return {"basic": basic, "long_bonus": long_bonus, "aged_bonus": aged_bonus}
