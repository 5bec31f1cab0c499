"""The uncertain quantities: which assumptions are drawn, for which provinces, and what can tell them."""

from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from microsim.law.assumptions import Assumption, Assumptions
from microsim.law.load import load_assumptions
from microsim.places import PROVINCE_KEYS
from microsim.reading import Position, Problems, did_you_mean, read_kept

FILE = Path(__file__).parent / "quantities.yaml"
ROLES = ("present", "future")
TOGETHER = "together"


class Uncertain(NamedTuple):
    """One uncertain quantity, moved by one score.

    Attributes
    ----------
    name : the path of its assumption, with ``@`` and the province where only that province's values move
    role : ``present`` where observed years can tell it, ``future`` where none can
    """

    name: str
    role: str


@lru_cache(maxsize=4)
def uncertain_quantities(file: Path = FILE) -> tuple[Uncertain, ...]:
    """Return the uncertain quantities in the order of the file.

    Raises
    ------
    InputError
        For a name that is no assumption, has no documented range or stands in a role, and for unknown provinces.
    """
    data, positions = read_kept(file)
    known, problems = load_assumptions(), Problems()
    found: list[Uncertain] = []
    for role, entries in data.items():
        if role not in ROLES:
            problems.add(positions[role,], role, f"found {role}, allowed are {', '.join(ROLES)}")
            continue
        for path, which in entries.items():
            where = positions[role, path]
            if message := _unfit(path, known):
                problems.add(where, path, message)
                continue
            found += [Uncertain(name, role) for name in _names(path, which, where, problems)]
    problems.check()
    return tuple(found)


def _unfit(path: str, known: Assumptions) -> str:
    """Return why an assumption cannot be drawn; nothing where it can."""
    if path not in known.entries:
        return f"found {path}, which is no assumption{did_you_mean(path, known.entries)}"
    return "" if has_range(known.entries[path]) else f"{path} has no documented low and high to draw between"


def has_range(entry: Assumption) -> bool:
    """Tell whether an assumption is a number with a documented low and high."""
    number = entry.table is not None and entry.quantity.about.form == "number"
    return number and entry.low is not None and entry.high is not None


def _names(path: str, which: str | list[str], where: Position, problems: Problems) -> list[str]:
    """Return the names of the quantities that one entry stands for."""
    if which == TOGETHER:
        return [path]
    provinces = which if isinstance(which, list) else [which]
    for province in (found for found in provinces if found not in PROVINCE_KEYS):
        allowed = f"allowed are {TOGETHER} or a list of {', '.join(PROVINCE_KEYS)}"
        problems.add(where, path, f"found {province}, {allowed}{did_you_mean(str(province), PROVINCE_KEYS)}")
    return [f"{path}@{province}" for province in provinces]
