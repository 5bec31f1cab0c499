"""Every assumption that a scenario may set, set to another value: a run that meets its condition changes."""

from functools import cache
from numbers import Real

import pytest

from microsim.law.load import load_assumptions
from tests.handles.conditions import ASSUMED_CONDITIONS, ASSUMED_EXCEPTIONS, ASSUMED_VALUES
from tests.handles.eventful import CHANGE_NOTHING, SAMPLES, Lives
from tests.handles.values import other_values

PATHS = [path for path in load_assumptions().entries if path not in ASSUMED_EXCEPTIONS]
LARGE = 20_000  # one in so many, where few births or deaths differ
BEHIND_THE_POPULATION = ("base_stock", "education", "fertility", "hukou", "labour", "migration", "mortality", "public")


def makes_people(path):
    """Return whether only the population that is made from it reads an assumption."""
    return path.startswith(BEHIND_THE_POPULATION) and load_assumptions().entry(path).quantity.field is None


@cache
def unconditioned(anew=False):
    """Return the lives for all paths without a condition; those that meet one go with its test, tens of megabytes each."""
    return Lives(CHANGE_NOTHING, anew)


def values(path):
    """Return other values of an assumption: those of the table, else within its documented range."""
    entry = load_assumptions().entry(path)
    ends = [end if isinstance(end, Real) else None for end in (entry.low, entry.high)]
    return ASSUMED_VALUES.get(path) or other_values(entry.quantity, *(ends if ends[0] != ends[1] else (None, None)))


def acts(path, anew=False):
    """Return whether any other value of a path changes a run."""
    meeting = Lives(ASSUMED_CONDITIONS[path], anew) if path in ASSUMED_CONDITIONS else unconditioned(anew)
    samples = (*SAMPLES, LARGE) if anew else SAMPLES
    return any(meeting.show({path: value}, samples) for value in values(path))


def test_tables_name_assumptions():
    tables = set(ASSUMED_EXCEPTIONS) | set(ASSUMED_CONDITIONS) | set(ASSUMED_VALUES)
    assert tables <= set(load_assumptions().entries)


@pytest.mark.parametrize("path", [path for path in PATHS if not makes_people(path)])
def test_an_assumption_acts(path):
    assert acts(path), f"a scenario that sets {path} changes nothing"


@pytest.mark.slow
@pytest.mark.parametrize("path", [path for path in PATHS if makes_people(path)])
def test_an_assumption_about_people_acts(path):
    assert acts(path, anew=True), f"a scenario that sets {path} changes nothing"


@pytest.mark.slow
@pytest.mark.parametrize("path", ASSUMED_EXCEPTIONS)
def test_an_exception_is_one(path):
    """An exception that acts is none any more: take it off the list."""
    assert not acts(path)
