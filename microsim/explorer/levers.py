"""The levers: what may be moved, how far, and how an address writes it."""

import functools
import math
from collections.abc import Mapping
from pathlib import Path
from typing import Any, NamedTuple

from microsim.places import PROVINCE_KEYS, SIMULATED
from microsim.reading import Position, Problems, did_you_mean, read_yaml, shortened

FILE = Path(__file__).parent / "levers.yaml"
FIRST_START, LAST_START, USUAL_START = 2027, 2060, 2030  # years from which a lever may act
PATHS = ("law", "assumptions", "lessens", "raises")
EACH = "{province}"


class Lever(NamedTuple):
    """One lever, for one province where the law is that of provinces.

    Attributes
    ----------
    key : its name in addresses, with the province behind a dot where there is one
    name : that of its words
    province : the province it is for, None for all
    group, kind, lowest, highest, step, choices, options : as ``levers.yaml`` says
    law, assumptions : paths it sets to its value
    lessens, raises : assumptions of its province that it lowers by a share, or raises for its first year alone
    less_than : key of the lever whose value it is told against
    on : what a flag sets
    """

    key: str
    name: str
    province: str | None
    group: str
    kind: str
    lowest: float = 0.0
    highest: float = 1.0
    step: float = 1.0
    choices: tuple[float, ...] = ()
    options: Mapping[str, dict[str, Any]] = {}
    law: tuple[str, ...] = ()
    assumptions: tuple[str, ...] = ()
    lessens: tuple[str, ...] = ()
    raises: tuple[str, ...] = ()
    less_than: str | None = None
    on: float = 1.0

    @property
    def dated(self) -> bool:
        """Whether it acts from a year: a path of the population has no date."""
        return self.kind != "words"


class Setting(NamedTuple):
    """Where a lever stands: a number, or the name of an option, and the year from which."""

    value: float | str
    year: int


Settings = dict[str, Setting]


@functools.cache
def levers() -> dict[str, Lever]:
    """Return all levers by key, in the order they are shown."""
    found: dict[str, Lever] = {}
    for name, entry in read_yaml(FILE.read_text(encoding="utf-8"), name=FILE.name)[0].items():
        entry = {key: tuple(part) if isinstance(part, list) else part for key, part in entry.items()}
        paths = [path for part in PATHS for path in entry.get(part, ())]
        if not any(EACH in path for path in paths):
            found[name] = Lever(name, name, None, **entry)
            continue
        for province in (PROVINCE_KEYS[code] for code in SIMULATED):
            own = {part: tuple(path.replace(EACH, province) for path in entry[part]) for part in PATHS if part in entry}
            found[f"{name}.{province}"] = Lever(f"{name}.{province}", name, province, **entry | own)
    return found


def read_settings(given: Mapping[str, str]) -> Settings:
    """Return the settings of an address: ``{"men_age": "65@2031", "people": "low_births"}``.

    Raises
    ------
    InputError
        For an unknown lever, a value or a year it does not take, all at once.
    """
    problems, found = Problems(), {}
    for key, text in given.items():
        lever = levers().get(key)
        if lever is None:
            problems.add(
                Position("address"), shortened(key), f"found no lever of this name{did_you_mean(key, levers())}"
            )
            continue
        value, _, year = text.partition("@")
        message = wrong_value(lever, value) or wrong_year(lever, year)
        if message:
            problems.add(Position("address"), key, message)
        else:
            number = value if lever.kind == "words" else float(value)
            found[key] = Setting(number, int(year) if year else USUAL_START)
    problems.check()
    return {key: found[key] for key in levers() if key in found}


def wrong_value(lever: Lever, text: str) -> str | None:
    """Return what is wrong with the value of a lever, None where nothing is."""
    if lever.kind == "words":
        allowed = f"allowed are {', '.join(lever.options)}"
        return (
            None if text in lever.options else f"found {shortened(text)}, {allowed}{did_you_mean(text, lever.options)}"
        )
    try:
        value = float(text)
    except ValueError:
        value = math.nan
    if lever.kind in ("choice", "flag"):
        among = lever.choices or (1.0,)
        allowed = f"allowed are {', '.join(f'{one:g}' for one in among)}"
        return None if value in among else f"found {shortened(text)}, {allowed}"
    if not lever.lowest <= value <= lever.highest:  # not a number is neither
        return f"found {shortened(text) or 'nothing'}, allowed is a number from {lever.lowest:g} to {lever.highest:g}"
    return None


def wrong_year(lever: Lever, text: str) -> str | None:
    """Return what is wrong with the year from which a lever acts, None where nothing is."""
    if not text:
        return None
    if not lever.dated:
        return f"found a year {shortened(text)}, allowed is none: it holds for the whole path"
    if text.isascii() and text.isdigit() and FIRST_START <= int(text) <= LAST_START:
        return None
    return f"found from {shortened(text)}, allowed is a year from {FIRST_START} to {LAST_START}"


def address(settings: Settings) -> str:
    """Return settings as they stand in an address, one form for equal settings."""
    return "&".join(
        f"{key}={value if isinstance(value, str) else format(value, 'g')}" + (f"@{year}" if levers()[key].dated else "")
        for key, (value, year) in settings.items()
    )
