"""What governments add to the funds and what the reserves earn, year by year."""

from typing import NamedTuple

import numpy as np

from microsim.places import ELSEWHERE_PROVINCE, PROVINCE_KEYS
from microsim.schema import Scheme

RETURN = "economy.reserve_return"
BOTH = tuple(Scheme)
KNOWN = {  # the schemes that have an assumption for each rule
    "reserve_return": BOTH,
    "contribution_subsidy": (Scheme.EMPLOYEES,),
    "basic_cover": (Scheme.RESIDENTS,),
    "reserve_months": (Scheme.EMPLOYEES,),
    "gap_cover": BOTH,
}


class FundPolicy(NamedTuple):
    """Rules of the ledger, each [year, province, scheme].

    Attributes
    ----------
    reserve_return : yearly return on the stock with which a year opens
    contribution_subsidy : subsidy as a share of contributions
    basic_cover : share of basic pensions, supplements and grants that the treasury pays
    reserve_months : months of spending that the stock should hold
    gap_cover : share of the gap to that stock that the treasury pays
    """

    reserve_return: np.ndarray
    contribution_subsidy: np.ndarray
    basic_cover: np.ndarray
    reserve_months: np.ndarray
    gap_cover: np.ndarray


def fund_policy(assumptions, years):
    """Return the rules of the ledger for some years.

    Rules that a scheme has no assumption for (the residents' scheme keeps no target reserve, the
    employees' scheme has no basic pension from the treasury) are zero.
    """
    policy = FundPolicy(*(np.zeros((len(years), len(PROVINCE_KEYS), len(Scheme))) for _ in FundPolicy._fields))
    for field, array in policy._asdict().items():
        for scheme in KNOWN[field]:
            path = RETURN if field == "reserve_return" else f"funds.{scheme.name.lower()}.{field}"
            for province, key in enumerate(PROVINCE_KEYS):
                array[:, province, scheme] = assumptions.path(path, years, province=key)
    policy.reserve_return[:, ELSEWHERE_PROVINCE] = 0.0  # no stock is kept for elsewhere
    return policy
