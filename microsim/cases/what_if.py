"""Levers of a reform shown beside the law in force: a pension shared by months, factors for early and late claims."""

from typing import Any

from microsim.amounts import MONTHS
from microsim.cases.award import Award, basic_part
from microsim.cases.career import Career
from microsim.cases.desk import Desk
from microsim.cases.geography import place_name
from microsim.cases.plain import plain
from microsim.cases.rights import Rights, from_career
from microsim.cases.trace import QUIET
from microsim.cases.transitional import transitional_part
from microsim.cases.work import Work
from microsim.schemes.employees.rules.levers import actuarial_factor, higher_of, pays_share, totalised_pension

LEAST = 12  # months below which a place pays no share (article 57)


def what_if(work: Work, rights: Rights, found: Award) -> dict[str, Any]:
    """Return what the levers of a case would pay, yuan a month."""
    wanted = work.case.what_if
    answer: dict[str, Any] = {}
    if wanted is None or work.claim is None:
        return answer
    if wanted.totalised and work.career:
        answer |= totalised(work, work.career, rights, found)
    if (wanted.early_reduction is not None or wanted.late_bonus is not None) and work.timing:
        values = {"claim_month": work.claim, "statutory_month": work.timing.month}
        rates = {"early_reduction": wanted.early_reduction or 0.0, "late_bonus": wanted.late_bonus or 0.0}
        factor = work.trace.call(actuarial_factor, **values, **rates)
        answer |= {"factor": round(factor, 6), "adjusted": round(found.total / 100 * factor + 1e-9, 2)}
    return answer


def months_by_province(career: Career) -> dict[str, tuple[str, int]]:
    """Return place and months of every province of a career, temporary accounts included."""
    held = career.relation.holdings
    return {province: (one.place, one.months) for province, one in held.items() if one.months}


def totalised(work: Work, career: Career, rights: Rights, found: Award) -> dict[str, Any]:
    """Return the pension of article 52: each place pays its months' share of what the whole career earns there.

    Shared are the basic and the transitional part; the account is added up once. Months of places
    with less than a year are shared out over the others.
    """
    parts = months_by_province(career)
    paying = {name: one for name, one in parts.items() if plain(pays_share)(one[1], LEAST)}
    base_months = sum(months for _, months in paying.values())
    shares, total = [], found.account
    for province, (place, months) in paying.items():
        theory = theoretical(work, place, rights, rights.months, rights.deemed_months)
        if theory is None:
            work.trace.note("no_base", place=place)
            return {}
        pro_rata = work.trace.call(totalised_pension, theoretical=theory, own_months=months, all_months=base_months)
        deemed = career.deemed.get(province, 0)
        alone = theoretical(work, place, rights, months, deemed) or 0.0
        values = {"independent": alone, "pro_rata": pro_rata, "own_months": months, "minimum_months": work.minimum}
        paid = float(work.trace.call(higher_of, **values))
        amounts = {"theoretical": round(theory, 2), "paid": round(paid + 1e-9, 2)}
        shares.append({"place": place, "months": months} | amounts)
        total += round(paid * 100 + 1e-7)
    work.trace.note("totalised", place=place_name(work.place or "", work.trace.lang))
    amounts = {"now": (found.basic + found.transitional + found.account) / 100, "total": total / 100}
    return {"totalised": shares} | amounts


def theoretical(work: Work, place: str, rights: Rights, months: int, deemed: int) -> float | None:
    """Return basic and transitional part by the law of a place for so many months of the whole career."""
    assert work.claim is not None
    base = work.law.find(place, "benefit_base", work.claim)
    if base is None:
        return None
    record = work.case.record
    if work.career and not (record and record.mean_index is not None):
        there = from_career(work.career, place, work.law, work.claim, rights.account, QUIET)
        if there.mean is not None:
            rights = rights._replace(mean=there.mean)
    desk = Desk(work.law, place, work.claim, QUIET)
    own = rights._replace(months=months, years=None, deemed_months=deemed, deemed_years=deemed / MONTHS)
    basic = basic_part(desk, base.value, own.mean or 0.0, months / MONTHS)
    return basic + transitional_part(desk, own, base.value, months / MONTHS)
