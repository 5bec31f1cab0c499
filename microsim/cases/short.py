"""Who lacks years at the claim and does not go to the residents' scheme: buys them in one sum, or ends the relation."""

from microsim.cases.ending import end
from microsim.cases.geography import law_row
from microsim.cases.laws import shipped
from microsim.cases.months import month_text
from microsim.cases.pensions import employees_pension
from microsim.cases.work import NATION, Work
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
    return min((run.first for _, run, _ in work.career.paid), default=0) if work.career else 0


def buy(work: Work) -> None:
    """Buy the missing months in one sum, where the law of the claim allows it, and claim with them."""
    rights, claim, timing = work.rights, work.claim, work.timing
    assert rights is not None
    assert claim is not None
    assert timing
    row = law_row(work.place) if work.place else NATION
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
    base, rate = shipped(row, "base_floor", claim), shipped(row, "flexible_rate", claim)
    cost = work.trace.call(buy_in_cost, base=base, rate=rate, months=missing)
    credit = work.trace.plainly(buy_in_cost, base, shipped(row, "flexible_account_rate", claim), missing)
    reference = work.law.find(work.place, "reference_wage", claim)
    index = base / reference.value if reference else (rights.mean or 0.0)
    mean = None if rights.mean is None else (rights.mean * rights.months + index * missing) / work.minimum
    work.rights = rights._replace(
        months=work.minimum, years=None, mean=mean, account=None if rights.account is None else rights.account + credit
    )
    work.result["buy_in"] = {"months": missing, "cost": cost / 100, "account": credit / 100}
    employees_pension(work)
