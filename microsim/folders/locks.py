"""Locks that end with their process, however it ends."""

import contextlib
import errno
import os
import sys
import time
from collections.abc import Iterator
from pathlib import Path

from microsim.folders.disk import opened

TAKEN = (errno.EWOULDBLOCK, errno.EACCES, errno.EDEADLK)  # others mean that the disk knows no locks
PATIENCE, PAUSE = 5.0, 0.02  # seconds

if sys.platform == "win32":
    import msvcrt

    def _lock(handle: int) -> None:
        msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
else:
    import fcntl

    def _lock(handle: int) -> None:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)


def lock(handle: int, patience: float = 0.0) -> bool:
    """Lock an open file; False where another holds it all the time or the disk knows no locks."""
    end = time.monotonic() + patience
    while True:
        try:
            _lock(handle)
        except OSError as error:
            if error.errno not in TAKEN or time.monotonic() >= end:
                return False
            time.sleep(PAUSE)
        else:
            return True


@contextlib.contextmanager
def alone(path: Path) -> Iterator[bool]:
    """Hold the lock of a file, which is made and in the end removed; yield False where another run holds it.

    True, with no lock, where the disk knows none. A killed holder leaves the file, and nobody holds it.
    """
    with contextlib.ExitStack() as held:
        locked, free = False, True
        while free and not locked:
            file = held.enter_context(path.open("ab"))
            try:
                _lock(file.fileno())
            except OSError as error:
                free = error.errno not in TAKEN
                break
            with contextlib.suppress(FileNotFoundError):  # else its holder removed it before it was locked here
                locked = os.path.samestat(os.fstat(file.fileno()), path.stat())
        try:
            yield free
        finally:
            if locked:
                with contextlib.suppress(OSError):
                    path.unlink()


@contextlib.contextmanager
def one_at_a_time(folder: Path) -> Iterator[None]:
    """Let only one process at a time rename things in a folder; go on without a lock where there are none."""
    with contextlib.ExitStack() as held:
        with contextlib.suppress(OSError):
            lock(held.enter_context(opened(folder)), PATIENCE)
        yield
