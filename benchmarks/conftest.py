"""What all benchmarks share: their clock, the baseline, and the reference beside each."""

import pytest

from benchmarks.idiom_kernel import live_small
from benchmarks.tracked import REFERENCE_PERSONS, Tracked, user_seconds
from microsim.inputs import compile_inputs
from microsim.running import run_scenario

SMALL = 20_000


def pytest_collection_modifyitems(items):
    """Measure user time: other work on the machine moves it far less than time of the clock."""
    for item in items:
        item.add_marker(pytest.mark.benchmark(timer=user_seconds))


@pytest.fixture(scope="session")
def reference():
    """Compile the reference before it is timed."""
    live_small(REFERENCE_PERSONS)


@pytest.fixture
def tracked(benchmark, reference):
    """Return what measures a function beside the reference."""
    return Tracked(benchmark)


@pytest.fixture(scope="session")
def inputs():
    """Return the inputs of the baseline, its population and compiled code read from where they are kept."""
    return compile_inputs("baseline")


@pytest.fixture(scope="session")
def run():
    """Return a small run of the baseline with its lives."""
    return run_scenario("baseline", one_in=SMALL, progress=False, lives=True)
