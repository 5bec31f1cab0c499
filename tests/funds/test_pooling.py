"""Pooling: nothing is lost or made between funds, and each rule is what it says."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from microsim.funds.ledger import POOLING, keep_books
from microsim.funds.money import shared
from microsim.funds.national import NationalTransfer, central_adjustment, members_of, national_pooling
from microsim.funds.policy import fund_policy, no_policy
from microsim.funds.provincial import city_transfers, transfers_within
from microsim.kernel.items import ITEM_SIGN, Item
from microsim.law.compile import compile_law
from microsim.law.load import load_assumptions, load_statute
from microsim.law.series import Book
from microsim.places import ELSEWHERE, ELSEWHERE_PROVINCE, PLACE_COUNT, PLACES_OF, PROVINCE_OF
from microsim.schema import Scheme
from tests.geography import CITY_COUNT, GUANGDONG_PROVINCE, SHANGHAI, SHANGHAI_PROVINCE
from tests.synthetic import synthetic_policy, synthetic_stocks, synthetic_tallies

EMPLOYEES, RESIDENTS = Scheme.EMPLOYEES, Scheme.RESIDENTS
CITIES = slice(0, CITY_COUNT)
YEARS = np.arange(2017, 2027)
AMOUNTS = st.integers(-(10**15), 10**15)
UPLOAD, GRANT, PAID, RECEIVED = NationalTransfer


def policy_of(law=None, assumptions=None):
    """Return the shipped rules of some years, with a scenario's changes."""
    priors = load_assumptions().apply(assumptions or {})
    return fund_policy(priors, YEARS, Book(load_statute(), law), compile_law())


@pytest.fixture(scope="module")
def policy():
    """The shipped rules."""
    return policy_of()


@pytest.fixture(scope="module")
def tallies():
    """Counts and money of ten years in which several cities and years have deficits."""
    tallies = synthetic_tallies(len(YEARS), 5)
    tallies.flows[...] *= 997
    tallies.flows[3:6, SHANGHAI, EMPLOYEES, Item.BENEFIT_BASIC] *= 3
    tallies.flows[7, CITIES, EMPLOYEES, Item.BENEFIT_BASIC] *= 4
    tallies.flows[7, SHANGHAI, EMPLOYEES, Item.EMPLOYER] *= 4
    tallies.standing[...] *= 10_000
    tallies.labour[...] *= 10_000
    return tallies


@pytest.fixture(scope="module")
def books(tallies, policy):
    """Their ledger under the shipped rules."""
    return keep_books(tallies, synthetic_stocks(10**13), policy)


def one_year(**rules):
    """Return the rules of one year, nothing but what is named."""
    policy = synthetic_policy(1, **rules)
    return policy._make(array[0] for array in policy)


def test_books_balance_by_area_scheme_and_province(books):
    assert (books.opening + books.flows @ ITEM_SIGN == books.closing).all()
    assert (books.provincial_opening + books.provincial_flows @ ITEM_SIGN == books.provincial_closing).all()
    assert (books.provincial_closing[:-1] == books.provincial_opening[1:]).all()
    for province, places in enumerate(PLACES_OF):
        assert (books.closing[:, places].sum(axis=1) == books.provincial_closing[:, province]).all()
        assert (books.flows[:, places].sum(axis=1) == books.provincial_flows[:, province]).all()


def test_the_provincial_fund_opens_with_the_sum_of_the_cities(books):
    assert (books.provincial_opening[0, GUANGDONG_PROVINCE] == CITY_COUNT * 10**13).all()


def test_transfers_of_the_nation_add_up_to_nothing(books):
    moved = books.national
    assert (moved >= 0).all()
    assert (moved[..., UPLOAD].sum(axis=1) == moved[..., GRANT].sum(axis=1)).all()
    assert (moved[..., PAID].sum(axis=1) == moved[..., RECEIVED].sum(axis=1)).all()


def test_the_books_of_places_show_the_transfers_of_their_province(books):
    pairs = {
        UPLOAD: Item.CENTRAL_ADJUSTMENT_OUT,
        GRANT: Item.CENTRAL_ADJUSTMENT_IN,
        PAID: Item.POOLING_OUT,
        RECEIVED: Item.POOLING_IN,
    }
    for transfer, item in pairs.items():
        for province in (GUANGDONG_PROVINCE, SHANGHAI_PROVINCE):
            booked = books.provincial_flows[:, province, EMPLOYEES, item]
            assert (booked == books.national[:, province, transfer]).all()
    assert not books.flows[:, ELSEWHERE][..., POOLING].any()
    assert not books.flows[:, :, RESIDENTS][..., POOLING].any()


def test_inside_a_province_nothing_is_lost(books):
    for province in (GUANGDONG_PROVINCE, SHANGHAI_PROVINCE):
        flows = books.provincial_flows[:, province, EMPLOYEES]
        assert (flows[:, Item.PROVINCE_IN] == flows[:, Item.PROVINCE_OUT]).all()


def test_years_before_and_after_the_central_adjustment(books):
    by_year = books.national[..., UPLOAD].sum(axis=1)
    assert (by_year[YEARS < 2018] == 0).all()
    assert (by_year[(YEARS >= 2018) & (YEARS <= 2021)] > 0).all()
    assert (by_year[YEARS > 2021] == 0).all()
    assert (books.national[YEARS < 2022][..., PAID] == 0).all()
    assert books.national[YEARS >= 2022][..., PAID].any()


def test_a_payer_never_pays_more_than_its_surplus(tallies, policy):
    generous = policy._replace(paid_share=np.ones_like(policy.paid_share))
    books = keep_books(tallies, synthetic_stocks(10**13), generous)
    later = range(Item.POOLING_IN, Item.PROVINCE_OUT + 1)
    before = (books.flows[:, :, EMPLOYEES] * ITEM_SIGN)[..., [item for item in Item if item not in later]]
    before = before.sum(axis=-1) - treasury_added(tallies, generous, books)
    paid, received = books.flows[:, :, EMPLOYEES, Item.POOLING_OUT], books.flows[:, :, EMPLOYEES, Item.POOLING_IN]
    assert (paid <= np.maximum(before, 0)).all()
    assert (received <= np.maximum(-before, 0)).all()
    assert received.any()


def treasury_added(tallies, policy, books):
    """Return what the treasury put in after pooling: the difference to books without that rule."""
    without = policy._replace(gap_cover=0 * policy.gap_cover)
    added = books.flows[:, :, EMPLOYEES, Item.FISCAL]
    return added - keep_books(tallies, synthetic_stocks(10**13), without).flows[:, :, EMPLOYEES, Item.FISCAL]


def test_the_share_of_the_surplus():
    rules = one_year(paid_share=0.325, gap_share=1.0)
    paid, received = national_pooling(np.array([1000, -100, 0]), rules)
    assert paid.tolist() == [325, 0, 0]
    assert received.tolist() == [0, 100, 225]


def test_gaps_are_met_as_far_as_payments_reach():
    rules = one_year(paid_share=0.25, gap_share=1.0)
    paid, received = national_pooling(np.array([1000, -900, 0]), rules)
    assert (paid.tolist(), received.tolist()) == ([250, 0, 0], [0, 250, 0])
    paid, received = national_pooling(np.array([-1000, -900, 0]), rules)
    assert not paid.any()
    assert not received.any()


def test_the_worked_example_of_two_provinces():
    """Uploads of 2430 and 810 million a month at 3%; grants of 1296 and 1944 million."""
    wage_share, rate = 0.9, 0.03
    rules = no_policy(1)
    rules.upload[0] = [wage_share * rate * 9000, wage_share * rate * 6000, 0]
    rules.enterprise_jobs[:] = 1
    rules = rules._make(array[0] for array in rules)
    zero = np.zeros(PLACE_COUNT, np.int64)
    workers, retired = zero.copy(), zero.copy()
    workers[[0, SHANGHAI]] = 10**7, 5 * 10**6
    retired[[0, SHANGHAI]] = 2 * 10**6, 3 * 10**6
    members = members_of(synthetic_tallies(1))._replace(insured=workers, employed=workers, public=zero, retired=retired)
    uploads, grants = central_adjustment(members.covered(rules), members.retired, rules)
    assert uploads.tolist() == [243 * 10**9, 81 * 10**9, 0]
    assert grants.tolist() == [129_600_000_000, 194_400_000_000, 0]


def test_who_should_be_insured_is_the_mean_of_two_counts(tallies):
    members = members_of(tallies)
    rules = one_year(enterprise_jobs=0.9, public_counted=0.25)
    counted = members.insured + 0.9 * members.employed + 0.25 * members.public
    assert 2 * members.covered(rules) == pytest.approx(counted)
    assert members.retired.shape == (len(YEARS), PLACE_COUNT)


def test_the_upload_by_hand(policy):
    wages = {"guangdong": 6756, "shanghai": 9580}  # published for 2019
    for province, wage in enumerate(wages.values()):
        assert policy.upload[2020 - 2017, province] == pytest.approx(0.9 * 0.04 * 12 * wage)
    assert policy.upload[1, GUANGDONG_PROVINCE] == pytest.approx(0.9 * 0.015 * 12 * 6668)  # half of 2018


def test_the_provincial_fund_begins_in_the_middle_of_2017(policy):
    assert policy.provincial_fund[:2, GUANGDONG_PROVINCE].tolist() == [0.5, 1.0]
    assert (policy.provincial_fund[:, SHANGHAI_PROVINCE] == 1).all()


def test_deficits_of_cities_are_covered_inside_a_surplus():
    balances, stocks = np.zeros(PLACE_COUNT, np.int64), np.full(PLACE_COUNT, 10**6)
    balances[[0, 1, 2, 3]] = 900, 100, -300, -50
    moved = city_transfers(balances, stocks, np.ones(3))
    assert moved[:4].tolist() == [-315, -35, 300, 50]
    assert not moved[4:].any()
    half = city_transfers(balances, stocks, np.array([0.5, 1, 1]))
    assert half[:4].sum() == 0
    assert half[2:4].tolist() == [150, 25]
    assert not city_transfers(balances, stocks, np.zeros(3)).any()


def test_beyond_the_surplus_the_common_stock_pays():
    moved = transfers_within(np.array([100, -300, -100]), np.array([500, 500, -50]))
    assert moved.sum() == 0
    assert moved.tolist() == [-250, 150, 100]  # 100 of its surplus and 150 of its stock; the second bears 150 itself


@settings(deadline=None)
@given(st.lists(st.tuples(AMOUNTS, AMOUNTS), min_size=1, max_size=25))
def test_transfers_within_a_province(pairs):
    balances, stocks = (np.array(column, dtype=np.int64) for column in zip(*pairs, strict=True))
    moved = transfers_within(balances, stocks)
    assert moved.sum() == 0
    assert (-moved <= np.maximum(balances, 0) + np.maximum(stocks, 0)).all()  # nobody gives what it does not have
    if balances.sum() >= 0:  # a province in surplus leaves no city with a deficit
        assert (balances + moved >= 0).all()


@settings(deadline=None)
@given(st.lists(st.integers(0, 10**17), min_size=1, max_size=25), st.floats(0, 1))
def test_nobody_gives_more_than_its_most(most, part):
    total = min(int(sum(most) * part), sum(most))
    parts = shared(total, most)
    assert int(parts.sum()) == total
    assert (parts >= 0).all()
    assert (parts <= np.array(most)).all()


def test_pooling_can_be_switched_off(tallies):
    law = {"national.pooling.upload_rate": {"2018-07-01": 0}, "national.pooling.national_pooling": {"2022-01-01": 0}}
    books = keep_books(tallies, synthetic_stocks(10**13), policy_of(law))
    assert not books.national.any()
    cities = keep_books(tallies, synthetic_stocks(10**13), policy_of({"guangdong.pooling.provincial_fund": 0}))
    assert not cities.flows[:, :, EMPLOYEES, [Item.PROVINCE_IN, Item.PROVINCE_OUT]].any()
    assert cities.national.any()


def test_a_later_switch_leaves_earlier_years(tallies, books):
    later = keep_books(
        tallies, synthetic_stocks(10**13), policy_of({"national.pooling.national_pooling": {"2024-01-01": 0}})
    )
    for one, other in zip(later, books, strict=True):
        assert (one[YEARS < 2024] == other[YEARS < 2024]).all()
    assert not later.national[YEARS >= 2024].any()


def test_a_scenario_may_choose_the_share(tallies, books):
    other = keep_books(tallies, synthetic_stocks(10**13), policy_of(assumptions={"paid_share": 0.25}))
    paid, more = (moved.national[5:, GUANGDONG_PROVINCE, PAID] for moved in (other, books))
    assert more.any()  # in the years with a surplus
    assert ((paid < more) | (more == 0)).all()
    assert (paid > 0).tolist() == (more > 0).tolist()
    assert not other.national[:5, :, PAID].any()


def test_elsewhere_is_the_counterpart_and_keeps_no_books(books):
    assert (books.national[:, ELSEWHERE_PROVINCE, UPLOAD] > 0).any()
    assert (books.national[:, ELSEWHERE_PROVINCE, PAID] == 0).all()
    assert PROVINCE_OF[ELSEWHERE] == ELSEWHERE_PROVINCE
