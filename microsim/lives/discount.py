"""What money of each year is at the value date, by the discount rates of a table of lives."""

from typing import TYPE_CHECKING

import numpy as np

from microsim.kernel.world import FIRST_LAW_YEAR, LAST_YEAR
from microsim.law.information import assumptions_of
from microsim.law.prices import prices_of
from microsim.places import ELSEWHERE

if TYPE_CHECKING:
    from microsim.inputs import Inputs

# Real rates: OECD, Pensions at a Glance 2023, base case 1.5%; 3% beside it, as the variants of Eurostat's table 29 are wide.
MAIN, HIGHER = 0.015, 0.03


def discount_factors(inputs: "Inputs") -> np.ndarray:
    """Return what a yuan of each year is worth at the end of the year of prices: float64 [law year, rate].

    The rates are 1.5% and 3% above consumer prices, and the growth of the nation's average wage. Money of a year is taken
    at its end.
    """
    years = np.arange(FIRST_LAW_YEAR, LAST_YEAR + 1)
    prices = prices_of(assumptions_of(inputs.scenario), years)
    since = years - prices.year
    wages = inputs.world.law["average_wage"][ELSEWHERE]
    factors = np.stack(
        [
            (1.0 + MAIN) ** -since / prices.level,
            (1.0 + HIGHER) ** -since / prices.level,
            wages[prices.year - FIRST_LAW_YEAR] / wages,
        ],
        axis=1,
    )
    return np.ascontiguousarray(factors)
