"""The provisional award of a claim before the month in which the benefit base of the year is announced."""

from collections.abc import Callable
from typing import Any

from microsim.amounts import MONTHS
from microsim.cases.award import Award, benefit_base
from microsim.cases.desk import Desk
from microsim.cases.geography import SHIPPED
from microsim.cases.months import calendar
from microsim.cases.plain import plain
from microsim.cases.trace import QUIET
from microsim.schemes.employees.rules.arrears import provisional_base, provisional_months, settlement


def is_early(desk: Desk) -> bool:
    """Whether the base of the year is not announced yet, and both bases are known."""
    if calendar(desk.month)[1] >= desk.shipped("base_announced"):
        return False
    given = desk.law.given(desk.place, "benefit_base")
    if isinstance(given, dict):
        year = desk.month // MONTHS
        return year in given and year - 1 in given
    return given is None and desk.place in SHIPPED


def provisional(
    desk: Desk, new_base: float, months_by_place: dict[str, int], final: Award, award_at: Callable[[float], Award]
) -> dict[str, Any] | None:
    """Return the award on last year's base, for how many months it is paid, and what is paid afterwards."""
    if not is_early(desk):
        return None
    number, announced = calendar(desk.month)[1], int(desk.shipped("base_announced"))
    last = benefit_base(Desk(desk.law, desk.place, desk.month - MONTHS, QUIET), months_by_place)
    if last is None:
        return None
    base = plain(provisional_base)(number, announced, last, new_base)
    months = plain(provisional_months)(number, announced)
    early = award_at(base)
    if early.total == final.total:
        return None
    due = plain(settlement)(final.total, early.total, months)
    if desk.trace.terms:
        values = {"month": number, "announced_in": announced}
        desk.trace.rule(provisional_base, base, **values, last_base=last, new_base=new_base)
        desk.trace.rule(provisional_months, months, **values)
        desk.trace.rule(settlement, due, final_fen=final.total, provisional_fen=early.total, months=months)
    return {"base": round(base, 2), "total": early.total / 100, "months": months, "settlement": due / 100}
