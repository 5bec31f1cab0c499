"""Arguments of public functions, held against what each may be as options of the command line are; all mistakes at once."""

from collections.abc import Iterable
from numbers import Integral
from pathlib import Path
from typing import Any

from microsim.reading.near import did_you_mean
from microsim.reading.problems import InputError, Problem, Problems, plain, show

SEEDS = 2**32  # how many there are
LARGEST = 10**9  # of any count; one person in so many of a nation is nobody
LANGUAGES = ("en", "zh")
A_PATH = "text, or a Path"


class Arguments:
    """The arguments of one call, each returned as a plain value; ``check`` raises what is wrong with any."""

    def __init__(self, function: str):
        self.function = function
        self.problems = Problems()

    def wrong(self, name: str, value: Any, allowed: str) -> None:
        """Note a mistake."""
        self.problems.append(Problem(self.function, 0, 0, name, f"found {show(value)}, allowed is {allowed}"))

    def whole(self, name: str, value: Any, least: int = 1, most: int = LARGEST) -> Any:
        """Return a whole number, one of numpy too; None is no choice."""
        right = value is None or (isinstance(value, Integral) and not isinstance(value, bool))
        if not right or (value is not None and not least <= value <= most):
            self.wrong(name, value, f"a whole number from {least} to {most}")
        return int(value) if right and value is not None else None

    def minutes(self, name: str, value: Any) -> float | None:
        """Return a length of time, a number of numpy too; None is no choice."""
        value = plain(value)
        right = value is None or (
            isinstance(value, int | float) and not isinstance(value, bool) and 0 <= value <= LARGEST
        )
        if not right:
            self.wrong(name, value, "a number of minutes from 0")
        return None if value is None or not right else float(value)

    def seed(self, name: str, value: Any) -> Any:
        """Return the key of draws."""
        if value is None:
            self.wrong(name, value, f"a whole number from 0 to {SEEDS - 1}")
        return self.whole(name, value, 0, SEEDS - 1)

    def flag(self, name: str, value: Any) -> bool:
        """Return true or false, one of numpy too."""
        value = plain(value)
        if not isinstance(value, bool):
            self.wrong(name, value, "true or false (True, False)")
        return bool(value)

    def word(self, name: str, value: Any, words: Iterable[str]) -> Any:
        """Return one of some words."""
        words = list(words)
        if not isinstance(value, str) or value not in words:
            self.wrong(name, value, f"one of {', '.join(words)}{did_you_mean(str(value), words)}")
        return value

    def language(self, value: Any, name: str = "language") -> Any:
        """Return a language that words are written in."""
        return self.word(name, value, LANGUAGES)

    def text(self, name: str, value: Any) -> str | None:
        """Return a text; None is no choice."""
        if value is not None and not isinstance(value, str):
            self.wrong(name, value, "text")
        return value

    def path(self, name: str, value: Any) -> Path | None:
        """Return the path of a file or folder; None is no choice."""
        if value is None:
            return None
        if not isinstance(value, str | Path) or not str(value) or "\0" in str(value):
            self.wrong(name, value, A_PATH)
            return None
        return Path(value)

    def watcher(self, name: str, value: Any) -> Any:
        """Return who is told of progress: a function, true, false or None."""
        if value is not None and not isinstance(value, bool) and not callable(value):
            self.wrong(name, value, "a function of done and total, True, False or None")
        return value

    def check(self) -> None:
        """Raise every mistake noted; InputError."""
        if self.problems:
            raise InputError(self.problems)


def is_file(path: Path) -> bool:
    """Tell whether there is a file of a name that somebody gave, which no file system may be able to have."""
    try:
        return path.is_file()
    except (OSError, ValueError):
        return False


def is_folder(path: Path) -> bool:
    """Tell whether there is a folder of a name that somebody gave."""
    try:
        return path.is_dir()
    except (OSError, ValueError):
        return False


def known_language(value: Any, function: str) -> str:
    """Return a language that words are written in; InputError for any other."""
    arguments = Arguments(function)
    arguments.language(value)
    arguments.check()
    return str(value)
