"""An orderly end on the signals that end a process: what is being made is cleaned up, as on Ctrl-C."""

import contextlib
import os
import signal
import sys
import threading
import time
from collections.abc import Iterator
from types import FrameType
from typing import Any

NAMES = ("SIGTERM", "SIGHUP")  # Windows has no hang-up
GRACE = 5.0  # seconds in which a signal sent again does not disturb the cleaning up
AGAIN = 0.05  # seconds until a signal that met code which cannot be left is sent again


class Stopped(SystemExit):
    """A signal ended the command; the exit code is 128 and its number, as a shell would say it."""

    def __init__(self, number: int):
        super().__init__(128 + number)
        self.number = number
        self.name = signal.Signals(number).name


@contextlib.contextmanager
def orderly_end() -> Iterator[None]:
    """Turn SIGTERM and SIGHUP into an exception in the main thread; what ignores or handles them already stays so."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    numbers = [getattr(signal, name) for name in NAMES if hasattr(signal, name)]
    caught = [number for number in numbers if signal.getsignal(number) == signal.SIG_DFL]
    hook, stopping = sys.unraisablehook, Stopping()
    try:
        sys.unraisablehook = lambda lost: stopping.lost(lost) or hook(lost)
        for number in caught:
            signal.signal(number, stopping.stop)
        yield
    finally:
        for number in caught:
            signal.signal(number, signal.SIG_DFL)
        sys.unraisablehook = hook
        stopping.again.cancel()


class Stopping:
    """Raises Stopped for a signal, and again where it was lost.

    Code called back from a C library (a compiler, a destructor) cannot be left by an exception: Python drops it there.
    """

    def __init__(self) -> None:
        self.since: float | None = None
        self.again = threading.Timer(AGAIN, os.kill)

    def stop(self, number: int, frame: FrameType | None) -> None:
        """Handle a signal: raise, but not once more while the first is being obeyed."""
        if self.since is None or time.monotonic() - self.since > GRACE:
            self.since = time.monotonic()
            raise Stopped(number)

    def lost(self, found: Any) -> bool:
        """Send a signal again whose exception was dropped; return whether it was one."""
        if not isinstance(found.exc_value, (Stopped, KeyboardInterrupt)):
            return False
        self.since = None
        number = getattr(found.exc_value, "number", signal.SIGINT)
        self.again = threading.Timer(AGAIN, os.kill, (os.getpid(), number))
        self.again.daemon = True
        self.again.start()
        return True
