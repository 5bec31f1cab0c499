"""Reading input: YAML with the position of every entry, mistakes told all at once, and the nearest known name.

What a pydantic model says of an input is turned into such mistakes by ``microsim.reading.models``, which is not
loaded here: the definitions of the records are read without it.
"""

from microsim.reading.characters import narrow, printable
from microsim.reading.kept import read_kept
from microsim.reading.near import did_you_mean, nearest
from microsim.reading.positions import read_yaml
from microsim.reading.problems import (
    InputError,
    KeyPath,
    Position,
    Problem,
    Problems,
    Where,
    dotted,
    plain,
    shortened,
    show,
)

__all__ = [
    "InputError",
    "KeyPath",
    "Position",
    "Problem",
    "Problems",
    "Where",
    "did_you_mean",
    "dotted",
    "narrow",
    "nearest",
    "plain",
    "printable",
    "read_kept",
    "read_yaml",
    "shortened",
    "show",
]
