"""The rules of the ledger by hand: what each year takes from the law and the assumptions."""

import numpy as np
import pytest

from microsim.funds.policy import fund_policy, subsidies, upload_wages
from microsim.law.compile import compile_law
from microsim.law.load import load_assumptions, load_statute
from microsim.law.series import Book
from microsim.places import ELSEWHERE_PROVINCE, PLACES_OF, PROVINCE_KEYS
from microsim.schema import Scheme
from tests.geography import GUANGDONG_PROVINCE, SHANGHAI_PROVINCE

YEARS = np.arange(2017, 2030)
ASKED = {"funds": {"rest": {"wage": 0.8, "insured": 4e8, "employees": 0.5}, "pooling": {"wage_lag": 1}}}
BOOK = Book(load_statute())


@pytest.fixture(scope="module")
def assumptions():
    """The shipped assumptions with some round ones."""
    return load_assumptions().apply(ASKED)


@pytest.fixture(scope="module")
def policy(assumptions):
    """Their rules."""
    return fund_policy(assumptions, YEARS, BOOK, compile_law())


def in_year(values, year):
    """Return what holds in a year."""
    return values[year - YEARS[0]]


def test_uploads_are_a_share_of_last_years_wage(assumptions, policy):
    """Nine tenths of the wage, 3% for half of 2018, 3.5% of 2019, nothing from 2022."""
    shanghai = {2017: 7132, 2018: 8765}  # yuan a month, as published
    assert in_year(policy.upload, 2018)[SHANGHAI_PROVINCE] == pytest.approx(shanghai[2017] * 12 * 0.9 * 0.03 / 2)
    assert in_year(policy.upload, 2019)[SHANGHAI_PROVINCE] == pytest.approx(shanghai[2018] * 12 * 0.9 * 0.035)
    assert not in_year(policy.upload, 2017).any()
    assert not in_year(policy.upload, 2022).any()


def test_wages_of_uploads_lag_and_the_rest_has_its_share(assumptions):
    later = load_assumptions().apply({"funds": {"rest": {"wage": 1.0}, "pooling": {"wage_lag": 0}}})
    lagged, now = (upload_wages(tree, YEARS, BOOK) for tree in (assumptions, later))
    assert lagged[1:, SHANGHAI_PROVINCE].tolist() == now[:-1, SHANGHAI_PROVINCE].tolist()
    assert lagged[1:, ELSEWHERE_PROVINCE] == pytest.approx(0.8 * now[:-1, ELSEWHERE_PROVINCE])


def test_heads_of_the_rest_are_the_mean_of_insured_and_employed(policy):
    assert policy.rest_covered == pytest.approx((4e8 + 2e8) / 2)


def test_a_fund_of_the_province_from_its_month_on(policy):
    assert policy.provincial_fund[:, GUANGDONG_PROVINCE].tolist() == [0.5] + [1.0] * 12
    assert (policy.provincial_fund[:, SHANGHAI_PROVINCE] == 1).all()


def test_national_pooling_takes_its_shares_once_it_is_in_force(assumptions, policy):
    for name in ("paid_share", "gap_share"):
        for province, key in enumerate(PROVINCE_KEYS):
            asked = assumptions.path(f"funds.pooling.{name}", YEARS, province=key)
            expected = np.where(YEARS >= 2022, asked, 0.0)
            assert getattr(policy, name)[:, province] == pytest.approx(expected), (name, key)


def test_the_centre_bears_half_of_the_minimum_in_the_east(policy):
    """The minimum of 2020 was 88 yuan to June and 93 from July, in fen; elsewhere the centre bears all of it."""
    mean = 100 * (6 * 88 + 6 * 93) / 12
    of = in_year(policy.central_basic, 2020)[:, Scheme.RESIDENTS]
    assert of.tolist() == pytest.approx(
        [mean / 2 if key != PROVINCE_KEYS[ELSEWHERE_PROVINCE] else mean for key in PROVINCE_KEYS]
    )
    assert not policy.central_basic[..., Scheme.EMPLOYEES].any()


def test_indexed_subsidies_grow_as_the_mean_wage_of_the_places():
    law = compile_law()
    asked = {"funds": {"employees": {"subsidy": 1e9, "subsidy_indexed": 0.5}}}
    paid = subsidies(load_assumptions().apply(asked), np.array([2016, 2025]), law)
    for province, places in enumerate(PLACES_OF):
        before, after = (law["average_wage"][places, year - 1970].mean() for year in (2016, 2025))
        assert paid[0, province] == pytest.approx(1e11)
        assert paid[1, province] == pytest.approx(1e11 * (1 + 0.5 * (after / before - 1)))


def test_priors_stand_under_their_own_scheme(assumptions, policy):
    for name, schemes in (("reserve_months", "employees"), ("most_months", "public"), ("basic_cover", "residents")):
        scheme = Scheme[schemes.upper()]
        values = assumptions.path(f"funds.{schemes}.{name}", YEARS, province="guangdong")
        assert getattr(policy, name)[:, GUANGDONG_PROVINCE, scheme] == pytest.approx(values)
        others = [other for other in Scheme if other != scheme]
        assert not getattr(policy, name)[:, GUANGDONG_PROVINCE, others].any()
