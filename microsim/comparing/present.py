"""Present values in whole fen: what adds up to nothing year by year adds up to nothing discounted too.

Discount factors are whole billionths, so that a present value is a sum of whole numbers and the sums of all parties
cancel exactly. Only at the end is it cut to fen, each party's down and the fen that this leaves over given to the
largest remainders: they too add up to what the exact sums add up to.
"""

from typing import NamedTuple

import numpy as np

from microsim.lives.discount import MAIN

RESOLUTION = 10**9  # steps in which discount factors are counted
REAL_RATE = MAIN
VALUE_YEAR = 2024  # amounts are valued at the end of the last observed year, in its prices


class Discount(NamedTuple):
    """How amounts of several years are made one.

    Attributes
    ----------
    factors : whole billionths, [year]
    real_rate : yearly rate beside prices
    value_year : at whose end and in whose prices amounts are valued
    """

    factors: np.ndarray
    real_rate: float = REAL_RATE
    value_year: int = VALUE_YEAR


def discount_of(
    years: np.ndarray, price_level: np.ndarray, real_rate: float = REAL_RATE, value_year: int = VALUE_YEAR
) -> Discount:
    """Return the factors of years: prices of the value year, and a real rate from its end.

    Parameters
    ----------
    years : years of the amounts, which fall at their ends
    price_level : consumer prices of the same years, any year's 1
    """
    years = np.asarray(years)
    if value_year in years:
        price_level = price_level / price_level[int(np.searchsorted(years, value_year))]
    factors = (1.0 + real_rate) ** (value_year - years.astype(np.float64)) / price_level
    return Discount(np.rint(factors * RESOLUTION).astype(np.int64), real_rate, value_year)


def present_values(amounts: np.ndarray, factors: np.ndarray) -> np.ndarray:
    """Return present values in whole fen, [party], of amounts [year, party] with factors in billionths, [year].

    Worked in whole numbers of any length. The parts add up to the present value of the yearly sums, rounded down; where
    those are nothing, to nothing.
    """
    exact = [
        sum(amount * factor for amount, factor in zip(column, factors.tolist(), strict=True))
        for column in amounts.T.tolist()
    ]
    split = [divmod(one, RESOLUTION) for one in exact]
    parts = [part for part, _ in split]
    left = sum(exact) // RESOLUTION - sum(parts)
    for place in sorted(range(len(split)), key=lambda place: -split[place][1])[:left]:
        parts[place] += 1
    return np.array(parts, dtype=np.int64)
