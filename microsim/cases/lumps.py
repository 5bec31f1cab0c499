"""Months bought in one sum: back payment, money for land, the conversion of township insurance."""

from typing import Any

from microsim.cases.arrears import credits
from microsim.cases.career import Lump
from microsim.cases.geography import law_row, province_of
from microsim.cases.laws import CaseLaw, shipped
from microsim.cases.model import Case, Spell
from microsim.cases.months import month_text
from microsim.cases.plain import plain
from microsim.cases.schemes_model import Bought, Land
from microsim.cases.trace import Trace
from microsim.schemes.base.accounts import fen
from microsim.schemes.closed.rules import land_months, land_subsidy
from microsim.schemes.employees.rules.eligibility import buy_in_cost
from microsim.schemes.employees.rules.transfers import buy_in_moves


def lumps_of(case: Case, spells: list[Spell], law: CaseLaw) -> list[Lump]:
    """Return all money of a case that is paid in one month for others."""
    found = credits(spells, law, case.person)
    if case.bought:
        found.append(bought_lump(case.bought))
    if case.land and to_employees(case.land):
        months, _ = land_terms(case.land)
        if months:
            found.append(lump_of(case.land.place, case.land.month, months, None))
    return found


def lump_of(place: str, month: int, months: int, base: float | None) -> Lump:
    """Return months bought at a base, the floor by default: the account's part is credited, the rest is the pool's."""
    row = law_row(place)
    base = base or shipped(row, "base_floor", month)
    cost = int(plain(buy_in_cost)(base, shipped(row, "flexible_rate", month), months))
    credit = int(plain(buy_in_cost)(base, shipped(row, "flexible_account_rate", month), months))
    return Lump(place, month, credit, months, base, (cost - credit) // months)


def bought_lump(bought: Bought) -> Lump:
    """Return months bought back in one sum."""
    return lump_of(bought.place, bought.month, bought.months, bought.base)


def bought_stays(bought: Bought | None, province: str) -> bool:
    """Whether bought months do not move: three years or more without proof."""
    if bought is None or province_of(bought.place) == province:
        return False
    limit = int(shipped(law_row(bought.place), "buy_in_proof_months", bought.month))
    return not plain(buy_in_moves)(bought.months, limit, bought.proven)


def to_employees(land: Land) -> bool:
    """Whether the money for land buys months of the employees' scheme."""
    if land.to is not None:
        return land.to == "employees"
    return bool(shipped(law_row(land.place), "land_to_employees", land.month))


def land_terms(land: Land) -> tuple[int, int]:
    """Return the months of the employees' scheme the money for land buys, and the money in fen."""
    row, month = law_row(land.place), land.month
    floor, rate = shipped(row, "base_floor", month), shipped(row, "flexible_rate", month)
    if land.amount is not None:
        money = int(plain(fen)(land.amount))
    else:
        months = land.months or int(shipped(row, "land_months", month))
        money = int(plain(land_subsidy)(floor, rate, months))
    return int(plain(land_months)(money, floor, rate, int(to_employees(land)))), money


def show_bought(case: Case, trace: Trace) -> dict[str, Any] | None:
    """Return what months bought in one sum cost."""
    if case.bought is None:
        return None
    lump = bought_lump(case.bought)
    rate = shipped(law_row(lump.place), "flexible_rate", lump.month)
    cost = trace.call(buy_in_cost, "renshebugui-2016-5", base=lump.base, rate=rate, months=lump.months)
    return {"month": month_text(lump.month), "months": lump.months, "cost": cost / 100, "account": lump.credit / 100}


def show_land(case: Case, trace: Trace) -> dict[str, Any] | None:
    """Return what the money for land buys."""
    if case.land is None:
        return None
    land, row = case.land, law_row(case.land.place)
    months, money = land_terms(land)
    floor, rate = shipped(row, "base_floor", land.month), shipped(row, "flexible_rate", land.month)
    if land.amount is None:
        wanted = land.months or int(shipped(row, "land_months", land.month))
        trace.rule(land_subsidy, money, floor_base=floor, rate=rate, months=wanted)
    if to_employees(land):
        trace.rule(land_months, months, subsidy_fen=money, floor_base=floor, rate=rate, to_employees=True)
        account = lump_of(land.place, land.month, months, None).credit if months else 0
    else:
        trace.note("land_residents")
        account = money
    answer = {"month": month_text(land.month), "money": money / 100, "months": months, "account": account / 100}
    return answer
