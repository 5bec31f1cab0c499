"""How law goes on beyond its last known value: one small function a rule, arrays by year or month.

Every rule runs forward from the last known value, so a reform changes nothing before its date.
The rules follow the economy path of the scenario's assumptions.
"""

import numpy as np

from microsim.law.values import MONTH_COUNT, YEAR_COUNT


def grown(known: np.ndarray, growth: np.ndarray) -> np.ndarray:
    """Fill the years after a known one with the growth of each year."""
    result = known.copy()
    for year in range(1, YEAR_COUNT):
        if np.isnan(result[year]):
            result[year] = result[year - 1] * (1 + growth[year])
    return result


def carried_back(known: np.ndarray, index: np.ndarray) -> np.ndarray:
    """Fill the years before the first known one in proportion to an index."""
    first = int(np.flatnonzero(~np.isnan(known))[0])
    result = known.copy()
    result[:first] = known[first] * index[:first] / index[first]
    return result


def year_before(values: np.ndarray) -> np.ndarray:
    """Return the values of the year before; the first year keeps its own."""
    return np.concatenate([values[:1], values[:-1]])


def insurance_year(yearly: np.ndarray, start_month: np.ndarray) -> np.ndarray:
    """Spread values of a year over months, where the year begins in ``start_month`` (by month)."""
    month_of_year = np.tile(np.arange(1, 13), YEAR_COUNT)
    begun = month_of_year >= start_month
    return np.where(begun, np.repeat(yearly, 12), np.repeat(year_before(yearly), 12))


def notional_interest(known: np.ndarray, growth: np.ndarray, factor: np.ndarray, floor: np.ndarray) -> np.ndarray:
    """Account interest: a share of what it follows, never below the benchmark deposit rate."""
    return np.where(np.isnan(known), np.maximum(floor, factor * growth), known)


def uprating(
    known: np.ndarray,
    inflation: np.ndarray,
    wage_growth: np.ndarray,
    inflation_weight: np.ndarray,
    wage_weight: np.ndarray,
    price_floor: np.ndarray,
    floor: np.ndarray,
    ceiling: np.ndarray,
) -> np.ndarray:
    """National pension increase: a mix of last year's prices and wages, at least prices, between the political bounds."""
    prices, wages = year_before(inflation), year_before(wage_growth)
    rule = np.maximum(np.maximum(inflation_weight * prices + wage_weight * wages, price_floor * prices), floor)
    return np.where(np.isnan(known), np.minimum(rule, ceiling), known)


def benefit_base(known: np.ndarray, growth_share: np.ndarray, growth: np.ndarray, floor: np.ndarray) -> np.ndarray:
    """Benefit base: last year's raised by a share of a growth rate, at least the floor; the floor where the share is 0."""
    result = known.copy()
    for year in range(YEAR_COUNT):
        if np.isnan(result[year]):
            risen = result[year - 1] * (1 + growth_share[year] * growth[year]) if year and growth_share[year] else 0.0
            result[year] = max(risen, floor[year])
    return result


def yearly_steps(known: np.ndarray, step: np.ndarray, growth: np.ndarray) -> np.ndarray:
    """Residents' basic pension by month: it rises when the last known value ends, and every twelve months after."""
    result = known.copy()
    anniversary = 0
    for month in range(1, MONTH_COUNT):
        if not np.isnan(known[month]):
            anniversary = (month + 1) % 12
        elif month % 12 == anniversary:
            result[month] = result[month - 1] * (1 + growth[month // 12]) + step[month // 12]
        else:
            result[month] = result[month - 1]
    return result


def growth_of(values: np.ndarray) -> np.ndarray:
    """Return the growth of each year over the year before; zero in the first."""
    before = year_before(values)
    return values / before - 1


def mean_pension(start: float, base_year: int, increase: np.ndarray) -> np.ndarray:
    """Reference path of the mean pension: known in the base year, raised by each year's increase."""
    result = np.empty(YEAR_COUNT)
    result[base_year] = start
    for year in range(base_year + 1, YEAR_COUNT):
        result[year] = result[year - 1] * (1 + increase[year])
    for year in range(base_year, 0, -1):
        result[year - 1] = result[year] / (1 + increase[year])
    return result


def adjustment(
    known: list[np.ndarray],
    shares: list[np.ndarray],
    increase: np.ndarray,
    mean_pension_before: np.ndarray,
    mean_years: np.ndarray,
    aged_share: np.ndarray,
) -> list[np.ndarray]:
    """Split a year's increase of the mean pension into its parts; where a notice is known, its parts are taken.

    Parameters
    ----------
    known : flat, per year, rate and aged amounts, NaN where unknown
    shares : the same four parts' shares of the budget
    """
    budget = increase * mean_pension_before
    per_unit = (1.0, mean_years, mean_pension_before, aged_share)
    parts = [share * budget / unit for share, unit in zip(shares, per_unit, strict=True)]
    return [np.where(np.isnan(own), part, own) for own, part in zip(known, parts, strict=True)]
