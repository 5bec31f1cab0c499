"""Rates: smooth, of each year's level, and what they project."""

import numpy as np
import pytest

from microsim.kernel.tallies import State
from microsim.shadow_model.rates import bounded, hazards, own_rates, projected, shares_of, smooth
from microsim.shadow_model.states import AGE, YEAR, Counted, added_up, counted
from tests.shadow_model.made_up import CLAIMS, DIES, EACH, RETIRES, STOPS, made_up


def test_equal_shares_come_out_as_they_are():
    found = counted(made_up().tree)
    rates = own_rates(found)
    assert rates.changes[0, 0, 0, 41, State.PAYER, State.DORMANT] == pytest.approx(STOPS)
    assert rates.changes[1, 0, 0, RETIRES, State.PAYER, State.PENSIONER] == pytest.approx(CLAIMS)
    made = projected(found.stocks[0], rates)
    assert made.stocks.sum(axis=AGE) == pytest.approx(found.stocks.sum(axis=AGE), abs=1e-6), "entries have other ages"
    assert made.flows.sum(axis=AGE) == pytest.approx(found.changes[1:].sum(axis=AGE), abs=1e-6)


def test_a_wrong_rate_projects_other_persons():
    found = counted(made_up().tree)
    rates = own_rates(found)
    rates.changes[..., State.PAYER, State.DORMANT] *= 1.5
    made = projected(found.stocks[0], rates)
    assert made.stocks[1, 0, 0, 41, State.PAYER] == pytest.approx(EACH * (1 - 1.5 * STOPS - DIES))


def random_counted(seed=0):
    """Return changes of a large people at random: payers who stop and die, and dormant who come back, of any age."""
    random = np.random.default_rng(seed)
    changes = np.zeros((5, 1, 2, 101, 6, 6))
    changes[0, ..., State.ABSENT, State.PAYER] = random.integers(200, 400, (1, 2, 101))
    for year in range(1, 5):
        stock = added_up(changes[:year])[-1]
        at_risk = np.concatenate([np.zeros_like(stock[:, :, :1]), stock[:, :, :-1]], axis=2)
        at_risk[:, :, -1] += stock[:, :, -1]
        for before, after, chance in ((1, 2, 0.1 * year), (1, 5, 0.02), (2, 1, 0.3)):
            changes[year, ..., before, after] = random.binomial(at_risk[..., before].astype(int), chance)
        changes[year, ..., State.ABSENT, State.PAYER] = random.integers(0, 9, (1, 2, 101))
    return Counted(np.arange(2016, 2021), changes, added_up(changes))


def test_each_year_has_its_own_level():
    """The chance to stop doubles from the first year to the next: smoothing over years leaves that."""
    found = random_counted()
    rates = own_rates(found)
    older = np.roll(found.stocks[:-1], 1, axis=3)
    older[:, :, :, -1] += older[:, :, :, 0]
    older[:, :, :, 0] = 0.0
    expected = (older[..., None] * rates.changes).sum(axis=3)
    observed = found.changes[1:].sum(axis=3)
    observed[..., State.ABSENT, :] = 0.0
    assert expected == pytest.approx(observed, rel=1e-6)
    assert rates.entries.sum(axis=3) == pytest.approx(found.changes[1:, ..., State.ABSENT, :].sum(axis=3))


def test_ages_are_smoothed():
    """It is a model and no copy: neighbouring ages have more similar rates than were counted."""
    found = random_counted()
    counted_rate = found.changes[1:, ..., 1, 2] / np.maximum(np.roll(found.stocks[:-1, ..., 1], 1, axis=3), 1.0)
    rate = own_rates(found).changes[..., 1, 2]
    assert np.abs(np.diff(rate[:, :, :, 5:90])).mean() < 0.7 * np.abs(np.diff(counted_rate[:, :, :, 5:90])).mean()


def test_hazards_and_shares_are_inverse():
    shares = np.array([[0.0, 0.2, 0.3], [0.5, 0.0, 0.0], [0.0, 0.0, 0.0]])
    assert shares_of(hazards(shares)) == pytest.approx(shares)
    assert hazards(shares)[0].sum() == pytest.approx(-np.log(0.5))
    assert bounded(np.array([[0.8, 0.8], [0.1, 0.2]])).tolist() == [[0.5, 0.5], [0.1, 0.2]]


def test_sums_over_neighbours():
    counts = np.zeros((3, 1, 1, 5))
    counts[1, 0, 0, 2] = 1.0
    assert smooth(counts)[:, 0, 0].tolist() == [[0, 1, 6, 1, 0], [0, 2, 12, 2, 0], [0, 1, 6, 1, 0]]
    assert smooth(counts, (YEAR,))[:, 0, 0, 2].tolist() == [1, 2, 1]
