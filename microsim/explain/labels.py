"""The words of the explanation in English and Chinese."""

import functools
from importlib.resources import files
from typing import Any

from microsim.places import PLACES
from microsim.results.coordinates import AXES, CODES
from microsim.yaml_reader import read_yaml

LANGUAGES = ("en", "zh")


@functools.cache
def labels() -> dict[str, Any]:
    """Return all words, by section and name."""
    text = files("microsim.explain").joinpath("labels.yaml").read_text(encoding="utf-8")
    return dict(read_yaml(text, name="labels.yaml")[0])


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


def place_key_label(key: str, language: str) -> str:
    """Return the name of a place by its key."""
    return next((place_label(code, language) for code, place in enumerate(PLACES) if place.key == key), key)
