"""The residents' scheme at the claim: its account joins, or it pays where the employees' years are missing."""

from microsim.amounts import MONTHS
from microsim.cases.award import basic_part
from microsim.cases.career import counted
from microsim.cases.desk import Desk
from microsim.cases.ending import end
from microsim.cases.laws import shipped
from microsim.cases.moves import residents_place
from microsim.cases.plain import plain
from microsim.cases.residents import buy_in, drawn_before, pension
from microsim.cases.residents_account import save
from microsim.cases.rights import Rights, months_of
from microsim.cases.trace import QUIET
from microsim.cases.work import NATION, Work, claimed, has_residents, note_year
from microsim.schemes.bridge.rules import TO_RESIDENTS, bridge_way, bridged_account, bridged_months, pooled_loss
from microsim.schemes.employees.rules.eligibility import missing_months


def with_residents(work: Work, rights: Rights, claim: int) -> Rights:
    """Return the rights with what is left of the residents' account."""
    drawn = work.case.residents.drawn if work.case.residents else None
    save_up(work, min(claim, drawn.from_) if drawn else claim)
    work.saved = work.saved._replace(account=drawn_before(work, work.saved.account))
    both = {"employees_fen": rights.account or 0, "residents_fen": work.saved.account, "refund_fen": 0}
    if work.saved.account:
        work.trace.term("bridge_in", work.saved.account / 100, "renshebufa-2014-17-5")
    return rights._replace(account=int(plain(bridged_account)(**both)))


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
    save_up(work, start, brought)
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
        basic = basic_part(quiet, base.value, rights.mean, months / MONTHS)
        lost = trace.call(pooled_loss, basic_pension=basic, months=months, bridge_months=work.minimum)
        work.result["lost"] = {"basic": round(lost + 1e-9, 2)}
    return brought, months


def save_up(work: Work, month: int, brought: int = 0) -> None:
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
