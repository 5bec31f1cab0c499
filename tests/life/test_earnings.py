"""The wage of a person against the average wage."""

import math

import pytest

from microsim.life.earnings import at_least_minimum, gaps, next_persistent, profile, wage
from microsim.schema import HukouType, Labour, Sex

GAPS = (-0.2, -0.12, -0.25)


@pytest.mark.parametrize(
    ("sex", "hukou_type", "labour", "gap"),
    [
        (Sex.MALE, HukouType.URBAN, Labour.FORMAL, 0.0),
        (Sex.FEMALE, HukouType.URBAN, Labour.FORMAL, -0.2),
        (Sex.MALE, HukouType.RURAL, Labour.FORMAL, -0.12),
        (Sex.MALE, HukouType.URBAN, Labour.FLEXIBLE, -0.25),
        (Sex.FEMALE, HukouType.RURAL, Labour.INFORMAL, -0.57),
    ],
)
def test_gaps_add_up(sex, hukou_type, labour, gap):
    assert gaps(sex, hukou_type, labour, *GAPS) == pytest.approx(gap)


def test_who_earns_the_mean_of_the_insured_earns_the_average_wage():
    assert wage(8000.0, 1.0, 4.5, 4.5) == pytest.approx(8000.0)
    assert wage(8000.0, 0.9, 3.0, 2.0) == pytest.approx(10800.0)


def test_experience_and_memory_by_hand():
    assert profile(0.0, 0.04, -0.0008) == 0.0
    assert profile(25.0, 0.04, -0.0008) == pytest.approx(0.5)
    assert math.exp(next_persistent(0.1, 0.9, 0.2, 1.0)) == pytest.approx(math.exp(0.29))


def test_an_employer_owes_the_minimum_wage_and_own_account_does_not():
    assert at_least_minimum(1500.0, 2000.0, Labour.FORMAL) == 2000.0
    assert at_least_minimum(2500.0, 2000.0, Labour.FORMAL) == 2500.0
    assert at_least_minimum(1500.0, 2000.0, Labour.FLEXIBLE) == 1500.0
