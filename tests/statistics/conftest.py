"""Lives that the statistical tests look at: of a made-up world for quick tests, of the baseline for slow ones."""

import pytest

from calibration.people import record

PER_STRATUM = 8
MANY = (
    40  # in a stratum, where few say little: with these a spread of attachment of 0 or 2 is told from the 0.7 assumed
)
ONE_IN = 4000


@pytest.fixture(scope="session")
def world():
    """Return the made-up World without lay-offs, which the chances to work given by a person's past leave out."""
    from tests.world import synthetic_world

    world = synthetic_world()
    world.assumptions["layoff"] = 0.0
    return world


@pytest.fixture(scope="session")
def made_up(world):
    """Return some thousand lives of the made-up World."""
    from tests.world import synthetic_numbers

    return record(synthetic_numbers(PER_STRATUM), world)


@pytest.fixture(scope="session")
def many_made_up(world):
    """Return more lives of the made-up World."""
    from tests.world import synthetic_numbers

    return record(synthetic_numbers(MANY), world)


@pytest.fixture(scope="session")
def inputs():
    """Return the compiled inputs of the baseline."""
    from microsim.inputs import compile_inputs

    return compile_inputs("baseline")


@pytest.fixture(scope="session")
def people(inputs):
    """Return a sample of the baseline's lives."""
    return record(inputs.population.sample(ONE_IN), inputs.world, ONE_IN)
