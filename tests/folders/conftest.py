"""Signals as a terminal has them: who starts the tests may have asked that hang-ups be ignored, and children inherit that."""

import signal
from collections.abc import Iterator

import pytest

ENDING = (signal.SIGHUP, signal.SIGTERM)


@pytest.fixture(autouse=True)
def default_signals() -> Iterator[None]:
    """Let hang-ups and terminations end a process by default while a test runs."""
    before = {number: signal.signal(number, signal.SIG_DFL) for number in ENDING}
    yield
    for number, handler in before.items():
        signal.signal(number, handler)
