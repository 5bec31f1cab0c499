"""The words of the explanation in English and Chinese."""

import functools
from importlib.resources import files
from typing import Any

from microsim.places import PLACES, PROVINCES, REGIONS
from microsim.results.coordinates import AXES, CODES
from microsim.yaml_reader import read_yaml

LANGUAGES = ("en", "zh")


@functools.cache
def labels() -> dict[str, Any]:
    """Return all words, by section and name."""
    found: dict[str, Any] = {}
    for name in ("labels.yaml", "rules.yaml"):
        found |= read_yaml(files("microsim.explain").joinpath(name).read_text(encoding="utf-8"), name=name)[0]
    return found


def label(section: str, name: str, language: str, default: str | None = None) -> str:
    """Return a word; without an entry the default, or the name itself in plain letters."""
    entry = labels()[section].get(name)
    if entry is None:
        return name.replace("_", " ") if default is None else default
    return str(entry[language])


def code_label(axis: str, code: int, language: str) -> str:
    """Return the word of a code, such as a scheme, an entry of the books or a status."""
    word = CODES[axis](code).name.lower()
    if language == "zh":
        return AXES[axis].chinese[code]
    return label(axis, word, "en") if axis in labels() else word.replace("_", " ")


def place_label(code: int, language: str) -> str:
    """Return the name of a place; none for -1."""
    if code < 0:
        return "-"
    return PLACES[code].chinese if language == "zh" else PLACES[code].english


def province_label(code: int, language: str) -> str:
    """Return the name of a province of the model; none for -1."""
    if code < 0:
        return "-"
    return PROVINCES[code].chinese if language == "zh" else PROVINCES[code].english


def place_key_label(key: str, language: str) -> str:
    """Return the name of a place by its key."""
    return next((place_label(code, language) for code, place in enumerate(PLACES) if place.key == key), key)


def holder_label(key: str, language: str) -> str:
    """Return the name of a province or benefit region by its key; a region may bear a place's, else it is its seat."""
    seats = {region.key: region.seat for region in REGIONS}
    named = {one.key: one for one in (*PLACES, *PROVINCES)}
    found = named.get(key) or named[seats[key]]
    return found.chinese if language == "zh" else found.english
