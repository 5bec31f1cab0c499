"""Making a folder: it appears whole or not at all."""

import contextlib
from collections.abc import Iterator
from pathlib import Path

from microsim.folders.disk import full_disk, fullness, settle
from microsim.folders.kinds import Kind
from microsim.folders.leftovers import clear_leftovers
from microsim.folders.logs import log_file
from microsim.folders.placing import put_in_place
from microsim.folders.stage import NEW, open_stage
from microsim.folders.target import check_target


@contextlib.contextmanager
def made_folder(folder: str | Path, kind: Kind) -> Iterator[Path]:
    """Yield a working folder beside the target and give it the target's name when all went well.

    On any failure the working folder is removed and an earlier folder of that name is untouched.

    Raises
    ------
    InputError
        The target holds, or came to hold meanwhile, what is not ours.
    FullDisk
        There was no room.
    """
    target = check_target(folder, kind)
    try:
        with open_stage(target) as stage:
            working = stage / NEW
            with log_file(working / kind.log) if kind.log else contextlib.nullcontext():
                clear_leftovers(target.parent)
                yield working
            settle(working)
            put_in_place(stage, target, kind)
    except Exception as error:
        code = fullness(error)
        if code is None:
            raise
        raise full_disk(code, target) from error
