"""Small batches of real runs; what they read is compiled once for all tests."""

import functools

import pytest

from microsim.inputs import compile_inputs

RATE = "guangdong.employees.employer_rate"
SMALL = {"one_in": 100_000, "until": 2018}


@pytest.fixture(scope="session")
def compiled():
    """Return a compile_inputs that remembers."""
    by_content = {}

    @functools.wraps(compile_inputs)
    def remembered(scenario, until=None, cache=True):
        key = scenario.name, scenario.text_hash, until
        if key not in by_content:
            by_content[key] = compile_inputs(scenario, until, cache)
        return by_content[key]

    return remembered


@pytest.fixture
def quick(monkeypatch, compiled):
    """Let batches use it."""
    monkeypatch.setattr("microsim.batches.sharing.compile_inputs", compiled)
