"""Optional pillars: occupational and enterprise annuity, private pension; each an account and what it pays."""

from collections.abc import Iterable
from typing import Any

from microsim.amounts import MONTHS
from microsim.cases.career import counted
from microsim.cases.edition import desk as shipped_desk
from microsim.cases.geography import law_row
from microsim.cases.laws import shipped, statute_value
from microsim.cases.months import calendar, month_text
from microsim.cases.schemes_model import Enterprise, Private
from microsim.cases.trace import Trace
from microsim.cases.work import Work
from microsim.kernel.world import FIRST_LAW_YEAR
from microsim.schemes.base.accounts import claim_year_interest, fen, interest_months, year_interest
from microsim.schemes.base.contributions import contribution
from microsim.schemes.pillars.rules import (
    annuity_deduction,
    annuity_payment,
    annuity_rates,
    private_contribution,
    private_payout,
    private_tax_saved,
    vested_share,
)
from microsim.watch.opened import plain

NATION = "elsewhere"
LAST = 12  # December
LAWS = {"occupational": "guobanfa-2015-18", "enterprise": "mohrss-order-36", "private": "guobanfa-2022-7"}


def assumed(path: str, year: int) -> float:
    """Return an assumption of a year."""
    return float(shipped_desk().assumed(path, NATION)[year - FIRST_LAW_YEAR])


def in_force(row: str, name: str, month: int) -> float:
    """Return a value of the law on pillars in the very month."""
    return statute_value(row, f"pillars.{name}", month) or 0.0


def grow(payments: Iterable[tuple[int, int]], last: int, rate: float | None, path: str, trace: Trace) -> int:
    """Return an account with its return in a last month, from payments by month."""
    if rate is None:
        trace.note("assumed_return", percent=f"{assumed(path, last // MONTHS) * 100:g}")
    by_year: dict[int, list[tuple[int, int]]] = {}
    for month, money in payments:
        year, number = calendar(month)
        by_year.setdefault(year, []).append((number, money))
    final, to = calendar(last)
    opening = 0
    for year in range(min(by_year, default=final), final + 1):
        paid = sum(money for _, money in by_year.get(year, []))
        weighted = sum(money * plain(interest_months)(number) for number, money in by_year.get(year, []))
        returned = assumed(path, year) if rate is None else rate
        if year < final:
            opening += paid + int(plain(year_interest)(opening, weighted, returned))
        else:
            opening += paid + int(plain(claim_year_interest)(opening, paid, weighted, returned, to))
    return opening


def pillars(work: Work, divisor: float) -> list[dict[str, Any]]:
    """Return what each optional pillar of a case holds and pays from the claim on."""
    given, claim = work.case.pillars, work.claim
    if claim is None:
        return []
    for name in ("enterprise", "private"):
        part = getattr(given, name) if given else None
        if part and part.from_ > (claim if name == "enterprise" else claim // MONTHS):
            where = ("pillars", name, "from")
            work.where.add(where, f"found a start after the claim in {month_text(claim)}; nothing is paid in then")
    work.where.problems.check()
    found = [occupational(work, claim, divisor)]
    if given and given.enterprise:
        found.append(enterprise(given.enterprise, work, claim, divisor))
    if given and given.private:
        found.append(private(given.private, work, claim, divisor))
    return [one for one in found if one]


def paid_out(kind: str, paid_in: int, account: int, divisor: float, trace: Trace) -> dict[str, Any]:
    """Return an account and the months over which it is paid out."""
    monthly = int(plain(fen)(plain(annuity_payment)(account / 100, divisor, account / 100)))
    trace.rule(annuity_payment, monthly / 100, LAWS[kind], account=account / 100, divisor=divisor, left=account / 100)
    months = -(-account // monthly) if monthly else 0
    return {
        "kind": kind,
        "paid_in": paid_in / 100,
        "account": account / 100,
        "monthly": monthly / 100,
        "months": months,
    }


def occupational(work: Work, claim: int, divisor: float) -> dict[str, Any] | None:
    """Return the occupational annuity: employer 8% and employee 4% of the base since October 2014."""
    part = work.case.pillars.occupational if work.case.pillars else None
    if part and part.account is not None:
        return paid_out("occupational", 0, round(part.account * 100), divisor, work.trace)
    payments: dict[int, int] = {}
    public = [spell for spell in counted(work.case.spells) if spell.kind == "public"]
    for run in work.career.paid if work.career and public else ():
        if not run.base or not any(spell.from_ <= run.first <= spell.to for spell in public):
            continue
        for month in range(run.first, run.last + 1):
            names = [f"public_occupational_{who}" for who in ("employer", "employee")]
            rates = [shipped(law_row(run.place), name, month) for name in names]
            payments[month] = sum(int(plain(contribution)(run.base, rate)) for rate in rates)
    if not payments:
        return None
    total = sum(payments.values())
    rate = part.return_ if part else None
    account = grow(payments.items(), claim, rate, "pillars.annuity_return", work.trace)
    work.trace.term("pillar_account", account / 100, LAWS["occupational"], paid=total / 100)
    return paid_out("occupational", total, account, divisor, work.trace)


def enterprise(part: Enterprise, work: Work, claim: int, divisor: float) -> dict[str, Any]:
    """Return the enterprise annuity: rates within the caps of the month, the employer's money as far as it vested."""
    trace, own, employers, free = work.trace, {}, {}, 0.0
    place = work.place or work.home
    row = law_row(place) if place else NATION
    for month in range(part.from_, min(part.to, claim) + 1):
        caps = [in_force(row, f"enterprise_{name}_cap", month) for name in ("employer", "total")]
        both = plain(annuity_rates)(part.employer, part.employee, *caps)
        paid = min(part.employer, caps[0])
        employers[month] = int(plain(contribution)(part.base, paid))
        own[month] = int(plain(contribution)(part.base, both - paid))
        tax = [in_force(row, f"annuity_tax_{name}", month) for name in ("share", "multiple")]
        wage = shipped(row, "average_wage", month)
        free += plain(annuity_deduction)(own[month] / 100, part.base, tax[0], wage, tax[1])
    years = (min(part.to, claim) - part.from_ + 1) / MONTHS
    limit = part.vesting if part.vesting is not None else shipped(row, "enterprise_vesting", claim)
    vested = trace.call(vested_share, years=years, vesting_years=limit)
    rates = {"employer": part.employer, "employee": part.employee}
    trace.rule(annuity_rates, both, **rates, employer_cap=caps[0], total_cap=caps[1])
    path = "pillars.annuity_return"
    of_employer = int(grow(employers.items(), claim, part.return_, path, trace) * vested)
    account = of_employer + grow(own.items(), claim, part.return_, path, trace)
    total = sum(own.values()) + sum(employers.values())
    trace.term("pillar_account", account / 100, LAWS["enterprise"], paid=total / 100)
    found = paid_out("enterprise", total, account, divisor, trace)
    trace.term("tax_free", round(free, 2), "caishui-2013-103", share=tax[0], multiple=tax[1])
    return found | {"tax_free": round(free, 2)}


def private(part: Private, work: Work, claim: int, divisor: float) -> dict[str, Any]:
    """Return the private pension: yearly payments up to the limit, taxed when drawn."""
    trace, place = work.trace, work.place or work.home
    row = law_row(place) if place else NATION
    payments, saved = {}, 0.0
    for year in range(part.from_, part.to + 1):
        month = min(MONTHS * year + LAST - 1, claim)
        if year > claim // MONTHS:
            break
        cap, open_now = (in_force(row, f"private_{name}", month) for name in ("cap", "open"))
        paid = plain(private_contribution)(part.yearly, cap, bool(open_now))
        if trace.terms and year == min(part.to, claim // MONTHS):
            trace.rule(private_contribution, paid, year=year, amount=part.yearly, cap=cap, open_now=bool(open_now))
        if not open_now:
            trace.note("private_closed", year=year)
        payments[month] = int(plain(fen)(paid))
        saved += plain(private_tax_saved)(paid, part.marginal_rate)
    account = grow(payments.items(), claim, part.return_, "pillars.private_return", trace)
    total = sum(payments.values())
    trace.term("pillar_account", account / 100, LAWS["private"], paid=total / 100)
    found = paid_out("private", total, account, divisor, trace)
    rate = shipped(row, "private_tax", claim)
    net = trace.call(private_payout, amount=found["monthly"], tax_rate=rate)
    if saved:
        trace.term("tax_saved", saved, "caishui-2022-34", marginal_rate=part.marginal_rate)
    return found | {"net": round(net, 2), "tax_saved": round(saved, 2)}
