"""Totals by sample group, and the errors of headline figures that they give."""

import numpy as np
import pytest

from microsim.engine.run import simulate
from microsim.engine.sample_groups import WHOLE, GroupSums
from microsim.estimating.groups import GROUPS
from microsim.kernel.items import ITEM_SIGN
from microsim.kernel.numbers import SAMPLE_GROUPS, pack, sample_group
from microsim.results.errors import FIGURES, difference_errors, headline_errors
from microsim.results.headline import REGIONS, headline_series
from microsim.results.sample_groups import totals


@pytest.fixture(scope="module")
def split(world, numbers):
    """Return the sums by group and the tallies of the same lives."""
    sums = GroupSums()
    return sums, simulate(numbers, world, threads=2, block=7, split=sums)


def test_groups_add_up_to_all(split, tallies):
    sums, all_together = split
    assert all(np.array_equal(one, other) for one, other in zip(all_together, tallies, strict=True))
    for name in WHOLE:
        whole = sums.sums[name].sum(axis=0)
        assert np.array_equal(whole if name == "claims" else np.moveaxis(whole, 1, 0), getattr(tallies, name)), name
    for sign, place in ((1, 1), (-1, 2)):
        booked = tallies.flows[..., ITEM_SIGN == sign].sum(axis=-1)
        assert np.array_equal(np.moveaxis(sums.sums["money"].sum(axis=0)[..., place], 1, 0), booked)


def test_stocks_are_the_sums_over_ages(tallies):
    assert np.array_equal(tallies.stocks[1:, :, :-1], tallies.standing.sum(axis=(-2, -1)))
    assert np.array_equal(tallies.stocks[..., -1], tallies.population.sum(axis=(-3, -2, -1)))


def test_blocks_and_threads_change_no_group(world, numbers, split):
    other = GroupSums()
    simulate(numbers, world, threads=1, split=other)
    assert all(np.array_equal(split[0].sums[name], sums) for name, sums in other.sums.items())


def test_a_group_is_of_all_strata_alike():
    counts = np.arange(20_000, dtype=np.uint64)
    for stratum in ((0, 3, 1, 0, 30, 0), (2, 20, 2, 1, 0, 40)):
        persons = np.bincount(sample_group(pack(*map(np.uint64, stratum), counts)), minlength=SAMPLE_GROUPS)
        spread = ((persons - persons.mean()) ** 2).sum() / persons.mean()  # chi-squared with 63 degrees of freedom
        assert 30 < spread < 110
    assert SAMPLE_GROUPS == GROUPS


def test_neighbouring_strata_have_independent_groups():
    counts = np.arange(20_000, dtype=np.uint64)
    one, other = (sample_group(pack(*map(np.uint64, (0, place, 1, 0, 30, 0)), counts)) for place in (3, 4))
    together = np.bincount(one.astype(int) * SAMPLE_GROUPS + other, minlength=SAMPLE_GROUPS**2)
    expected = len(counts) / SAMPLE_GROUPS**2
    freedom = (SAMPLE_GROUPS - 1) ** 2
    assert abs(((together - expected) ** 2).sum() / expected - freedom) < 5 * np.sqrt(2 * freedom)


def test_figures_are_the_headline_s(run):
    series = headline_series(run.tree)
    for key in FIGURES:
        found = headline_errors(run.tree, key, REGIONS)
        known = np.isfinite(series[key])
        assert np.allclose(found.value[known], series[key][known], rtol=1e-6), key
        assert np.isfinite(found.se[known]).all()
        assert (found.se[known] > 0).any(), key


def test_a_difference_of_equal_runs_has_no_error(run):
    found = difference_errors(run.tree, run.tree, "mean_pension", REGIONS)
    assert np.nanmax(np.abs(found.value)) == np.nanmax(found.se) == 0


def test_years_are_those_of_the_run(run, split):
    assert totals(split[0], 1, 2020, 2030).money.shape[1] == 10
    assert run.tree["sample_groups"].sizes["year"] == run.tree["funds"].sizes["year"]


@pytest.fixture(scope="module")
def run():
    """Return a small run of the baseline."""
    import microsim

    return microsim.run("baseline", one_in=20_000, until=2026, threads=1, progress=False)
