"""What tests of several parts share; nothing is imported or lived before a test asks for it."""

import pytest
from hypothesis import settings

settings.register_profile("microsim", deadline=None)  # a first call compiles or loads, however long it takes
settings.load_profile("microsim")


FIRST = "tests/attributing/"  # needs the kernel compiled
MEANWHILE = ("tests/architecture/", "tests/law/", "tests/rules/", "tests/scenario/", "tests/words/")  # do not


def pytest_collection_modifyitems(items):
    """Let one process compile the kernel while the other tests what needs none: two would compile it at once."""

    def rank(item):
        return 0 if item.nodeid.startswith(FIRST) else 1 if item.nodeid.startswith(MEANWHILE) else 2

    items.sort(key=rank)


@pytest.fixture(scope="session")
def world():
    """Return the made-up World of ``tests/world.py``."""
    from tests.world import synthetic_world

    return synthetic_world()


@pytest.fixture(scope="session")
def numbers():
    """Return some hundred person numbers of every origin, status, sex and age."""
    from tests.world import synthetic_numbers

    return synthetic_numbers()


@pytest.fixture(scope="session")
def lives(world, numbers):
    """Return the record of each of these persons at the end of every year."""
    from microsim.engine.run import record_lives

    return record_lives(numbers, world)


@pytest.fixture(scope="session")
def tallies(world, numbers):
    """Return the tallies of these persons."""
    from microsim.engine.run import simulate

    return simulate(numbers, world, threads=1)
