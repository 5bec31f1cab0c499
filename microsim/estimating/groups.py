"""The groups of persons of which the jackknife leaves out one at a time."""

from typing import Any

import numpy as np

from microsim.kernel.numbers import SAMPLE_GROUPS

GROUPS = SAMPLE_GROUPS


def group_sums(values: Any, groups: Any, cells: Any = None, count: int = 1, weights: Any = None) -> np.ndarray:
    """Return sums by cell and group, [cell, group].

    Parameters
    ----------
    values : numbers of persons, or one number for all, [person]
    groups : jackknife group of each, whole numbers from 0 to 63
    cells : cell of each person, whole numbers from 0; below 0 is in none; all in one by default
    count : how many cells there are
    weights : persons that each stands for, 1 by default

    Raises
    ------
    ValueError
        For groups that are none.
    """
    groups = np.asarray(groups, dtype=np.int64)
    if len(groups) and not 0 <= int(groups.min()) <= int(groups.max()) < GROUPS:
        raise ValueError(f"found jackknife groups {groups.min()} to {groups.max()}, allowed are 0 to {GROUPS - 1}")
    values = np.broadcast_to(np.asarray(values, dtype=np.float64), groups.shape)
    if weights is not None:
        values = values * np.asarray(weights, dtype=np.float64)
    if cells is None:
        return np.bincount(groups, values, minlength=GROUPS).reshape(1, GROUPS)
    cells = np.asarray(cells, dtype=np.int64)
    if len(cells) and cells.min() < 0:
        inside = cells >= 0
        values, groups, cells = values[inside], groups[inside], cells[inside]
    return np.bincount(cells * GROUPS + groups, values, minlength=count * GROUPS).reshape(count, GROUPS)
