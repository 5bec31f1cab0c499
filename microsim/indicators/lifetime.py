"""Measures of whole lives: each takes some lives and gives one number, missing where it means nothing.

Of lives without a group of persons (``left_out``) each gives an array, a number for each group or draw.
"""

from typing import Any

import numpy as np

from microsim.amounts import MONTHS
from microsim.indicators.cell import PERCENT
from microsim.indicators.lives import AFTER, Lives

LOWEST, HIGHEST = -0.01, 0.06  # between which a rate of return is told from two points
RATES = (0.015, 0.03)  # real rates of the present values that lives hold


def over(amount: Any, other: Any) -> Any:
    """Return a ratio of sums, missing where the second is not above nought."""
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.where(np.asarray(other) > 0, np.divide(amount, other), np.nan)[()]


def a_person(lives: Lives, amount: Any) -> Any:
    """Return an amount for each person."""
    return over(amount, lives.heads)


def claimants(lives: Lives) -> Lives:
    """Return who claimed an employees' or public pension."""
    return lives.of(lives["claim_month"] != "")


def of_claimants(lives: Lives, column: str) -> Any:
    """Return the median of a share among who has one, percent."""
    return PERCENT * lives.median(column)


def individual_replacement(lives: Lives) -> Any:
    """Return the median pension over last wages."""
    return of_claimants(lives, "replacement_last")


def individual_replacement_undefined(lives: Lives) -> Any:
    """Return the share of claimants without a last wage."""
    who = claimants(lives)
    without = who.of(~np.isfinite(who["replacement_last"].astype(float)))
    return PERCENT * over(without.heads, who.heads)


def career_replacement(lives: Lives) -> Any:
    """Return the median pension over career wages."""
    return of_claimants(lives, "replacement_career")


def base_replacement(lives: Lives) -> Any:
    """Return the median pension over declared bases."""
    return of_claimants(lives, "replacement_base")


def position_75(lives: Lives) -> Any:
    """Return the median relative position at 75."""
    return of_claimants(lives, "position_75")


def position_85(lives: Lives) -> Any:
    """Return the median relative position at 85."""
    return of_claimants(lives, "position_85")


def gross_wealth(lives: Lives) -> Any:
    """Return the present value of pensions, yuan a person."""
    return a_person(lives, lives.total("pensions_pv"))


def gross_wealth_years(lives: Lives) -> Any:
    """Return the present value of pensions in years of the group's own wage."""
    wage = over(lives.total("wages_pv"), lives.total("months_paid") / MONTHS)
    return over(lives.total("pensions_pv"), wage * lives.heads)


def net_wealth(lives: Lives) -> Any:
    """Return benefits less own contributions, yuan a person."""
    return a_person(lives, lives.total("benefits") - lives.total("own"))


def net_wealth_b(lives: Lives) -> Any:
    """Return benefits less all contributions, yuan a person."""
    return a_person(lives, lives.total("benefits") - lives.total("contributions"))


def money_worth(lives: Lives) -> Any:
    """Return benefits over all contributions."""
    return over(lives.total("benefits"), lives.total("contributions"))


def money_worth_own(lives: Lives) -> Any:
    """Return benefits over own contributions."""
    return over(lives.total("benefits"), lives.total("own"))


def internal_rate(lives: Lives) -> Any:
    """Return the real rate at which pensions repay contributions, from two present values; missing far outside them."""
    paid = [lives.total("contributions"), lives.total("contributions_pv30")]
    drawn = [
        sum(lives.total(f"{name}{end}") for name in ("pension", "residents_pension", "public_pension"))
        for end in ("_pv", "_pv30")
    ]
    low, high = (np.log(over(received, given)) for received, given in zip(drawn, paid, strict=True))
    rate = RATES[0] + (RATES[1] - RATES[0]) * over(low, low - high)
    return np.where((rate >= LOWEST) & (rate <= HIGHEST), PERCENT * rate, np.nan)[()]


def lifetime_net_rate(lives: Lives) -> Any:
    """Return benefits less own contributions over lifetime wages."""
    return PERCENT * over(lives.total("benefits") - lives.total("own"), lives.total("wages_pv"))


def lifetime_net_rate_b(lives: Lives) -> Any:
    """Return benefits less all contributions over lifetime wages."""
    return PERCENT * over(lives.total("benefits") - lives.total("contributions"), lives.total("wages_pv"))


def drawing(lives: Lives) -> Lives:
    """Return who draws an employees' or public pension."""
    return lives.of(lives["months_drawn"] > 0)


def payback(lives: Lives, paid: Any) -> Any:
    """Return how many months of the group's mean pension an amount of all is for each."""
    drawn = lives.total("pension_pv") + lives.total("public_pension_pv")
    return over(a_person(lives, paid), over(drawn, lives.total("months_drawn")))


def payback_months(lives: Lives) -> Any:
    """Return the months that return own contributions to the employees' and the public scheme."""
    lives = drawing(lives)
    return payback(lives, lives.total("own_pv") + lives.total("flexible_pv"))


def payback_months_b(lives: Lives) -> Any:
    """Return the months that return all contributions to them."""
    lives = drawing(lives)
    return payback(lives, lives.total("own_pv") + lives.total("flexible_pv") + lives.total("employer_pv"))


def years_drawn(lives: Lives) -> Any:
    """Return the mean years of an employees' or public pension, nought for who never draws one."""
    return a_person(lives, lives.total("months_drawn")) / MONTHS


def died_before_claim(lives: Lives) -> Any:
    """Return the share of payers who died before a claim of any pension."""
    payers = lives.of(lives["months_paid"] > 0)
    lost = payers["dead"].astype(bool) & (payers["claim_month"] == "") & (payers["months_drawn_residents"] == 0)
    return PERCENT * over(payers.of(lost).heads, payers.heads)


def concentration(lives: Lives) -> Any:
    """Return the concentration of benefits by lifetime wages."""
    return lives.concentrated("benefits", "wages_pv")


def gini_of_wages(lives: Lives) -> Any:
    """Return the Gini coefficient of lifetime wages."""
    return lives.concentrated("wages_pv", "wages_pv")


def kakwani_benefits(lives: Lives) -> Any:
    """Return by how much benefits are less concentrated than wages: positive is progressive."""
    return gini_of_wages(lives) - concentration(lives)


def kakwani_contributions(lives: Lives) -> Any:
    """Return by how much own contributions are more concentrated than wages: positive is progressive."""
    return lives.concentrated("own", "wages_pv") - gini_of_wages(lives)


def redistribution(lives: Lives) -> Any:
    """Return the Gini of wages less that of wages net of contributions with benefits: vertical less re-ranking."""
    return gini_of_wages(lives) - lives.concentrated(AFTER, AFTER)


def redistribution_vertical(lives: Lives) -> Any:
    """Return what redistribution would be had nobody changed ranks."""
    return gini_of_wages(lives) - lives.concentrated(AFTER, "wages_pv")


def redistribution_reranking(lives: Lives) -> Any:
    """Return what is lost of it since ranks change."""
    return redistribution_vertical(lives) - redistribution(lives)
