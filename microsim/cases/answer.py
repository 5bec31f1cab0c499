"""The answer to a case: every part that what is given allows."""

import dataclasses
from typing import Any

from microsim.cases.award import Award, Desk, award, benefit_base
from microsim.cases.career import Career, add_year, counted, insured_months, live
from microsim.cases.checks import check_claim, check_paid_after
from microsim.cases.family import adjustments, disability, survivors, yuan
from microsim.cases.geography import province_of
from microsim.cases.holding import Holding
from microsim.cases.laws import CaseLaw, shipped
from microsim.cases.model import Case
from microsim.cases.months import age_text, calendar, month_text
from microsim.cases.moves import hukou_place
from microsim.cases.place import Paying, by_claim, by_hukou, choose
from microsim.cases.read import Where
from microsim.cases.residents import Saved, pension, save
from microsim.cases.rights import YEAR, Rights, from_career, from_record, months_of
from microsim.cases.timing import Timing, timing
from microsim.cases.trace import Trace
from microsim.law.load import load_statute

NATION = "elsewhere"
NO_SAVING = Saved(0, 0, 0, [])


@dataclasses.dataclass
class Work:
    """A case on the desk: what is known so far and the answer as it grows."""

    case: Case
    where: Where
    trace: Trace
    law: CaseLaw
    timing: Timing | None = None
    career: Career | None = None
    paying: Paying | None = None
    claim: int | None = None
    rights: Rights | None = None
    saved: Saved = NO_SAVING
    minimum: int = 0
    result: dict[str, Any] = dataclasses.field(default_factory=dict)

    @property
    def place(self) -> str | None:
        """The place that pays, if known."""
        return self.paying.place if self.paying else None

    @property
    def home(self) -> str | None:
        """The hukou place at the claim."""
        return hukou_place(self.case.person, self.claim or 12 * 2100)

    def desk(self, month: int) -> Desk:
        """Return what an award in a month needs."""
        return Desk(self.law, self.place, month, self.trace)


def answer(case: Case, where: Where, lang: str = "en", terms: bool = True) -> dict[str, Any]:
    """Return the answer to a case that has passed its checks."""
    work = Work(case, where, Trace(lang, terms), CaseLaw(case.law, None))
    if case.person:
        _statutory(work)
    _when(work)
    if work.timing and case.claim and case.claim.month is not None:
        check_claim(case, work.timing, where)
    where.problems.check()
    _career(work)
    _claim(work)
    where.problems.check()
    if case.disability and work.timing:
        _disability(work)
    if case.death:
        _survivors(work)
    if case.in_payment:
        _adjustments(work)
    return _finish(work)


def _statutory(work: Work) -> None:
    """Answer when the person may claim."""
    assert work.case.person
    work.timing = found = timing(work.case.person, work.trace)
    minimum = found.minimum(found.month)
    work.trace.term("minimum", minimum, "retirement-measures-2024-2", year=str(found.month // YEAR))
    work.result["statutory"] = {
        "age": age_text(found.age),
        "month": month_text(found.month),
        "delay_months": found.delay,
        "minimum_months": minimum,
    }


def _when(work: Work) -> None:
    """Set the month of the claim: as given, else the statutory month, later where the years are reached later."""
    case = work.case
    if case.claim and case.claim.month is not None:
        work.claim = case.claim.month
    elif work.timing and not (case.death or case.disability or case.in_payment):
        work.claim = due = work.timing.month
        needed = work.timing.minimum(due)
        spells = [] if case.record and from_record(case.record) else counted(case.spells)
        last = max((spell.to for spell in spells), default=0)
        if spells and insured_months(spells, due) < needed <= insured_months(spells, last):
            work.claim = next(month for month in range(due, last + 1) if insured_months(spells, month) >= needed)
    if work.claim is not None and work.timing:
        work.minimum = work.timing.minimum(work.claim)
        if "statutory" in work.result:
            work.result["statutory"]["minimum_months"] = work.minimum
    elif work.timing:
        now = case.disability or case.death
        work.minimum = work.timing.minimum(now.month if now else work.timing.month)
    elif work.claim is not None:
        work.minimum = int(shipped(NATION, "minimum_months", work.claim))
    check_paid_after(case, work.claim, work.where)


def _career(work: Work) -> None:
    """Live the spells up to the claim, or to the end of the last year; choose the place that pays."""
    case = work.case
    named = case.claim.place if case.claim and case.claim.place else None
    insured = counted(case.spells)
    end = _end(work)
    places = {province_of(spell.place): spell.place for spell in insured}
    main = named or (next(iter(places.values())) if len(places) == 1 else None)
    work.law = CaseLaw(case.law, main)
    if insured:
        quiet = Trace(work.trace.lang, terms=False)
        silent = live(case.spells, case.person, work.law, end, quiet)
        chosen = choose(silent, case.person, end, work.trace)
        if chosen and named and province_of(chosen.place) != province_of(named):
            here = work.trace.phrase(chosen.reason, **chosen.values)
            work.where.add(
                ("claim", "place"), f"found {named}, but the career's paying place is {chosen.place}: {here}"
            )
            work.where.problems.check()
        work.paying = by_claim(named, work.trace) if named and not chosen else chosen
        if chosen is None and not named:
            work.trace.note("no_hukou")
        if work.paying and work.law.main is None:
            work.law = CaseLaw(case.law, work.paying.place)
        work.career = live(case.spells, case.person, work.law, end, work.trace)
    elif named:
        work.paying = by_claim(named, work.trace)
    elif work.home and not _residents_only(case):
        work.paying = by_hukou(work.home, work.trace)
    if work.law.main is None:
        work.law = CaseLaw(case.law, work.place or work.home)
    if work.paying:
        work.result["paying_place"] = work.paying.answer(work.trace)


def _residents_only(case: Case) -> bool:
    """Whether the case knows of no employees' scheme."""
    record = case.record
    employees = record and (months_of(record.years, record.months) or record.account or record.mean_index)
    return not employees and not case.in_payment and not counted(case.spells) and not case.death


def _end(work: Work) -> int:
    """Return the month up to which a career is lived."""
    case = work.case
    ends = [event.month for event in (case.disability, case.death) if event]
    if work.claim is not None:
        ends.append(work.claim)
    if ends:
        return min(ends)
    last = max((spell.to for spell in case.spells), default=0)
    return YEAR * (last // YEAR) + YEAR - 1


def _collect(work: Work, month: int) -> int | None:
    """Bring all money to the place that pays and close the account at a month; return its fen."""
    career = work.career
    if career is None or not career.relation.holdings:
        return None
    relation = career.relation
    if work.place and work.claim is not None:
        target = province_of(work.place)
        relation.holdings.setdefault(target, Holding(work.place)).place = work.place
        relation.gather(target, month)
    year, number = calendar(month)
    holdings = relation.holdings.values()
    credited = sum(holding.paid for holding in holdings)
    interest = sum(holding.interest_to(number, work.law.interest(holding.place, month)) for holding in holdings)
    balance = sum(holding.balance for holding in holdings) + interest
    if credited or balance:
        add_year(career, year, credited, interest, balance)
    return balance


def _claim(work: Work) -> None:
    """Answer what is paid at the claim: the employees' pension, or the residents' where the years are missing."""
    case = work.case
    end = _end(work)
    account = _collect(work, end)
    if case.record:
        work.rights = from_record(case.record)
    if work.rights is None and work.career and work.place and work.claim is not None and work.career.known:
        work.rights = from_career(work.career, work.place, work.law, work.claim, account, work.trace)
    elif work.rights is None and work.career:
        career = work.career
        work.rights = Rights(career.months, None, career.deemed_months, career.deemed_months / YEAR, None, account)
    elif work.rights and work.rights.account is None and account is not None:
        work.rights = work.rights._replace(account=account)
    waiting = (case.death or case.disability or case.in_payment) and not (case.claim and case.claim.month is not None)
    if waiting or work.claim is None:
        return
    if work.rights and work.rights.months >= work.minimum:
        _pension(work)
    elif _has_residents(work) or (work.rights and work.timing):
        _residents(work)


def _has_residents(work: Work) -> bool:
    """Whether anything was paid to the residents' scheme."""
    record = work.case.record
    paid = record and (record.residents_account is not None or record.residents_years is not None)
    return bool(paid or any(spell.kind == "residents" for spell in work.case.spells))


def _overlap(work: Work) -> set[int]:
    """Return the months in which both schemes were paid."""
    months = (range(spell.from_, spell.to + 1) for spell in counted(work.case.spells) if spell.kind != "deemed")
    return {month for one in months for month in one}


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
        work.result["refunds"] = [{"kind": "overlap", "amount": work.saved.refund / 100}]


def _pension(work: Work) -> None:
    """Answer the pension of the employees' scheme."""
    rights, claim = work.rights, work.claim
    assert rights is not None
    assert claim is not None
    desk = work.desk(claim)
    months = _guangdong_months(work)
    base = benefit_base(desk, months)
    if base is None or rights.index is None:
        _unanswered(work, base)
        return
    if _has_residents(work):
        _save(work, claim)
        rights = rights._replace(account=(rights.account or 0) + work.saved.account)
        work.trace.term("bridge_in", work.saved.account / 100, "renshebufa-2014-17-5")
    if rights.account is None:
        work.trace.note("no_account")
    age = claim - work.timing.birth if work.timing else YEAR * 60
    if not work.timing:
        work.trace.note("age_sixty")
    found, divisor = award(desk, rights, age, base)
    _note_year(work, claim)
    work.result["claim"] = _claimed(work, claim, divisor)
    work.result["pension"] = found.answer()


def _guangdong_months(work: Work) -> dict[str, int]:
    """Return the months of a career by place inside Guangdong."""
    months: dict[str, int] = {}
    for place, _, _ in work.career.paid if work.career else []:
        if province_of(place) == "guangdong":
            months[place] = months.get(place, 0) + 1
    return months


def _note_year(work: Work, month: int) -> None:
    """Remark where the law of the claim is a projection."""
    if month // YEAR > int(load_statute().as_of[:4]):
        work.trace.note("projected", year=month // YEAR)


def _unanswered(work: Work, base: float | None) -> None:
    """Refuse totals without the law of their place; of a career say only why no pension is worked out."""
    place = work.place or "the place"
    if (
        base is None
        and work.case.record
        and from_record(work.case.record)
        and work.rights
        and work.rights.index is not None
    ):
        key = ("claim", "place") if work.case.claim and work.case.claim.place else ("person", "hukou")
        work.where.add(
            key,
            f"found {place}, whose law is not shipped, and no values for it; "
            f"give law.benefit_base or law.places.{place}.benefit_base",
        )
        return
    if base is None:
        work.trace.note("no_base", place=place)
    elif work.rights and work.rights.index is None:
        work.trace.note("no_index", place=place)


def _claimed(work: Work, month: int, divisor: float) -> dict[str, Any]:
    """Return age, month and divisor of a claim."""
    age = {"age": age_text(month - work.timing.birth)} if work.timing else {}
    return age | {"month": month_text(month), "divisor": divisor}


def _residents(work: Work) -> None:
    """Answer the residents' pension, with the employees' account where its years do not suffice."""
    if not work.timing or work.claim is None:
        return
    place = work.home or work.place
    birth = work.timing.birth
    start = max(birth + int(shipped(NATION, "residents_claim_age", work.claim)), work.claim)
    brought = 0
    months = 0
    if work.rights and work.rights.months:
        brought, months = work.rights.account or 0, work.rights.months
        missing = work.minimum - months
        work.trace.note("short", missing=missing, minimum=work.minimum, account=f"{brought / 100:.2f}")
        work.trace.term("bridge_out", brought / 100, "renshebufa-2014-17-5")
    _save(work, start, brought)
    found = pension(work.law, place, start, start - birth, work.saved.account, work.saved.months + months, work.trace)
    _note_year(work, start)
    divisor = shipped(NATION, "residents_divisor", start)
    work.result["claim"] = _claimed(work, start, divisor)
    work.result["residents"] = found


def _disability(work: Work) -> None:
    """Answer the disability allowance."""
    case, timing = work.case, work.timing
    assert case.disability
    assert timing
    month = case.disability.month
    rights = work.rights
    if rights and work.career and rights.index is None and work.place and work.career.known:
        rights = from_career(work.career, work.place, work.law, month, rights.account, work.trace)
    if rights is None:
        return
    desk = work.desk(month)
    base = benefit_base(desk, _guangdong_months(work))
    if base is None or rights.index is None:
        _unanswered(work, base)
        work.where.problems.check()
        return
    found, _ = award(desk, rights, month - timing.birth, base)
    minimum = int(shipped(NATION, "minimum_months", month))
    allowance = disability(desk, rights.months, minimum, timing.month - month, found)
    if allowance:
        work.result["disability"] = allowance


def _survivors(work: Work) -> None:
    """Answer what the family receives."""
    case = work.case
    assert case.death
    month = case.death.month
    if work.rights is None:
        work.trace.note("no_record_survivors")
        return
    years = work.rights.years if work.rights.years is not None else work.rights.months / YEAR
    received = _years_in_payment(work, month)
    account = work.rights.account
    left = None if account is None else account / 100
    if account is not None and received and "pension" in work.result:
        left = max(0.0, left - received * YEAR * work.result["pension"]["account"]) if left else left
    elif received:
        left = None
    found = survivors(work.desk(month), years, received, case.death.dependants, left)
    work.result["survivors"] = found


def _years_in_payment(work: Work, death: int) -> float:
    """Return the years of pension received before a death."""
    case = work.case
    if case.record and case.record.years_in_payment is not None:
        return case.record.years_in_payment
    since = case.in_payment.since if case.in_payment else None
    if since is None and case.claim and case.claim.month is not None and "pension" in work.result:
        since = case.claim.month + 1
    return 0.0 if since is None else max(0, death - since + 1) / YEAR


def _adjustments(work: Work) -> None:
    """Answer what the yearly adjustments make of a pension in payment."""
    case = work.case
    assert case.in_payment
    paid = case.in_payment
    years = None
    if work.rights:
        years = work.rights.years if work.rights.years is not None else work.rights.months / YEAR
    if years is None:
        years = 28.0
        work.trace.note("mean_years")
    last = case.death.month // YEAR if case.death else int(load_statute().as_of[:4])
    birth = case.person.birth if case.person else None
    work.result["adjustments"] = adjustments(
        work.law, work.place, birth, paid.monthly, paid.since, years, last, work.trace
    )


def _finish(work: Work) -> dict[str, Any]:
    """Put the parts in order; add transfers, account tables, terms and remarks."""
    result, trace = work.result, work.trace
    if work.career:
        if work.career.known and work.career.relation.transfers:
            result["transfers"] = work.career.relation.transfers
        elif work.career.relation.transfers:
            trace.note("no_bases")
        if work.career.accounts and work.career.known:
            result["accounts"] = work.career.accounts
    if work.saved.accounts:
        result["residents_accounts" if "accounts" in result else "accounts"] = work.saved.accounts
    if trace.terms:
        result["steps"] = trace.steps
        if trace.notes:
            result["notes"] = trace.notes
    return result


__all__ = ["Award", "answer", "yuan"]
