"""Estimates: scores that a fit to published figures gave uncertain assumptions, and how sure it is of them.

``assumptions/estimates.csv`` is written by ``make calibrate``, never by hand: a row an uncertain quantity (the path of an
assumption, with ``@`` and a province where only that one's values move), its score and its covariances with all others.
The value of such an assumption is its prior one moved by the score along its documented range.
"""

import csv
from pathlib import Path
from typing import NamedTuple

import numpy as np

from microsim.law.assumptions import Assumptions
from microsim.law.moving import moved_together, prior_table
from microsim.places import PROVINCE_KEYS
from microsim.reading import Position, Problems, did_you_mean

FILE = "estimates.csv"


class Estimates(NamedTuple):
    """What was estimated: names, scores and their covariance, all in one order."""

    names: tuple[str, ...]
    scores: np.ndarray
    covariance: np.ndarray


NONE = Estimates((), np.zeros(0), np.zeros((0, 0)))


def path_of(name: str) -> str:
    """Return the path of the assumption that a quantity moves."""
    return name.partition("@")[0]


def columns_of(name: str) -> list[int]:
    """Return the numbers of the provinces whose values a quantity moves."""
    province = name.partition("@")[2]
    return [PROVINCE_KEYS.index(province)] if province else list(range(len(PROVINCE_KEYS)))


def by_path(scores: dict[str, float]) -> dict[str, np.ndarray]:
    """Return scores of quantities by assumption [province]."""
    result: dict[str, np.ndarray] = {}
    for name, score in scores.items():
        result.setdefault(path_of(name), np.zeros(len(PROVINCE_KEYS)))[columns_of(name)] = score
    return result


def read_estimates(folder: Path, known: Assumptions) -> Estimates:
    """Return the estimates of a folder of assumptions; none where it has no file of them.

    Raises
    ------
    InputError
        For a quantity of no assumption or unknown province, and for what is no number or no whole square of them.
    """
    file, problems = folder / FILE, Problems()
    if not file.is_file():
        return NONE
    with file.open(encoding="utf-8", newline="") as lines:
        header, *rows = csv.reader(lines)
    names = tuple(row[0] for row in rows)
    if header != ["quantity", "score", *names]:
        allowed = "allowed is quantity, score, and a column for each quantity in the order of the rows"
        problems.add(Position(str(file), 1, 1), "", f"found the columns {', '.join(header[:4])} ..., {allowed}")
    for line, name in enumerate(names, 2):
        path, _, province = name.partition("@")
        if path not in known.entries:
            message = f"found {path}, which is no assumption{did_you_mean(path, known.entries)}"
            problems.add(Position(str(file), line, 1), name, message)
        if province and province not in PROVINCE_KEYS:
            problems.add(
                Position(str(file), line, 1), name, f"found {province}, allowed are {', '.join(PROVINCE_KEYS)}"
            )
    problems.check()
    try:
        numbers = np.array([row[1:] for row in rows], float)
    except ValueError as error:
        problems.add(Position(str(file)), "", f"found what is no number: {error}")
    problems.check()
    return Estimates(names, numbers[:, 0], numbers[:, 1:])


def estimated(known: Assumptions, found: Estimates) -> Assumptions:
    """Return the assumptions with those that were estimated moved to their estimates."""
    if not found.names:
        return known
    values = moved_together(known, by_path(dict(zip(found.names, map(float, found.scores), strict=True))))
    entries = dict(known.entries)
    for path, value in values.items():
        before = known.entries[path]
        moved = known.apply({path: value}).entries[path]
        entries[path] = before._replace(
            value=value, table=moved.table, prior=prior_table(before), prior_value=before.value
        )
    return Assumptions(entries, set(known.changed), known.sources, found, known.information)


def written(found: Estimates) -> str:
    """Return estimates as the text of their file."""
    rows = [["quantity", "score", *found.names]]
    for name, score, row in zip(found.names, found.scores, found.covariance, strict=True):
        rows.append([name, f"{score:.6g}", *(f"{value:.6g}" for value in row)])
    return "".join(",".join(row) + "\n" for row in rows)
