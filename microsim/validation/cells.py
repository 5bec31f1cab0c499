"""Tables of comma-separated cells with the position of each, for mistakes told at ``file:line:column``."""

import csv
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from microsim.reading import Position, Problem, Problems

ENCODING = "utf-8-sig"


class Line(NamedTuple):
    """A line of a table: its cells and where each begins."""

    cells: list[str]
    positions: list[Position]


def read_lines(path: Path) -> list[Line]:
    """Return the lines of a file that are not empty.

    Raises
    ------
    InputError
        Where there is no such file, or none of UTF-8, or a quoted cell does not end on its line.
    """
    problems = Problems()
    try:
        text = path.read_bytes().decode(ENCODING)
    except OSError as error:
        problems.append(Problem(str(path), 0, 0, "", f"cannot be read: {error.strerror}"))
    except UnicodeDecodeError as error:
        problems.append(
            Problem(str(path), 0, 0, "", f"found bytes that are no UTF-8 at {error.start}, allowed is UTF-8")
        )
    problems.check()
    lines = []
    for number, line in enumerate(text.splitlines(), 1):
        if not line.strip():
            continue
        starts = list(_starts(line))
        cells = next(csv.reader([line]))
        if line.count('"') % 2 or len(starts) != len(cells):
            problems.add(
                Position(str(path), number, starts[-1]), "", "found a quoted cell that does not end on its line"
            )
            continue
        lines.append(Line([cell.strip() for cell in cells], [Position(str(path), number, start) for start in starts]))
    problems.check()
    return lines


def _starts(line: str) -> Iterator[int]:
    """Yield the column at which each cell of a line begins, counted from 1."""
    yield 1
    quoted = False
    for column, letter in enumerate(line, 1):
        if letter == '"':
            quoted = not quoted
        elif letter == "," and not quoted:
            yield column + 1
