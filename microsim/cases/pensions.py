"""What is paid at the claim: the pension of the employees' scheme, or the residents' where years are missing."""

from microsim.cases.award import award, benefit_base
from microsim.cases.career import counted
from microsim.cases.laws import shipped
from microsim.cases.moves import hukou_place
from microsim.cases.residents import pension
from microsim.cases.residents_account import save
from microsim.cases.rights import YEAR, months_of
from microsim.cases.work import NATION, Work, claimed, guangdong_months, has_residents, note_year, unanswered


def employees_pension(work: Work) -> None:
    """Answer the pension of the employees' scheme."""
    rights, claim = work.rights, work.claim
    assert rights is not None
    assert claim is not None
    desk = work.desk(claim)
    months = guangdong_months(work)
    base = benefit_base(desk, months)
    if base is None or rights.mean is None:
        unanswered(work, base)
        return
    if has_residents(work):
        _save(work, claim)
        rights = rights._replace(account=(rights.account or 0) + work.saved.account)
        work.trace.term("bridge_in", work.saved.account / 100, "renshebufa-2014-17-5")
    if rights.account is None:
        work.trace.note("no_account")
    age = claim - work.timing.birth if work.timing else YEAR * 60
    if not work.timing:
        work.trace.note("age_sixty")
    local = months.get("shenzhen", 0) if work.career else None
    found, divisor = award(desk, rights, age, base, work.home, local)
    note_year(work, claim)
    work.result["claim"] = claimed(work, claim, divisor)
    work.result["pension"] = found.answer()


def residents_pension(work: Work) -> None:
    """Answer the residents' pension, with the employees' account where its years do not suffice."""
    if not work.timing or work.claim is None:
        return
    birth = work.timing.birth
    start = max(birth + int(shipped(NATION, "residents_claim_age", work.claim)), work.claim)
    place = hukou_place(work.case.person, start) or work.place
    brought = 0
    months = 0
    if work.rights and work.rights.months:
        brought, months = work.rights.account or 0, work.rights.months
        missing = work.minimum - months
        work.trace.note("short", missing=missing, minimum=work.minimum, account=f"{brought / 100:.2f}")
        work.trace.term("bridge_out", brought / 100, "renshebufa-2014-17-5")
    _save(work, start, brought)
    found = pension(work.law, place, start, start - birth, work.saved.account, work.saved.months + months, work.trace)
    note_year(work, start)
    divisor = shipped(NATION, "residents_divisor", start)
    work.result["claim"] = claimed(work, start, divisor)
    work.result["residents"] = found


def _save(work: Work, month: int, brought: int = 0) -> None:
    """Work out the residents' account up to a month, with what the employees' scheme brings at the claim."""
    record = work.case.record
    work.saved = save(work.case.spells, work.law, month, _overlap(work), (work.claim or month, brought))
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
