"""The baseline's persons and tables, built once for all benchmarks."""

import pytest

from microsim.inputs import compile_inputs

ONE_IN = 1000


@pytest.fixture(scope="session")
def baseline():
    """Return the person numbers of a 1-in-1000 sample of the baseline, and its world."""
    inputs = compile_inputs("baseline")
    return inputs.population.sample(ONE_IN), inputs.world
