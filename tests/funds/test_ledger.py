"""The books of the funds balance to the fen, and each rule of the treasury does what it says."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from microsim.engine.tallies import ITEM_SIGN, Item
from microsim.funds.ledger import keep_books, pools
from microsim.funds.opening import apportion, city_weights, opening_stocks
from microsim.funds.policy import fund_policy
from microsim.law.load import load_assumptions
from microsim.places import CITY_COUNT, ELSEWHERE, PLACE_COUNT, SHANGHAI, SHENZHEN
from microsim.schema import Scheme
from tests.synthetic import synthetic_policy, synthetic_stocks, synthetic_tallies

EMPLOYEES, RESIDENTS = Scheme.EMPLOYEES, Scheme.RESIDENTS
SUBSIDIES = {"contribution_subsidy": 0.0217, "basic_cover": 0.3, "reserve_months": 7, "gap_cover": 0.9}


@pytest.fixture
def flows():
    """What the kernel booked, with nothing from treasury or reserve."""
    return synthetic_tallies(4, 7).flows * 997


def test_every_fund_balances_every_year(flows):
    books = keep_books(flows, synthetic_stocks(), synthetic_policy(4, reserve_return=0.0317, **SUBSIDIES))
    assert (books.opening + books.flows @ ITEM_SIGN == books.closing).all()
    assert (books.closing[:-1] == books.opening[1:]).all()
    assert (books.opening[0] == synthetic_stocks()).all()


def test_the_kernels_entries_are_kept(flows):
    before = flows.copy()
    books = keep_books(flows, synthetic_stocks(), synthetic_policy(4, reserve_return=0.05, **SUBSIDIES))
    others = [item for item in Item if item not in (Item.FISCAL, Item.INVESTMENT)]
    assert (flows == before).all()
    assert (books.flows[..., others] == flows[..., others]).all()


def test_without_rules_nothing_is_added(flows):
    books = keep_books(flows, synthetic_stocks(), synthetic_policy(4))
    assert (books.flows == flows).all()


def test_the_reserve_earns_its_return(flows):
    books = keep_books(flows, synthetic_stocks(10**13), synthetic_policy(4, reserve_return=0.03))
    assert (books.flows[0, :, :, Item.INVESTMENT] == 3 * 10**11).all()


def test_a_pool_in_debt_earns_nothing(flows):
    books = keep_books(flows, -synthetic_stocks(10**18), synthetic_policy(4, reserve_return=0.03))
    assert (books.flows[..., Item.INVESTMENT] == 0).all()


def test_a_city_in_debt_owes_the_return_of_its_province(flows):
    stocks = synthetic_stocks(10**13)
    stocks[SHENZHEN] = -(10**13)
    books = keep_books(flows, stocks, synthetic_policy(4, reserve_return=0.03))
    assert books.flows[0, SHENZHEN, EMPLOYEES, Item.INVESTMENT] == -3 * 10**11
    assert books.flows[0, SHENZHEN, RESIDENTS, Item.INVESTMENT] == 0  # residents' funds are the city's own


def test_the_treasury_fills_the_reserve(flows):
    books = keep_books(flows, -synthetic_stocks(10**14), synthetic_policy(4, gap_cover=1.0, reserve_months=6))
    spending = books.flows[..., Item.BENEFIT_BASIC : Item.INHERITANCE + 1].sum(axis=-1)
    for scheme in Scheme:
        for places in pools(scheme):
            stock = books.closing[:, places, scheme].sum(axis=1)
            target = spending[:, places, scheme].sum(axis=1) / 2
            assert abs(stock[0] - target[0]) <= 1
            assert (stock >= target - 1).all()  # later a surplus may lie above it


def test_the_treasury_pays_residents_basic_pensions(flows):
    policy = synthetic_policy(4)
    policy.basic_cover[:, :, RESIDENTS] = 1.0
    books = keep_books(flows, synthetic_stocks(), policy)
    parts = [Item.BENEFIT_BASIC, Item.BENEFIT_TRANSITIONAL, Item.BENEFIT_SUPPLEMENT, Item.BENEFIT_ADJUSTMENT]
    paid = flows[:, :, RESIDENTS, [*parts, Item.SURVIVORS]].sum(axis=-1)
    assert (books.flows[:, :, RESIDENTS, Item.FISCAL] == paid).all()
    assert (books.flows[:, :, EMPLOYEES, Item.FISCAL] == 0).all()


@settings(deadline=None)
@given(st.integers(0, 10**17), st.lists(st.integers(1, 10**15), min_size=1, max_size=25))
def test_apportioned_parts_add_up(total, weights):
    parts = apportion(total, weights)
    assert int(parts.sum()) == total
    assert (parts >= 0).all()


def test_opening_stocks_are_those_of_the_assumptions():
    assumptions = load_assumptions()
    stocks = opening_stocks(assumptions)
    for scheme in Scheme:
        path = f"funds.{scheme.name.lower()}.opening"
        assert stocks[:CITY_COUNT, scheme].sum() == round(100 * assumptions.value(path, "guangdong"))
        assert stocks[SHANGHAI, scheme] == round(100 * assumptions.value(path, "shanghai"))
        assert stocks[ELSEWHERE, scheme] == 0
    assert (stocks[:CITY_COUNT] > 0).all()


def test_shenzhen_has_the_share_it_is_given():
    weights = city_weights(0.42)
    assert weights[EMPLOYEES, SHENZHEN] == 0.42
    assert weights.sum(axis=1) == pytest.approx(1.0, abs=2e-3)  # the table has four decimals
    assert weights.shape == (len(Scheme), CITY_COUNT)


def test_the_shipped_policy_is_within_bounds():
    policy = fund_policy(load_assumptions(), np.arange(2017, 2101))
    for field, array in policy._asdict().items():
        assert array.shape == (84, 3, 2), field
        assert np.isfinite(array).all(), field
        assert (array >= 0).all(), field
    assert (policy.basic_cover[:, :, RESIDENTS] == 1).all()
    assert not policy.reserve_return[:, 2].any()  # elsewhere keeps no stock
    assert PLACE_COUNT == CITY_COUNT + 2
