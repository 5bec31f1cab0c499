"""Totals by sample group, and the errors of headline figures that they give."""

import numpy as np
import pytest

import microsim
from microsim.batches.one import groups_needed
from microsim.engine.run import simulate
from microsim.engine.sample_groups import WHOLE, GroupSums
from microsim.indicators.counted import SPREADS
from microsim.indicators.split import MEASURES
from microsim.kernel.items import ITEM_SIGN
from microsim.kernel.numbers import SAMPLE_GROUPS, pack, sample_group
from microsim.kernel.world import FIRST_STOCK_YEAR
from microsim.places import CODE_OF
from microsim.results.errors import FIGURES, difference_errors, headline_errors
from microsim.results.headline import REGIONS, headline_series
from microsim.results.sample_groups import GROUP, totals


@pytest.fixture(scope="module")
def split(world, numbers):
    """Return the sums by group and the tallies of the same lives."""
    sums = GroupSums()
    return sums, simulate(numbers, world, threads=2, block=7, split=sums, first=FIRST_STOCK_YEAR)


def test_groups_add_up_to_all(world, numbers, split):
    sums, tallies = split
    alone = simulate(numbers, world, first=FIRST_STOCK_YEAR)
    assert all(np.array_equal(one, other) for one, other in zip(alone, tallies, strict=True))
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


def test_sample_groups_are_even_and_know_no_stratum():
    """The chance of a chi-square beyond these bounds is below 1e-6 for one that is fair."""
    strata = [(place, status, sex) for place in (0, 5, 21) for status in (0, 5) for sex in (0, 1)]
    counts = []
    for place, status, sex in strata:
        stem = int(pack(0, int(CODE_OF[place]), status, sex, 40, 0, 0))
        numbers = np.uint64(stem) + np.uint64(1000) * np.arange(6400, dtype=np.uint64) + np.uint64(17)
        counts.append(np.bincount(sample_group(numbers), minlength=SAMPLE_GROUPS))
    table = np.array(counts)
    assert table.shape == (len(strata), SAMPLE_GROUPS)
    every = table.sum(axis=0)
    assert ((every - every.mean()) ** 2 / every.mean()).sum() < 63 + 5.5 * np.sqrt(2 * 63)
    degrees = len(strata) * 63
    assert ((table - 100) ** 2 / 100).sum() < degrees + 5.5 * np.sqrt(2 * degrees)
    runs = sample_group(np.arange(100_000, dtype=np.uint64))
    assert abs(np.corrcoef(runs[:-1], runs[1:])[0, 1]) < 0.02


def test_neighbouring_strata_have_independent_groups():
    counts = np.arange(20_000, dtype=np.uint64)
    one, other = (sample_group(pack(*map(np.uint64, (0, place, 1, 0, 30, 0)), counts)) for place in (3, 4))
    together = np.bincount(one.astype(int) * SAMPLE_GROUPS + other, minlength=SAMPLE_GROUPS**2)
    expected = len(counts) / SAMPLE_GROUPS**2
    freedom = (SAMPLE_GROUPS - 1) ** 2
    assert abs(((together - expected) ** 2).sum() / expected - freedom) < 5 * np.sqrt(2 * freedom)


def test_figures_are_the_headline_s(run):
    series = headline_series(run.tree)
    for key in FIGURES.keys() & series.keys():  # of what is no row of the headline reports are tested
        found = headline_errors(run.tree, key, REGIONS)
        known = np.isfinite(series[key])
        assert np.allclose(found.value[known], series[key][known], rtol=1e-6), key
        assert np.isfinite(found.se[known]).all()
        assert (found.se[known] > 0).any(), key


def test_a_difference_of_equal_runs_has_no_error(run):
    found = difference_errors(run.tree, run.tree, "mean_pension", REGIONS)
    assert np.nanmax(np.abs(found.value)) == np.nanmax(found.se) == 0


def test_indicators_have_the_errors_of_the_headline(run):
    for region in ("shanghai", "both"):
        told = run.indicators(["benefit_ratio"], regions=region).query("indicator == 'benefit_ratio'")
        assert told["se"].to_numpy() == pytest.approx(
            headline_errors(run.tree, "benefit_ratio", (region,)).se[0], rel=1e-5
        )
    frame = run.indicators(regions="both")
    of_results = frame[frame["year"].notna() & frame["se"].notna()]
    told = set(of_results["indicator"])
    assert told >= set(MEASURES)
    assert told - set(MEASURES) <= set(SPREADS)  # of classes and sexes, which are in no group; reserves have none


def test_errors_of_cost_rates_are_near_those_of_all_that_is_paid(run):
    told = run.indicators("cost_rate", "annual_balance_rate", regions="both")
    spent = headline_errors(run.tree, "expenditure_share", ("both",)).se[0]
    for key in ("cost_rate", "annual_balance_rate"):
        assert told[told["indicator"] == key]["se"].to_numpy() == pytest.approx(spent, rel=0.2)


def test_a_run_beside_itself_has_errors_of_nought(run):
    change = microsim.compare(run, run)
    errors = change.headline()["se"]
    assert (errors.loc["both"].loc["mean_pension"] == 0).all(axis=None)
    assert errors.loc["both"].loc["reserve"].isna().all(axis=None)
    table = change.decomposition("both", (2020, 2025))
    assert all(line[0].se == 0 < line[1].se for line in table.cells)
    assert table.cells[0][1].se == pytest.approx(table.cells[0][2].se)


def test_a_batch_makes_what_errors_of_indicators_need():
    assert GROUP in groups_needed(["headline", "indicators"])
    assert GROUP not in groups_needed(["headline", "lives"])


def test_years_are_those_of_the_run(run, split):
    assert totals(split[0], 1, 2020, 2030).money.shape[1] == 10
    assert run.tree["sample_groups"].sizes["year"] == run.tree["funds"].sizes["year"]


@pytest.fixture(scope="module")
def run():
    """Return a small run of the baseline."""
    return microsim.run("baseline", one_in=20_000, until=2026, threads=1, progress=False)
