"""Where data lie: in the package, and in folders that a user lays over it.

``MICROSIM_DATA`` names such folders, separated as the paths of programs are. Each has the shape of the package
(``places/places.csv``, ``law/HOLDER/CHAPTER.yaml``, ``assumptions/NAME.yaml``, ``population/tables/NAME.csv``,
``funds/tables/NAME.csv``) and holds only what it adds: rows, places' law, values for more provinces.
"""

import csv
import functools
import os
from pathlib import Path
from typing import NamedTuple

PACKAGE = Path(__file__).parent


class Row(NamedTuple):
    """A row of a table: its cells by column, the file and line it stands in."""

    cells: dict
    file: Path
    line: int


class DataError(ValueError):
    """A table of data is wrong: one line for each mistake, ``file:line: column: what was found, what is allowed``."""


@functools.cache
def folders():
    """Return the folders that ``MICROSIM_DATA`` names."""
    found = tuple(Path(name).expanduser() for name in os.environ.get("MICROSIM_DATA", "").split(os.pathsep) if name)
    if missing := [str(folder) for folder in found if not folder.is_dir()]:
        raise DataError(f"MICROSIM_DATA: found {missing[0]}, which is no folder")
    return found


def layers(name):
    """Return the files of a name such as ``places/places.csv``: the shipped one, then those laid over it."""
    return [path for root in (PACKAGE, *folders()) if (path := root / name).is_file()]


def added(pattern):
    """Return the files of a pattern in the folders laid over the package, in a fixed order."""
    return [path for root in folders() for path in sorted(root.glob(pattern))]


def rows(name):
    """Return the rows of a table, those of folders laid over the package after the shipped ones.

    Lines that begin with # are comments. A file may leave out columns, which are then empty in its rows.
    """
    found = []
    for path in layers(name):
        with open(path, encoding="utf-8", newline="") as file:
            lines = [(number, line) for number, line in enumerate(file, 1) if line.strip() and not line.startswith("#")]
        table = csv.DictReader(line for _, line in lines)
        for (number, _), cells in zip(lines[1:], table, strict=True):
            if None in cells or None in cells.values():
                raise DataError(f"{path}:{number}: found another number of cells than in the header")
            found.append(Row(cells, path, number))
    return found


def content(names):
    """Return the bytes of the tables of some names with every folder laid over them, for a hash."""
    return b"".join(path.read_bytes() for name in names for path in layers(name))


def kept_in(kind):
    """Return the folder for a kind of files kept, below the user's own choice if any; None where there is no home."""
    if chosen := os.environ.get("NUMBA_CACHE_DIR"):
        return Path(chosen) / f"microsim-{kind}"
    try:
        return Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "microsim" / kind
    except RuntimeError:
        return None
