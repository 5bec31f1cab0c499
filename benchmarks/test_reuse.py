"""What a run costs around its lives: start, a changed law in a process that has run before, results, figures."""

import itertools

import pytest

from microsim import caching
from microsim.inputs import compile_inputs
from microsim.population import kept
from microsim.report.figures import write_figures
from microsim.results.dataset import write_results
from microsim.running import run_scenario
from microsim.scenarios import scenario

LEVER = "guangdong.employees.employer_rate"
ROUNDS = 5
SMALL = 20_000


@pytest.fixture(scope="module")
def tree():
    """Return the results of a small run."""
    return run_scenario("baseline", one_in=SMALL, progress=False).tree


def forget():
    """Leave only what lies on disk of the population."""
    kept.MEMO.clear()


@pytest.mark.parametrize("cache", [True, False], ids=["kept", "made"])
def test_population(benchmark, cache):
    """Inputs of the baseline with the population read from disk, and made."""
    compile_inputs("baseline")
    benchmark.pedantic(compile_inputs, ("baseline",), {"cache": cache}, setup=forget, rounds=ROUNDS)
    benchmark.extra_info["folder"] = str(caching.folder())


@pytest.mark.parametrize("one_in", [4000, 20_000])
def test_lever(benchmark, one_in):
    """A law lever set to another value each time, results in memory, in a process that has run before."""
    base = scenario("baseline")
    run_scenario(base, one_in=one_in, progress=False)
    rates = itertools.count(1)

    def change():
        reform = base.set(LEVER, {"2031-01-01": 0.1 + next(rates) / 1000})
        return (reform,), {"one_in": one_in, "progress": False}

    run = benchmark.pedantic(run_scenario, setup=change, rounds=ROUNDS, warmup_rounds=1)
    benchmark.extra_info.update({} if run is None else run.manifest["seconds"])


def test_results(benchmark, tree, tmp_path):
    benchmark.pedantic(write_results, (tree, tmp_path / "results.nc"), rounds=ROUNDS, warmup_rounds=1)
    benchmark.extra_info["megabytes"] = round((tmp_path / "results.nc").stat().st_size / 1e6, 2)


def test_figures(benchmark, tree, tmp_path):
    benchmark.pedantic(write_figures, (tree, tmp_path), rounds=ROUNDS, warmup_rounds=1)
    benchmark.extra_info["kilobytes"] = round(sum(path.stat().st_size for path in tmp_path.iterdir()) / 1e3)
