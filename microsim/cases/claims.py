"""The claim: the career lived, the place that pays, the money brought there, and the rights."""

from microsim.amounts import MONTHS
from microsim.cases.arrears import stays_behind
from microsim.cases.career import Career, counted
from microsim.cases.closed import conversion_lump
from microsim.cases.geography import place_name, province_of
from microsim.cases.laws import GIVEN, CaseLaw
from microsim.cases.living import close, live, tell_transfers
from microsim.cases.lumps import bought_stays, lumps_of
from microsim.cases.model import Case
from microsim.cases.pensions import employees_pension
from microsim.cases.place import by_claim, by_hukou, choose
from microsim.cases.residents_claim import residents_pension
from microsim.cases.rights import Rights, from_career, from_record, months_of
from microsim.cases.short import without_years
from microsim.cases.work import Work, end_of, has_residents
from microsim.schemes.employees.rules.benefits import mean_index
from microsim.schemes.employees.rules.eligibility import meets_minimum
from microsim.watch.opened import plain


def choose_place(work: Work) -> None:
    """Live the spells up to the claim, or to the end of the last year; choose the place that pays."""
    case = work.case
    named = case.claim.place if case.claim and case.claim.place else None
    insured = counted(case.spells)
    end = end_of(work)
    places = {province_of(spell.place): spell.place for spell in insured}
    main = named or (next(iter(places.values())) if len(places) == 1 else None)
    if not work.law.silent:
        work.law = CaseLaw(case.law, main)
    if insured or work.lumps:
        mark = len(work.trace.steps)
        work.career = lived(work, end)
        chosen = choose(work.career, end, work.trace)
        if chosen and named and province_of(chosen.place) != province_of(named):
            here = work.trace.phrase(chosen.reason, **chosen.values)
            work.where.add(
                ("claim", "place"), f"found {named}, but the career's paying place is {chosen.place}: {here}"
            )
            work.where.problems.check()
        if named:
            chosen = chosen._replace(place=named) if chosen else by_claim(named, work.trace)
        work.paying = chosen
        if chosen is None and not named:
            work.trace.note("no_hukou")
        if work.paying and main is None and not work.law.silent:
            work.law = CaseLaw(case.law, work.paying.place)
            if case.law.reference_wage is not None or case.law.interest is not None:  # they are those of the payer
                del work.trace.steps[mark:]
                work.career = lived(work, end)
        leave_behind(work, end, mark)
    elif named:
        work.paying = by_claim(named, work.trace)
    elif work.home and not _residents_only(case):
        work.paying = by_hukou(work.home, work.trace)
    if work.law.main is None and not work.law.silent:
        work.law = CaseLaw(case.law, work.place or work.home)
    if work.paying:
        work.result["paying_place"] = work.paying.answer(work.trace)


def lived(work: Work, end: int) -> Career:
    """Return the career up to a month."""
    case = work.case
    named = case.claim.place if case.claim else None
    return live(case.spells, case.person, work.law, end, work.trace, work.lumps, named)


def leave_behind(work: Work, end: int, mark: int) -> None:
    """Drop months paid up or bought for three years or more that no proof lets move to the province that pays."""
    if work.paying is None or not work.lumps:
        return
    case, province = work.case, province_of(work.paying.place)
    kept = [spell for spell in case.spells if not stays_behind(spell, case.spells, province)]
    bought = None if bought_stays(case.bought, province) else case.bought
    if len(kept) == len(case.spells) and bought == case.bought:
        return
    work.trace.note("unproven", place=place_name(work.paying.place, work.trace.lang))
    work.case = case.model_copy(update={"spells": kept, "bought": bought})
    work.lumps = lumps_of(work.case, kept, work.law) + conversion_lump(work.township)
    steps, work.trace.steps = work.trace.steps[mark:], work.trace.steps[:mark]
    work.career = lived(work, end)
    work.trace.steps += steps[-1:]  # the paying place


def _residents_only(case: Case) -> bool:
    """Whether the case knows of no employees' scheme."""
    record = case.record
    employees = record and (months_of(record.years, record.months) or record.account or record.mean_index)
    return not employees and not case.in_payment and not counted(case.spells) and not case.death


def collect(work: Work, month: int) -> int | None:
    """Bring all money to the place that pays and close the account at a month; return its fen."""
    if work.career is None:
        return None
    before = len(work.career.transfers)
    balance = close(work.career, month, work.place if work.claim is not None else None)
    tell_transfers(work.career.transfers[before:], work.trace)
    return balance


def award_claim(work: Work) -> None:
    """Answer what is paid at the claim: the employees' pension, or the residents' where the years are missing."""
    case = work.case
    end = end_of(work)
    collected = collect(work, end)
    work.rights = rights_at(work, end, collected if work.career and work.career.known else None)
    waiting = (case.death or case.disability or case.in_payment) and not (case.claim and case.claim.month is not None)
    if waiting or work.claim is None:
        return
    if work.rights and plain(meets_minimum)(work.rights.months, work.minimum):
        employees_pension(work)
    elif work.rights and work.timing and case.claim and case.claim.if_short != "residents":
        without_years(work)
    elif has_residents(work) or (work.rights and work.timing):
        residents_pension(work)


def rights_at(work: Work, month: int, account: int | None) -> Rights | None:
    """Return the rights at a month: totals first, what they leave open from the career."""
    record, career = work.case.record, work.career
    if record and record.account is not None:
        account = round(record.account * 100)
    totals = from_record(record) if record else None
    if record and record.mean_index is not None and (totals or career):
        work.trace.rule(mean_index, record.mean_index, GIVEN)
    if totals:
        return totals if totals.account == account else totals._replace(account=account)
    if career is None:
        return None
    if record and record.mean_index is not None:
        deemed = career.deemed_months
        return Rights(career.months, None, deemed, deemed / MONTHS, record.mean_index, account)
    if work.place:
        return from_career(career, work.place, work.law, month, account, work.trace)
    return Rights(career.months, None, career.deemed_months, career.deemed_months / MONTHS, None, account)
