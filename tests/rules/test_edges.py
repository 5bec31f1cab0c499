"""Clauses at their edges, by hand: the month before, the month itself, nothing paid, and each term by itself."""

import pytest

from microsim.schema import CreditMethod, TransitionalForm, YearCount
from microsim.schemes.base.accounts import account_left, annual_interest, claim_year_interest, fen, interest_by_method
from microsim.schemes.base.contributions import contribution_base, employer_contribution
from microsim.schemes.base.indexation import adjusted_pension, ceiling_factor
from microsim.schemes.bridge.rules import (
    bridge_refund,
    bridge_way,
    bridged_account,
    bridged_months,
    pooled_loss,
    residents_record_moves,
)
from microsim.schemes.closed.rules import (
    chosen_base,
    insurable_months,
    land_months,
    outside_certificate,
    township_difference,
    township_months,
    township_pension,
)
from microsim.schemes.disability.rules import (
    disability_allowance,
    disability_case,
    disability_months,
    pension_after_disability,
    raised_allowance,
)
from microsim.schemes.employees.rules.arrears import provisional_base, provisional_months, settlement
from microsim.schemes.employees.rules.benefits import (
    divisor_by_month,
    low_index_factor,
    mean_index,
    senior_supplement,
    supplements,
    transitional_pension,
)
from microsim.schemes.employees.rules.eligibility import (
    delay_months,
    ended_relation,
    may_buy_in,
    may_pay_on,
    required_months,
    special_age,
)
from microsim.schemes.employees.rules.levers import (
    actuarial_factor,
    guaranteed_pension,
    higher_of,
    months_towards_minimum,
    pays_by_months,
    pays_share,
    totalised_pension,
)
from microsim.schemes.employees.rules.old_formula import basic_pension_1997, old_service_share, released_award
from microsim.schemes.employees.rules.portability import opens_temporary_account, paying_place, transfer_pooled
from microsim.schemes.employees.rules.transfers import (
    buy_in_moves,
    cash_out,
    overlap_months,
    overlap_refund,
    transfer_temporary,
)
from microsim.schemes.employees.rules.variants import (
    blended_transitional,
    bounded_index,
    counted_years,
    index_by_calendar_years,
    mixed_benefit_base,
    rounded_fen,
)
from microsim.schemes.local.rules import local_supplement
from microsim.schemes.pillars.rules import (
    annuity_deduction,
    annuity_payment,
    annuity_rates,
    private_contribution,
    vested_share,
)
from microsim.schemes.pooling.rules import pool_members, pooling_gap, pooling_payment
from microsim.schemes.residents.rules import (
    collective_support,
    residents_buyable_months,
    residents_credit,
    residents_pension,
    residents_required_months,
)
from microsim.schemes.survivors.rules import dependants_lump_months, lump_months_by_law, survivor_cap
from microsim.watch.opened import plain

# As plain Python: compiling each for the kinds of numbers below would take longer than all else here.
globals().update({name: plain(value) for name, value in list(globals().items()) if hasattr(value, "py_func")})


def test_half_a_fen_rounds_up_and_less_does_not():
    assert [fen(yuan) for yuan in (0.0, 0.00499, 0.005, 1.0049, 1.005, 2.675)] == [0, 0, 1, 100, 101, 268]
    assert [fen(yuan) for yuan in (0.00495, 0.0046, 0.0054)] == [0, 0, 1]


def test_interest_of_an_account():
    assert claim_year_interest(12_000, 0, 0, 0.12, 1) == 120
    assert claim_year_interest(0, 1_200, 1_200 * 12, 0.12, 12) == 144
    assert annual_interest(0, 2_400, 0.10) == 130  # thirteen twenty-fourths
    assert interest_by_method(CreditMethod.MONTHLY_PRODUCT, 100, 2_400, 1_200, 0.5) == 100
    assert interest_by_method(CreditMethod.ANNUAL, 100, 2_400, 1_200, 0.5) == 700
    assert account_left(100, 99) == 1
    assert account_left(100, 101) == 0


def test_a_base_lies_between_floor_and_cap_and_needs_a_wage():
    assert [contribution_base(wage, 4.0, 10.0) for wage in (-1.0, 0.0, 0.05, 4.5, 11.0)] == [0.0, 0.0, 4.0, 4.5, 10.0]
    assert employer_contribution(1_000.0, 0.16, 0.25) == 12_000


def test_who_is_old_enough_gets_the_amount_for_the_aged():
    assert [adjusted_pension(1_000.0, 10, age, 10.0, 2.0, 0.01, 5.0, 780) for age in (779, 780)] == [1_040.0, 1_045.0]
    assert [ceiling_factor(rise, 1_000.0, 0.05) for rise in (0.0, 0.05, 50.0, 100.0)] == [1.0, 1.0, 1.0, 0.5]


def test_the_bridge_is_open_from_the_age_on():
    assert [bridge_way(180, 180, now, 100, False) for now in (99, 100)] == [0, 1]
    assert [bridge_way(months, 180, 100, 100, False) for months in (179, 180)] == [-1, 1]
    assert bridge_way(180, 180, 100, 100, True) == 0
    assert bridged_account(70_000, 6_000, 500) == 75_500
    assert [bridged_months(way, 144, 60, 12) for way in (1, 0, -1)] == [144, 192, 192]
    assert bridge_refund(9_000, 3_000, 6, 24) == 3_000
    assert bridge_refund(9_000, 3_000, 6, 1) == 72_000
    assert bridge_refund(9_000, 3_000, 6, 0) == 0
    assert [pooled_loss(990.0, months, 180) for months in (179, 180)] == [990.0, 0.0]
    assert [residents_record_moves(age, 720, False) for age in (719, 720)] == [True, False]
    assert not residents_record_moves(719, 720, True)


def test_township_months_convert_as_far_as_the_money_reaches():
    assert [township_months(100, paid, 1_000) for paid in (999, 1_000, 1_001)] == [99, 100, 100]
    assert township_months(7, 500, 1_000) == 3
    assert township_months(0, 0, 0) == 0
    assert township_difference(10, 1_000.0, 0.6, 0.20, 0.17) == 18_000
    assert township_difference(10, 1_000.0, 0.6, 0.17, 0.20) == 0
    pensions = [township_pension(1_000.0, months, 180, 0.20, 0.005, 0.30) for months in (179, 180, 191, 192, 420, 432)]
    assert pensions == pytest.approx([0.0, 200.0, 200.0, 205.0, 300.0, 300.0])


def test_a_certificate_is_paid_at_the_age():
    assert [outside_certificate(500, age, 720) for age in (719, 720)] == [0, 500]


def test_land_money_buys_whole_months_of_those_without_a_contribution():
    assert [land_months(money, 1_000.0, 0.24, 1) for money in (23_999, 24_000, 71_999, 72_000)] == [0, 1, 2, 3]
    assert land_months(72_000, 1_000.0, 0.24, 0) == 0
    assert land_months(72_000, 0.0, 0.24, 1) == 0
    assert land_months(72_000, 1_000.0, 0.0, 1) == 0
    assert land_months(72_000, 0.1, 0.5, 1) == 14_400  # a floor of next to nothing
    assert [insurable_months(180, 600, 192, paid) for paid in (0, 227, 228, 229, 408, 409)] == [
        180,
        180,
        180,
        179,
        0,
        0,
    ]


def test_the_base_one_chooses():
    assert [chosen_base(choice, 1_000.0, 0.6, 3.0) for choice in (0.5, 1.0, 4.0)] == [600.0, 1_000.0, 3_000.0]


def test_which_allowance_for_disability():
    near = {"near_months": 60, "in_force": 1}
    assert [disability_case(180, 180, left, **near) for left in (0, 1, 60, 61)] == [0, 3, 3, 2]
    assert [disability_case(months, 180, 61, **near) for months in (0, 1, 179, 180)] == [0, 1, 1, 2]
    assert disability_case(180, 180, 61, 60, 0) == 0
    assert [disability_months(months, 60, 12, 3) for months in (59, 60, 61, 72, 73)] == [12, 12, 15, 15, 18]
    assert [disability_months(months, 60, 6, 3) for months in (1, 60)] == [6, 6]
    assert [disability_allowance(case, 600.0, 900.0) for case in (0, 1, 2, 3)] == [0.0, 600.0, 600.0, 900.0]
    assert raised_allowance(600.0, 0.05) == pytest.approx(630.0)
    assert [pension_after_disability(case, 600.0, 500.0) for case in (0, 1, 2, 3)] == [500.0, 500.0, 600.0, 600.0]
    assert pension_after_disability(3, 600.0, 700.0) == 600.0


def test_provisional_until_the_month_of_the_announcement():
    assert [provisional_base(month, 7, 1.0, 2.0) for month in (6, 7, 8)] == [1.0, 2.0, 2.0]
    assert [provisional_months(month, 7) for month in (5, 6, 7, 8)] == [2, 1, 0, 0]
    assert settlement(500, 450, 3) == 150


def test_indices_of_a_career():
    assert mean_index(0.0, 0, 1.0, 0) == 0.0
    assert mean_index(0.5, 1, 1.0, 0) == 0.5
    assert mean_index(60.0, 120, 1.25, 120) == 0.875
    assert [low_index_factor(index, 0.5) for index in (0.25, 0.5, 0.75)] == [0.5, 1.0, 1.0]
    assert low_index_factor(0.0625, 0.05) == 1.0
    assert low_index_factor(0.025, 0.05) == 0.5
    assert low_index_factor(0.25, 0.0) == 1.0


@pytest.mark.parametrize(
    ("form", "pension"),
    [
        ("STANDARD", 120.0),
        ("FIXED_INDEX", 240.0),
        ("MEAN_WAGE", 180.0),
        ("FLOORED_INDEX", 240.0),
        ("WEIGHTED_YEARS", 0.0),
    ],
)
def test_transitional_forms(form, pension):
    assert transitional_pension(TransitionalForm[form], 2_000.0, 0.5, 1.0, 10.0, 0.012) == pytest.approx(pension)


def test_supplements_by_full_years_and_for_service_only():
    assert supplements(100.0, 4.0, 17.99, 0.0, 9_000.0) == 168.0
    assert supplements(0.0, 0.0, 30.0, 0.02, 9_000.0) == 180.0
    assert [senior_supplement(250.0, months) for months in (0, 1)] == [0.0, 250.0]


def test_ages_rise_with_the_first_cohort():
    births = [12 * 1965 + month for month in (-1, 0, 3, 4, 139, 140, 141, 200)]
    assert [delay_months(birth, 12 * 1965, 4, 720, 756) for birth in births] == [0, 1, 1, 2, 35, 36, 36, 36]


def test_early_entrants_need_fewer_months():
    cases = [(120, 99, 199), (120, 100, 199), (120, 99, 200), (0, 99, 199), (1, 99, 199), (200, 99, 199)]
    found = [required_months(180, first, due, months, 100, 200) for months, first, due in cases]
    assert found == [120, 180, 180, 180, 1, 180]


def test_special_ages_after_the_years_asked_for():
    assert [special_age(worked, 96, 660, 720) for worked in (95, 96)] == [720, 660]
    assert [special_age(96, 96, age, 720) for age in (0, 1, 740)] == [720, 1, 720]


def test_ways_past_the_age():
    assert [may_pay_on(missing, 60) for missing in (0, 1, 60, 61)] == [False, True, True, False]
    assert [may_buy_in(first, 160, 100, 50, 60) for first in (0, 1, 49, 50)] == [False, True, True, False]
    assert [may_buy_in(49, now, 100, 50, 60) for now in (159, 160)] == [False, True]
    assert [ended_relation(500, months, 180, True) for months in (179, 180)] == [500, 0]
    assert ended_relation(500, 179, 180, False) == 0


def test_levers_at_their_edges():
    assert totalised_pension(1_200.0, 60, 240) == 300.0
    assert totalised_pension(1_200.0, 0, 0) == 0.0
    assert totalised_pension(1_200.0, 1, 1) == 1_200.0
    assert [higher_of(500.0, 400.0, months, 180) for months in (179, 180)] == [400.0, 500.0]
    assert [pays_share(months, 12) for months in (11, 12)] == [False, True]
    assert [actuarial_factor(100 + months, 100, 0.25, 0.5) for months in (-2, 0, 2)] == [0.5, 1.0, 2.0]
    assert [guaranteed_pension(1_000.0, 0.5, months, 180) for months in (90, 180, 240)] == [250.0, 500.0, 500.0]
    assert guaranteed_pension(1_000.0, 0.5, 0, 0) == 500.0
    assert guaranteed_pension(1_000.0, 0.5, 0, 1) == 0.0
    assert [pays_by_months(60, least) for least in (0, 1, 60, 61)] == [False, True, True, False]
    assert months_towards_minimum(100, 25, 0.5) == 112


def test_the_old_formulas():
    assert [basic_pension_1997(1_000.0, months, 180, 0.2) for months in (179, 180)] == [0.0, 200.0]
    assert [released_award(new, 1_000.0, 0.25) for new in (900.0, 1_000.0, 1_100.0)] == [1_000.0, 1_000.0, 1_025.0]
    years = (9.99, 10.0, 19.99, 20.0, 29.99, 30.0, 34.99, 35.0)
    assert [old_service_share(year, 1.0, 2.0, 3.0, 4.0) for year in years] == [0.0, 1.0, 1.0, 2.0, 2.0, 3.0, 3.0, 4.0]


def test_where_the_relation_stays_and_who_pays():
    men, women = ((0, age) for age in (599, 600)), ((1, age) for age in (479, 480))
    assert [opens_temporary_account(sex, age, 1, 2, 0, 600, 480) for sex, age in men] == [False, True]
    assert [opens_temporary_account(sex, age, 1, 2, 0, 600, 480) for sex, age in women] == [False, True]
    assert not opens_temporary_account(0, 700, 1, 1, 0, 600, 480)
    assert not opens_temporary_account(0, 700, 1, 2, 1, 600, 480)
    assert [paying_place(0, 2, months, -1, 120) for months in (119, 120)] == [2, 0]
    assert [paying_place(0, 2, 10, last, 120) for last in (-1, 0, 1)] == [2, 0, 1]
    assert paying_place(-1, 2, 200, -1, 120) == 2
    assert paying_place(2, 2, 0, 1, 120) == 2
    assert [transfer_pooled(bases, 0.125) for bases in (3, 4, 11, 12)] == [0, 1, 1, 2]
    assert [transfer_temporary(bases, 0.0625, 0.125) for bases in (3, 4)] == [0, 1]
    assert [transfer_temporary(100, rate, 0.125) for rate in (0.0, 0.25)] == [13, 25]


def test_just_below_a_half_nothing_rounds_up():
    assert transfer_pooled(47, 0.01) == 0
    assert transfer_temporary(47, 0.01, 0.005) == 0
    assert divisor_by_month(12.0, 10.047, 12) == 10.0
    assert divisor_by_month(12.0, 10.05, 12) == 10.1


def test_months_counted_once():
    assert [overlap_months(10, 20, first, 30) for first in (9, 20, 21, 22)] == [11, 1, 0, 0]
    assert overlap_refund(9_000, 6, 24) == 2_250
    assert overlap_refund(9_000, 1, 1) == 9_000
    assert overlap_refund(9_000, 6, 0) == 0


def test_money_in_hand():
    assert cash_out(1_000, 0.04, 0.08, 1) == 500
    assert cash_out(1_000, 0.04, 0.08, 0) == 0
    assert cash_out(1_000, 0.08, 0.04, 1) == 1_000
    assert cash_out(1_000, 0.04, 0.0, 1) == 0
    assert [buy_in_moves(months, 36, False) for months in (35, 36)] == [True, False]
    assert buy_in_moves(36, 36, True)


def test_how_years_are_counted():
    assert counted_years(187, YearCount.MONTH_FRACTION, 0.083) == pytest.approx(15.581)
    assert counted_years(187, YearCount.TWO_DECIMALS, 0.0) == 15.58
    assert counted_years(186, YearCount.FOUR_DECIMALS, 0.0) == 15.5
    assert counted_years(187, YearCount.FOUR_DECIMALS, 0.0) == 15.5833
    assert counted_years(181, YearCount.UP_TENTH, 0.0) == 15.1
    assert counted_years(186, YearCount.UP_TENTH, 0.0) == 15.5
    assert counted_years(183, YearCount.TWO_DECIMALS, 0.0) == 15.25
    assert counted_years(1, YearCount.TWO_DECIMALS, 0.0) == 0.08
    assert counted_years(5, YearCount.TWO_DECIMALS, 0.0) == 0.42
    assert counted_years(5, YearCount.FOUR_DECIMALS, 0.0) == 0.4167


def test_parts_are_rounded_to_the_unit():
    assert [rounded_fen(yuan, 10) for yuan in (1.04, 1.049, 1.05, 1.15)] == [100, 100, 110, 120]
    assert [rounded_fen(yuan, 10) for yuan in (1.046, 1.054)] == [100, 110]
    assert [rounded_fen(yuan, 1) for yuan in (1.004, 1.005, 1.0046)] == [100, 101, 100]


def test_bounds_of_an_index():
    assert [bounded_index(base, 100.0, 0.5, 2.0) for base in (0.0, 0.05, 40.0, 100.0, 300.0)] == [
        0.0,
        0.5,
        0.5,
        1.0,
        2.0,
    ]
    assert bounded_index(300.0, 100.0, 0.5, 0.0) == 3.0
    assert bounded_index(300.0, 100.0, 0.0, 0.0625) == 0.0625
    assert bounded_index(100.0, 0.0, 0.5, 2.0) == 0.0
    assert bounded_index(0.1, 0.05, 0.5, 2.0) == 2.0


def test_indices_by_calendar_years():
    assert index_by_calendar_years(96.0, 1.0, 24, 8) == 1.0
    assert index_by_calendar_years(12.0, 0.5, 12, 1) == 0.75
    assert index_by_calendar_years(0.0, 1.0, 0, 0) == 0.0
    assert index_by_calendar_years(0.0, 1.5, 1, 0) == 1.5


def test_old_and_new_methods_beside_each_other():
    assert blended_transitional(500.0, 300.0, 100.0, 0.5, 1) == 350.0
    assert blended_transitional(390.0, 300.0, 100.0, 0.5, 1) == 300.0
    assert blended_transitional(500.0, 300.0, 100.0, 0.5, 0) == 500.0


def test_the_base_of_a_career_in_two_regions():
    assert mixed_benefit_base(100.0, 60, 200.0, 180, 1) == 175.0
    assert mixed_benefit_base(100.0, 60, 200.0, 180, 0) == 100.0
    assert mixed_benefit_base(100.0, 0, 200.0, 0, 1) == 100.0
    assert mixed_benefit_base(100.0, 0, 200.0, 1, 1) == 200.0


def test_local_supplements_need_a_year_paid():
    assert [local_supplement(years, 2.0, 18.5, 20.0) for years in (0.0, 0.05, 10.0)] == pytest.approx(
        [0.0, 21.85, 390.0]
    )


def test_annuities_and_private_pensions():
    assert annuity_rates(0.08, 0.04, 0.08, 0.12) == pytest.approx(0.12)
    assert annuity_rates(0.10, 0.06, 0.08, 0.12) == pytest.approx(0.12)
    assert annuity_rates(0.05, 0.03, 0.08, 0.12) == pytest.approx(0.08)
    assert annuity_rates(0.08, 0.04, 0.08, 0.05) == pytest.approx(0.08)
    assert [vested_share(years, 8.0) for years in (0.0, 2.0, 8.0, 9.0)] == [0.0, 0.25, 1.0, 1.0]
    assert [vested_share(0.0, most) for most in (0.0, 0.0625)] == [1.0, 0.0]
    assert [annuity_deduction(own, 10_000.0, 0.04, 2_000.0, 3.0) for own in (200.0, 500.0)] == [200.0, 240.0]
    assert annuity_deduction(500.0, 5_000.0, 0.04, 2_000.0, 3.0) == 200.0
    assert [annuity_payment(1_390.0, 139.0, left) for left in (-1.0, 0.0, 4.0, 20.0)] == [0.0, 0.0, 4.0, 10.0]
    assert [private_contribution(amount, 12_000.0, 1) for amount in (-1.0, 5_000.0, 13_000.0)] == [
        0.0,
        5_000.0,
        12_000.0,
    ]
    assert private_contribution(5_000.0, 12_000.0, 0) == 0.0


def test_pooling_between_provinces():
    assert [pooling_payment(balance, 0.25) for balance in (-10, 0, 7, 1_000)] == [0, 0, 1, 250]
    assert pooling_payment(1_000, 2.0) == 1_000
    assert [pooling_gap(balance, 0.25) for balance in (10, 0, -7, -1_000)] == [0, 0, 1, 250]
    assert pool_members(10, 5) == 7.5


def test_residents_required_and_bought_months():
    assert [residents_required_months(birth, 1_000, 720, 180) for birth in (279, 280, 281, 459, 460, 461)] == [
        0,
        0,
        1,
        179,
        180,
        180,
    ]
    assert [residents_buyable_months(birth, 1_000, 720, 180) for birth in (280, 281, 459, 461)] == [0, 179, 1, 0]
    pensions = [residents_pension(100.0, 50.0, months, 180, 2.0, 719, 10.0, 720) for months in (100, 180, 191, 192)]
    assert pensions == [150.0, 150.0, 150.0, 152.0]
    assert residents_pension(100.0, 50.0, 180, 180, 2.0, 720, 10.0, 720) == 160.0
    assert residents_credit(500.0, 60.0, 100.0) == 66_000
    assert residents_credit(500.0, 0.0, 0.25) == 50_025
    assert [collective_support(amount, 300.0) for amount in (-1.0, 200.0, 400.0)] == [0.0, 200.0, 300.0]


def test_what_survivors_get():
    assert [survivor_cap(900.0, years, 500.0) for years in (4.99, 5.0)] == [500.0, 900.0]
    terms = (3.0, 6.0, 9.0, 30.0)
    years = (4.99, 5.0, 9.99, 10.0, 15.0, 16.0, 30.0, 31.0)
    assert [lump_months_by_law(year, 0.0, *terms) for year in years] == [3.0, 6.0, 6.0, 9.0, 9.0, 10.0, 24.0, 24.0]
    assert [lump_months_by_law(25.0, paid, *terms) for paid in (0.0, 0.0625, 5.0, 20.0)] == [19.0, 18.9375, 14.0, 9.0]
    assert lump_months_by_law(4.0, 0.0625, *terms) == 9.0
    assert [dependants_lump_months(number, 6.0, 9.0, 12.0) for number in (0, 1, 2, 3, 4)] == [0.0, 6.0, 9.0, 12.0, 12.0]
