"""The last step: a folder that is complete takes its target's name, and what was there goes."""

import os
from pathlib import Path

from microsim.folders.disk import fullness, settle_names
from microsim.folders.kinds import Kind
from microsim.folders.leftovers import keep_beside
from microsim.folders.locks import one_at_a_time
from microsim.folders.stage import NEW, OLD
from microsim.folders.target import allowed, no_folder, refuse, strangers, told
from microsim.reading import InputError


def put_in_place(stage: Path, target: Path, kind: Kind) -> None:
    """Rename ``new`` to the target; an earlier folder there is put aside first, and removed with the stage.

    Where that fails, because of what came there meanwhile, the target stays as it is and ``new`` is kept beside it.
    """
    try:
        with one_at_a_time(target.parent):
            swap(stage, target, kind)
    except (InputError, OSError) as error:
        if fullness(error) or not (stage / NEW).exists():
            raise
        if (stage / OLD).exists():  # another folder came between the two renames
            keep_beside(stage / OLD, target)
        kept = keep_beside(stage / NEW, target)
        said = error.problems[0].message if isinstance(error, InputError) else error.strerror or str(error)
        refuse(target, f"{said}; what was made is kept in {kept}")


def swap(stage: Path, target: Path, kind: Kind) -> None:
    """Put aside and rename; broken off anywhere, the earlier or the new folder is whole under the target's name."""
    new, old = stage / NEW, stage / OLD
    try:
        put_aside(target, old, kind)
        new.rename(target)
    finally:
        if os.path.lexists(old) and new.exists() and not os.path.lexists(target):
            old.rename(target)
    settle_names(target.parent)


def put_aside(target: Path, old: Path, kind: Kind) -> None:
    """Move an earlier folder out of the way, looking once more whether it is ours."""
    objection = no_folder(target)
    if objection:
        refuse(target, objection)
    if not target.exists():
        return
    target.rename(old)
    found = strangers(old, kind)
    if found:
        refuse(target, f"{told(old, kind, found)}; {allowed(kind)}")
