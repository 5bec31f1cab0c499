"""An orderly end on the signals that end a process: what is being made is cleaned up, as on Ctrl-C."""

import contextlib
import signal
import threading
import time
from collections.abc import Iterator
from types import FrameType

NAMES = ("SIGTERM", "SIGHUP")  # Windows has no hang-up
GRACE = 5.0  # seconds in which a signal sent again does not disturb the cleaning up


class Stopped(SystemExit):
    """A signal ended the command; the exit code is 128 and its number, as a shell would say it."""

    def __init__(self, number: int):
        super().__init__(128 + number)
        self.name = signal.Signals(number).name


@contextlib.contextmanager
def orderly_end() -> Iterator[None]:
    """Turn SIGTERM and SIGHUP into an exception in the main thread; what ignores or handles them already stays so."""
    caught = []
    if threading.current_thread() is threading.main_thread():
        numbers = [getattr(signal, name) for name in NAMES if hasattr(signal, name)]
        caught = [number for number in numbers if signal.getsignal(number) == signal.SIG_DFL]
    ended = -GRACE

    def stop(number: int, frame: FrameType | None) -> None:
        nonlocal ended
        if time.monotonic() - ended > GRACE:
            ended = time.monotonic()
            raise Stopped(number)

    try:
        for number in caught:
            signal.signal(number, stop)
        yield
    finally:
        for number in caught:
            signal.signal(number, signal.SIG_DFL)
