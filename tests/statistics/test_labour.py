"""Labour states over time: transitions, spells, returns and jobs are those that the inputs imply."""

import numpy as np
import pytest

from calibration.face_careers import repeat_events, top_share
from calibration.longitudinal_checks import employment_checks, expected_changes, job_checks, kind_checks, paying_flows
from calibration.reestimate import (
    attachment_distance,
    binomial_distance,
    employment_persistence,
    expected_work,
    keeps_working,
    may_choose_work,
)
from microsim.schema import Labour
from tests.world import ASSUMED

FORMAL = int(Labour.FORMAL)
BOUND = 4.0  # standard errors


def test_memory_of_work_comes_back(made_up, world):
    slope, error = employment_persistence(made_up, world)
    assert abs(slope - ASSUMED["employment_persistence"]) < BOUND * error
    assert error < 0.02


@pytest.mark.slow
def test_spread_of_attachment_comes_back(many_made_up, world):
    assert abs(attachment_distance(many_made_up, world, ASSUMED["employment_attachment"])) < BOUND


def test_work_happens_as_often_as_expected(made_up, world):
    free, works = may_choose_work(made_up), made_up["labour"][:, 1:] >= FORMAL
    assert free.sum() > 50_000
    assert abs(binomial_distance(works[free], expected_work(made_up, world)[free])) < BOUND


def test_jobs_change_as_often_as_expected(made_up, world):
    here = keeps_working(made_up)
    changes = expected_changes(made_up, world)[here]
    assert abs(binomial_distance(made_up["new_job"][:, 1:][here], changes)) < BOUND


def test_months_paid_in_covered_jobs(made_up, world):
    check = job_checks(made_up, world)[-1]
    assert abs(check.distance) < BOUND


def test_the_next_job_resembles_the_last_as_expected(made_up, world):
    for check in kind_checks(made_up, world):
        assert abs(check.distance) < BOUND, check


@pytest.mark.slow
def test_transitions_and_spells_of_the_baseline(people, inputs):
    for check in employment_checks(people, inputs.world):
        if np.isnan(check.distance):  # the spread of attachment, whose standard error is not worked out
            assert check.simulated == pytest.approx(check.expected, abs=0.15), check
        else:
            assert abs(check.distance) < BOUND, check


@pytest.mark.slow
def test_jobs_of_the_baseline(people, inputs):
    for check in (*job_checks(people, inputs.world), *kind_checks(people, inputs.world)):
        assert abs(check.distance) < BOUND, check


@pytest.mark.slow
def test_payers_stop_and_return(people):
    """Flows are plausible: no source gives them (prior C); bounds are those of work and job changes."""
    stops, starts, _ = paying_flows(people)
    assert 0.01 < stops < 0.10
    assert 0.03 < starts < 0.20


@pytest.mark.slow
def test_the_same_people_are_hit_again_by_gaps_and_not_every_year(people):
    """Years out of work come in spells: the top tenth has more than its share and far from all."""
    shares = {name: top_share(*pair) for name, pair in repeat_events(people).items()}
    assert 0.15 < shares["years out of work"] < 0.6
    assert 0.1 < shares["new jobs"] < 0.4
