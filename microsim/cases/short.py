"""Who lacks years at the claim and does not go to the residents' scheme: buys them in one sum, or ends the relation."""

from microsim.cases.claimant import Claimant, claimant
from microsim.cases.ending import end
from microsim.cases.laws import shipped
from microsim.cases.months import month_text
from microsim.cases.pensions import employees_pension
from microsim.cases.work import NATION, Work
from microsim.kernel.world import FIRST_LAW_YEAR
from microsim.schemes.employees.paying import buy_months
from microsim.schemes.employees.rules.eligibility import buy_in_cost, may_buy_in, missing_months


def without_years(work: Work) -> None:
    """Answer what the case wants where years are missing."""
    assert work.case.claim
    if work.case.claim.if_short == "ended":
        end(work)
    else:
        buy(work)


def first_insured(work: Work) -> int:
    """Return the first month insured, 0 where only totals are known."""
    return min((run.first for run in work.career.paid), default=0) if work.career else 0


def buy(work: Work) -> None:
    """Buy the missing months in one sum, where the law of the claim allows it, and claim with them."""
    rights, claim, timing = work.rights, work.claim, work.timing
    assert rights is not None
    assert claim is not None
    assert timing
    values = {
        "first_paid": first_insured(work),
        "now": claim,
        "statutory_month": timing.month,
        "gate": int(shipped(NATION, "buy_in_gate", claim)),
        "extension": int(shipped(NATION, "buy_in_extension", claim)),
    }
    if not work.trace.plainly(may_buy_in, *values.values()):
        first = month_text(values["first_paid"]) if values["first_paid"] else "not known"
        work.where.add(
            ("claim", "if_short"),
            f"found bought, but one sum is open only to those first insured before {month_text(values['gate'])} "
            f"(here {first}), from {month_text(timing.month + values['extension'])} on",
        )
        work.where.problems.check()
    missing = int(work.trace.call(missing_months, months=rights.months, minimum=work.minimum))
    who = claimant(work, rights, claim, watched=False)
    person, law = who.person, who.world.law[who.place, who.year - FIRST_LAW_YEAR]
    held = sum(person.account_fen)
    cost = who.kernel.opened(buy_months)(person, who.world, who.year, who.month, who.place, missing)
    credit = sum(person.account_fen) - held
    base, rate = law.base_floor[who.month - 1], law.flexible_rate[who.month - 1]
    work.trace.rule(buy_in_cost, cost, base=base, rate=rate, months=missing)
    mean = None if rights.mean is None else mean_with(rights.mean, rights.months, missing, who)
    account = None if rights.account is None else rights.account + credit
    work.rights = rights._replace(months=work.minimum, years=None, mean=mean, account=account)
    work.result["buy_in"] = {"months": missing, "cost": cost / 100, "account": credit / 100}
    employees_pension(work)


def mean_with(mean: float, months: int, bought: int, who: Claimant) -> float:
    """Return the mean index with months bought: their points by the wages of the place, at the mean where none is known."""
    points = who.person.index_sum[who.world.atlas.region_of[who.place]]
    return float(mean * months + (points or mean * bought)) / (months + bought)
