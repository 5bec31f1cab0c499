"""The book: every word by section and name, in both languages; the files of this folder and the words of each scheme are its chapters."""

import functools
import re
from enum import IntEnum
from pathlib import Path
from typing import Any

from microsim import schema
from microsim.places import NAMED_PROVINCES, PLACES, PROVINCES, REGIONS, SIMULATED
from microsim.reading import read_kept

FOLDER = Path(__file__).parent
LANGUAGES = ("en", "zh")
CODED = {
    re.sub(r"(?<!^)(?=[A-Z])", "_", name).lower(): kind
    for name, kind in vars(schema).items()
    if isinstance(kind, type) and issubclass(kind, IntEnum) and kind is not IntEnum
}  # by section: the enumerations of the schema
BOTH, ALL, PAIR = "both", "all", 2  # provinces projected together are called both where they are a pair
_NAMES = {one.key: {"en": one.english, "zh": one.chinese} for one in (*NAMED_PROVINCES, *PROVINCES, *PLACES)}
_NAMES |= {region.key: _NAMES[region.seat] for region in REGIONS if region.key not in _NAMES}


def chapters() -> list[Path]:
    """Return the files of the book: those of this folder and the words of each scheme."""
    schemes = FOLDER.parent / "schemes"
    return sorted((*FOLDER.glob("*.yaml"), *schemes.glob("*/words.yaml"), *schemes.glob("*/words/*.yaml")))


@functools.cache
def book() -> dict[str, dict[str, Any]]:
    """Return all words, by section and name; a section may stand in several files, a name in one only."""
    found: dict[str, dict[str, Any]] = {}
    for path in chapters():
        for section, names in read_kept(path)[0].items():
            known = found.setdefault(section, {})
            if twice := sorted(known.keys() & names.keys()):
                raise ValueError(f"{path.name}: {section} has {', '.join(twice)}, which stand in another file too")
            known |= names
    return found


def word(section: str, name: str, language: str) -> str:
    """Return a word; KeyError where the book does not have it."""
    return str(book()[section][name][language])


@functools.cache
def names_of_codes(section: str) -> dict[int, str]:
    """Return the names of a section's codes: the members of the schema's enumeration, or the codes the book says."""
    if section in CODED:
        return {int(code): code.name.lower() for code in CODED[section]}
    return {entry["code"]: name for name, entry in book().get(section, {}).items() if "code" in entry}


def coded(section: str, value: float, language: str) -> str | None:
    """Return the word of a code; None where the section has no codes or not this one."""
    name = names_of_codes(section).get(int(value)) if value == int(value) else None
    return None if name is None else word(section, name, language)


def place_name(key: str, language: str) -> str:
    """Return the name of a place, province or benefit region by its key, of all provinces projected by ``both``."""
    if key in _NAMES:
        return str(_NAMES[key][language])
    return word("region", ALL if key == BOTH and len(SIMULATED) > PAIR else key, language)
