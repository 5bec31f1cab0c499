"""Measures of whole lives: each takes some lives and gives one number, missing where it means nothing."""

import math
from typing import Any

import numpy as np

from microsim.amounts import MONTHS
from microsim.indicators.cell import PERCENT
from microsim.indicators.lives import Lives

LOWEST, HIGHEST = -0.01, 0.06  # between which a rate of return is told from two points
RATES = (0.015, 0.03)  # real rates of the present values that lives hold


def over(amount: float, other: float) -> float:
    """Return a ratio of sums, missing where the second is not above nought."""
    return amount / other if other > 0 else math.nan


def a_person(lives: Lives, amount: float) -> float:
    """Return an amount for each person."""
    return over(amount, float(lives.persons.sum()))


def median(values: Any, persons: Any) -> float:
    """Return the weighted median of values that are there."""
    there = np.isfinite(values) & (persons > 0)
    if not there.any():
        return math.nan
    order = np.argsort(values[there], kind="stable")
    cumulated = np.cumsum(persons[there][order])
    return float(values[there][order][np.searchsorted(cumulated, cumulated[-1] / 2)])


def claimants(lives: Lives) -> Lives:
    """Return who claimed an employees' or public pension."""
    return lives.of(lives["claim_month"] != "")


def of_claimants(lives: Lives, column: str) -> float:
    """Return the median of a share among who has one, percent."""
    return PERCENT * median(lives[column].astype(float), lives.persons)


def individual_replacement(lives: Lives) -> float:
    """Return the median pension over last wages."""
    return of_claimants(lives, "replacement_last")


def individual_replacement_undefined(lives: Lives) -> float:
    """Return the share of claimants without a last wage."""
    who = claimants(lives)
    without = ~np.isfinite(who["replacement_last"].astype(float))
    return PERCENT * over(float(who.persons[without].sum()), float(who.persons.sum()))


def career_replacement(lives: Lives) -> float:
    """Return the median pension over career wages."""
    return of_claimants(lives, "replacement_career")


def base_replacement(lives: Lives) -> float:
    """Return the median pension over declared bases."""
    return of_claimants(lives, "replacement_base")


def position_75(lives: Lives) -> float:
    """Return the median relative position at 75."""
    return of_claimants(lives, "position_75")


def position_85(lives: Lives) -> float:
    """Return the median relative position at 85."""
    return of_claimants(lives, "position_85")


def gross_wealth(lives: Lives) -> float:
    """Return the present value of pensions, yuan a person."""
    return a_person(lives, lives.total("pensions_pv"))


def gross_wealth_years(lives: Lives) -> float:
    """Return the present value of pensions in years of the group's own wage."""
    wage = over(lives.total("wages_pv"), lives.total("months_paid") / MONTHS)
    return over(lives.total("pensions_pv"), wage * float(lives.persons.sum()))


def net_wealth(lives: Lives) -> float:
    """Return benefits less own contributions, yuan a person."""
    return a_person(lives, lives.total("benefits") - lives.total("own"))


def net_wealth_b(lives: Lives) -> float:
    """Return benefits less all contributions, yuan a person."""
    return a_person(lives, lives.total("benefits") - lives.total("contributions"))


def money_worth(lives: Lives) -> float:
    """Return benefits over all contributions."""
    return over(lives.total("benefits"), lives.total("contributions"))


def money_worth_own(lives: Lives) -> float:
    """Return benefits over own contributions."""
    return over(lives.total("benefits"), lives.total("own"))


def internal_rate(lives: Lives) -> float:
    """Return the real rate at which pensions repay contributions, from two present values; missing far outside them."""
    paid = [lives.total("contributions"), lives.total("contributions_pv30")]
    drawn = [
        sum(lives.total(f"{name}{end}") for name in ("pension", "residents_pension", "public_pension"))
        for end in ("_pv", "_pv30")
    ]
    if min(*paid, *drawn) <= 0:
        return math.nan
    low, high = (math.log(received / given) for received, given in zip(drawn, paid, strict=True))
    if low <= high:
        return math.nan
    rate = RATES[0] + (RATES[1] - RATES[0]) * low / (low - high)
    return PERCENT * rate if LOWEST <= rate <= HIGHEST else math.nan


def lifetime_net_rate(lives: Lives) -> float:
    """Return benefits less own contributions over lifetime wages."""
    return PERCENT * over(lives.total("benefits") - lives.total("own"), lives.total("wages_pv"))


def lifetime_net_rate_b(lives: Lives) -> float:
    """Return benefits less all contributions over lifetime wages."""
    return PERCENT * over(lives.total("benefits") - lives.total("contributions"), lives.total("wages_pv"))


def drawing(lives: Lives) -> Lives:
    """Return who draws an employees' or public pension."""
    return lives.of(lives["months_drawn"] > 0)


def payback(lives: Lives, paid: float) -> float:
    """Return how many months of the group's mean pension an amount of all is for each."""
    drawn = lives.total("pension_pv") + lives.total("public_pension_pv")
    return over(a_person(lives, paid), over(drawn, lives.total("months_drawn")))


def payback_months(lives: Lives) -> float:
    """Return the months that return own contributions to the employees' and the public scheme."""
    lives = drawing(lives)
    return payback(lives, lives.total("own_pv") + lives.total("flexible_pv"))


def payback_months_b(lives: Lives) -> float:
    """Return the months that return all contributions to them."""
    lives = drawing(lives)
    return payback(lives, lives.total("own_pv") + lives.total("flexible_pv") + lives.total("employer_pv"))


def years_drawn(lives: Lives) -> float:
    """Return the mean years of an employees' or public pension, nought for who never draws one."""
    return a_person(lives, lives.total("months_drawn")) / MONTHS


def died_before_claim(lives: Lives) -> float:
    """Return the share of payers who died before a claim of any pension."""
    payers = lives.of(lives["months_paid"] > 0)
    lost = payers["dead"].astype(bool) & (payers["claim_month"] == "") & (payers["months_drawn_residents"] == 0)
    return PERCENT * over(float(payers.persons[lost].sum()), float(payers.persons.sum()))


def ranks(values: Any, persons: Any) -> Any:
    """Return the fractional rank of each value, from 0 to 1; equal values share the middle of theirs."""
    _, place = np.unique(values, return_inverse=True)
    size = np.bincount(place, weights=persons)
    return ((np.cumsum(size) - size / 2) / size.sum())[place]


def concentrated(values: Any, by: Any, persons: Any) -> float:
    """Return the concentration coefficient of values ranked by others: twice the covariance with the rank over the mean."""
    mean = np.average(values, weights=persons) if persons.sum() > 0 else 0.0
    if mean <= 0:
        return math.nan
    rank = ranks(by, persons)
    covariance = np.average(values * (rank - np.average(rank, weights=persons)), weights=persons)
    return float(2.0 * covariance / mean)


def concentration(lives: Lives) -> float:
    """Return the concentration of benefits by lifetime wages."""
    return concentrated(lives["benefits"], lives["wages_pv"], lives.persons)


def gini_of_wages(lives: Lives) -> float:
    """Return the Gini coefficient of lifetime wages."""
    return concentrated(lives["wages_pv"], lives["wages_pv"], lives.persons)


def kakwani_benefits(lives: Lives) -> float:
    """Return by how much benefits are less concentrated than wages: positive is progressive."""
    return gini_of_wages(lives) - concentration(lives)


def kakwani_contributions(lives: Lives) -> float:
    """Return by how much own contributions are more concentrated than wages: positive is progressive."""
    return concentrated(lives["own"], lives["wages_pv"], lives.persons) - gini_of_wages(lives)


def after(lives: Lives) -> Any:
    """Return lifetime wages net of own contributions, with benefits."""
    return lives["wages_pv"] - lives["own"] + lives["benefits"]


def redistribution(lives: Lives) -> float:
    """Return the Gini of wages less that of wages net of contributions with benefits: vertical less re-ranking."""
    return gini_of_wages(lives) - concentrated(after(lives), after(lives), lives.persons)


def redistribution_vertical(lives: Lives) -> float:
    """Return what redistribution would be had nobody changed ranks."""
    return gini_of_wages(lives) - concentrated(after(lives), lives["wages_pv"], lives.persons)


def redistribution_reranking(lives: Lives) -> float:
    """Return what is lost of it since ranks change."""
    return redistribution_vertical(lives) - redistribution(lives)
