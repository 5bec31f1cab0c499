"""Sums and errors: the groups add up to the run, figures are those of the results, intervals cover."""

import numpy as np
import pytest

from microsim.explorer.errors import T, figure, half_width, whole_and_parts
from microsim.explorer.measures import balance, benefit_ratio, cost_rate, dependency
from microsim.explorer.pictures import SHOWN_REGIONS, places_of
from microsim.explorer.sampling import Superseded, lived
from microsim.explorer.sums import GROUPS, Sums, groups_of
from microsim.results import indicators
from microsim.running import project


@pytest.fixture(scope="module")
def sums(model):
    return lived(model.base, 50_000, model.until, threads=1).sums


@pytest.fixture(scope="module")
def tree(model):
    return project(model.base, 50_000, threads=1, progress=False)[0]


@pytest.mark.parametrize("region", SHOWN_REGIONS)
def test_all_groups_together_are_the_run(sums, tree, region):
    """Each figure is that of the results of the same sample, which another road led to."""
    whole, places = whole_and_parts(sums, 50_000), places_of(region)
    ratio = 100 * indicators.mean_pension(tree, region) / indicators.payers_wage(tree, region)
    assert benefit_ratio(whole, places)[0] == pytest.approx(ratio.values, nan_ok=True)
    pensioners, payers = (indicators.standing(tree, region, name) for name in ("pensioners", "contributors"))
    assert dependency(whole, places)[0] == pytest.approx(100 * indicators.per(pensioners, payers).values, nan_ok=True)
    bases = indicators.contribution_bases(tree, region)
    own = [
        str(one) for one in tree["funds"].item.values if not str(one).startswith(("fiscal", "investment", "delegated"))
    ]
    into, out = (
        [one for one in indicators.going(tree, sign) if one in own and one not in indicators.POOLING]
        for sign in (1, -1)
    )
    due = indicators.flow(tree, region, into) - indicators.flow(tree, region, out)
    assert balance(whole, places)[0] == pytest.approx(100 * (due / bases).values, nan_ok=True)


def test_groups_are_of_equal_size_whatever_the_numbers():
    for numbers in (np.arange(160_000), 2**20 * np.arange(160_000), 64 * np.arange(160_000)):
        counts = np.bincount(groups_of(numbers.astype(np.uint64)), minlength=GROUPS)
        assert abs(counts / 10_000 - 1).max() < 0.05


def test_threads_change_nothing(model, sums):
    again = lived(model.base, 50_000, model.until, threads=2, whole=False)
    for one, other in zip(sums, again.sums, strict=True):
        assert np.array_equal(one, other)
    assert again.persons is None


def test_a_sample_nobody_waits_for_is_given_up(model):
    calls = []

    def wanted():
        calls.append(1)
        return len(calls) < 3

    with pytest.raises(Superseded):
        lived(model.base, 50_000, model.until, 1, wanted)
    assert len(calls) == 3


def test_the_interval_of_a_mean_is_that_of_the_textbook():
    """Of equal groups the jackknife's error of their mean is their standard deviation over the root of their number."""
    rng = np.random.default_rng(1)
    means = rng.normal(size=GROUPS)
    without = (means.sum() - means) / (GROUPS - 1)
    assert half_width(without) == pytest.approx(T * means.std(ddof=1) / np.sqrt(GROUPS))


def test_intervals_cover_what_is_true_in_nineteen_of_twenty():
    rng, covered, tried = np.random.default_rng(7), 0, 2000
    for _ in range(tried):
        means = 3 + rng.normal(size=GROUPS)
        covered += abs(means.mean() - 3) < half_width((means.sum() - means) / (GROUPS - 1))
    assert 0.93 < covered / tried < 0.97


def test_a_change_is_paired(sums):
    """Where a reform adds the same to all, the change has no error, though either level has one."""
    before = whole_and_parts(sums, 50_000)
    after = before._replace(flows=before.flows * 1.0)
    after.flows[..., 1] = 1.1 * before.flows[..., 1]
    found = figure(lambda one: cost_rate(one, places_of("both"))[:, 20], before, after)
    assert found.change == 0
    assert found.half_change == 0
    assert found.half_before > 0
    assert isinstance(before, Sums)
