"""Mistakes in an input and where they stand: ``file:line:column: key: what was found, what is allowed``."""

from collections.abc import Iterable
from typing import Any, NamedTuple

KeyPath = tuple[Any, ...]


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
        return one_line(f"{where}: {self.key}: {self.message}" if self.key else f"{where}: {self.message}")


def one_line(text: str) -> str:
    """Return text with escapes for what a terminal would obey or hide: controls, breaks of lines, marks of direction."""
    if text.isprintable():
        return text
    return "".join(one if one.isprintable() else one.encode("unicode_escape").decode() for one in text)


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
        """Note a mistake, beside others of the same entry."""
        self.problems.add(self.at(path), path, message)

    def add(self, path: KeyPath, message: str) -> None:
        """Note a mistake, unless the entry, a part of it or what it is part of has one already."""
        if not any(noted[: len(path)] == path[: len(noted)] for noted in self.noted):
            self.noted.add(path)
            self.note(path, message)


def plain(value: Any) -> Any:
    """Return plain data as a file would give them: what numpy made becomes a number, tuples lists."""
    if isinstance(value, dict):
        return {key: plain(part) for key, part in value.items()}
    if isinstance(value, list | tuple | range):
        return [plain(part) for part in value]
    return value.tolist() if hasattr(value, "tolist") else value


def dotted(path: KeyPath) -> str:
    """Return a path of keys as one dotted name."""
    return ".".join(map(str, path))


def show(value: Any) -> str:
    """Return a value as a message shows it."""
    if value is None or isinstance(value, bool):
        return {None: "nothing", True: "true", False: "false"}[value]
    if isinstance(value, dict | list):
        return "a map" if isinstance(value, dict) else "a list"
    text = " ".join(str(value).split())
    return text if len(text) <= 40 else text[:37] + "..."
