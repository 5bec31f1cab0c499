"""Mistakes in an input and where they stand: ``file:line:column: key: what was found, what is allowed``."""

import datetime
import math
import re
from collections.abc import Iterable
from typing import Any, NamedTuple

from microsim.reading.characters import printable, wide_in

KeyPath = tuple[Any, ...]
MOST = 1000  # mistakes told of one input; who made more has one mistake
LONGEST = 40  # letters of a value that a message shows
LONGEST_KEY = 160
ELSE = re.compile(
    r"[-+]?[0-9.]+([eE][-+]?[0-9]+)?|true|false|null|nan|inf|~", re.IGNORECASE
)  # text that reads as something else


class Position(NamedTuple):
    """Where an entry stands in a file: lines and columns count from 1, line 0 is the file as a whole."""

    file: str
    line: int = 0
    column: int = 0

    def __str__(self) -> str:
        return f"{self.file}:{self.line}:{self.column}" if self.line else self.file


class Problem(NamedTuple):
    """One mistake in an input: where it is, which key it concerns and what is wrong with it."""

    file: str
    line: int
    column: int
    key: str
    message: str

    def __str__(self) -> str:
        where = str(Position(self.file, self.line, self.column))
        key = self.key if len(self.key) <= LONGEST_KEY else self.key[: LONGEST_KEY - 3] + "..."
        return printable(f"{where}: {key}: {self.message}" if key else f"{where}: {self.message}")


class InputError(ValueError):
    """An input is wrong; carries every problem found and prints one a line."""

    def __init__(self, problems: Iterable[Problem]):
        self.problems = list(dict.fromkeys(problems))
        super().__init__("\n".join(map(str, self.problems)))


class Problems(list[Problem]):
    """A list of problems that grows while an input is checked."""

    def add(self, position: Position, key: "KeyPath | str", message: str) -> None:
        """Note one problem at a position."""
        self.append(Problem(*position, key if isinstance(key, str) else dotted(key), message))

    def check(self) -> None:
        """Raise all problems noted so far, if there are any."""
        if self:
            raise InputError(sorted(self, key=lambda problem: problem[:3]))


class Where:
    """Positions of the entries of an input, and the mistakes found in them: one for each entry."""

    def __init__(self, positions: dict[KeyPath, Position], label: str):
        self.positions = positions
        self.label = label
        self.problems = Problems()
        self.noted: set[KeyPath] = set()

    def at(self, path: KeyPath) -> Position:
        """Return the position of an entry, or of the nearest one it lies in."""
        while path and path not in self.positions:
            path = path[:-1]
        return self.positions.get(path, Position(self.label))

    def note(self, path: KeyPath, message: str) -> None:
        """Note a mistake, beside others of the same entry; InputError where there are too many to be read."""
        self.problems.add(self.at(path), path, message)
        if len(self.problems) >= MOST:
            self.problems.add(self.at(path), "", f"found {MOST} mistakes, the rest is not looked at; mend these first")
            self.problems.check()

    def add(self, path: KeyPath, message: str) -> None:
        """Note a mistake, unless the entry, a part of it or what it is part of has one already."""
        if not any(noted[: len(path)] == path[: len(noted)] for noted in self.noted):
            self.noted.add(path)
            self.note(path, message)


def plain(value: Any) -> Any:
    """Return plain data as a file would give them: numbers of numpy as numbers, dates as text, tuples as lists."""
    if isinstance(value, dict):
        return {plain(key): plain(part) for key, part in value.items()}
    if isinstance(value, list | tuple | range):
        return [plain(part) for part in value]
    if isinstance(value, str | int | float) and type(value).__module__ == "builtins":
        return value
    if isinstance(value, datetime.date) or hasattr(value, "isoformat"):
        return _day(value)
    if getattr(getattr(value, "dtype", None), "kind", "") == "M":
        return plain(value.astype("datetime64[us]").tolist())
    return plain(value.tolist()) if hasattr(value, "tolist") else value


def _day(value: Any) -> Any:
    """Return a date, or a moment at the beginning of a day, as an ISO date; any other moment stays what it is."""
    text = str(value.isoformat())
    return text.removesuffix("T00:00:00") if len(text.removesuffix("T00:00:00")) == len("2031-01-01") else value


def dotted(path: KeyPath) -> str:
    """Return a path of keys as one dotted name."""
    return ".".join(map(str, path))


def show(value: Any) -> str:
    """Return a value as a message shows it, with its kind where its letters do not tell it."""
    value = plain(value)
    if value is None or isinstance(value, bool):
        return {None: "nothing", True: "true", False: "false"}[value]
    if isinstance(value, dict | list):
        return "a map" if isinstance(value, dict) else "a list"
    if isinstance(value, float) and math.isnan(value):
        return "not a number"
    text = shortened(value)
    if isinstance(value, str):
        return f"the text '{text}'" if not text or ELSE.fullmatch(text) else text + wide_in(text)
    return text if isinstance(value, int | float) else f"{text} ({type(value).__name__})"


def shortened(value: Any) -> str:
    """Return a value on one line of at most ``LONGEST`` letters, nothing in it that a terminal would obey."""
    try:
        text = " ".join(str(value).split())
    except ValueError:  # Python writes no number of more than some thousand digits
        text = f"a number of {value.bit_length()} bits"
    return printable(text if len(text) <= LONGEST else text[: LONGEST - 3] + "...")
