"""What killed commands left: cleared by the next one, and the folder they were replacing put back."""

import contextlib
import logging
import os
from pathlib import Path
from typing import Any

from microsim.folders.stage import MARK, NEW, OLD, PREFIX, abandoned, remove_stage, unmarked

LOGGER = logging.getLogger("microsim")


def clear_leftovers(folder: Path, name: str | None = None) -> None:
    """Clear the stages in a folder whose makers are dead, of one target or of all; what is in doubt stays."""
    for stage in sorted(folder.glob(PREFIX + "*")):
        with contextlib.suppress(OSError), abandoned(stage) as said:
            if said is not None and name in (None, said["target"]):
                clear(stage, said)
            elif said is None and unmarked(stage):
                (stage / MARK).unlink(missing_ok=True)
                stage.rmdir()


def clear(stage: Path, said: dict[str, Any]) -> None:
    """Clear one stage; say so in the log."""
    target = stage.parent / said["target"]
    if (stage / OLD).is_dir():
        settle_old(stage, target)
    remove_stage(stage)
    if not stage.exists():
        who = (stage.name, said.get("process"), target.name, said.get("since"))
        LOGGER.warning("cleared %s, left by process %s that was killed making %s, begun %s", *who)


def settle_old(stage: Path, target: Path) -> None:
    """Put back the folder that was being replaced; it goes with the stage where the new one had taken its place."""
    old = stage / OLD
    if not (stage / NEW).exists():
        return
    if not os.path.lexists(target):
        old.rename(target)
        LOGGER.warning("put back %s, which a killed process was replacing", target.name)
    else:
        LOGGER.warning("kept what %s was before as %s", target.name, keep_beside(old, target).name)


def keep_beside(folder: Path, target: Path) -> Path:
    """Give a folder the first free name like the target's; return it."""
    number = 2
    while os.path.lexists(kept := target.with_name(f"{target.name}-{number}")):
        number += 1
    folder.rename(kept)
    return kept


def put_back_if_lost(folder: str | Path) -> None:
    """Put back a folder that is missing since a command was killed while it replaced it."""
    with contextlib.suppress(OSError, RuntimeError, ValueError):
        path = Path(folder).resolve()
        if not path.exists():
            clear_leftovers(path.parent, path.name)
