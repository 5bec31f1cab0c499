"""What death leaves to the family, what disability pays, and what the yearly adjustments make of a pension."""

from typing import Any

from microsim.amounts import MONTHS
from microsim.cases.award import Award
from microsim.cases.desk import Desk
from microsim.cases.geography import law_row
from microsim.cases.law_model import Adjustment
from microsim.cases.laws import CaseLaw, shipped
from microsim.cases.plain import plain
from microsim.cases.trace import Trace
from microsim.schemes.base.accounts import fen
from microsim.schemes.base.indexation import adjusted_pension
from microsim.schemes.disability.rules import disability_allowance, disability_case, disability_months
from microsim.schemes.survivors.rules import (
    dependants_lump_months,
    funeral_grant,
    grant_base,
    lump_months_by_law,
    survivor_cap,
)

SHORT = 5  # years below which survivors receive no more than the own contributions
BASIC_ONLY, FULL = 2, 3  # cases of the disability rule


def yuan(value: float) -> float:
    """Round an amount to the fen, half up."""
    return int(plain(fen)(value)) / 100


def survivors(
    desk: Desk, years: float, in_payment: float, dependants: int | None, account: float | None
) -> dict[str, float]:
    """Return funeral grant and lump sum, and the account the heirs receive where it is known."""
    national = bool(desk.shipped("survivor_national_rule"))
    base = desk.value("survivor_base")
    trace = desk.trace
    if national:
        found = desk.law.find(desk.place, "survivor_base", desk.month)
        trace.term("survivor_base", base, found.source if found else "")
        months = trace.call(
            lump_months_by_law,
            years=years,
            years_in_payment=in_payment,
            first_months=desk.shipped("survivor_lump_first"),
            second_months=desk.shipped("survivor_lump_second"),
            full_months=desk.shipped("survivor_lump_full"),
            last_year=desk.shipped("survivor_last_year"),
        )
        funeral_months = desk.shipped("funeral_months")
    else:
        given = desk.law.given(desk.place, "survivor_base")
        wage = given or desk.value("reference_wage")
        base = trace.call(grant_base, national_rule=False, income=base, wage=wage)
        trace.note("provincial_survivors", dependants=1 if dependants is None else dependants)
        names = ("one", "two", "more")
        steps = {f"for_{name}": desk.shipped(f"survivor_dependants_{name}") for name in names}
        months = trace.call(dependants_lump_months, dependants=1 if dependants is None else dependants, **steps)
        funeral_months = desk.shipped("survivor_provincial_funeral_months")
    funeral = yuan(trace.call(funeral_grant, survivor_base=base, months=funeral_months))
    lump = yuan(months * base)
    trace.term("lump", lump, "renshebufa-2021-18-5" if national else "sz-survivors", months=months, survivor_base=base)
    if (
        national
        and account is not None
        and funeral + lump > (capped := plain(survivor_cap)(funeral + lump, years, account))
    ):
        trace.rule(survivor_cap, capped, benefit=funeral + lump, years=years, own_contributions=account)
        funeral = min(funeral, yuan(capped))
        lump = yuan(capped) - funeral
    answer = {"funeral": funeral, "lump": round(lump, 2)}
    return answer if account is None else answer | {"account": round(account, 2)}


def disability(desk: Desk, months: int, minimum: int, to_statutory: int, award: Award) -> dict[str, Any] | None:
    """Return the disability allowance and for how many months it is paid; None where none is due."""
    case = desk.trace.call(
        disability_case,
        months=months,
        minimum_months=minimum,
        months_to_statutory=to_statutory,
        near_months=int(desk.shipped("disability_near_months")),
        in_force=int(desk.shipped("disability_in_force")),
    )
    if case == 0:
        return None
    values = {"case": case, "basic": award.basic / 100, "full": award.total / 100}
    monthly = yuan(desk.trace.call(disability_allowance, **values))
    if case in (BASIC_ONLY, FULL):
        desk.trace.note("disability_until_statutory")
        return {"case": case, "monthly": monthly, "months": to_statutory}
    names = ("first_years_months", "first_months", "months_per_year")
    limits = {name: int(desk.shipped(f"disability_{name}")) for name in names}
    return {
        "case": case,
        "monthly": monthly,
        "months": int(desk.trace.call(disability_months, months=months, **limits)),
    }


def terms_of(given: Adjustment | None, row: str, month: int) -> dict[str, Any]:
    """Return the terms of a year's adjustment: those of the case, else the shipped ones."""
    if given is not None:
        terms = given.model_dump()
        return terms | {"aged_from": MONTHS * terms["aged_from"]}
    names = ("flat", "per_year", "rate", "aged", "aged_from")
    return {name: shipped(row, f"adjustment_{name}", month) for name in names}


def adjustments(
    law: CaseLaw,
    place: str | None,
    birth: int | None,
    monthly: float,
    since: int,
    years: float,
    last: int,
    trace: Trace,
) -> list[dict[str, Any]]:
    """Return the pension after each January's adjustment, from the year after the first payment."""
    given = law.given(place, "adjustment") or {}
    rows = []
    for year in range(since // MONTHS + 1, last + 1):
        month = MONTHS * year
        values = terms_of(given.get(year), law_row(place) if place else "elsewhere", month)
        values |= {"pension": monthly, "years": years, "age_months": month - birth if birth is not None else 0}
        monthly = yuan(plain(adjusted_pension)(**values))
        trace.rule(adjusted_pension, monthly, year=year, **values)
        rows.append({"year": year, "monthly": monthly})
    return rows
