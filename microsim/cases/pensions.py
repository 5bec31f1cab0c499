"""What is paid at the claim: the pension of the employees' scheme, or the residents' where years are missing."""

from collections.abc import Callable
from typing import Any

from microsim.cases.award import Award, addition, award, basic_part, benefit_base, on_base
from microsim.cases.career import counted
from microsim.cases.desk import Desk
from microsim.cases.ending import end
from microsim.cases.family import FULL, adjustments
from microsim.cases.formula_1997 import by_formula
from microsim.cases.laws import shipped
from microsim.cases.moves import residents_place
from microsim.cases.pillars import pillars
from microsim.cases.plain import plain
from microsim.cases.provisional import provisional
from microsim.cases.public import at_total, compared, is_public
from microsim.cases.residents import buy_in, drawn_before, pension
from microsim.cases.residents_account import save
from microsim.cases.rights import YEAR, Rights, months_of
from microsim.cases.trace import QUIET
from microsim.cases.what_if import what_if
from microsim.cases.work import NATION, Work, claimed, guangdong_months, has_residents, note_year, unanswered
from microsim.rules.bridge import TO_RESIDENTS, bridge_way, bridged_account, bridged_months, pooled_loss
from microsim.rules.disability import pension_after_disability
from microsim.rules.eligibility import missing_months


def employees_pension(work: Work) -> None:
    """Answer the pension of the employees' scheme, or of the public service."""
    rights, claim = work.rights, work.claim
    assert rights is not None
    assert claim is not None
    desk = work.desk(claim)
    base = benefit_base(desk, guangdong_months(work))
    if base is None or rights.mean is None:
        unanswered(work, base)
        return
    if has_residents(work):
        rights = with_residents(work, rights, claim)
    if rights.account is None:
        work.trace.note("no_account")
    if not work.timing:
        work.trace.note("age_sixty")
    age = desk.month - work.timing.birth if work.timing else YEAR * 60
    months = guangdong_months(work)
    raw, divisor = award(desk, rights, age, base, work.home, local_months(work, months))
    found, comparison = by_rules(work, desk, rights, base, raw)
    found = after_disability(work, desk, rights, found)
    note_year(work, claim)
    work.result["claim"] = claimed(work, claim, divisor)
    work.result["pension"] = found.answer()
    quiet = Desk(desk.law, desk.place, desk.month, QUIET)

    def early(last: float) -> Award:
        """Return the award on last year's base."""
        made = by_rules(work, quiet, rights, last, on_base(quiet, rights, last, raw))[0]
        return after_disability(work, quiet, rights, made)

    _beside(work, desk, rights, base, months, found, early)
    if comparison:
        work.result["comparison"] = comparison
    if (work.case.pillars or is_public(work.case, claim)) and (rows := pillars(work, divisor)):
        work.result["pillars"] = rows


def with_residents(work: Work, rights: Rights, claim: int) -> Rights:
    """Return the rights with what is left of the residents' account."""
    drawn = work.case.residents.drawn if work.case.residents else None
    _save(work, min(claim, drawn.from_) if drawn else claim)
    work.saved = work.saved._replace(account=drawn_before(work, work.saved.account))
    both = {"employees_fen": rights.account or 0, "residents_fen": work.saved.account, "refund_fen": 0}
    if work.saved.account:
        work.trace.term("bridge_in", work.saved.account / 100, "renshebufa-2014-17-5")
    return rights._replace(account=int(plain(bridged_account)(**both)))


def local_months(work: Work, months: dict[str, int]) -> tuple[int, int] | None:
    """Return the months in Shenzhen since its individual accounts began and those deemed before; None from totals."""
    if work.career is None:
        return None
    start = int(shipped("shenzhen", "account_start", work.claim or 0))
    runs = [run for run in work.career.deemed_runs if run[0] == "shenzhen"]
    early = sum(max(0, min(last, start - 1) - first + 1) for _, first, last in runs)
    return months.get("shenzhen", 0), early


def by_rules(work: Work, desk: Desk, rights: Rights, base: float, raw: Award) -> tuple[Award, dict[str, Any] | None]:
    """Return the award after the comparison of old and new rules, and that comparison."""
    if is_public(work.case, work.claim):
        return compared(desk, work.case, raw, rights.months)
    return by_formula(desk, rights, work.minimum, base, raw)


def _beside(
    work: Work,
    desk: Desk,
    rights: Rights,
    base: float,
    months: dict[str, int],
    found: Award,
    early: Callable[[float], Award],
) -> None:
    """Enter what goes with a pension: the provisional award, the addition of the year, levers."""
    if before := provisional(desk, base, months, found, early):
        work.result["provisional"] = before
    if more := addition(desk, found, base):
        work.result["addition"] = more
    if levers := what_if(work, rights, found):
        work.result["what_if"] = levers


def after_disability(work: Work, desk: Desk, rights: Rights, found: Award) -> Award:
    """Return the pension of who drew the disability allowance before it: the same, or not less, by the case."""
    if work.disabled is None:
        return found
    case, allowance = work.disabled
    assert work.case.disability
    assert work.timing
    if case == FULL:
        since, years = (
            work.case.disability.month + 1,
            rights.years if rights.years is not None else rights.months / YEAR,
        )
        last = desk.month // YEAR
        rows = adjustments(desk.law, desk.place, work.timing.birth, allowance, since, years, last, desk.trace)
        allowance = rows[-1]["monthly"] if rows else allowance
    paid = desk.trace.call(pension_after_disability, case=case, allowance=allowance, pension=found.total / 100)
    total = round(paid * 100)
    return found if total == found.total else at_total(found, total)


def residents_pension(work: Work) -> None:
    """Answer the residents' pension, with the employees' account where its years do not suffice."""
    if not work.timing or work.claim is None:
        return
    birth = work.timing.birth
    start = max(birth + int(shipped(NATION, "residents_claim_age", work.claim)), work.claim)
    place = residents_place(work.case.person, start) or work.place
    brought = months = 0
    if work.rights and work.rights.months:
        if not shipped(NATION, "bridge_open", work.claim):
            work.trace.note("bridge_closed")
            end(work)
            if not has_residents(work):
                return
        else:
            brought, months = bridge_out(work)
    _save(work, start, brought)
    saved = work.saved
    months = int(plain(bridged_months)(TO_RESIDENTS, months, saved.months, 0))
    account, months = buy_in(work, place, start, saved.account, months)
    found = pension(work.law, place, start, start - birth, account, months, work.trace)
    note_year(work, start)
    divisor = shipped(NATION, "residents_divisor", start)
    work.result["claim"] = claimed(work, start, divisor)
    work.result["residents"] = found


def bridge_out(work: Work) -> tuple[int, int]:
    """Return account and months that move to the residents' scheme, and say what is lost."""
    rights, claim, timing = work.rights, work.claim, work.timing
    assert rights
    assert claim is not None
    assert timing
    brought, months = rights.account or 0, rights.months
    trace = work.trace
    missing = trace.plainly(missing_months, months, work.minimum)
    way = trace.plainly(bridge_way, months, work.minimum, claim, timing.month, False)
    trace.note("short", missing=missing, minimum=work.minimum, account=f"{brought / 100:.2f}")
    if way == TO_RESIDENTS:
        trace.term("bridge_out", brought / 100, "renshebufa-2014-17-5")
    desk = work.desk(claim)
    base = work.law.find(work.place, "benefit_base", claim)
    if base is not None and rights.mean is not None:
        quiet = Desk(desk.law, desk.place, desk.month, QUIET)
        basic = basic_part(quiet, base.value, rights.mean, months / YEAR)
        lost = trace.call(pooled_loss, basic_pension=basic, months=months, bridge_months=work.minimum)
        work.result["lost"] = {"basic": round(lost + 1e-9, 2)}
    return brought, months


def _save(work: Work, month: int, brought: int = 0) -> None:
    """Work out the residents' account up to a month, with what the employees' scheme brings at the claim."""
    record = work.case.record
    sums = [(work.claim or month, brought)]
    if work.land_account:
        sums.append(work.land_account)
    work.saved = save(work.case.spells, work.law, month, _overlap(work), sums)
    if work.township:
        left = work.township.months - work.township.converted
        work.saved = work.saved._replace(months=work.saved.months + left * (work.township.month <= month))
    if record and record.residents_account is not None:
        months = months_of(record.residents_years, None) or work.saved.months
        work.saved = work.saved._replace(account=round(record.residents_account * 100) + brought, months=months)
    elif record and record.residents_years is not None:
        work.saved = work.saved._replace(months=months_of(record.residents_years, None) or 0)
    if work.saved.refund:
        work.trace.note("refund", amount=f"{work.saved.refund / 100:.2f}")
        place = next(spell.place for spell in work.case.spells if spell.kind == "residents")
        overlap = {"kind": "overlap", "place": place, "amount": work.saved.refund / 100}
        work.result.setdefault("refunds", []).append(overlap)


def _overlap(work: Work) -> set[int]:
    """Return the months in which both schemes were paid."""
    months = (range(spell.from_, spell.to + 1) for spell in counted(work.case.spells) if spell.kind != "deemed")
    return {month for one in months for month in one}
