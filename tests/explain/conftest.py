"""What tests of the explanation share: the baseline compiled once, and a thousand of its persons."""

import pytest

PERSONS = 1000


@pytest.fixture(scope="session")
def baseline():
    """Return the inputs of the baseline."""
    from microsim.telling import prepared

    return prepared("baseline", None)


@pytest.fixture(scope="session")
def thousand(baseline):
    """Return a thousand person numbers, of every origin and many ages."""
    numbers = baseline.population.sample(20_000)
    return numbers[:: len(numbers) // PERSONS][:PERSONS]
