"""The residents' scheme at the claim: its account joins, or it pays where the employees' years are missing."""

from typing import Any

from microsim.cases.award import basic_of
from microsim.cases.claimant import claimant
from microsim.cases.ending import end
from microsim.cases.geography import OTHERS, SHIPPED, law_row
from microsim.cases.hukou import residents_place
from microsim.cases.laws import GIVEN, shipped, source_of
from microsim.cases.months import calendar, month_text
from microsim.cases.residents import Saver, award, draw, join, save_up, saver
from microsim.cases.rights import Rights
from microsim.cases.steps import tell_rules
from microsim.cases.work import NATION, Work, claimed, has_residents, note_year
from microsim.schemes.bridge.rules import TO_RESIDENTS, bridge_way, double_drawing_debt, pooled_loss
from microsim.schemes.employees.rules.eligibility import missing_months
from microsim.schemes.residents.account import buy_missing
from microsim.schemes.residents.rules import residents_buyable_months, residents_required_months
from microsim.schemes.residents.spells import drawn_twice
from microsim.watch.opened import plain

BRIDGE = "renshebufa-2014-17-5"  # article on the accounts


def with_residents(work: Work, rights: Rights, claim: int) -> Rights:
    """Return the rights with what is left of the residents' account."""
    drawn = work.case.residents.drawn if work.case.residents else None
    one = saver(work, rights)
    save_up(work, one, min(claim, drawn.from_) if drawn else claim)
    if drawn:
        draw(one, drawn, claim, work.trace)
    if left := one.person.residents_account_fen + one.person.residents_left_fen:
        work.trace.term("bridge_in", left / 100, BRIDGE)
    return rights._replace(account=join(one, claim))


def residents_pension(work: Work) -> None:
    """Answer the residents' pension, with the employees' account where its years do not suffice."""
    if not work.timing or work.claim is None:
        return
    birth = work.timing.birth
    start = max(birth + int(shipped(NATION, "residents_claim_age", work.claim)), work.claim)
    place = residents_place(work.case.person, start) or work.place
    crossing = bool(work.rights and work.rights.months)
    if crossing and not shipped(NATION, "bridge_open", work.claim):
        work.trace.note("bridge_closed")
        end(work)
        if not has_residents(work):
            return
        crossing = False
    if crossing:
        tell_bridge(work)
    one = saver(work, work.rights if crossing else None, place)
    save_up(work, one, start, crossing)
    one.settle(place)
    buy(work, one, start)
    found = pension(work, one, place, start)
    note_year(work, start)
    work.result["claim"] = claimed(work, start, shipped(NATION, "residents_divisor", start))
    work.result["residents"] = found


def tell_bridge(work: Work) -> None:
    """Say what moves to the residents' scheme, and what is lost."""
    rights, claim, timing, trace = work.rights, work.claim, work.timing, work.trace
    assert rights
    assert claim is not None
    assert timing
    account, months = rights.account or 0, rights.months
    missing = trace.plainly(missing_months, months, work.minimum)
    trace.note("short", missing=missing, minimum=work.minimum, account=f"{account / 100:.2f}")
    if trace.plainly(bridge_way, months, work.minimum, claim, timing.month, False) == TO_RESIDENTS:
        trace.term("bridge_out", account / 100, BRIDGE)
    base = work.law.find(work.place, "benefit_base", claim)
    if base is not None and rights.mean is not None:
        who = claimant(work, rights, claim, watched=False)
        basic = basic_of(who, who.terms())
        lost = trace.call(pooled_loss, basic_pension=basic, months=months, bridge_months=work.minimum)
        work.result["lost"] = {"basic": round(lost + 1e-9, 2)}


def buy(work: Work, one: Saver, month: int) -> None:
    """Buy what an elder wants of the missing years; note where years are missing."""
    law, months = one.law(month), one.person.residents_months
    birth, start = one.person.birth, law.residents_start
    terms = (birth, start, law.residents_claim_age, law.residents_minimum_months)
    missing = law.residents_minimum_months - months
    wanted = work.case.residents.buy_in if work.case.residents else None
    if wanted is None or missing <= 0:
        required = int(plain(residents_required_months)(*terms))
        if months < required and work.saved:
            work.trace.note("residents_short", months=months, required=required)
        return
    bought = min(missing, int(plain(residents_buyable_months)(*terms)))
    if bought <= 0:
        work.where.add(
            ("residents", "buy_in"),
            f"found {wanted:g}, but years may be bought only by those who were above 45 in "
            f"{month_text(start)}, when the scheme began",
        )
        work.where.problems.check()
    before = one.person.residents_account_fen
    one.kernel(buy_missing)(one.person, one.books, month // 12, wanted, bought)
    tell_rules(work.trace, one.kernel.take())
    cost = one.person.residents_account_fen - before
    work.result["buy_in"] = {"months": bought, "cost": cost / 100, "account": cost / 100}


def pension(work: Work, one: Saver, place: str | None, month: int) -> dict[str, float]:
    """Return the residents' pension awarded in a month."""
    given, row, law = work.law.residents(place), law_row(place) if place else OTHERS, one.law(month)
    basic = law.residents_basic[calendar(month)[1] - 1]
    work.trace.term("residents_basic", basic, GIVEN if given else source_of(row, "residents_basic", month))
    if given is None and place not in SHIPPED:
        work.trace.note("residents_minimum")
    tell_rules(work.trace, award(one, month))
    whole, part = one.person.residents_pension_fen, one.person.residents_annuity_fen
    return {"basic": (whole - part) / 100, "account": part / 100, "total": whole / 100}


def overpaid(work: Work) -> dict[str, Any] | None:
    """Return what must be paid back of a residents' pension drawn beside the employees' pension."""
    drawn, claim = work.case.residents.drawn if work.case.residents else None, work.claim
    if drawn is None or claim is None or "pension" not in work.result or drawn.to <= claim:
        return None
    one, first = saver(work, None, work.home), max(drawn.from_, claim + 1)
    debt = one.kernel.opened(drawn_twice)(one.world, one.world.atlas.place(work.home or ""), first, drawn.to)
    work.trace.rule(double_drawing_debt, debt, months=drawn.to - first + 1)
    return {"kind": "double_drawing", "place": work.home or "", "amount": -debt / 100}
