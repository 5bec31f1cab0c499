"""Working lives: lasting attachment, persistence and breaks leave the share working where the table has it."""

import math

import numpy as np
import pytest

from microsim.life.employment import (
    break_chance,
    employment_rate,
    is_working,
    job_change_chance,
    month_of_entry,
    months_before_leaving,
    working_chance,
)
from microsim.population.attachment import attachment_scores
from microsim.schema import Labour, Sex

AGES = np.arange(20, 75)
# A career of the table: a steep start, a plateau, the steps of 50 and 60, and an end.
TABLE = np.interp(AGES, (20, 23, 30, 49, 50, 59, 60, 74), (0.15, 0.70, 0.86, 0.84, 0.55, 0.50, 0.25, 0.0))
SPREAD = 0.8
POINTS, WEIGHTS = np.polynomial.hermite_e.hermegauss(61)  # nodes and weights of the standard normal
WEIGHTS = WEIGHTS / WEIGHTS.sum()
ENDS = 1.0 - 2.0**-33  # the largest uniform a draw can give


def cohort(persistence, breaks, first_age=24, last_age=35):
    """Return the shares working by age over all attachments, and the shares that leave work after each age.

    Each attachment is followed as a group, by the chances of its members: no sampling error.
    """
    scores = attachment_scores(TABLE, SPREAD)
    working, leaving = np.zeros(len(AGES)), np.zeros(len(AGES))
    for point, weight in zip(POINTS, WEIGHTS, strict=True):
        share = 0.0
        for at, age in enumerate(AGES):
            rate = employment_rate(scores[at], SPREAD * point, age, 0.0)
            if at == 0:
                share = rate
            else:
                before = employment_rate(scores[at - 1], SPREAD * point, age - 1, 0.0)
                chance = break_chance(Sex.FEMALE, age, breaks, first_age, last_age)
                stays, begins = (working_chance(worked, rate, before, persistence, chance) for worked in (True, False))
                leaving[at] += weight * share * (1.0 - stays)
                share = share * stays + (1.0 - share) * begins
            working[at] += weight * share
    return working, leaving


@pytest.mark.parametrize(("persistence", "breaks"), [(0.8, 0.0), (0.8, 0.06), (0.95, 0.2), (0.0, 0.03)])
def test_the_share_working_is_that_of_the_table(persistence, breaks):
    working, _ = cohort(persistence, breaks)
    assert working == pytest.approx(TABLE, abs=2e-5)


def test_breaks_make_more_women_leave_in_their_years_only():
    _, without = cohort(0.8, 0.0)
    _, leaving = cohort(0.8, 0.05)
    years = (AGES >= 24) & (AGES <= 35)
    assert (leaving[years] > without[years] + 0.01).all()
    assert leaving[~years] == pytest.approx(without[~years], abs=1e-12)


def test_attachment_makes_those_out_of_work_the_same_people():
    """Two ages a decade apart: attached persons work at both, whatever the persistence from year to year."""
    scores = attachment_scores(np.array([0.8, 0.8]), SPREAD)
    rates = np.array([employment_rate(scores[0], SPREAD * point, 40, 0.0) for point in POINTS])
    assert WEIGHTS @ rates == pytest.approx(0.8, abs=1e-6)
    assert WEIGHTS @ rates**2 > 0.66  # alike persons: 0.64


@pytest.mark.parametrize(
    ("worked", "rate", "before", "persistence", "breaks", "chance"),
    [
        (True, 0.8, 0.8, 0.75, 0.0, 0.95),  # three quarters stay, the rest draw 0.8
        (False, 0.8, 0.8, 0.75, 0.0, 0.20),
        (True, 0.8, 0.8, 0.75, 0.1, 0.855),  # a tenth of 0.95 leaves
        (False, 0.8, 0.8, 0.75, 0.1, 0.58),  # 0.8 x 0.095 = 0.076 come back out of the 0.2
        (True, 0.9, 0.5, 0.75, 0.0, 1.0),  # rises fast: nobody leaves, 0.4 of 0.5 begin
        (False, 0.9, 0.5, 0.75, 0.0, 0.8),
        (True, 0.2, 0.8, 0.75, 0.0, 0.25),  # falls fast: nobody begins, a quarter stays
        (False, 0.2, 0.8, 0.75, 0.0, 0.0),
        (True, 1.0, 1.0, 0.75, 0.1, 1.0),  # everybody works: nobody is there to come back for who leaves
        (False, 0.0, 0.0, 0.75, 0.1, 0.0),
    ],
)
def test_chance_to_work_by_hand(worked, rate, before, persistence, breaks, chance):
    assert working_chance(worked, rate, before, persistence, breaks) == pytest.approx(chance, abs=1e-12)


@pytest.mark.parametrize(("age", "uplift", "rate"), [(49, 0.1, 0.5), (50, 0.1, 0.6), (59, 0.1, 0.6), (60, 0.1, 0.5)])
def test_uplift_is_for_the_fifties(age, uplift, rate):
    assert employment_rate(0.0, 0.0, age, uplift) == pytest.approx(rate, abs=1e-15)


def test_an_uplifted_share_stays_a_share():
    assert employment_rate(2.0, 1.0, 55, 0.1) == 1.0
    assert employment_rate(-2.0, -1.0, 55, -0.1) == 0.0


def test_breaks_are_for_women_of_their_age():
    assert [break_chance(Sex.FEMALE, age, 0.03, 24, 35) for age in (23, 24, 35, 36)] == [0.0, 0.03, 0.03, 0.0]
    assert break_chance(Sex.MALE, 30, 0.03, 24, 35) == 0.0


def test_jobs_held_longer_change_less():
    assert job_change_chance(0, 0.30, 0.08, 3.0) == pytest.approx(0.30)
    assert job_change_chance(3, 0.30, 0.08, 3.0) == pytest.approx(0.08 + 0.22 / math.e)
    assert job_change_chance(60, 0.30, 0.08, 3.0) == pytest.approx(0.08, abs=1e-8)


def test_months_of_entry_and_exit_lie_in_the_year():
    lucks = (np.arange(12) + 0.5) / 12
    assert [months_before_leaving(luck) for luck in lucks] == list(range(12))
    assert [month_of_entry(luck) for luck in lucks] == list(range(1, 13))
    assert (months_before_leaving(ENDS), month_of_entry(ENDS)) == (11, 12)


def test_jobs_are_the_last_three_states():
    assert [state.name for state in Labour if is_working(state)] == ["FORMAL", "FLEXIBLE", "INFORMAL"]
