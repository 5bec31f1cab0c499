"""The books of the funds balance to the fen, and each rule of the treasury does what it says."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from microsim.funds.ledger import BOOKED_HERE, keep_books, pools
from microsim.funds.money import apportion
from microsim.funds.opening import city_weights, opening_stocks
from microsim.funds.policy import fund_policy, subsidies
from microsim.kernel.items import ITEM_SIGN, Item
from microsim.kernel.tallies import MonthCount
from microsim.kernel.world import BASE_YEARS
from microsim.law.compile import compile_law
from microsim.law.load import load_assumptions, load_statute
from microsim.law.series import Book
from microsim.places import ELSEWHERE, PLACE_COUNT
from microsim.schema import Scheme
from tests.geography import CITY_COUNT, GUANGDONG_PROVINCE, SHANGHAI, SHENZHEN
from tests.synthetic import synthetic_policy, synthetic_stocks, synthetic_tallies

EMPLOYEES, RESIDENTS = Scheme.EMPLOYEES, Scheme.RESIDENTS
SUBSIDIES = {"contribution_subsidy": 0.0217, "basic_cover": 0.3, "reserve_months": 7, "gap_cover": 0.9}


@pytest.fixture
def tallies():
    """What the kernel counted and booked, with nothing from treasury or reserve."""
    tallies = synthetic_tallies(4, 7)
    tallies.flows[...] *= 997
    tallies.flows[..., BOOKED_HERE] = 0
    return tallies


@pytest.fixture
def flows(tallies):
    """The money of these tallies."""
    return tallies.flows


def test_every_fund_balances_every_year(tallies):
    books = keep_books(tallies, synthetic_stocks(), synthetic_policy(4, reserve_return=0.0317, **SUBSIDIES))
    assert (books.opening + books.flows @ ITEM_SIGN == books.closing).all()
    assert (books.closing[:-1] == books.opening[1:]).all()
    assert (books.opening[0] == synthetic_stocks()).all()


def test_the_kernels_entries_are_kept(tallies, flows):
    before = flows.copy()
    books = keep_books(tallies, synthetic_stocks(), synthetic_policy(4, reserve_return=0.05, **SUBSIDIES))
    others = [item for item in Item if item not in BOOKED_HERE]
    assert (flows == before).all()
    assert (books.flows[..., others] == flows[..., others]).all()


def test_without_rules_nothing_is_added(tallies, flows):
    books = keep_books(tallies, synthetic_stocks(), synthetic_policy(4))
    assert (books.flows == flows).all()


def test_the_reserve_earns_its_return(tallies):
    books = keep_books(tallies, synthetic_stocks(10**13), synthetic_policy(4, reserve_return=0.03))
    assert (books.flows[0, :, :, Item.INVESTMENT] == 3 * 10**11).all()


def test_a_pool_in_debt_earns_nothing(tallies):
    books = keep_books(tallies, -synthetic_stocks(10**18), synthetic_policy(4, reserve_return=0.03))
    assert (books.flows[..., Item.INVESTMENT] == 0).all()


def test_a_city_in_debt_owes_the_return_of_its_province(tallies):
    stocks = synthetic_stocks(10**13)
    stocks[SHENZHEN] = -(10**13)
    books = keep_books(tallies, stocks, synthetic_policy(4, reserve_return=0.03, provincial_fund=1.0))
    assert books.flows[0, SHENZHEN, EMPLOYEES, Item.INVESTMENT] == -3 * 10**11
    assert books.flows[0, SHENZHEN, RESIDENTS, Item.INVESTMENT] == 0  # residents' funds are the city's own


def test_the_treasury_fills_the_reserve(tallies):
    books = keep_books(tallies, -synthetic_stocks(10**14), synthetic_policy(4, gap_cover=1.0, reserve_months=6))
    year = synthetic_policy(1)._make(array[0] for array in synthetic_policy(1))
    spending = books.flows[..., Item.BENEFIT_BASIC : Item.INHERITANCE + 1].sum(axis=-1)
    spending += books.flows[..., Item.BENEFIT_DISABILITY]
    for scheme in Scheme:
        for places in np.split(np.arange(PLACE_COUNT), pools(scheme, year)[1:]):
            stock = books.closing[:, places, scheme].sum(axis=1)
            target = spending[:, places, scheme].sum(axis=1) / 2
            assert abs(stock[0] - target[0]) <= 1
            assert (stock >= target - 1).all()  # later a surplus may lie above it


def test_the_reserve_has_two_parts(tallies):
    rules = {"reserve_return": 0.02, "delegated_share": 0.3, "delegated_return": 0.05}
    books = keep_books(tallies, synthetic_stocks(10**13), synthetic_policy(4, **rules))
    assert (books.flows[0, :, :, Item.INVESTMENT] == 14 * 10**10).all()
    assert (books.flows[0, :, :, Item.DELEGATED_RETURN] == 15 * 10**10).all()


def test_the_central_treasury_bears_its_part(tallies, flows):
    policy = synthetic_policy(4)
    policy.basic_cover[:, :, RESIDENTS] = 1.0
    policy.central_basic[:, :, RESIDENTS] = 7000.0
    books = keep_books(tallies, synthetic_stocks(), policy)
    whole = keep_books(tallies, synthetic_stocks(), policy._replace(central_basic=0 * policy.central_basic))
    central = books.flows[..., Item.FISCAL_CENTRAL]
    months = tallies.months[:, :, MonthCount.RESIDENTS_PENSION]
    assert (central[:, :, RESIDENTS] == 7000 * months).all()
    assert (central[:, :, EMPLOYEES] == 0).all()
    assert (central + books.flows[..., Item.FISCAL] == whole.flows[..., Item.FISCAL]).all()
    assert (books.closing == whole.closing).all()


def test_the_treasury_pays_residents_basic_pensions(tallies, flows):
    policy = synthetic_policy(4)
    policy.basic_cover[:, :, RESIDENTS] = 1.0
    books = keep_books(tallies, synthetic_stocks(), policy)
    parts = [Item.BENEFIT_BASIC, Item.BENEFIT_TRANSITIONAL, Item.BENEFIT_SUPPLEMENT, Item.BENEFIT_ADJUSTMENT]
    paid = flows[:, :, RESIDENTS, [*parts, Item.SURVIVORS]].sum(axis=-1)
    assert (books.flows[:, :, RESIDENTS, Item.FISCAL] == paid).all()
    assert (books.flows[:, :, EMPLOYEES, Item.FISCAL] == 0).all()


def test_a_subsidy_in_yuan_does_not_follow_contributions(tallies, flows):
    """The amount of the province comes whole, spread by what its places contribute."""
    policy = synthetic_policy(4)
    policy.subsidy[:, GUANGDONG_PROVINCE, EMPLOYEES] = 10**12 + 1
    flows[1, :, EMPLOYEES, Item.EMPLOYER] *= 3
    books = keep_books(tallies, synthetic_stocks(), policy)
    assert (books.flows[:, :CITY_COUNT, EMPLOYEES, Item.FISCAL].sum(axis=1) == 10**12 + 1).all()
    assert not books.flows[:, SHANGHAI, :, Item.FISCAL].any()


def test_subsidies_follow_the_wage_only_where_indexed():
    years, law = np.array([2016, 2017, 2030]), compile_law()
    asked = {
        "funds": {"employees": {"subsidy": 1e9, "subsidy_indexed": {"guangdong": 1, "shanghai": 0, "elsewhere": 0}}}
    }
    paid = subsidies(load_assumptions().apply(asked), years, law)
    assert paid[0].tolist() == [1e11] * 3
    assert paid[1:, 1:].tolist() == [[1e11] * 2] * 2
    assert paid[2, 0] > 1.5 * paid[1, 0] > 1.5e11


def test_public_employers_pay_no_more_than_the_scheme_needs(tallies, flows):
    """The excess over the bound is left with them; the fund of the province is one."""
    policy = synthetic_policy(4, public_fund=1.0)
    policy.most_months[..., Scheme.PUBLIC] = 6
    flows[:, :, Scheme.PUBLIC, Item.EMPLOYER] *= 50
    books = keep_books(tallies, synthetic_stocks(), policy)
    spent = flows[:, :, Scheme.PUBLIC, Item.BENEFIT_BASIC : Item.INHERITANCE + 1].sum(axis=-1)
    spent += flows[:, :, Scheme.PUBLIC, Item.BENEFIT_DISABILITY]
    held = books.closing[:, :CITY_COUNT, Scheme.PUBLIC].sum(axis=1)
    assert np.abs(held - spent[:, :CITY_COUNT].sum(axis=1) // 2).max() <= 1
    other = [scheme for scheme in Scheme if scheme != Scheme.PUBLIC]
    assert (books.flows[:, :, other] == flows[:, :, other]).all()


def test_settled_months_come_in_and_go_out(tallies, flows):
    policy = synthetic_policy(4)
    policy.settled_months[1, :, Scheme.PUBLIC] = 6
    books = keep_books(tallies, synthetic_stocks(), policy)
    settled = books.flows[..., [Item.BACK_CONTRIBUTIONS, Item.BACK_BENEFITS]]
    assert not settled[[0, 2, 3]].any()
    paid = flows[1, :, Scheme.PUBLIC, [Item.EMPLOYER, Item.EMPLOYEE, Item.FLEXIBLE, Item.PERSONAL]].sum(axis=0)
    assert settled[1, :, Scheme.PUBLIC, 0].tolist() == np.rint(paid / 2).tolist()
    assert (settled[1, :, Scheme.PUBLIC, 1] > 0).all()
    assert not settled[1, :, EMPLOYEES].any()


@settings(deadline=None)
@given(st.integers(0, 10**17), st.lists(st.integers(1, 10**15), min_size=1, max_size=25))
def test_apportioned_parts_add_up(total, weights):
    parts = apportion(total, weights)
    assert int(parts.sum()) == total
    assert (parts >= 0).all()


@pytest.mark.parametrize("year", BASE_YEARS)
def test_opening_stocks_are_those_of_the_assumptions(year):
    assumptions = load_assumptions()
    stocks = opening_stocks(assumptions, year)
    for scheme in Scheme:
        path = f"funds.{scheme.name.lower()}.opening"
        assert stocks[:CITY_COUNT, scheme].sum() == round(100 * assumptions.path(path, year, "guangdong"))
        assert stocks[SHANGHAI, scheme] == round(100 * assumptions.path(path, year, "shanghai"))
        assert stocks[ELSEWHERE, scheme] == 0
    assert (stocks[:CITY_COUNT, [EMPLOYEES, RESIDENTS]] > 0).all()
    assert not stocks[:, Scheme.PUBLIC].any()  # the public scheme began with nothing and saves nothing


def test_shenzhen_has_the_share_it_is_given():
    assumptions = load_assumptions().apply({"funds": {"employees": {"shenzhen_share": 0.42}}})
    weights = city_weights(assumptions, GUANGDONG_PROVINCE)
    assert weights[EMPLOYEES][SHENZHEN] == 0.42
    for scheme in (EMPLOYEES, RESIDENTS):
        assert weights[scheme].sum() == pytest.approx(1.0, abs=2e-3)  # the table has four decimals
        assert len(weights[scheme]) == CITY_COUNT
    assert weights[Scheme.LOCAL].tolist() == [int(city == SHENZHEN) for city in range(CITY_COUNT)]


def test_the_shipped_policy_is_within_bounds():
    assumptions = load_assumptions()
    policy = fund_policy(assumptions, np.arange(2017, 2101), Book(load_statute()), compile_law())
    for field, array in policy._asdict().items():
        assert len(array) == 84, field
        assert np.isfinite(array).all(), field
        assert (array >= 0).all(), field
    assert (policy.basic_cover[:, :, RESIDENTS] == 1).all()
    assert not policy.reserve_return[:, 2].any()  # elsewhere keeps no stock
    assert PLACE_COUNT == CITY_COUNT + 2
