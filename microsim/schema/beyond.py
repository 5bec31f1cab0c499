"""Schemes beyond the pension: what a run counts and pays of each, from the table ``counted.yaml`` of its folder.

A folder of ``schemes`` with such a table is a scheme beyond the pension. Whether lives meet it is set by the assumption
``beyond.NAME``, whose field is ``beyond_NAME``; as shipped none is met. What is counted and paid stands in the results
in a group of the scheme's name, and nowhere where lives do not meet it.
"""

from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

from microsim.reading import Problems, read_kept
from microsim.schema.quantities import SCHEMES, check_keys, entries

PERSONS, MONEY = "persons", "money"  # counted at the year's end by place, sex and age group; fen of the year by place
SWITCH = "beyond_"  # before the scheme's name: field of the assumptions
KEYS = ("en", "zh", "unit")
IN, OUT, RETURN, STOCK = PARTS = (
    "in",
    "out",
    "return",
    "stock",
)  # of money: its part in the books of the scheme's fund


class Counted(NamedTuple):
    """One row of what is counted or paid.

    Attributes
    ----------
    scheme, name : folder of the scheme, and the name within it
    en, zh : its names
    unit : its unit
    part : what a fund's money is in its books, one of ``PARTS``; empty where it is beside them. The kernel books what comes in
        and goes out, ``funds.beyond`` the return and the stock
    """

    scheme: str
    name: str
    en: str
    zh: str
    unit: str
    part: str


def counted_files() -> list[Path]:
    """Return the tables of the schemes beyond the pension, in the order of their names."""
    return sorted(SCHEMES.glob("*/counted.yaml"))


def read_counted(files: Iterable[Path]) -> dict[str, tuple[Counted, ...]]:
    """Return what is counted, by PERSONS and MONEY; InputError with every mistake in the files."""
    problems = Problems()
    found: dict[str, list[Counted]] = {PERSONS: [], MONEY: []}
    for file in files:
        data, positions = read_kept(file, problems=problems)
        for path, entry in entries(data, "unit", problems, positions):
            check_keys(path, entry, (*KEYS, "part"), positions, problems)
            what, name = str(path[0]), str(path[-1])
            if what not in found or len(path) != len((what, name)):
                problems.add(positions[path], path, f"found {what}, allowed are {' and '.join(found)}, each with names")
                continue
            if not all(entry.get(key) for key in KEYS):
                problems.add(positions[path], path, f"{', '.join(KEYS)} have to be given")
            part = str(entry.get("part", ""))
            if part not in ("", *PARTS):
                problems.add(positions[(*path, "part")], path, f"found {part}, allowed are {', '.join(PARTS)}")
            english, chinese, unit = (str(entry.get(key)) for key in KEYS)
            found[what].append(Counted(file.parent.name, name, english, chinese, unit, part))
    problems.check()
    return {what: tuple(rows) for what, rows in found.items()}


COUNTED = read_counted(counted_files())
BEYOND = tuple(dict.fromkeys(row.scheme for rows in COUNTED.values() for row in rows))
"""Names of the schemes beyond the pension."""


def lines(scheme: str, part: str) -> list[int]:
    """Return where a scheme's money of a part stands on the last axis of its tally."""
    return [index for index, row in enumerate(COUNTED[MONEY]) if (row.scheme, row.part) == (scheme, part)]


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
