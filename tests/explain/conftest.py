"""What tests of the explanation share: the baseline compiled once, a thousand of its persons, and lives once lived."""

import functools

import pytest

PERSONS = 1000
REMEMBERED = 48  # lives, of some ten megabytes each


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


@pytest.fixture(scope="module")
def remembered():
    """Return a ``live`` that remembers the last lives: one takes half a second, and tests look at the same persons.

    A World is known by its identity, and kept as long as a life in it is.
    """
    from microsim.telling import life

    live, worlds = life.live, {}

    @functools.lru_cache(maxsize=REMEMBERED)
    def lived(number, world, seed, replicate, until):
        return live(number, worlds[world], seed, replicate, until)

    def call(number, world, seed, replicate, until, people=None):
        if people is not None:
            return live(number, world, seed, replicate, until, people)
        worlds[id(world)] = world
        return lived(int(number), id(world), seed, replicate, until)

    return call


@pytest.fixture
def live(monkeypatch, remembered):
    """Let ``explain`` take lives from those remembered, and return what lives them."""
    monkeypatch.setattr("microsim.telling.life.live", remembered)
    return remembered
