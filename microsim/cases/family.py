"""What death leaves to the family, what disability pays, and what the yearly adjustments make of a pension."""

import math
from typing import Any

from microsim.amounts import FEN, MONTHS
from microsim.cases.atlas import atlas_of
from microsim.cases.claimant import Claimant
from microsim.cases.desk import Desk
from microsim.cases.kernel import Person, kernel_of
from microsim.cases.laws import CaseLaw
from microsim.cases.months import calendar
from microsim.cases.rows import VariantRow, world_of
from microsim.cases.steps import tell, tell_rules
from microsim.cases.trace import Trace
from microsim.kernel.world import FIRST_LAW_YEAR
from microsim.schemes.base.accounts import fen
from microsim.schemes.disability.events import grant_allowance, raise_disability
from microsim.schemes.disability.rules import BASIC_ONLY, FULL
from microsim.schemes.employees.award import Terms
from microsim.schemes.employees.payments import raise_pension
from microsim.schemes.survivors.events import survivors_grants
from microsim.watch.opened import plain

NOBODY_KNOWS = math.inf  # what was saved: no cap then
LUMP = {True: "renshebufa-2021-18-5", False: "sz-survivors"}  # article, by whether the national rule holds


def yuan(value: float) -> float:
    """Round an amount to the fen, half up."""
    return int(plain(fen)(value)) / FEN


def survivors(
    desk: Desk, years: float, in_payment: float, dependants: int | None, account: float | None
) -> dict[str, float]:
    """Return funeral grant and lump sum by the kernel's event, and the account the heirs receive where it is known."""
    year, month = calendar(desk.month)
    atlas = atlas_of((desk.place or "",))
    kernel = kernel_of(atlas, desk.trace.terms)
    law = world_of(atlas, desk.law).law[0, year - FIRST_LAW_YEAR]
    national, given = bool(law.survivor_national_rule[month - 1]), desk.law.given(desk.place, "survivor_base")
    if national:
        found = desk.law.find(desk.place, "survivor_base", desk.month)
        desk.trace.term("survivor_base", law.survivor_base, found.source if found else "")
    else:
        desk.trace.note("provincial_survivors", dependants=1 if dependants is None else dependants)
        law = VariantRow(law, {"reference_wage": given}) if given else law
    left = 1 if dependants is None else dependants
    saved = NOBODY_KNOWS if account is None else account
    heard = kernel.hear()
    grants = kernel(survivors_grants)(law, month, left, years, in_payment, saved)
    tell_rules(desk.trace, kernel.take())
    calls = {call.name: call.result for call in heard}
    months = calls.get("lump_months_by_law", calls.get("dependants_lump_months", 0.0))
    funeral = yuan(calls["funeral_grant"])
    base = law.survivor_base if national else law.reference_wage
    desk.trace.term("lump", yuan(months * base), LUMP[national], months=months, survivor_base=base)
    total = yuan(grants)
    funeral = min(funeral, total)
    answer = {"funeral": funeral, "lump": round(total - funeral, 2)}
    return answer if account is None else answer | {"account": round(account, 2)}


def disability(who: Claimant, terms: Terms, statutory_month: int, trace: Trace) -> dict[str, Any] | None:
    """Return the disability allowance and for how many months it is paid; None where none is due."""
    now, person = MONTHS * who.year + who.month - 1, who.person
    person.statutory_month = statutory_month
    who.kernel(grant_allowance)(person, who.world, who.place, terms, who.year, now)
    tell(trace, who.kernel.take(), who)
    case = person.disability_case
    if case == 0:
        return None
    if case in (BASIC_ONLY, FULL):
        trace.note("disability_until_statutory")
    return {"case": case, "monthly": person.disability_fen / FEN, "months": person.disability_until - now}


def raise_allowance(who: Claimant, months: float, last: int, trace: Trace) -> None:
    """Raise a disability allowance each January up to a year, before the pension follows it."""
    for year in range(who.person.disability_from // MONTHS + 1, last + 1):
        who.person.months[who.person.relation] = months - sum(who.person.deemed_months)
        who.kernel(raise_disability)(who.person, who.world, year)
        tell_rules(trace, who.kernel.take(), year, who.person.disability_fen / FEN)


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
    atlas = atlas_of((place or "",))
    kernel, world = kernel_of(atlas, trace.terms), world_of(atlas, law)
    person = Person(atlas, paying_place=0, claim_month=since - 1, contribution_months=years * MONTHS)
    person.birth = MONTHS * (last + 1) if birth is None else birth  # nobody of unknown age is aged
    person.pension_fen = int(plain(fen)(monthly))
    rows = []
    for year in range(since // MONTHS + 1, last + 1):
        kernel(raise_pension)(person, world, year)
        tell_rules(trace, kernel.take(), year, person.pension_fen / FEN)
        rows.append({"year": year, "monthly": person.pension_fen / FEN})
    return rows
