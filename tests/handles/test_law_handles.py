"""Every value of the law that a scenario may set, set to another: a run that meets its condition changes."""

from functools import cache

import pytest

from microsim.schema import STATUTE_QUANTITIES
from tests.handles.conditions import CONDITIONS, EXCEPTIONS
from tests.handles.eventful import CHANGE_NOTHING, Lives, of_all_years
from tests.handles.values import other_values


@cache
def unconditioned():
    """Return the lives for all paths without a condition; those that meet one go with its test, tens of megabytes each."""
    return Lives(CHANGE_NOTHING)


def acts(path):
    """Return whether any other value of a path changes a run."""
    meeting = Lives(CONDITIONS[path]) if path in CONDITIONS else unconditioned()
    return any(meeting.show(of_all_years(path, value)) for value in other_values(STATUTE_QUANTITIES[path]))


def test_tables_name_paths_of_the_law():
    assert set(EXCEPTIONS) | set(CONDITIONS) <= set(STATUTE_QUANTITIES)
    assert not set(EXCEPTIONS) & set(CONDITIONS)


@pytest.mark.parametrize("path", [path for path in STATUTE_QUANTITIES if path not in EXCEPTIONS])
def test_a_value_of_the_law_acts(path):
    assert acts(path), f"a scenario that sets {path} changes nothing"


def test_lives_under_the_same_law_are_the_same():
    """Guards the test above: a run that differed by itself would let every dead value pass."""
    assert not unconditioned().show(of_all_years("pillars.private_cap", 0.0))


@pytest.mark.slow
@pytest.mark.parametrize("path", EXCEPTIONS)
def test_an_exception_is_one(path):
    """An exception that acts is none any more: take it off the list."""
    assert not acts(path)
