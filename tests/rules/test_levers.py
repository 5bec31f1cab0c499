"""Levers of reforms, worked by hand."""

import pytest

from microsim.schemes.employees.rules.levers import (
    actuarial_factor,
    guaranteed_pension,
    months_towards_minimum,
    pays_by_months,
)


@pytest.mark.parametrize(("claim", "factor"), [(24500, 0.892), (24536, 1.0), (24548, 1.06)])
def test_each_month_early_cuts_and_each_month_late_raises(claim, factor):
    assert actuarial_factor(claim, 24536, 0.003, 0.005) == pytest.approx(factor)


@pytest.mark.parametrize(("months", "yuan"), [(90, 1423.95), (180, 2847.90), (400, 2847.90)])
def test_a_guarantee_is_in_proportion_to_a_full_career(months, yuan):
    """0.3 x 9,493 = 2,847.90 for fifteen years, half of it for seven and a half."""
    assert guaranteed_pension(9493.0, 0.3, months, 180) == pytest.approx(yuan)


def test_a_guarantee_without_a_full_career_is_whole_for_all():
    assert guaranteed_pension(9493.0, 0.3, 12, 0) == pytest.approx(2847.90)


@pytest.mark.parametrize(("months", "least", "pays"), [(59, 60, False), (60, 60, True), (179, 0, False)])
def test_without_the_lever_the_cliff_stays(months, least, pays):
    assert pays_by_months(months, least) == pays


def test_residents_months_count_in_part_and_in_whole_months():
    assert months_towards_minimum(120, 45, 0.5) == 142
