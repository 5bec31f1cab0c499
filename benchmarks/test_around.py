"""What a run costs around its lives: files, tables, figures, comparing, many runs in one process."""

import itertools

import pytest

from benchmarks.conftest import SMALL
from microsim.batches.each import batch
from microsim.indicators.whole import all_indicators
from microsim.lives.file import write_lives
from microsim.report.comparison import compare
from microsim.report.figures import write_figures
from microsim.report.outcome import read_run
from microsim.results.dataset import write_results
from microsim.running import run_scenario
from microsim.scenarios import scenario

LEVER = "guangdong.employees.employer_rate"
OF_THE_SMALL = {"sample": f"1 in {SMALL:,}", "state": "warm"}


def test_results(tracked, run, tmp_path):
    tracked(lambda: write_results(run.tree, tmp_path / "results.nc"), **OF_THE_SMALL, outputs="results.nc")


def test_lives_table(tracked, run, tmp_path):
    tracked(lambda: write_lives(run.lives_table, tmp_path / "lives.parquet"), **OF_THE_SMALL, outputs="lives.parquet")


def test_indicators(tracked, run):
    """Every indicator with its error, of results and of lives."""
    tracked(lambda: all_indicators(run.tree, run.lives_table), **OF_THE_SMALL, outputs="indicators")


def test_figures(tracked, run, tmp_path):
    tracked(lambda: write_figures(run.tree, tmp_path), rounds=3, **OF_THE_SMALL, outputs="figures")


def test_read_run(tracked, tmp_path):
    """A run folder read back."""
    run_scenario("baseline", one_in=SMALL, progress=False, figures=False, out=tmp_path / "run")
    tracked(lambda: read_run(tmp_path / "run"), **OF_THE_SMALL, outputs="run")


def test_compare(tracked, run):
    """Headline and changes of a reform against the base, both in memory."""
    reform = run_scenario(scenario("baseline").set(LEVER, {"2031-01-01": 0.2}), one_in=SMALL, progress=False)

    def tables():
        change = compare(run, reform)
        return change.headline, change.changes_table()

    tracked(tables, rounds=3, **OF_THE_SMALL, outputs="headline, changes")


def test_batch(tracked):
    """Four settings of one lever, headlines alone."""
    grid = {LEVER: [{"2031-01-01": 0.1 + number / 100} for number in range(4)]}
    tracked(
        lambda: batch(["baseline"], one_in=100_000, until=2040, grid=grid, keep=["headline"], progress=False),
        rounds=3,
        sample="four runs, 1 in 100,000 to 2040",
        state="warm",
        outputs="headline",
    )


@pytest.mark.parametrize("one_in", [4000, 20_000])
def test_slider_step(tracked, one_in):
    """A law lever set to another value each time, results in memory, in a process that has run before."""
    base = scenario("baseline")
    run_scenario(base, one_in=one_in, progress=False)
    rates = itertools.count(1)

    def step():
        reform = base.set(LEVER, {"2031-01-01": 0.1 + next(rates) / 1000})
        run_scenario(reform, one_in=one_in, progress=False)

    tracked(step, sample=f"1 in {one_in:,}", state="warm", outputs="results, lives")
