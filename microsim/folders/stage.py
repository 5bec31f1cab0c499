"""A stage: the hidden folder beside a target in which a folder is made, locked while its maker lives.

It holds ``new``, what is being made; ``old``, what the target was, for the moment between two renames; and a
mark that says for which target, by whom, where and since when. The lock on the mark ends with the process.
"""

import contextlib
import datetime
import json
import os
import platform
import secrets
import shutil
import time
from collections.abc import Iterator
from pathlib import Path
from typing import IO, Any

from microsim.folders.disk import fullness
from microsim.folders.locks import PATIENCE, lock
from microsim.folders.target import refuse

PREFIX, MARK, NEW, OLD = ".microsim-", "making.json", "new", "old"
BOOT = Path("/proc/sys/kernel/random/boot_id")  # the same in all containers of a machine
UNMARKED = 3600.0  # seconds after which a stage without a mark is no longer one being set up
LIVE: set[Path] = set()  # stages of this process: on some network disks a process does not see its own locks


@contextlib.contextmanager
def open_stage(target: Path) -> Iterator[Path]:
    """Yield a stage with an empty folder ``new`` for a target, and remove it in the end."""
    stage = target.parent / f"{PREFIX}{secrets.token_hex(8)}"
    with contextlib.ExitStack() as held:
        try:
            LIVE.add(stage)
            make_room(stage, target)
            mark = held.enter_context(open(stage / MARK, "x+", encoding="utf-8"))
            locked = lock(mark.fileno(), PATIENCE)
            json.dump(here() | {"target": target.name, "locked": locked}, mark)
            mark.flush()
            (stage / NEW).mkdir()
            yield stage
        finally:
            try:
                remove_stage(stage)
            finally:
                remove_stage(stage)  # where a signal broke off the first
                LIVE.discard(stage)


def make_room(stage: Path, target: Path) -> None:
    """Make the folder of a stage, and what is above it; refuse a target for which that cannot be done."""
    try:
        stage.parent.mkdir(parents=True, exist_ok=True)
        stage.mkdir(mode=0o700)
    except OSError as error:
        if fullness(error):
            raise
        refuse(target, f"cannot be made: {error.strerror}")


def here() -> dict[str, Any]:
    """Return what a mark says of its maker."""
    return {
        "host": platform.node(),
        "boot": BOOT.read_text(encoding="ascii").strip() if BOOT.is_file() else "",
        "process": os.getpid(),
        "since": datetime.datetime.now().astimezone().isoformat(timespec="seconds"),
    }


def remove_stage(stage: Path) -> None:
    """Remove a stage as far as it can be, the mark last.

    With an old folder in it, only where the new one has left it for the target; else the next command puts it back.
    """
    new, old = stage / NEW, stage / OLD
    if not (old.exists() and new.exists()):
        shutil.rmtree(old if old.exists() else new, ignore_errors=True)
    with contextlib.suppress(OSError):
        if set(os.listdir(stage)) <= {MARK}:
            (stage / MARK).unlink(missing_ok=True)
            stage.rmdir()


@contextlib.contextmanager
def abandoned(stage: Path) -> Iterator[dict[str, Any] | None]:
    """Hold a stage whose maker is dead and yield its mark; None where the maker lives or may live elsewhere."""
    with contextlib.ExitStack() as held:
        said = None
        if stage not in LIVE and not stage.is_symlink():
            with contextlib.suppress(OSError):
                mark = held.enter_context(open(stage / MARK, "r+", encoding="utf-8"))
                said = said_by(mark) if lock(mark.fileno()) else None
        yield said


def said_by(mark: IO[str]) -> dict[str, Any] | None:
    """Return what a mark says where its maker's lock can be trusted: on this machine, and for a name beside it."""
    try:
        said, now = json.load(mark), here()
        ours = said["locked"] and (said["host"] == now["host"] or (said["boot"] and said["boot"] == now["boot"]))
        target = said["target"]
        return said if ours and target not in ("", os.pardir) and Path(target).name == target else None
    except (ValueError, KeyError, TypeError):
        return None


def unmarked(stage: Path) -> bool:
    """Return whether a stage was left before its mark was written: empty, or with an empty mark, for an hour."""
    entries = list(os.scandir(stage))
    mark = not entries or ([entry.name for entry in entries] == [MARK] and not entries[0].stat().st_size)
    return mark and time.time() - stage.stat().st_mtime > UNMARKED
