"""Disability, public service, optional pillars, closed schemes and the money between provincial funds."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from microsim.schemes.base.contributions import contribution
from microsim.schemes.closed.rules import (
    chosen_base,
    land_months,
    land_subsidy,
    outside_certificate,
    outside_credit,
    township_contribution,
    township_difference,
    township_months,
    township_pension,
)
from microsim.schemes.disability.rules import (
    BASIC_ONLY,
    FULL,
    LIMITED,
    NONE,
    disability_allowance,
    disability_case,
    disability_months,
    pension_after_disability,
)
from microsim.schemes.employees.rules.benefits import basic_pension
from microsim.schemes.employees.rules.old_formula import (
    account_pension_1997,
    basic_pension_1997,
    old_service_share,
    released_award,
)
from microsim.schemes.pillars.rules import (
    annuity_deduction,
    annuity_payment,
    annuity_rates,
    private_contribution,
    private_payout,
    private_tax_saved,
    vested_share,
)
from microsim.schemes.pooling.rules import (
    pool_members,
    pool_upload,
    pooling_gap,
    pooling_payment,
)

NEAR, FIRST_YEARS, FIRST, PER_YEAR = 60, 60, 12, 3


def test_disability_worked_case():
    """8 years, base 9000, index 0.8: 21 months of 648 yuan."""
    case = disability_case(96, 180, 200, NEAR, 1)
    assert case == LIMITED
    assert disability_months(96, FIRST_YEARS, FIRST, PER_YEAR) == 21
    basic = basic_pension(9000.0, 0.8, 8.0, 0.01, 0.5, 0.0)
    assert disability_allowance(case, basic, 0.0) == pytest.approx(648.0)


@pytest.mark.parametrize(
    ("months", "to_statutory", "case"),
    [(180, 60, FULL), (180, 61, BASIC_ONLY), (179, 60, LIMITED), (0, 60, NONE), (200, 0, NONE)],
)
def test_disability_cases(months, to_statutory, case):
    assert disability_case(months, 180, to_statutory, NEAR, 1) == case
    assert disability_case(months, 180, to_statutory, NEAR, 0) == NONE


@pytest.mark.parametrize(("months", "paid"), [(1, 12), (59, 12), (60, 12), (61, 15), (72, 15), (73, 18), (179, 42)])
def test_disability_months_count_years_begun(months, paid):
    assert disability_months(months, FIRST_YEARS, FIRST, PER_YEAR) == paid


def test_pension_after_disability():
    assert pension_after_disability(FULL, 2000.0, 2500.0) == 2000.0
    assert pension_after_disability(BASIC_ONLY, 2000.0, 1800.0) == 2000.0
    assert pension_after_disability(LIMITED, 648.0, 500.0) == 500.0
    assert disability_allowance(FULL, 1500.0, 2000.0) == 2000.0
    assert disability_allowance(NONE, 1500.0, 2000.0) == 0.0


def test_formula_of_1997():
    """A fifth of last year's wage at fifteen years, the account over 120."""
    assert basic_pension_1997(2182.0, 180, 180, 0.2) == pytest.approx(436.4)
    assert basic_pension_1997(2182.0, 179, 180, 0.2) == 0.0
    assert account_pension_1997(36_000.0, 120.0) == 300.0


def test_public_comparison_releases_a_growing_share():
    """Old 5000, new 6000: 10% of the gain to 2015, 90% in 2023, all in 2024; a loss is made good."""
    shares = [0.1, *[year / 10 for year in range(2, 11)]]
    assert [released_award(6000.0, 5000.0, share) for share in shares] == pytest.approx(
        [5000 + 1000 * s for s in shares]
    )
    assert released_award(4800.0, 5000.0, 0.5) == 5000.0


@pytest.mark.parametrize(("years", "share"), [(9.9, 0.0), (10, 0.7), (20, 0.8), (30, 0.85), (34.9, 0.85), (35, 0.9)])
def test_old_public_shares(years, share):
    assert old_service_share(years, 0.7, 0.8, 0.85, 0.9) == share


def test_enterprise_annuity_limits():
    assert annuity_rates(0.10, 0.06, 0.08, 0.12) == pytest.approx(0.12)
    assert annuity_rates(0.05, 0.02, 0.08, 0.12) == pytest.approx(0.07)
    assert vested_share(4.0, 8.0) == 0.5
    assert vested_share(9.0, 8.0) == 1.0
    assert vested_share(1.0, 0.0) == 1.0
    assert annuity_deduction(2000.0, 50_000.0, 0.04, 12_000.0, 3.0) == pytest.approx(1440.0)


def test_annuity_ends_with_the_account():
    assert annuity_payment(139_000.0, 139.0, 139_000.0) == pytest.approx(1000.0)
    assert annuity_payment(139_000.0, 139.0, 400.0) == 400.0
    assert annuity_payment(139_000.0, 139.0, 0.0) == 0.0


def test_private_pension():
    assert private_contribution(15_000.0, 12_000.0, True) == 12_000.0
    assert private_contribution(15_000.0, 12_000.0, False) == 0.0
    assert private_payout(1000.0, 0.03) == 970.0
    assert private_tax_saved(12_000.0, 0.1) == pytest.approx(1200.0)


@pytest.mark.parametrize(
    ("months", "share"), [(179, 0.0), (180, 0.20), (191, 0.20), (192, 0.205), (420, 0.30), (500, 0.30)]
)
def test_township_pension(months, share):
    assert township_pension(6504.0, months, 180, 0.2, 0.005, 0.3) == pytest.approx(6504.0 * share)


def test_township_contribution_and_conversion():
    """17 points of 60% of the wage; converting costs the difference of 11 points."""
    assert township_contribution(2033.0, 0.6, 0.17) == 207_37
    difference = township_difference(120, 6504.0, 0.6, 0.28, 0.17)
    assert difference == 51_511_68
    assert township_months(120, difference, difference) == 120
    assert township_months(120, difference // 2, difference) == 60
    assert township_difference(120, 6504.0, 0.6, 0.17, 0.17) == 0


def test_comprehensive_insurance_pays_a_certificate():
    """7 points of 60% of the wage of 2003."""
    credit = outside_credit(1847.0, 0.6, 0.07)
    assert credit == 77_57
    assert outside_certificate(12 * credit, 719, 720) == 0
    assert outside_certificate(12 * credit, 720, 720) == 12 * credit


def test_land_money_buys_fifteen_years_at_the_floor():
    subsidy = land_subsidy(2906.0, 0.20, 180)
    assert subsidy == 180 * contribution(2906.0, 0.20)
    assert land_months(subsidy, 2906.0, 0.20, 1) == 180
    assert land_months(subsidy, 2906.0, 0.20, 0) == 0


def test_flexible_workers_choose_a_base_in_the_bounds():
    assert chosen_base(0.4, 7000.0, 0.6, 3.0) == pytest.approx(4200.0)
    assert chosen_base(1.0, 7000.0, 0.6, 3.0) == 7000.0
    assert chosen_base(5.0, 7000.0, 0.6, 3.0) == pytest.approx(21000.0)


def test_central_adjustment_worked_case():
    """A: wage 9000, 10 m who should be insured; B: 6000 and 5 m; at 3% of 90% of the wage a month."""
    uploads = [pool_upload(9000.0, 10e6, 1.0, 0.9 * 0.03), pool_upload(6000.0, 5e6, 1.0, 0.9 * 0.03)]
    assert uploads == pytest.approx([2430e6, 810e6])
    assert pool_members(12e6, 8e6) == 10e6


@given(st.integers(-(10**15), 10**15), st.floats(0, 1))
def test_national_pooling_takes_no_more_than_the_surplus_and_gives_no_more_than_the_gap(balance, share):
    paid, gap = pooling_payment(balance, share), pooling_gap(balance, share)
    assert 0 <= paid <= max(0, balance)
    assert 0 <= gap <= max(0, -balance)
    assert paid == 0 or gap == 0


def test_national_pooling_by_hand():
    assert pooling_payment(1_000_01, 0.325) == 325_00
    assert pooling_payment(-5, 0.325) == 0
    assert pooling_gap(-200_00, 0.5) == 100_00
