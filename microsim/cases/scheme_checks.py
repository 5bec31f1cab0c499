"""What in the parts beyond the employees' scheme contradicts itself or the rest of a case."""

from microsim.amounts import MONTHS
from microsim.cases.career import counted
from microsim.cases.laws import shipped, statute_value
from microsim.cases.model import Case
from microsim.cases.months import month_text
from microsim.cases.rights import months_of
from microsim.reading import KeyPath, Where

NATION = "elsewhere"


def check_schemes(case: Case, where: Where) -> None:
    """Note the contradictions in public service, pillars, bought months, residents' part and levers."""
    if case.public and case.public.pay is not None and case.public.old_pension is not None:
        where.add(
            ("public", "old_pension"), "found pay and old_pension, allowed is one of them: the rule needs no pay then"
        )
    _township(case, where)
    _sums(case, where)
    _residents(case, where)
    _pillars(case, where)
    wanted = case.what_if
    if wanted and wanted.totalised and not counted(case.spells):
        where.add(("what_if", "totalised"), "found true, but sharing by months needs the spells of a career")
    if wanted and (wanted.early_reduction is not None or wanted.late_bonus is not None) and case.person is None:
        where.add(("what_if",), "needs the person: the factors depend on the months to the statutory month")


def _township(case: Case, where: Where) -> None:
    if case.township is None:
        return
    spells = [spell for spell in case.spells if spell.kind == "township"]
    if not spells:
        where.add(("township",), "found a conversion, but no spell of kind township to convert")
        return
    month, last = case.township.month, max(spell.to for spell in spells)
    if month is not None and month < last:
        where.add(
            ("township", "month"), f"found {month_text(month)}, before township insurance ends in {month_text(last)}"
        )


def _sums(case: Case, where: Where) -> None:
    """Sums paid for land or for other months come in life and before the claim."""
    land = case.land
    if land and land.months is not None and land.amount is not None:
        where.add(("land", "amount"), "found months and amount, allowed is one of them: one follows from the other")
    claim = case.claim.month if case.claim else None
    for name, part in (("land", land), ("bought", case.bought)):
        if part is None:
            continue
        at: KeyPath = (name, "month")
        if case.person and part.month < case.person.birth:
            where.add(at, f"found {month_text(part.month)}, before the birth in {month_text(case.person.birth)}")
        if claim is not None and part.month > claim:
            where.add(at, f"found {month_text(part.month)}, after the claim in {month_text(claim)}")


def _residents(case: Case, where: Where) -> None:
    drawn = case.residents.drawn if case.residents else None
    if drawn is None:
        return
    if drawn.to < drawn.from_:
        where.add(("residents", "drawn", "to"), f"found {month_text(drawn.to)}, before from: {month_text(drawn.from_)}")
    age = int(shipped(NATION, "residents_claim_age", drawn.from_))
    if case.person and drawn.from_ < case.person.birth + age:
        first = month_text(case.person.birth + age)
        where.add(
            ("residents", "drawn", "from"),
            f"found {month_text(drawn.from_)}, before {first}; the residents' pension begins at {age // MONTHS}",
        )
    record = case.record
    paid = any(spell.kind == "residents" for spell in case.spells)
    if not paid and not (record and (record.residents_account is not None or months_of(record.residents_years, None))):
        where.add(("residents", "drawn"), "found months drawn, but nothing was paid to the residents' scheme")


def _pillars(case: Case, where: Where) -> None:
    pillars = case.pillars
    if pillars is None:
        return
    for name, part in (("enterprise", pillars.enterprise), ("private", pillars.private)):
        if part and part.to < part.from_:
            where.add(("pillars", name, "to"), f"found an end before from: {_when(name, part.from_)}")
    plan, own = pillars.enterprise, pillars.private
    if plan and not statute_value(NATION, "pillars.enterprise_employer_cap", plan.from_):
        at: KeyPath = ("pillars", "enterprise", "from")
        where.add(at, f"found {month_text(plan.from_)}, before there were rules on enterprise annuities")
    if own and not statute_value(NATION, "pillars.private_cap", MONTHS * own.from_ + MONTHS - 1):
        where.add(("pillars", "private", "from"), f"found {own.from_}, before there was a private pension")
    if case.person is None and case.claim is None:
        where.add(("pillars",), "needs the person or a claim: the months of payment depend on the age")


def _when(name: str, value: int) -> str:
    return month_text(value) if name == "enterprise" else str(value)
