"""What those short of the minimum years make of them, by hand."""

import math

import pytest

from microsim.life.short_of_years import leaning_chance, odds_past_age

PAY_ON = (0.15, -0.25, -0.5, 0.5)  # chance at the age of who lacks five years; by gap, by age, by wage


def test_the_chance_assumed_is_that_of_five_years_at_the_age():
    assert odds_past_age(60, 0, 0.0, *PAY_ON) == pytest.approx(0.15 / 0.85)


@pytest.mark.parametrize(
    ("gap", "past", "wage", "effect"),
    [(120, 0, 0.0, -1.25), (60, 24, 0.0, -1.0), (60, 0, 0.4, 0.2), (12, 12, -1.0, 1.0 - 0.5 - 0.5)],
)
def test_gap_age_and_wage_move_the_log_odds(gap, past, wage, effect):
    assert math.log(odds_past_age(gap, past, wage, *PAY_ON)) == pytest.approx(math.log(0.15 / 0.85) + effect)


def test_no_chance_is_none_and_a_sure_one_leaves_nobody():
    assert odds_past_age(300, 0, -2.0, 0.0, -0.25, -0.5, 0.5) == 0.0
    sure = odds_past_age(60, 0, 0.0, 1.0, 0.0, 0.0, 0.0)
    assert sure / (1.0 + sure) == pytest.approx(1.0, abs=1e-9)


@pytest.mark.parametrize(
    ("gap", "ahead", "wage", "chance"),
    [
        (24, 0, 0.0, 1 / (1 + math.exp(0.5))),  # two years past the age, a quarter each
        (24, 24, 0.0, 1 / (1 + math.exp(0.2))),  # none past it, two years ahead
        (60, 120, 1.0, 1 / (1 + math.exp(0.5))),  # ten ahead and a higher wage
        (1, 0, 0.0, 1 / (1 + math.exp(0.25 / 12))),
    ],
)
def test_more_lean_to_the_minimum_near_the_age_with_a_small_gap_and_a_good_wage(gap, ahead, wage, chance):
    assert leaning_chance(gap, ahead, wage, 0.5, -0.25, -0.1, 0.5) == pytest.approx(chance)
