"""A full disk: known by its error wherever it shows, and told in one sentence."""

import contextlib
import errno
import os
import shutil
from collections.abc import Iterator
from pathlib import Path

FULL = tuple(code for code in (errno.ENOSPC, errno.EFBIG, getattr(errno, "EDQUOT", None)) if code is not None)
UNITS = ("bytes", "KB", "MB", "GB")


class FullDisk(OSError):
    """There is no room for what was to be written; its text is the whole sentence for the user."""


def fullness(error: BaseException | None) -> int | None:
    """Return the number of the error that says the disk is full, None where an error says something else.

    Libraries wrap it: it is looked for in the errors behind, and in the words of those that keep no number.
    """
    seen: set[int] = set()
    while error is not None and id(error) not in seen:
        seen.add(id(error))
        for code in FULL:
            wrapped = isinstance(error, (OSError, RuntimeError)) and os.strerror(code) in str(error)
            if getattr(error, "errno", None) == code or wrapped:
                return code
        error = error.__cause__ or error.__context__
    return None


def full_disk(code: int, target: Path) -> FullDisk:
    """Return the error that tells of a full disk."""
    free = shutil.disk_usage(next(parent for parent in target.parents if parent.is_dir())).free
    state = "and is as it was" if target.exists() else "and nothing is left of it"
    return FullDisk(f"{os.strerror(code)}: {target} was not written {state}; free on its disk: {size(free)}")


def size(count: float) -> str:
    """Return a number of bytes in words."""
    for unit in UNITS[:-1]:
        if count < 1000:
            return f"{count:.0f} {unit}"
        count /= 1000
    return f"{count:.0f} {UNITS[-1]}"


def settle(folder: Path) -> None:
    """Wait until the files of a folder are on the disk; what a disk refuses late is refused here."""
    for path, _, names in os.walk(folder):
        for name in names:
            with open(Path(path, name), "r+b") as file:
                os.fsync(file.fileno())
        settle_names(Path(path))


def settle_names(folder: Path) -> None:
    """Wait until the names in a folder are on the disk, where the system knows such a thing."""
    with contextlib.suppress(OSError), opened(folder) as handle:
        os.fsync(handle)


@contextlib.contextmanager
def opened(folder: Path) -> Iterator[int]:
    """Open a folder itself; OSError where the system cannot."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        yield handle
    finally:
        os.close(handle)
