"""Signals as a terminal has them: who starts the tests may have some ignored, and children inherit that."""

import signal
from collections.abc import Iterator

import pytest

USUAL = {
    signal.SIGHUP: signal.SIG_DFL,
    signal.SIGTERM: signal.SIG_DFL,
    signal.SIGINT: signal.default_int_handler,
}


@pytest.fixture(autouse=True, scope="module")
def usual_signals() -> Iterator[None]:
    """Let hang-ups, terminations and Ctrl-C do what they do by default while a test runs."""
    before = {number: signal.signal(number, handler) for number, handler in USUAL.items()}
    yield
    for number, handler in before.items():
        signal.signal(number, handler)
