"""Care insurance and allowances by hand: two graded claims of care, bands of age, and what moves a need."""

import numpy as np
import pytest

from microsim.schemes.allowances.rules import age_allowance
from microsim.schemes.care import need
from microsim.schemes.care.rules import care_benefit, care_cost, care_entitled, care_transfer


def test_shanghai_a_severe_need_at_home():
    """Grade 5 of Shanghai's assessment at 82: 7 hours a week at 65 yuan, of which the fund pays nine tenths (pilot rules of 2017).

    65 yuan a day for 365 days are 23,725 yuan a year, 1,977.08 a month; the fund's part is 1,779.38 (exactly 1,779.375).
    """
    assert care_entitled(3, 1, 82, 60.0) == 1
    cost = care_cost(7.0, 65.0, 0.0)
    assert cost == pytest.approx(1977.08, abs=0.005)
    assert care_benefit(cost, 0.9, 0.0) == pytest.approx(1779.375)


def test_guangzhou_a_severe_need_in_an_institution():
    """The document's 135 yuan a day with three quarters paid: 101.25 a day, 3,079.69 a month; by the rule remembered, 120 a day, 2,737.50."""
    assert care_entitled(3, 3, 70, 18.0) == 1
    assert care_benefit(care_cost(0.0, 0.0, 135.0), 0.75, 0.0) == pytest.approx(3079.69, abs=0.005)
    assert care_benefit(care_cost(0.0, 0.0, 120.0), 0.75, 0.0) == pytest.approx(2737.50, abs=0.005)


@pytest.mark.parametrize(
    ("grade", "least", "age", "right"), [(2, 3, 70, 0), (3, 3, 59, 0), (0, 0, 80, 0), (1, 1, 60, 1), (3, 4, 90, 0)]
)
def test_who_is_entitled(grade, least, age, right):
    assert care_entitled(grade, least, age, 60.0) == right


def test_what_the_health_insurance_passes_on():
    assert care_transfer(90_000.0, 0.01, 0.0, 1.0) == pytest.approx(900.0)
    assert care_transfer(90_000.0, 0.0, 150.0, 1.0) == 150.0
    assert care_transfer(90_000.0, 0.01, 100.0, 0.5) == pytest.approx(500.0)


@pytest.mark.parametrize(
    ("age", "amount"), [(64, 0.0), (65, 75.0), (69, 75.0), (70, 150.0), (85, 180.0), (99, 350.0), (104, 600.0)]
)
def test_shanghais_bands_of_2016(age, amount):
    paid = 0.0
    for start, band in zip((65, 70, 80, 90, 100, 0), (75, 150, 180, 350, 600, 0), strict=True):
        paid = age_allowance(paid, age, float(start), float(band))
    assert paid == amount


def test_mortality_is_neutral_among_the_like():
    shares, chance, factor = np.array((0.7, 0.15, 0.1, 0.05)), 0.06, 1.6
    mean = need.mean_risk(*shares[1:], factor)
    risks = np.array([need.relative_risk(grade, factor) for grade in range(4)])
    assert (shares * chance * risks / mean).sum() == pytest.approx(chance)
    after = need.after_deaths(*shares[1:], chance, factor)
    assert np.array(after) == pytest.approx((shares * (1 - chance * risks / mean) / (1 - chance))[1:])
    assert sum(after) < shares[1:].sum()


def test_shares_move_as_single_persons_do():
    """Ten million uniforms a grade would show the same; a matrix of chances does."""
    onset, worse, better = 0.1, 0.25, 0.3
    up = [need.worse_chance(grade, onset, worse) for grade in range(4)]
    down = [need.better_chance(grade, better) for grade in range(4)]
    matrix = np.zeros((4, 4))
    for grade in range(4):
        matrix[grade, min(grade + 1, 3)] += up[grade]
        matrix[grade, max(grade - 1, 0)] += (1 - up[grade]) * down[grade]
        matrix[grade, grade] += (1 - up[grade]) * (1 - down[grade])
    assert matrix.sum(axis=1) == pytest.approx(1.0)
    shares = np.array((0.6, 0.2, 0.15, 0.05))
    assert np.array(need.after_changes(*shares[1:], onset, worse, better)) == pytest.approx((shares @ matrix)[1:])


def test_onset_grows_with_age_and_falls_with_schooling():
    at_75 = need.onset_chance(75, 0, 1.5, 0.04, 0.16, 1.1, 0.15)
    assert at_75 == pytest.approx(0.04)
    assert need.onset_chance(80, 1, 1.5, 0.04, 0.16, 1.1, 0.15) == pytest.approx(0.04 * 1.1 * np.exp(0.8))
    assert (
        need.onset_chance(75, 0, 3, 0.04, 0.16, 1.1, 0.15) < at_75 < need.onset_chance(75, 0, 0, 0.04, 0.16, 1.1, 0.15)
    )
    assert need.onset_chance(110, 0, 0, 0.04, 0.16, 1.1, 0.15) == need.MOST


@pytest.mark.parametrize(("luck", "grade"), [(0.01, 3), (0.06, 2), (0.2, 1), (0.31, 0)])
def test_a_first_grade_is_drawn_from_the_shares(luck, grade):
    assert need.grade_of(luck, 0.15, 0.1, 0.05) == grade
