"""The ledger: every fund's books, year by year, in whole fen.

The kernel books what persons pay and receive. What depends on all of them is booked here: the
return on the stock a year opens with, and what the treasury adds. Each closing stock is the
opening stock plus inflows minus outflows, exactly.
"""

from typing import NamedTuple

import numpy as np

from microsim.engine.tallies import ITEM_SIGN, Item
from microsim.funds.opening import apportion
from microsim.places import CITY_COUNT, ELSEWHERE_PROVINCE, GUANGDONG_PROVINCE, PLACE_COUNT, SHANGHAI, SHANGHAI_PROVINCE
from microsim.schema import MONTHS, Scheme

PROVINCE_OF = np.full(PLACE_COUNT, ELSEWHERE_PROVINCE)
PROVINCE_OF[:CITY_COUNT] = GUANGDONG_PROVINCE
PROVINCE_OF[SHANGHAI] = SHANGHAI_PROVINCE

CONTRIBUTIONS = [Item.EMPLOYER, Item.EMPLOYEE, Item.FLEXIBLE, Item.PERSONAL]
# Benefits of the residents' scheme that no account backs.
UNFUNDED = [
    Item.BENEFIT_BASIC,
    Item.BENEFIT_TRANSITIONAL,
    Item.BENEFIT_SUPPLEMENT,
    Item.BENEFIT_ADJUSTMENT,
    Item.SURVIVORS,
]
BENEFITS = [item for item in Item if Item.BENEFIT_BASIC <= item <= Item.INHERITANCE]


class Ledger(NamedTuple):
    """Books of all funds in fen.

    Attributes
    ----------
    flows : int64 [year, place, scheme, item], positive amounts; ``ITEM_SIGN`` tells in from out
    opening, closing : int64 [year, place, scheme]
    """

    flows: np.ndarray
    opening: np.ndarray
    closing: np.ndarray


def keep_books(flows, stocks, policy):
    """Return the ledger of all years.

    Parameters
    ----------
    flows
        What the kernel booked, persons represented, [year, place, scheme, item].
    stocks
        Opening stocks of the first year, [place, scheme].
    policy
        The FundPolicy of the same years.
    """
    flows = flows.copy()
    opening, closing = np.empty(flows.shape[:3], np.int64), np.empty(flows.shape[:3], np.int64)
    for year, booked in enumerate(flows):
        rules = policy._make(array[year] for array in policy)
        opening[year] = stocks
        booked[:, :, Item.INVESTMENT] = investment_income(stocks, rules.reserve_return)
        booked[:, :, Item.FISCAL] = treasury_share(booked, rules)
        booked[:, :, Item.FISCAL] += treasury_gap(stocks + booked @ ITEM_SIGN, booked, rules)
        stocks = stocks + booked @ ITEM_SIGN
        closing[year] = stocks
    return Ledger(flows, opening, closing)


def pools(scheme):
    """Return the places that share one fund: a province for employees, a place for residents."""
    if scheme == Scheme.EMPLOYEES:
        return [np.flatnonzero(province == PROVINCE_OF) for province in range(ELSEWHERE_PROVINCE + 1)]
    return [np.array([place]) for place in range(PLACE_COUNT)]


def investment_income(stocks, reserve_return):
    """Return the income of the year on the stocks it opens with, [place, scheme].

    A pool in debt earns nothing. Inside a pool that earns, an area in debt owes the same return.
    """
    income = np.zeros_like(stocks)
    for scheme in Scheme:
        for places in pools(scheme):
            if stocks[places, scheme].sum() > 0:
                rates = reserve_return[PROVINCE_OF[places], scheme]
                income[places, scheme] = np.rint(stocks[places, scheme] * rates)
    return income


def treasury_share(booked, rules):
    """Return what the treasury pays by rule: a share of contributions, and unfunded benefits, [place, scheme]."""
    contributions = booked[:, :, CONTRIBUTIONS].sum(axis=2)
    unfunded = booked[:, :, UNFUNDED].sum(axis=2)
    amount = contributions * rules.contribution_subsidy[PROVINCE_OF] + unfunded * rules.basic_cover[PROVINCE_OF]
    return np.rint(amount).astype(np.int64)


def treasury_gap(stocks, booked, rules):
    """Return what the treasury adds to bring each pool near its target reserve, [place, scheme]."""
    added = np.zeros_like(stocks)
    spending = booked[:, :, BENEFITS].sum(axis=2)
    for scheme in Scheme:
        for places in pools(scheme):
            province = PROVINCE_OF[places[0]]
            target = spending[places, scheme].sum() * rules.reserve_months[province, scheme] / MONTHS
            gap = target - stocks[places, scheme].sum()
            amount = round(gap * rules.gap_cover[province, scheme])
            if amount > 0:
                weights = np.maximum(spending[places, scheme], 1)
                added[places, scheme] = apportion(amount, weights)
    return added
