"""The formula of 1997: alone to 2005, then compared with that of 2005 while its gain is released."""

from typing import Any

from microsim.cases.award import Award, total_of
from microsim.cases.desk import Desk
from microsim.cases.plain import plain
from microsim.cases.public import at_total
from microsim.cases.rights import Rights
from microsim.schemes.base.accounts import fen
from microsim.schemes.employees.rules.old_formula import account_pension_1997, basic_pension_1997, released_award

ALONE = 1


def by_formula(
    desk: Desk, rights: Rights, minimum: int, base: float, found: Award
) -> tuple[Award, dict[str, Any] | None]:
    """Return the award by the formulas in force at the claim, and how it follows from both.

    ``base`` is last year's average wage: to 2018 the benefit base was nothing else.
    """
    form = int(desk.shipped("formula_1997"))
    if not form:
        return found, None
    trace = desk.trace
    share, divisor = desk.shipped("basic_share_1997"), desk.shipped("account_divisor_1997")
    basic = trace.call(basic_pension_1997, last_wage=base, months=rights.months, minimum_months=minimum, share=share)
    account = trace.call(account_pension_1997, account=(rights.account or 0) / 100, divisor=divisor)
    old = total_of(desk, basic, account, found.transitional / 100, found.supplements / 100)
    shown = {"scheme": "formula_1997", "old": old.total / 100, "new": found.total / 100}
    if form == ALONE:
        return old, shown | {"released": 0.0, "total": old.total / 100}
    released = desk.shipped("gain_released")
    paid = trace.call(released_award, "comparison-2006", new=found.total / 100, old=old.total / 100, released=released)
    total = int(plain(fen)(paid))
    return at_total(found, total), shown | {"released": released, "total": total / 100}
