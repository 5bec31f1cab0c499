"""The measures of lives over time, on lives written by hand."""

import numpy as np
import pytest

from calibration.longitudinal import exit_rates, lag_correlation, shares, spells, transitions

LIFE = np.array([[0, 1, 1, 0, 1], [1, 1, 1, 1, 1], [0, 0, 1, 1, 0]], bool)
SEEN = np.array([[1, 1, 1, 1, 1], [0, 1, 1, 1, 1], [1, 1, 1, 1, 0]], bool)


def test_spells_know_their_ends():
    found = spells(LIFE, SEEN)
    assert found.person.tolist() == [0, 0, 1, 2]
    assert found.first.tolist() == [1, 4, 1, 2]
    assert found.length.tolist() == [2, 1, 4, 2]
    assert found.began.tolist() == [True, True, False, True]
    assert found.ended.tolist() == [True, False, False, False]


def test_exit_rates_by_years_in_the_state():
    length, ended = np.array([1, 2, 2, 3]), np.array([True, True, False, False])
    rates, risks = exit_rates(length, ended, 2)
    assert rates.tolist() == pytest.approx([0.25, 1 / 2])
    assert risks.tolist() == [4, 2]


def test_transitions_count_later_years():
    state = np.array([[0, 1, 1], [1, 0, 0]])
    counts = transitions(state, np.array([[1, 1, 1], [1, 1, 0]], bool), 2)
    assert counts.tolist() == [[0, 1], [1, 1]]
    assert shares(counts).tolist() == [[0.0, 1.0], [0.5, 0.5]]


def test_correlation_with_years_before():
    values = np.array([[1.0, 2.0, 3.0], [2.0, 4.0, 6.0], [3.0, 6.0, 9.0]])
    correlation, pairs = lag_correlation(values, np.ones((3, 3), bool), 2)
    assert correlation == pytest.approx(1.0)
    assert pairs == 3
