"""Schemes beyond the pension: what a run counts and pays of each, from the table ``counted.yaml`` of its folder.

A folder of ``schemes`` with such a table is a scheme beyond the pension. Whether lives meet it is set by the assumption
``beyond.NAME``, whose field is ``beyond_NAME``; as shipped none is met. What is counted and paid stands in the results
in a group of the scheme's name, and nowhere where lives do not meet it.
"""

from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

from microsim.reading import Problems, read_yaml
from microsim.schema.quantities import SCHEMES, check_keys, entries

PERSONS, MONEY = "persons", "money"  # counted at the year's end by place, sex and age group; fen of the year by place
SWITCH = "beyond_"  # before the scheme's name: field of the assumptions
KEYS = ("en", "zh", "unit")


class Counted(NamedTuple):
    """One row of what is counted or paid.

    Attributes
    ----------
    scheme, name : folder of the scheme, and the name within it
    en, zh : its names
    unit : its unit
    """

    scheme: str
    name: str
    en: str
    zh: str
    unit: str


def counted_files() -> list[Path]:
    """Return the tables of the schemes beyond the pension, in the order of their names."""
    return sorted(SCHEMES.glob("*/counted.yaml"))


def read_counted(files: Iterable[Path]) -> dict[str, tuple[Counted, ...]]:
    """Return what is counted, by PERSONS and MONEY; InputError with every mistake in the files."""
    problems = Problems()
    found: dict[str, list[Counted]] = {PERSONS: [], MONEY: []}
    for file in files:
        data, positions = read_yaml(file, problems=problems)
        for path, entry in entries(data, "unit", problems, positions):
            check_keys(path, entry, KEYS, positions, problems)
            what, name = str(path[0]), str(path[-1])
            if what not in found or len(path) != len((what, name)):
                problems.add(positions[path], path, f"found {what}, allowed are {' and '.join(found)}, each with names")
                continue
            if not all(entry.get(key) for key in KEYS):
                problems.add(positions[path], path, f"{', '.join(KEYS)} have to be given")
            found[what].append(Counted(file.parent.name, name, *(str(entry.get(key)) for key in KEYS)))
    problems.check()
    return {what: tuple(rows) for what, rows in found.items()}


COUNTED = read_counted(counted_files())
BEYOND = tuple(dict.fromkeys(row.scheme for rows in COUNTED.values() for row in rows))
"""Names of the schemes beyond the pension."""


def counted(what: str, scheme: str, name: str) -> int:
    """Return where a scheme's count or money stands on the last axis of its tally.

    Parameters
    ----------
    what
        PERSONS or MONEY.
    scheme, name
        Folder of the scheme, and the name in its table.

    Raises
    ------
    KeyError
        Where the table has no such name.
    """
    for index, row in enumerate(COUNTED[what]):
        if (row.scheme, row.name) == (scheme, name):
            return index
    raise KeyError(f"{scheme}: no {what} {name} in its counted.yaml")
