"""Where a folder may be made: under a new name, in place of an empty folder, or of an earlier one of ours."""

import os
import stat
from collections.abc import Iterator
from pathlib import Path
from typing import NoReturn

from microsim.folders.kinds import Files, Kind
from microsim.folders.manifest import read_manifest
from microsim.reading import InputError, Problem

LOOKS = 10  # at a folder that another process keeps replacing
SHOWN = 3  # names that a message gives before it counts the rest
FILE_TYPES = (
    (stat.S_ISREG, "a file"),
    (stat.S_ISFIFO, "a pipe"),
    (stat.S_ISSOCK, "a socket"),
    (stat.S_ISCHR, "a device"),
    (stat.S_ISBLK, "a device"),
)


def check_target(folder: str | Path, kind: Kind) -> Path:
    """Return the whole path of a folder to make; refuse one whose place holds anything that is not ours."""
    folder = Path(folder)
    try:
        objection = objection_to(folder, kind)
        if objection is None:
            return folder.resolve()
    except ValueError:
        objection = "cannot be a folder: its name holds a character of no name, \\x00"
    except (OSError, RuntimeError) as error:  # a name too long, a loop of links
        objection = f"cannot be a folder: {getattr(error, 'strerror', None) or error}"
    refuse(folder, objection)


def objection_to(folder: Path, kind: Kind) -> str | None:
    """Return what speaks against a place; one whose folder is just being replaced is looked at again."""
    for look in range(1, LOOKS + 1):
        try:
            return no_folder(folder) or standing(folder) or parent_of(folder) or content(folder, kind)
        except FileNotFoundError:
            if look == LOOKS:
                raise
    return None


def refuse(folder: str | Path, message: str) -> NoReturn:
    """Raise the mistake in a form the command line shows."""
    raise InputError([Problem(str(folder), 0, 0, "", message)])


def allowed(kind: Kind) -> str:
    """Return what a target may be, for a message."""
    earlier = f", an empty folder or the folder of an earlier {kind.name} with nothing else in it"
    return "allowed is a new name" + (earlier if kind.manifest else " or an empty folder")


def no_folder(folder: Path) -> str | None:
    """Return the objection to a target that is there and is no folder of its own."""
    try:
        mode = folder.lstat().st_mode
    except (FileNotFoundError, NotADirectoryError):
        return None
    hint = "allowed is a folder: choose another name"
    if stat.S_ISLNK(mode):
        broken = "" if folder.exists() else "broken "
        return f"found a {broken}link to {os.readlink(folder)}, {hint} or the folder's own"
    if stat.S_ISDIR(mode):
        return None
    found = next((words for is_type, words in FILE_TYPES if is_type(mode)), "something")
    nowhere = "; to keep nothing, call microsim.run without out=" if found == "a device" else ""
    return f"found {found}, {hint}{nowhere}"


def standing(folder: Path) -> str | None:
    """Return the objection to a folder that others stand on: it cannot be put aside and made anew."""
    if not folder.is_dir():
        return None
    here = Path.cwd()
    if folder.samefile(here):
        return "is the current folder, which cannot be replaced: name a new one in it"
    if any(folder.samefile(parent) for parent in here.parents):
        return f"holds the current folder {here}, which cannot be replaced: choose another name"
    if os.path.ismount(folder):
        return "is where a disk is mounted, which cannot be replaced: name a new folder in it"
    home = Path(os.path.expanduser("~"))
    if home.exists() and folder.samefile(home):
        return "is the home folder, which cannot be replaced: name a new folder in it"
    return None


def parent_of(folder: Path) -> str | None:
    """Return the objection to the folder in which the target would be made."""
    target = folder.resolve()
    parent = next(parent for parent in target.parents if os.path.lexists(parent))
    if not parent.is_dir():
        return f"cannot be made: {parent} is no folder"
    if not os.access(parent, os.W_OK | os.X_OK):
        return f"cannot be made: {parent} is not writable"
    return None


def is_unwritable(path: Path) -> bool:
    """Tell whether a folder may not be written to; one that another run has just replaced is gone, not unwritable."""
    return not os.access(path, os.W_OK) and os.path.lexists(path) and not os.access(path, os.W_OK)


def content(folder: Path, kind: Kind) -> str | None:
    """Return the objection to what a folder holds."""
    if not os.path.lexists(folder):
        return None
    found = strangers(folder, kind)
    if found:
        return f"{told(folder, kind, found)}; {allowed(kind)}"
    unwritable = next((path for path in (folder, *folders_in(folder)) if is_unwritable(path)), None)
    return f"cannot be replaced: {unwritable} is not writable" if unwritable else None


def told(folder: Path, kind: Kind, found: list[str]) -> str:
    """Return what is wrong with a folder that holds strangers."""
    names = ", ".join(found[:SHOWN]) + (f" and {len(found) - SHOWN} more" if len(found) > SHOWN else "")
    if kind.manifest is None:
        return f"found {names}"
    path = folder / kind.manifest
    if not os.path.lexists(path):
        return f"found {names} and no {kind.manifest}, so it is no earlier {kind.name}"
    if path.is_symlink() or not kind.owns(read_manifest(path)):
        return f"found a {kind.manifest} of something else, so it is no earlier {kind.name}; it holds {names}"
    return f"found {names}, which the earlier {kind.name} did not write"


def strangers(folder: Path, kind: Kind) -> list[str]:
    """Return what lies in a folder and is not of an earlier folder of the kind, as paths within it."""
    manifest = None
    if kind.manifest and not (folder / kind.manifest).is_symlink():
        manifest = read_manifest(folder / kind.manifest)
    return list(unknown(folder, kind.files(manifest)))


def unknown(folder: Path, known: Files, within: str = "") -> Iterator[str]:
    """Yield what a folder holds that is not known: links and special files are never, folders by what they hold."""
    for entry in sorted(os.scandir(folder), key=lambda entry: entry.name):
        path = within + entry.name
        if entry.is_dir(follow_symlinks=False):
            if known.lie_in(path):
                yield from unknown(folder / entry.name, known, path + "/")
            else:
                yield path + "/"
        elif not (entry.is_file(follow_symlinks=False) and known.hold(path)):
            yield path


def folders_in(folder: Path) -> Iterator[Path]:
    """Yield all folders within a folder."""
    for path, names, _ in os.walk(folder):
        yield from (Path(path, name) for name in names)
