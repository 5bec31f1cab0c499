"""Consumer prices against those of one year, in which money of any year can be told."""

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from microsim.kernel.world import FIRST_LAW_YEAR, LAST_YEAR
from microsim.places import ELSEWHERE_PROVINCE, PROVINCE_KEYS

if TYPE_CHECKING:
    from microsim.law.assumptions import Assumptions

NATION = PROVINCE_KEYS[ELSEWHERE_PROVINCE]


class Prices(NamedTuple):
    """The level of consumer prices.

    Attributes
    ----------
    year : year of prices
    level : the nation's prices of each simulated year, yearly means, 1 in the year of prices
    """

    year: int
    level: np.ndarray


def prices_of(assumptions: "Assumptions", years: np.ndarray) -> Prices:
    """Return the level of prices in some years, against the year that the assumptions name."""
    every = np.arange(FIRST_LAW_YEAR, LAST_YEAR + 1)
    level = np.cumprod(1.0 + assumptions.path("economy.cpi", every, NATION))
    year = int(assumptions.value("economy.price_year"))
    return Prices(year, level[np.asarray(years) - FIRST_LAW_YEAR] / level[year - FIRST_LAW_YEAR])
