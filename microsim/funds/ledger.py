"""The ledger: every fund's books, year by year, in whole fen.

The kernel books what persons pay and receive. What depends on all of them is booked here, in this
order: what firms with stable jobs get back of their contributions, what is settled of the time before
the books, the return on the stock a year opens with, what
the treasury adds by rule, the transfers between provinces and between the cities of one, what
employers need not pay to a reserve that is then large enough, and what the treasury adds to one
that is too small. Each closing stock is the opening stock plus inflows minus outflows, exactly.
"""

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from microsim.amounts import MONTHS
from microsim.funds import national
from microsim.funds.money import apportion, by_province, shared, spread
from microsim.funds.national import Members, NationalTransfer, members_of
from microsim.funds.policy import ONE_FUND
from microsim.funds.provincial import city_transfers
from microsim.kernel.items import ITEM_SIGN, Item, Kind, items_of
from microsim.kernel.tallies import MonthCount
from microsim.places import PLACE_COUNT, PLACES_OF, PROVINCE_COUNT, PROVINCE_OF
from microsim.schema import Scheme

if TYPE_CHECKING:
    from microsim.funds.policy import FundPolicy
    from microsim.kernel.tallies import Tallies

EMPLOYEES = Scheme.EMPLOYEES
CONTRIBUTIONS = items_of(Kind.CONTRIBUTION)
# Benefits of the residents' scheme that no account backs.
UNFUNDED = [
    Item.BENEFIT_BASIC,
    Item.BENEFIT_TRANSITIONAL,
    Item.BENEFIT_SUPPLEMENT,
    Item.BENEFIT_ADJUSTMENT,
    Item.SURVIVORS,
]
SPENDING = items_of(Kind.BENEFIT, Kind.INHERITANCE)
POOLING = items_of(Kind.POOLING)
SETTLED = [Item.BACK_CONTRIBUTIONS, Item.BACK_BENEFITS]
BOOKED_HERE = [*items_of(Kind.SUBSIDY, Kind.RETURN, Kind.POOLING), *SETTLED]


class Ledger(NamedTuple):
    """Books of all funds in fen.

    Attributes
    ----------
    flows : int64 [year, place, scheme, item], positive amounts; ``ITEM_SIGN`` tells in from out
    opening, closing : int64 [year, place, scheme]
    provincial_flows, provincial_opening, provincial_closing : the same, places summed by province
    national : int64 [year, province, transfer], transfers between provinces; here elsewhere is the rest of China
    """

    flows: np.ndarray
    opening: np.ndarray
    closing: np.ndarray
    provincial_flows: np.ndarray
    provincial_opening: np.ndarray
    provincial_closing: np.ndarray
    national: np.ndarray


def keep_books(tallies: "Tallies", stocks: np.ndarray, policy: "FundPolicy") -> Ledger:
    """Return the ledger of all years.

    Parameters
    ----------
    tallies
        What the kernel counted and booked, persons represented.
    stocks
        Opening stocks of the first year, [place, scheme].
    policy
        The FundPolicy of the same years.
    """
    flows, members = tallies.flows.copy(), members_of(tallies)
    flows[..., BOOKED_HERE] = 0
    give_back(flows, policy)
    settle_earlier_years(flows, policy)
    book_subsidies(flows, tallies.months[:, :, MonthCount.RESIDENTS_PENSION], policy)
    spending = flows[..., SPENDING].sum(axis=-1)
    opening, closing = np.empty(flows.shape[:3], np.int64), np.empty(flows.shape[:3], np.int64)
    moved = np.zeros((len(flows), PROVINCE_COUNT, len(NationalTransfer)), np.int64)
    for year, booked in enumerate(flows):
        rules = type(policy)._make(array[year] for array in policy)
        opening[year] = stocks
        book_returns(booked, stocks, rules)
        moved[year] = book_pooling(booked, stocks, Members(*(heads[year] for heads in members)), rules)
        book_city_transfers(booked, stocks, rules)
        booked[:, :, Item.EMPLOYER] -= not_needed(stocks + booked @ ITEM_SIGN, booked, spending[year], rules)
        booked[:, :, Item.FISCAL] += treasury_gap(stocks + booked @ ITEM_SIGN, spending[year], rules)
        stocks = stocks + booked @ ITEM_SIGN
        closing[year] = stocks
    provincial = [by_province(amounts) for amounts in (flows, opening, closing)]
    return Ledger(flows, opening, closing, provincial[0], provincial[1], provincial[2], moved)


def pools(scheme: Scheme, rules: "FundPolicy") -> np.ndarray:
    """Return the first place of each fund: places of one fund stand side by side.

    Employees and the public service have a fund for a province once it has one, else one for a city; the others have
    one for each place.
    """
    if scheme not in ONE_FUND:
        return np.arange(PLACE_COUNT)
    one_fund = getattr(rules, ONE_FUND[scheme]) > 0
    return np.concatenate([places[:1] if one else places for places, one in zip(PLACES_OF, one_fund, strict=True)])


def in_pools(amounts: np.ndarray, first: np.ndarray) -> np.ndarray:
    """Return amounts of places [place] summed over the fund of each place, [place]."""
    sizes = np.diff(first, append=PLACE_COUNT)
    return np.repeat(np.add.reduceat(amounts, first), sizes)


def book_returns(booked: np.ndarray, stocks: np.ndarray, rules: "FundPolicy") -> None:
    """Book the income of the year on the stocks it opens with.

    A pool in debt earns nothing. Inside a pool that earns, an area in debt owes the same return.
    """
    earns = np.column_stack([in_pools(stocks[:, scheme], pools(scheme, rules)) > 0 for scheme in Scheme])
    delegated = rules.delegated_share[PROVINCE_OF]
    at_home = (1.0 - delegated) * rules.reserve_return[PROVINCE_OF]
    invested = delegated * rules.delegated_return[PROVINCE_OF]
    booked[earns, Item.INVESTMENT] = np.rint(stocks * at_home)[earns]
    booked[earns, Item.DELEGATED_RETURN] = np.rint(stocks * invested)[earns]


def give_back(flows: np.ndarray, policy: "FundPolicy") -> None:
    """Take off the employers' contributions what goes back to firms that keep their staff; nobody's rights change."""
    paid = flows[:, :, EMPLOYEES, Item.EMPLOYER]
    paid -= np.rint(paid * policy.given_back).astype(np.int64)


def settle_earlier_years(flows: np.ndarray, policy: "FundPolicy") -> None:
    """Book what a year settles of the time before the books: months as those of the year, paid in and paid out."""
    part = policy.settled_months[:, PROVINCE_OF] / MONTHS
    for item, like in zip(SETTLED, (CONTRIBUTIONS, SPENDING), strict=True):
        flows[..., item] = np.rint(flows[..., like].sum(axis=-1) * part)


def book_subsidies(flows: np.ndarray, recipient_months: np.ndarray, policy: "FundPolicy") -> None:
    """Book what the treasuries pay by rule: an amount, a share of contributions, and benefits that no account backs.

    The central treasury bears a fixed amount for each recipient of a residents' pension and month.

    Parameters
    ----------
    flows : books of all years, [year, place, scheme, item]
    recipient_months : months of residents' pensions, [year, place]
    """
    contributions = flows[..., CONTRIBUTIONS].sum(axis=-1)
    unfunded = flows[..., UNFUNDED].sum(axis=-1)
    shares, covers = policy.contribution_subsidy[:, PROVINCE_OF], policy.basic_cover[:, PROVINCE_OF]
    amount = np.rint(contributions * shares + unfunded * covers).astype(np.int64)
    central = np.rint(recipient_months[..., None] * policy.central_basic[:, PROVINCE_OF]).astype(np.int64)
    flows[..., Item.FISCAL_CENTRAL] = np.minimum(central, amount)
    flows[..., Item.FISCAL] = amount - flows[..., Item.FISCAL_CENTRAL]
    for year, province, scheme in np.argwhere(policy.subsidy > 0).tolist():
        places = PLACES_OF[province]
        parts = spread(round(policy.subsidy[year, province, scheme]), contributions[year, places, scheme])
        flows[year, places, scheme, Item.FISCAL] += parts


def book_pooling(booked: np.ndarray, stocks: np.ndarray, members: Members, rules: "FundPolicy") -> np.ndarray:
    """Book the employees' transfers between provinces, and return them, [province, transfer]."""
    books = booked[:, EMPLOYEES]
    covered = members.covered(rules)
    uploads, grants = national.central_adjustment(covered, members.retired, rules)
    books[:, Item.CENTRAL_ADJUSTMENT_OUT] = national.over_places(uploads, covered)
    books[:, Item.CENTRAL_ADJUSTMENT_IN] = national.over_places(grants, members.retired)
    balances = books @ ITEM_SIGN
    paid, received = national.national_pooling(national.province_balances(balances), rules)
    books[:, Item.POOLING_OUT] = national.over_most(paid, np.maximum(balances, 0))
    books[:, Item.POOLING_IN] = national.over_most(received, np.maximum(-balances, 0))
    return np.column_stack([uploads, grants, paid, received])


def book_city_transfers(booked: np.ndarray, stocks: np.ndarray, rules: "FundPolicy") -> None:
    """Book what the cities of a province take out of its one fund and leave to it."""
    for scheme, one_fund in ONE_FUND.items():
        books = booked[:, scheme]
        moved = city_transfers(books @ ITEM_SIGN, stocks[:, scheme], getattr(rules, one_fund))
        books[:, Item.PROVINCE_IN], books[:, Item.PROVINCE_OUT] = np.maximum(moved, 0), np.maximum(-moved, 0)


def not_needed(stocks: np.ndarray, booked: np.ndarray, spending: np.ndarray, rules: "FundPolicy") -> np.ndarray:
    """Return what employers need not pay, as the pool holds the most it should, [place, scheme].

    Public employers are budgets: they pay what the pensions of the year ask for and hold no savings there.
    """
    saved = np.zeros_like(stocks)
    for scheme in Scheme:
        first = pools(scheme, rules)
        months = rules.most_months[PROVINCE_OF[first], scheme]
        most = np.add.reduceat(spending[:, scheme], first) * months / MONTHS
        excess = np.floor(np.add.reduceat(stocks[:, scheme], first) - most).astype(np.int64)
        for place, end, bound, amount in zip(first, [*first[1:], PLACE_COUNT], months, excess.tolist(), strict=True):
            paid = booked[place:end, scheme, Item.EMPLOYER]
            if bound > 0 and amount > 0:
                saved[place:end, scheme] = shared(min(amount, int(paid.sum())), paid)
    return saved


def treasury_gap(stocks: np.ndarray, spending: np.ndarray, rules: "FundPolicy") -> np.ndarray:
    """Return what the treasury adds to bring each pool near its target reserve, [place, scheme]."""
    added = np.zeros_like(stocks)
    for scheme in Scheme:
        first = pools(scheme, rules)
        province = PROVINCE_OF[first]
        target = np.add.reduceat(spending[:, scheme], first) * rules.reserve_months[province, scheme] / MONTHS
        gap = target - np.add.reduceat(stocks[:, scheme], first)
        amounts = np.rint(gap * rules.gap_cover[province, scheme]).astype(np.int64)
        for place, end, amount in zip(first, [*first[1:], PLACE_COUNT], amounts.tolist(), strict=True):
            if amount > 0:
                added[place:end, scheme] = apportion(amount, np.maximum(spending[place:end, scheme], 1))
    return added
