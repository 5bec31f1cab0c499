"""The pension of the employees' scheme at the claim: basic, account and transitional parts, supplements."""

import math
from typing import NamedTuple

from microsim.amounts import MONTHS
from microsim.kernel.jit import rule
from microsim.schema import TransitionalForm

DIVISOR_FIRST_AGE = 40 * MONTHS  # first and last row of the divisor table, in months of age
DIVISOR_LAST_AGE = 70 * MONTHS
DECIMALS = 10  # divisors between full years have one decimal
GUARD = 1e-9


class PensionParts(NamedTuple):
    """A new pension and its parts, in fen a month."""

    basic_fen: int
    account_fen: int
    transitional_fen: int
    supplement_fen: int
    total_fen: int


@rule(source="renshebu-divisors-2025", unit="months")
def divisor_by_month(at_age, at_next_age, months):
    """Between two full years of age the divisor falls in equal monthly steps, to one decimal, half up."""
    exact = at_age - (at_age - at_next_age) * months / MONTHS
    return math.floor(exact * DECIMALS + 0.5 + GUARD) / DECIMALS


@rule(source="guofa-2005-38-6", unit="months")
def divisor(age_months, table, by_month):
    """The divisor is read at the age of the claim: in full years before 2025, by month since.

    Parameters
    ----------
    table : divisors for every month of age from 40 years to 70 years
    by_month : 0 where only full years of age count
    """
    if by_month == 0:
        age_months = age_months // MONTHS * MONTHS
    age = min(max(age_months, DIVISOR_FIRST_AGE), DIVISOR_LAST_AGE)
    return table[age - DIVISOR_FIRST_AGE]


@rule(source="guofa-2005-38-6", unit="index")
def mean_index(index_months_sum, months, deemed_index, deemed_months):
    """The mean index weighs paid months by their own index and deemed months by the deemed index."""
    all_months = months + deemed_months
    if all_months == 0:
        return 0.0
    return (index_months_sum + deemed_index * deemed_months) / all_months


@rule(source="yuefu-2006-96", unit="share")
def low_index_factor(mean_index, low_index_threshold):
    """Where the law sets a threshold, a mean index below it reduces the average-wage term in proportion."""
    if low_index_threshold <= 0.0 or mean_index >= low_index_threshold:
        return 1.0
    return mean_index / low_index_threshold


@rule(source="guofa-2005-38-6", unit="yuan/month")
def basic_pension(benefit_base, mean_index, years, accrual_rate, index_weight, low_index_threshold):
    """Each contribution year earns 1% of the mean of the benefit base and the own indexed wage.

    Parameters
    ----------
    index_weight : weight of the own indexed wage, half by the decision of 2005
    low_index_threshold : see ``low_index_factor``, 0 where there is none
    """
    average = benefit_base * low_index_factor(mean_index, low_index_threshold)
    own = benefit_base * mean_index
    return ((1.0 - index_weight) * average + index_weight * own) * years * accrual_rate


@rule(source="guofa-2005-38-6", unit="yuan/month")
def account_pension(account, divisor):
    """The account pension is the account at the claim over the divisor, for life."""
    return account / divisor


@rule(source="guofa-2005-38-6", unit="yuan/month")
def transitional_pension(form, benefit_base, mean_index, deemed_index, deemed_years, rate):
    """Deemed years earn a coefficient of the benefit base times an index, whose form the province chooses."""
    index = 0.0
    if form == TransitionalForm.STANDARD:
        index = mean_index
    elif form == TransitionalForm.FIXED_INDEX:
        index = deemed_index
    elif form == TransitionalForm.MEAN_WAGE:
        index = (1.0 + mean_index) / 2.0
    elif form == TransitionalForm.FLOORED_INDEX:
        index = max(mean_index, deemed_index)
    return benefit_base * index * deemed_years * rate


@rule(source="yuefuhan-2021-294", unit="yuan/month")
def supplements(flat, per_year, years, base_share, benefit_base):
    """Some places add a flat sum, a sum for each full contribution year, or a share of the benefit base."""
    return flat + per_year * math.floor(years) + base_share * benefit_base


@rule(source="yuefuhan-2021-294", unit="yuan/month")
def senior_supplement(supplement_senior, deemed_months):
    """A city's regulating fund pays those who were at work before its accounts began, whose service is deemed."""
    return supplement_senior if deemed_months > 0 else 0.0
