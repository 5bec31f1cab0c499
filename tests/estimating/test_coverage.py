"""Intervals cover the truth as often as they say: samples drawn again and again out of a population that is known."""

import numpy as np
import pytest

from microsim.estimating import (
    GROUPS,
    between_replicates,
    estimate_mean,
    estimate_quantile,
    estimate_ratio,
    estimate_share,
    estimate_sum,
    estimate_whole,
    gini,
    larger,
    weighted_quantile,
    within,
)

PEOPLE, TRIALS = 2000, 120
COVERED = (0.86, 1.0)  # of 50 to 120 trials at 95%: three standard errors of the share below


def sample(random, shift=0.0):
    """Return wages of some persons, skewed as wages are, what they get more in a reform, and their groups."""
    wages = np.exp(random.normal(10.0 + shift, 0.8, PEOPLE))
    gains = 0.02 * wages + random.normal(100.0, 400.0, PEOPLE)
    return wages, gains, random.integers(0, GROUPS, PEOPLE)


MEAN = np.exp(10.0 + 0.8**2 / 2)
FIGURES = {
    "mean": (lambda wages, gains, groups: estimate_mean(wages, groups), MEAN),
    "paired difference": (lambda wages, gains, groups: estimate_mean(gains, groups), 0.02 * MEAN + 100.0),
    "share": (lambda wages, gains, groups: estimate_share(wages > np.exp(10.0), groups), 0.5),
    "sum": (lambda wages, gains, groups: estimate_sum(wages, groups), PEOPLE * MEAN),
    "ratio of sums": (lambda wages, gains, groups: estimate_ratio(gains, wages, groups), 0.02 + 100.0 / MEAN),
    "median": (lambda wages, gains, groups: estimate_quantile(wages, groups), np.exp(10.0)),
    "lower quintile": (
        lambda wages, gains, groups: estimate_quantile(wages, groups, share=0.2),
        np.exp(10.0 - 0.8 * 0.8416212),
    ),
    "gini": (lambda wages, gains, groups: estimate_whole(gini, wages, groups=groups), 0.4283924),
}  # the Gini coefficient of a log-normal is 2 Phi(sigma / sqrt 2) - 1


@pytest.mark.parametrize("name", FIGURES)
def test_intervals_cover_the_truth(name):
    figure, truth = FIGURES[name]
    random = np.random.default_rng(7)
    trials = TRIALS if name not in ("median", "lower quintile", "gini") else 50
    hits = np.mean([bool(np.all(within(figure(*sample(random)), truth))) for _ in range(trials)])
    assert COVERED[0] <= hits <= COVERED[1]


def test_an_error_is_neither_far_too_large_nor_too_small():
    random = np.random.default_rng(11)
    found = [estimate_mean(sample(random)[0], sample(random)[2]) for _ in range(80)]
    spread = np.std([float(one.value[0]) for one in found], ddof=1)
    told = np.mean([float(one.se[0]) for one in found])
    assert 0.8 < told / spread < 1.25


def test_the_jackknife_of_a_mean_is_the_formula():
    """With one person a group the delete-one jackknife of a mean is the textbook's error."""
    values = np.arange(GROUPS, dtype=float) ** 2
    found = estimate_mean(values, np.arange(GROUPS))
    assert float(found.se[0]) == pytest.approx(values.std(ddof=1) / np.sqrt(GROUPS), rel=1e-9)


def test_cells_are_worked_out_apart():
    random = np.random.default_rng(3)
    wages, _, groups = sample(random)
    cells = random.integers(-1, 3, PEOPLE)
    whole = estimate_mean(wages, groups, cells, 3)
    for cell in range(3):
        alone = estimate_mean(wages[cells == cell], groups[cells == cell])
        assert whole.value[cell] == pytest.approx(alone.value[0])
        assert whole.se[cell] == pytest.approx(alone.se[0])
        assert whole.persons[cell] == (cells == cell).sum()
    medians = estimate_quantile(wages, groups, cells, 3)
    assert medians.value[1] == weighted_quantile(wages[cells == 1], np.ones((cells == 1).sum()))


def test_what_two_runs_share_drops_out_of_a_difference():
    random = np.random.default_rng(5)
    wages, _, groups = sample(random)
    paired = estimate_mean(wages * 1.01 - wages, groups)
    apart = np.hypot(estimate_mean(wages, groups).se, estimate_mean(wages * 1.01, groups).se)
    assert paired.se[0] < 0.02 * apart[0]


def test_draws_are_the_same_each_time():
    wages, _, groups = sample(np.random.default_rng(1))
    assert estimate_quantile(wages, groups).se == estimate_quantile(wages, groups).se


def test_weights_count_persons_several_times():
    values, weights = np.array([1.0, 5.0, 9.0]), np.array([1.0, 3.0, 1.0])
    assert weighted_quantile(values, weights) == 5.0
    assert gini(np.array([0.0, 4.0]), np.array([3.0, 1.0])) == pytest.approx(0.75)
    assert np.isnan(gini(np.zeros(3), np.ones(3)))


def test_an_empty_cell_has_no_figure():
    found = estimate_mean(np.ones(4), np.arange(4), np.zeros(4, int), 2)
    assert np.isnan(found.value[1])
    assert found.persons[1] == 0
    assert np.isnan(estimate_quantile(np.ones(4), np.arange(4), np.zeros(4, int), 2).value[1])


def test_groups_out_of_range_are_refused():
    with pytest.raises(ValueError, match="allowed are 0 to 63"):
        estimate_mean(np.ones(2), np.array([0, 64]))


def test_the_larger_error_is_taken():
    runs = np.array([[1.0, 2.0], [3.0, 2.0]])
    assert larger(between_replicates(runs), np.array([0.1, 0.1])).tolist() == [1.0, 0.1]
    assert larger(between_replicates(runs[:1]), np.array([0.1, np.nan])).tolist()[0] == 0.1
