"""The award of the employees' scheme, or of the public service, by the kernel's own events."""

from typing import Any, NamedTuple

from microsim.amounts import MONTHS
from microsim.cases.claimant import Claimant
from microsim.cases.desk import Desk
from microsim.cases.geography import place_name
from microsim.cases.laws import GIVEN, shipped
from microsim.cases.rows import divisors
from microsim.cases.steps import tell
from microsim.cases.trace import Trace
from microsim.engine.listed import amounts_of
from microsim.kernel.setting import law_at
from microsim.schemes.employees.award import ALONE, Terms, transitional_part
from microsim.schemes.employees.claims import award_claim
from microsim.schemes.employees.known import UNKNOWN, is_known
from microsim.schemes.employees.rules.benefits import basic_pension, divisor, supplements
from microsim.schemes.employees.rules.variants import rounded_fen
from microsim.watch.opened import Call, plain

OLD_RULE = "guorenbufa-2006-60"  # of the public service


class Award(NamedTuple):
    """The parts of a pension, fen a month."""

    basic: int
    account: int
    transitional: int
    supplements: int
    total: int

    def answer(self) -> dict[str, float]:
        """Return the part of the answer, in yuan."""
        basic, account, transitional, supplement, total = self
        return {
            "basic": basic / 100,
            "account": account / 100,
            "transitional": transitional / 100,
            "supplements": supplement / 100,
            "total": total / 100,
        }


class Awarded(NamedTuple):
    """An award with its divisor and how it follows from an old and a new rule, where two are compared."""

    award: Award
    divisor: float
    comparison: dict[str, Any] | None


def awarded(who: Claimant, terms: Terms, trace: Trace) -> Awarded:
    """Award the pension by the kernel's event of the claim and tell its terms."""
    heard = who.kernel.hear()
    who.kernel(award_claim)(who.person, who.world, who.place, terms, who.year, who.month)
    tell(trace, who.kernel.take(), who)
    tell_old_award(trace, who, heard)
    used = next(call.result for call in heard if call.name == "divisor")
    return Awarded(whole(who.kernel.opened(amounts_of)(who.person)), used, comparison(who, heard))


def whole(amounts: tuple[int, int, int, int, int, int]) -> Award:
    """Return an award from what the kernel awards; a city's supplement is one of the supplements."""
    basic, account, transitional, supplement, local, total = amounts
    return Award(basic, account, transitional, supplement + local, total + local)


def tell_old_award(trace: Trace, who: Claimant, heard: list[Call]) -> None:
    """Enter what the old rule of the public service pays: as given, or a share of the pay."""
    for call in heard:
        if call.name == "old_award" and plain(is_known)(call.result):
            given = plain(is_known)(who.known.old_pension)
            parts = {} if given else {"share": call.result / who.person.wage, "pay": who.person.wage}
            trace.term("old_pension", call.result, GIVEN if given else OLD_RULE, **parts)


def comparison(who: Claimant, heard: list[Call]) -> dict[str, Any] | None:
    """Return how an award follows from an old and a new one."""
    calls = {call.name: call for call in heard}
    released = calls["released_award"].arguments[2] if "released_award" in calls else 0.0
    if "compared_award" in calls:
        old = calls["old_award"].result if "old_award" in calls else UNKNOWN
        if not plain(is_known)(old):
            return None
        new, paid = calls["compared_award"].arguments[3], calls["compared_award"].result
        shown: dict[str, Any] = {"scheme": "public", "old": old}
    else:
        new, paid = calls["award_of_1997"].arguments[1], calls["award_of_1997"].result
        form = law_of(who).formula_1997
        if not form:
            return None
        old = paid.total_fen / 100 if form == ALONE else calls["released_award"].arguments[1]
        shown = {"scheme": "formula_1997", "old": old}
    local = who.person.local_pension_fen  # what is compared holds it on both sides
    amounts = {"new": new.total_fen + local, "total": paid.total_fen + local}
    shown["old"] = round(shown["old"] + local / 100, 2)
    return shown | {"new": amounts["new"] / 100, "released": released, "total": amounts["total"] / 100}


def law_of(who: Claimant) -> Any:
    """Return the law of the claim at the place that pays."""
    return who.kernel.opened(law_at)(who.world, who.place, who.year)


def basic_of(who: Claimant, terms: Terms) -> float:
    """Return the basic pension the terms give, yuan a month and not rounded."""
    law, years = law_of(who), terms.months / MONTHS
    values = terms.benefit_base, terms.index, years, law.accrual_rate, law.index_weight, law.low_index_threshold
    return float(plain(basic_pension)(*values))


def transitional_of(who: Claimant, terms: Terms) -> float:
    """Return the transitional pension the terms give, yuan a month and not rounded."""
    law, priors = law_of(who), who.world.assumptions[0, 0]
    return float(who.kernel(transitional_part)(law, priors, terms, terms.months / MONTHS))


def addition(desk: Desk, found: Award, base: float) -> dict[str, float] | None:
    """Return what the place adds to pensions new in the year, announced with the yearly adjustment."""
    row, month = desk.row, desk.month
    share, flat = shipped(row, "supplement_base_share", month), shipped(row, "supplement_year_flat", month)
    if not share and not flat:
        return None
    values = {"flat": flat, "per_year": 0.0, "years": 0.0, "base_share": share, "benefit_base": base}
    monthly = int(plain(rounded_fen)(plain(supplements)(**values), int(desk.shipped("rounding_fen"))))
    desk.trace.term("addition", monthly / 100, "sh-sheets", flat=flat, share=share, benefit_base=base)
    desk.trace.note("addition", place=place_name(desk.place or "", desk.trace.lang))
    return {"monthly": monthly / 100, "total": (found.total + monthly) / 100}


def divisor_of(desk: Desk, age: int) -> float:
    """Return the divisor the case gives, or that of the age, where no award uses one."""
    given = desk.law.given(desk.place, "divisor")
    if given is not None:
        desk.trace.rule(divisor, given, GIVEN)
        return float(given)
    by_month = int(desk.shipped("divisor_by_month"))
    result = float(plain(divisor)(age, divisors(), by_month))
    desk.trace.rule(divisor, result, age_months=age, by_month=by_month)
    return result
