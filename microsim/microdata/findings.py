"""What the checks find: counted by check and column, with the first row of each."""

from collections.abc import Sequence
from typing import NamedTuple, NoReturn

import numpy as np

from microsim.reading import InputError, Problem


class Finding(NamedTuple):
    """Rows that fail one check.

    Attributes
    ----------
    check : name of the check
    column : column of the file the finding concerns
    row : first row that fails, counted from 1 for the first row of data
    rows : how many rows fail
    message : what was found in that row and what is allowed
    """

    file: str
    check: str
    column: str
    row: int
    rows: int
    message: str

    def problem(self) -> Problem:
        """Return the finding as a line of the command line's list."""
        more = f"; {self.rows:,} rows in all" if self.rows > 1 else ""
        return Problem(self.file, 0, 0, self.column, f"row {self.row}: {self.message} [{self.check}]{more}")


class Findings:
    """All findings of an import, in the order of the checks.

    Attributes
    ----------
    numbers : by file, the number of each row that is read, from 1 for the first row of data; all are, by default
    """

    def __init__(self) -> None:
        self.found: list[Finding] = []
        self.numbers: dict[str, np.ndarray] = {}

    def add(self, file: str, check: str, column: str, rows: np.ndarray, message: str) -> None:
        """Note the rows (indices from 0, not empty) that fail a check; the message tells of the first."""
        first = int(self.numbers[file][rows[0]]) if file in self.numbers else int(rows[0]) + 1
        self.found.append(Finding(file, check, column, first, len(rows), message))

    def check(self) -> None:
        """Raise everything found, if there is anything."""
        if self.found:
            raise InputError(finding.problem() for finding in self.found)


def refuse(file: str, message: str, key: str = "") -> NoReturn:
    """Refuse a file as a whole."""
    raise InputError([Problem(file, 0, 0, key, message)])


def listed(words: Sequence[str]) -> str:
    """Return names as a list for a message."""
    return ", ".join(map(str, words))
