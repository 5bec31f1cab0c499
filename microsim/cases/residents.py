"""The residents' pension of a case."""

from typing import Any

from microsim.cases.geography import SHIPPED, law_row
from microsim.cases.laws import GIVEN, CaseLaw, shipped, source_of
from microsim.cases.plain import plain
from microsim.cases.trace import Trace
from microsim.rules.residents import residents_annuity, residents_pension


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
    total = plain(residents_pension)(**values)
    trace.rule(
        residents_pension, total, basic=amounts["basic"], annuity=annuity, more=total - amounts["basic"] - annuity
    )
    whole, part = round(total + 1e-9, 2), round(annuity + 1e-9, 2)
    return {"basic": round(whole - part, 2), "account": part, "total": whole}


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
