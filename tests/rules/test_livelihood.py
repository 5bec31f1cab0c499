"""The minimum livelihood: three tests of means by hand, the months of grace, the band just above."""

import pytest

from microsim.amounts import FEN
from microsim.schemes.livelihood.rules import grace_payment, just_above, livelihood_amount, own_means


def test_shanghai_old_woman_on_the_residents_pension_in_2017():
    """Standard 970 from April 2017 (notice of the civil affairs bureau), basic pension 850: 120 yuan a month (decree 649, 12)."""
    means = own_means(0.0, 0.0, 850.0, 0.0, 0.0, 0.0, 0.0)
    assert livelihood_amount(970.0, means, 1.0) == 120 * FEN


def test_jieyang_farmer_in_2022_keeps_the_national_part_of_the_pension():
    """Pension 190, of which the national 98 is not counted (minfa 2021-57, 14), standard 560: 560 less 92 is 468."""
    means = own_means(0.0, 0.0, 190.0, 98.0, 0.0, 0.0, 0.0)
    assert means == 92.0
    assert livelihood_amount(560.0, means, 1.0) == 468 * FEN


def test_guangzhou_pensioner_in_2016_is_just_above():
    """Employees' pension of 1,000 beside the standard 840: nothing; below 1.5 times 840, 1,260, and so just above."""
    means = own_means(0.0, 0.0, 0.0, 0.0, 1000.0, 0.0, 0.0)
    assert livelihood_amount(840.0, means, 1.0) == 0
    assert just_above(840.0, means, 1.5)
    assert not just_above(840.0, 1260.0, 1.5)


def test_what_is_left_out_is_never_more_than_the_pension():
    assert own_means(0.0, 0.0, 80.0, 98.0, 0.0, 0.0, 0.0) == 0.0


def test_of_wages_and_allowances_a_part_counts():
    assert own_means(1000.0, 0.25, 0.0, 0.0, 0.0, 120.0, 0.5) == pytest.approx(810.0)


def test_a_taper_leaves_a_part_of_the_means():
    assert livelihood_amount(800.0, 500.0, 0.5) == 550 * FEN
    assert livelihood_amount(800.0, 900.0, 1.0) == 0


@pytest.mark.parametrize(("grace", "lived", "months"), [(6, 12, 6), (6, 4, 4), (0, 12, 0)])
def test_grace_ends_with_the_months_or_with_life(grace, lived, months):
    assert grace_payment(30_000, grace, lived) == months * 30_000
