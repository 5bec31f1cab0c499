"""Checks of the parts beyond the employees' scheme: public service, closed schemes, sums, residents, pillars, levers."""

from microsim.amounts import MONTHS
from microsim.cases.career import counted
from microsim.cases.checks import FINE, Found, Hit, check, hit
from microsim.cases.laws import shipped, statute_value
from microsim.cases.model import Case
from microsim.cases.months import month_text
from microsim.cases.rights import months_of
from microsim.cases.schemes_model import Bought, Land, Pillars, Public, ResidentsCase, Township, WhatIf

NATION = "elsewhere"


@check("public")
def old_rule_is_said_once(_: Case, public: Public) -> Found:
    """The old rule is worked out from the pay, or its award is given."""
    both = public.pay is not None and public.old_pension is not None
    text = "found pay and old_pension, allowed is one of them: the rule needs no pay then"
    return hit(both, ("public", "old_pension"), lambda: text)


@check("township")
def conversion_has_township_months(case: Case, _: Township) -> Found:
    """A conversion needs months of township insurance."""
    none = not any(spell.kind == "township" for spell in case.spells)
    return hit(none, ("township",), lambda: "found a conversion, but no spell of kind township to convert")


@check("township")
def conversion_follows_the_insurance(case: Case, township: Township) -> Found:
    """Months convert once the township insurance has ended."""
    month, last = township.month, max((spell.to for spell in case.spells if spell.kind == "township"), default=0)
    return hit(
        month is not None and month < last,
        ("township", "month"),
        lambda: f"found {month_text(month or 0)}, before township insurance ends in {month_text(last)}",
    )


@check("land")
def land_says_months_or_money(_: Case, land: Land) -> Found:
    """Land brings months, or an amount from which they follow."""
    both = land.months is not None and land.amount is not None
    text = "found months and amount, allowed is one of them: one follows from the other"
    return hit(both, ("land", "amount"), lambda: text)


def in_life(case: Case, name: str, month: int) -> Found:
    """Return what is wrong with the month of a sum: it comes in life and not after the claim."""
    claim = case.claim.month if case.claim else None
    if case.person and month < case.person.birth:
        text = f"found {month_text(month)}, before the birth in {month_text(case.person.birth)}"
        return (Hit((name, "month"), text),)
    return hit(
        claim is not None and month > claim,
        (name, "month"),
        lambda: f"found {month_text(month)}, after the claim in {month_text(claim or 0)}",
    )


@check("land")
def land_is_taken_before_the_claim(case: Case, land: Land) -> Found:
    """The sum for land comes in life and before the claim."""
    return in_life(case, "land", land.month)


@check("bought")
def months_are_bought_before_the_claim(case: Case, bought: Bought) -> Found:
    """Months are bought in life and before the claim."""
    return in_life(case, "bought", bought.month)


@check("residents")
def drawing_ends_after_it_starts(_: Case, residents: ResidentsCase) -> Found:
    """The last month in which the residents' pension was drawn is not before the first."""
    drawn = residents.drawn
    if drawn is None or drawn.to >= drawn.from_:
        return FINE
    text = f"found {month_text(drawn.to)}, before from: {month_text(drawn.from_)}"
    return (Hit(("residents", "drawn", "to"), text),)


@check("residents")
def drawing_starts_at_the_claim_age(case: Case, residents: ResidentsCase) -> Found:
    """The residents' pension is drawn from its age on."""
    drawn = residents.drawn
    if drawn is None or case.person is None:
        return FINE
    age = int(shipped(NATION, "residents_claim_age", drawn.from_))
    first = case.person.birth + age
    return hit(
        drawn.from_ < first,
        ("residents", "drawn", "from"),
        lambda: (
            f"found {month_text(drawn.from_)}, before {month_text(first)}; "
            f"the residents' pension begins at {age // MONTHS}"
        ),
    )


@check("residents")
def drawing_follows_payments(case: Case, residents: ResidentsCase) -> Found:
    """Who drew the residents' pension had paid to the scheme."""
    record = case.record
    paid = any(spell.kind == "residents" for spell in case.spells)
    said = record and (record.residents_account is not None or months_of(record.residents_years, None))
    text = "found months drawn, but nothing was paid to the residents' scheme"
    return hit(residents.drawn and not paid and not said, ("residents", "drawn"), lambda: text)


@check("pillars")
def plan_ends_after_it_starts(_: Case, pillars: Pillars) -> Found:
    """The last payment into an optional pillar is not before the first."""
    plan, own = pillars.enterprise, pillars.private
    starts = {"enterprise": month_text(plan.from_)} if plan and plan.to < plan.from_ else {}
    starts |= {"private": str(own.from_)} if own and own.to < own.from_ else {}
    return [Hit(("pillars", name, "to"), f"found an end before from: {start}") for name, start in starts.items()]


@check("pillars")
def plan_starts_under_rules(_: Case, pillars: Pillars) -> Found:
    """Optional pillars begin once there are rules on them."""
    plan, own, found = pillars.enterprise, pillars.private, []
    if plan and not statute_value(NATION, "pillars.enterprise_employer_cap", plan.from_):
        text = f"found {month_text(plan.from_)}, before there were rules on enterprise annuities"
        found.append(Hit(("pillars", "enterprise", "from"), text))
    if own and not statute_value(NATION, "pillars.private_cap", MONTHS * own.from_ + MONTHS - 1):
        found.append(Hit(("pillars", "private", "from"), f"found {own.from_}, before there was a private pension"))
    return found


@check("pillars")
def plan_is_of_a_person(case: Case, _: Pillars) -> Found:
    """What a pillar pays depends on the age at the claim."""
    unknown = case.person is None and case.claim is None
    text = "needs the person or a claim: the months of payment depend on the age"
    return hit(unknown, ("pillars",), lambda: text)


@check("what_if")
def sharing_needs_a_career(case: Case, wanted: WhatIf) -> Found:
    """Sharing by months needs the spells of a career."""
    text = "found true, but sharing by months needs the spells of a career"
    return hit(wanted.totalised and not counted(case.spells), ("what_if", "totalised"), lambda: text)


@check("what_if")
def factors_need_a_person(case: Case, wanted: WhatIf) -> Found:
    """Factors of an early or a late claim depend on the statutory month."""
    factors = wanted.early_reduction is not None or wanted.late_bonus is not None
    text = "needs the person: the factors depend on the months to the statutory month"
    return hit(factors and case.person is None, ("what_if",), lambda: text)
