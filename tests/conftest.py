"""What tests of several parts share; nothing is imported or lived before a test asks for it."""

import gc

import pytest
from hypothesis import settings

settings.register_profile("microsim", deadline=None)  # a first call compiles or loads, however long it takes
settings.load_profile("microsim")

gc.disable()  # while tests are collected, of which nothing goes again

# Both loops over persons, of the model's and of a file's, are compiled by one process, in which they share their parts.
COMPILING = ("tests/engine/test_run.py", "tests/microdata/test_given_lives.py")
# What the other process tests until they are there: nothing of it lives a life compiled. First the population, as all later
# runs read what it leaves in the cache.
MEANWHILE = (
    "tests/population/",
    "tests/law/",
    "tests/rules/",
    "tests/scenario/",
    "tests/cases/",
    "tests/words/",
    "tests/architecture/",
    "tests/labour_cost/",
    "tests/docs/",
)
LIVING = ("tests/population/test_kept.py", "tests/population/test_seam.py")  # of these folders, but they live lives
# Folders whose files share what takes seconds to make: one process tests them.
TOGETHER = ("tests/population/", "tests/explain/", "tests/statistics/", "tests/batch/", "tests/explorer/")


def rank_of(nodeid):
    """Return when a test has its turn: one that compiles, one for the meantime, any other."""
    if nodeid.startswith(COMPILING):
        return 0
    folders = () if nodeid.startswith(LIVING) else MEANWHILE
    return next((order for order, folder in enumerate(folders, 1) if nodeid.startswith(folder)), len(MEANWHILE) + 1)


def pytest_collection_modifyitems(items):
    """Let one process compile the kernels while the other tests what needs none: two would compile them at once."""
    items.sort(key=lambda item: rank_of(item.nodeid))


def pytest_collection_finish():
    """Let nobody look for what is gone among the tests and modules, which stay."""
    gc.freeze()
    gc.enable()


def scope_of(nodeid):
    """Return what one process tests in one go: a file, or files that share what they make."""
    if nodeid.startswith(COMPILING):
        return "compiling"
    folders = () if nodeid.startswith(LIVING) else TOGETHER
    return next((folder for folder in folders if nodeid.startswith(folder)), nodeid.partition("::")[0])


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config, log):
    """Return who hands out the tests to several processes by files."""
    if config.getvalue("dist") != "loadfile":
        return None
    from xdist.scheduler import LoadFileScheduling

    class Sharing(LoadFileScheduling):
        def _split_scope(self, nodeid):
            return scope_of(nodeid)

    return Sharing(config, log)


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
