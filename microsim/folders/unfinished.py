"""What a long run keeps on its way: a folder beside the one it makes, under a name that one sees.

``NAME.unfinished`` lies beside ``NAME``. Its state says whose it is, of which run, how far that is, and which files belong to
it. A file appears whole or not at all, and the state, written last, names only files that are on the disk.
"""

import contextlib
import json
import os
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from microsim.folders.disk import settle_names
from microsim.folders.kinds import HARMLESS, Kind
from microsim.folders.locks import alone
from microsim.folders.manifest import read_manifest
from microsim.folders.target import refuse

ENDING, STATE, LOCK, NEW = ".unfinished", "checkpoint.json", "checkpoint.lock", ".new"
UNFINISHED = Kind(name="unfinished run", manifest=STATE, format="microsim-unfinished")
KEPT = re.compile(r"(sums|lives)-\d+-\d+\.kept")  # files of a state; one that it does not name was left by a kill


def folder_beside(target: Path) -> Path:
    """Return where a run that makes a folder keeps how far it is."""
    return target.with_name(target.name + ENDING)


def state_in(folder: Path) -> dict[str, Any] | None:
    """Return what an unfinished run says of itself; None where a folder is none of ours."""
    if folder.is_symlink() or not folder.is_dir():
        return None
    state = read_manifest(folder / STATE)
    return state if UNFINISHED.owns(state) else None


def strangers_in(folder: Path) -> list[str]:
    """Return what lies in a folder and no unfinished run wrote."""
    return sorted(path.name for path in folder.iterdir() if not (is_ours(path.name) and path.is_file()))


def is_ours(name: str) -> bool:
    """Tell whether a file has a name that an unfinished run gives, or one that does not matter."""
    plain = name.removesuffix(NEW)
    return plain in (STATE, LOCK) or KEPT.fullmatch(plain) is not None or any(Path(name).match(one) for one in HARMLESS)


@contextlib.contextmanager
def held(folder: Path) -> Iterator[None]:
    """Make the folder of an unfinished run, or take over an earlier one, and keep others out of it meanwhile.

    Raises
    ------
    InputError
        Where something else has its name, or another process lives that run.
    """
    if os.path.lexists(folder) and (folder.is_symlink() or not folder.is_dir()):
        refuse(folder, "found something that is no folder, allowed is room for a long run's checkpoints: move it away")
    if folder.is_dir() and (found := strangers_in(folder)):
        refuse(folder, f"found {found[0]}, which no unfinished run wrote: move it away, or choose another --out")
    folder.mkdir(parents=True, exist_ok=True)
    with alone(folder / LOCK) as free:
        if not free:
            refuse(folder, "found a run that is being lived: wait for its end, stop it, or choose another --out")
        yield


def write_whole(path: Path, content: bytes) -> None:
    """Write a file, or leave the one of this name as it was; what was written is on the disk."""
    working = path.with_name(path.name + NEW)
    try:
        with open(working, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        os.replace(working, path)
        settle_names(path.parent)
    finally:
        working.unlink(missing_ok=True)


def write_state(folder: Path, state: dict[str, Any]) -> None:
    """Write what an unfinished run says of itself, and then remove the files of earlier states."""
    said = {"format": UNFINISHED.format, "format_version": UNFINISHED.version, **state}
    text = json.dumps(said, ensure_ascii=False, indent=1)
    write_whole(folder / STATE, (text + "\n").encode())
    for path in list(folder.iterdir()):
        if KEPT.fullmatch(path.name.removesuffix(NEW)) and path.name not in state["outputs"]:
            path.unlink(missing_ok=True)


def clear(folder: Path) -> None:
    """Remove the files of an unfinished run, the state first, and the folder where nothing else is in it."""
    (folder / STATE).unlink(missing_ok=True)
    for path in list(folder.glob("*")):
        if is_ours(path.name) and path.is_file() and path.name != LOCK:
            path.unlink(missing_ok=True)


def remove_empty(folder: Path) -> None:
    """Remove a folder in which nothing is left."""
    with contextlib.suppress(OSError):
        folder.rmdir()


def throw_away(folder: Path) -> None:
    """Remove an unfinished run, where there is one."""
    if state_in(folder) is None:
        return
    with held(folder):
        clear(folder)
    remove_empty(folder)
