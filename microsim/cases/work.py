"""A case on the desk: what is known so far, when it is claimed and until when the career runs."""

import dataclasses
from typing import Any

from microsim.amounts import MONTHS
from microsim.cases.career import Career, Lump, counted, insured_months
from microsim.cases.checks import PAID_AFTER, run_checks
from microsim.cases.closed import Converted
from microsim.cases.desk import Desk
from microsim.cases.geography import law_row, other_seats
from microsim.cases.hukou import hukou_place
from microsim.cases.laws import CaseLaw, shipped
from microsim.cases.model import Case, Spell
from microsim.cases.months import age_text, month_text
from microsim.cases.place import Paying
from microsim.cases.rights import Rights, has_months
from microsim.cases.timing import Timing, timing
from microsim.cases.trace import Trace
from microsim.law.load import load_statute
from microsim.reading import Where

NATION = "elsewhere"  # law that is the same everywhere


@dataclasses.dataclass
class Work:
    """A case on the desk: what is known so far and the answer as it grows."""

    case: Case
    where: Where
    trace: Trace
    law: CaseLaw
    given: list[Spell]  # as written; in the case, closed duplicates are cut down
    lumps: list[Lump] = dataclasses.field(default_factory=list)
    township: Converted | None = None
    timing: Timing | None = None
    career: Career | None = None
    paying: Paying | None = None
    claim: int | None = None
    rights: Rights | None = None
    disabled: tuple[int, float] | None = None  # case and allowance, yuan a month, before the pension
    land_account: tuple[int, int] | None = None  # month and fen of land money in the residents' account
    saved: list[dict[str, Any]] = dataclasses.field(default_factory=list)  # rows of the residents' account
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


def statutory(work: Work) -> None:
    """Answer when the person may claim."""
    assert work.case.person
    work.timing = found = timing(work.case.person, work.trace)
    minimum = found.minimum(found.month)
    if work.trace.terms:
        work.trace.term("minimum", minimum, "retirement-measures-2024-2", year=str(found.month // MONTHS))
    age, month = age_text(found.age), month_text(found.month)
    work.result["statutory"] = {"age": age, "month": month, "delay_months": found.delay, "minimum_months": minimum}


def claim_month(work: Work) -> None:
    """Set the month of the claim: as given, else the statutory month, later where the years are reached later."""
    case = work.case
    if case.claim and case.claim.month is not None:
        work.claim = case.claim.month
    elif work.timing and not (case.death or case.disability or case.in_payment):
        work.claim = due = work.timing.month
        needed = work.timing.minimum(due)
        spells = [] if case.record and has_months(case.record) else counted(case.spells)
        paid = work.lumps
        last = max((*(spell.to for spell in spells), *(lump.month for lump in paid)), default=0) if spells else 0
        if spells and insured_months(spells, due, paid) < needed <= insured_months(spells, last, paid):
            work.claim = next(month for month in range(due, last + 1) if insured_months(spells, month, paid) >= needed)
    if work.claim is not None and work.timing:
        work.minimum = work.timing.minimum(work.claim)
        if "statutory" in work.result:
            work.result["statutory"]["minimum_months"] = work.minimum
    elif work.timing:
        now = case.disability or case.death
        work.minimum = work.timing.minimum(now.month if now else work.timing.month)
    elif work.claim is not None:
        work.minimum = int(shipped(NATION, "minimum_months", work.claim))
    if work.given and work.claim is not None and not (case.claim and case.claim.month is not None):
        run_checks(PAID_AFTER, (), work.where, case, work.given, work.claim)


def end_of(work: Work) -> int:
    """Return the month up to which a career is lived."""
    case = work.case
    ends = [case.death.month] if case.death else []
    if work.claim is not None:
        ends.append(work.claim)
    elif case.disability:
        ends.append(case.disability.month)
    if ends:
        return min(ends)
    last = max((spell.to for spell in case.spells), default=0)
    return MONTHS * (last // MONTHS) + MONTHS - 1


def has_residents(work: Work) -> bool:
    """Whether anything was paid to the residents' scheme."""
    record = work.case.record
    paid = record and (record.residents_account is not None or record.residents_years is not None)
    town = work.township
    left = town is not None and town.converted < town.months and not (work.claim and work.claim < town.month)
    return bool(paid or left or work.land_account or any(spell.kind == "residents" for spell in work.case.spells))


def regional_months(work: Work) -> dict[str, int]:
    """Return the months of a career by place in provinces of several benefit regions; totals may give them."""
    record = work.case.record
    months: dict[str, int] = dict(record.months_by_place) if record else {}
    if months:
        return months
    for run in work.career.paid if work.career else []:
        if other_seats(run.place):
            months[run.place] = months.get(run.place, 0) + run.months
    return months


def local_months(work: Work, place: str, months: dict[str, int]) -> tuple[int, int] | None:
    """Return the months at a place since its individual accounts began and those deemed before; None from totals."""
    if work.career is None:
        return None
    start = int(shipped(law_row(place), "account_start", work.claim or 0))
    runs = [run for run in work.career.deemed if run[0] == place]
    early = sum(max(0, min(last, start - 1) - first + 1) for _, first, last in runs)
    return months.get(place, 0), early


def claimed(work: Work, month: int, divisor: float) -> dict[str, Any]:
    """Return age, month and divisor of a claim."""
    age = {"age": age_text(month - work.timing.birth)} if work.timing else {}
    return age | {"month": month_text(month), "divisor": divisor}


def note_year(work: Work, month: int) -> None:
    """Remark where the law of the claim is a projection."""
    if work.trace.terms and month // MONTHS > int(load_statute().as_of[:4]):
        work.trace.note("projected", year=month // MONTHS)


def unanswered(work: Work, base: float | None) -> None:
    """Refuse totals without the law of their place; of a career say only why no pension is worked out."""
    place = work.place or "the place"
    if (
        base is None
        and work.case.record
        and has_months(work.case.record)
        and work.rights
        and work.rights.mean is not None
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
    elif work.rights and work.rights.mean is None:
        work.trace.note("no_index", place=place)
