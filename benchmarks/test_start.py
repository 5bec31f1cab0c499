"""What comes before the first life: imports, compiling, a start with all that is kept, and the memory of a run."""

import json
import os
import subprocess
import sys

import pytest

from microsim.inputs import compile_inputs
from microsim.population import kept

SHORT = ("run", "baseline", "--one-in", "20000", "--until", "2020", "--no-figures", "--quiet")


def in_a_process(*command, **environment):
    """Run Python with a command line in a process of its own."""
    subprocess.run([sys.executable, *command], env=os.environ | environment, check=True, capture_output=True)


@pytest.mark.parametrize("state", ["cold", "warm"])
def test_import(tracked, tmp_path, state):
    """The package with what runs it, without and with the bytecode of an earlier import."""
    folders = iter(range(100))
    code = "import microsim.engine.run, microsim.results.dataset, xarray, h5py"

    def load():
        where = {"PYTHONPYCACHEPREFIX": str(tmp_path / str(next(folders)))} if state == "cold" else {}
        in_a_process("-c", code, **where)

    tracked(load, rounds=3, state=state, outputs="none")


def test_compile(tracked, tmp_path):
    """The first run after an installation, of few lives and few years: nearly all of it is compiling."""
    caches, out = tmp_path / "caches", tmp_path / "run"
    run = lambda: in_a_process("-m", "microsim", *SHORT, "--out", str(out), NUMBA_CACHE_DIR=str(caches))  # noqa: E731
    tracked(run, rounds=1, warmup=0, sample="1 in 20,000 to 2020", state="cold", outputs="results, lives, tables")


def test_warm_start(tracked, tmp_path):
    """The same run where compiled code and population are kept."""
    run = lambda: in_a_process("-m", "microsim", *SHORT, "--out", str(tmp_path / "run"))  # noqa: E731
    tracked(run, rounds=3, sample="1 in 20,000 to 2020", state="warm", outputs="results, lives, tables")


def test_peak_memory(tracked, tmp_path):
    """A run in a process of its own, and the most memory it held."""
    command = ("run", "baseline", "--one-in", "4000", "--no-figures", "--quiet", "--out", str(tmp_path / "run"))
    tracked(
        lambda: in_a_process("-m", "microsim", *command),
        rounds=1,
        sample="1 in 4,000",
        state="warm",
        outputs="results, lives, tables",
    )
    manifest = json.loads((tmp_path / "run" / "manifest.json").read_text(encoding="utf-8"))
    tracked.benchmark.extra_info["megabytes"] = round(manifest["peak_memory_bytes"] / 1e6)


def test_inputs(tracked, inputs):
    """Law, assumptions, population and tables in a process that has run before."""
    tracked(lambda: compile_inputs("baseline"), state="warm", outputs="inputs")


@pytest.mark.parametrize("cache", [True, False], ids=["kept", "made"])
def test_population(tracked, inputs, cache):
    """The same with the population read from disk, and made."""
    compile_inputs("baseline", cache=cache)
    tracked(
        lambda: compile_inputs("baseline", cache=cache),
        setup=kept.MEMO.clear,
        warmup=0,
        state="warm",
        outputs="inputs",
    )
