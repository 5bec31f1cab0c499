"""Provincial variants of the pension formula: how years count, how parts are rounded, old accounts and local parts."""

import math

from microsim.amounts import FEN, MONTHS
from microsim.kernel.jit import rule
from microsim.schema import YearCount
from microsim.schemes.employees.rules.benefits import PensionParts

GUARD = 1e-6


@rule(source="hurenshegui-2021-27", unit="years")
def counted_years(months, way, month_fraction):
    """Years count by month, to 2 or 4 decimals, up to the next tenth, or with a fixed fraction for each odd month.

    Parameters
    ----------
    way : code of ``YearCount``
    month_fraction : what a month beyond full years counts where the way is a fixed fraction (0.083 at one place)
    """
    if way == YearCount.TWO_DECIMALS:
        return math.floor(months / MONTHS * 100.0 + 0.5 + GUARD) / 100.0
    if way == YearCount.FOUR_DECIMALS:
        return math.floor(months / MONTHS * 10000.0 + 0.5 + GUARD) / 10000.0
    if way == YearCount.UP_TENTH:
        return math.ceil(months / MONTHS * 10.0 - GUARD) / 10.0
    if way == YearCount.MONTH_FRACTION:
        return months // MONTHS + months % MONTHS * month_fraction
    return months / MONTHS


@rule(source="hurenshegui-2021-27", unit="fen")
def rounded_fen(yuan, unit_fen):
    """A part is rounded half up to the unit of the place: a fen, or ten fen."""
    return math.floor(yuan * FEN / unit_fen + 0.5 + GUARD) * unit_fen


@rule(source="hurenshegui-2021-27", unit="fen/month")
def rounded_parts(basic, account, transitional, supplement, unit_fen):
    """The pension is the sum of its parts, each rounded to the unit of the place."""
    first, second = rounded_fen(basic, unit_fen), rounded_fen(account, unit_fen)
    third, fourth = rounded_fen(transitional, unit_fen), rounded_fen(supplement, unit_fen)
    return PensionParts(first, second, third, fourth, first + second + third + fourth)


@rule(source="guofa-2005-38-6", unit="index")
def bounded_index(base, reference_wage, index_floor, index_cap):
    """A month's index is its base over the reference wage, between the local floor and cap; 0 is no cap."""
    if base <= 0.0 or reference_wage <= 0.0:
        return 0.0
    index = max(base / reference_wage, index_floor)
    return index if index_cap <= 0.0 else min(index, index_cap)


@rule(source="ln-sheets", unit="index")
def index_by_calendar_years(index_months_sum, deemed_index, deemed_months, calendar_years):
    """Some provinces divide by the calendar years with any payment, not by the months paid."""
    months = calendar_years * MONTHS + deemed_months
    return (index_months_sum + deemed_index * deemed_months) / months if months > 0 else 0.0


@rule(source="yuefuhan-2021-294", unit="years")
def weighted_years(deemed_index, months_at_deemed_index, index_months_sum):
    """Months to 1993 weigh by the index of the city's table, later ones before the accounts by their own index."""
    return (deemed_index * months_at_deemed_index + index_months_sum) / MONTHS


@rule(source="yuefuhan-2021-294", unit="yuan/month")
def weighted_years_pension(benefit_base, weighted_years, rate):
    """By the new method, years before the accounts, each weighted by its index, earn a coefficient of the base."""
    return benefit_base * weighted_years * rate


@rule(source="yuefuhan-2021-294", unit="yuan/month")
def paper_account_pension(paper_account, divisor):
    """An account on paper, for years before the accounts or never funded, pays its 120th part a month."""
    return paper_account / divisor


@rule(source="sz-sheets", unit="yuan/month")
def fixed_wage_part(indexed_wage, share):
    """The old method of a city pays a share of an indexed wage fixed at the time of the change."""
    return indexed_wage * share


@rule(source="yuefuhan-2021-294", unit="yuan/month")
def blended_transitional(new, old, allowance, released, old_is_floor):
    """While methods change, the old part is paid with a share of what the new one brings above it and the allowance.

    Parameters
    ----------
    allowance : the supplement by years, which the comparison takes off the gain
    released : share of the gain paid out: 0.3, 0.5, 0.7, 0.9 and 1 in 2021 to 2025
    old_is_floor : 1 while methods are compared; 0 from 2026, when the new one alone is paid
    """
    if old_is_floor == 0:
        return new
    return old + max(0.0, (new - old - allowance) * released)


@rule(source="unsettled-mixed-careers", unit="yuan/month")
def mixed_benefit_base(own_base, own_months, other_base, other_months, weighted):
    """For careers in two benefit regions of a province, the base is the mean by months, or that of the payer."""
    months = own_months + other_months
    if weighted == 0 or months == 0:
        return own_base
    return (own_base * own_months + other_base * other_months) / months


@rule(source="yuefu-2006-96", unit="yuan/month")
def old_local_pension(excess, rate, years, paid_share):
    """Until July 2006 a year earned a share of what the city's wage was above the province's; it fades out by year of claim."""
    return excess * rate * years * paid_share
