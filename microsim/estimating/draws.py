"""Errors of medians and other quantiles: draws of whole groups of persons.

The jackknife fails for quantiles: without a group they move from one person to the next or not at all. So 64 groups are
drawn out of the 64 with replacement, 200 times, and the quantile taken of each draw. The draws have a fixed key: asked
again, the same error comes out, and cells that are compared share their draws.
"""

import functools
import itertools
from collections.abc import Callable
from typing import Any

import numpy as np

from microsim.estimating.estimate import Estimate
from microsim.estimating.groups import GROUPS
from microsim.estimating.statistics import quantile_of_sorted

DRAWS = 200
KEY = 64_200
BINS = 256  # of neighbours, of which a draw's quantile is taken


@functools.cache
def times_drawn() -> np.ndarray:
    """Return how often each group is in each draw, [draw, group]."""
    random = np.random.Generator(np.random.Philox(key=KEY))
    drawn = random.integers(0, GROUPS, (DRAWS, GROUPS))
    return np.stack([np.bincount(one, minlength=GROUPS) for one in drawn]).astype(np.float64)


def estimate_quantile(
    values: Any, groups: Any, cells: Any = None, count: int = 1, weights: Any = None, share: float = 0.5
) -> Estimate:
    """Return a quantile of each cell, the median by default; parameters as for ``group_sums``.

    For a paired difference give the persons' own differences: the median of them is not the difference of medians.
    """
    values, groups = np.asarray(values, dtype=np.float64), np.asarray(groups, dtype=np.int64)
    cells = np.zeros_like(groups) if cells is None else np.asarray(cells, dtype=np.int64)
    heavy = np.ones(len(groups)) if weights is None else np.asarray(weights, dtype=np.float64)
    order = np.lexsort((values, cells))
    bounds = np.searchsorted(cells[order], np.arange(count + 1))
    found = [
        _of_cell(values[some], groups[some], heavy[some], share)
        for some in (order[start:end] for start, end in itertools.pairwise(bounds))
    ]
    value, errors = np.array(found, dtype=np.float64).reshape(count, 2).T.copy()
    return Estimate(value, errors, np.diff(bounds))


def _of_cell(values: np.ndarray, groups: np.ndarray, weights: np.ndarray, share: float) -> tuple[float, float]:
    """Return the quantile of one cell, its persons in the order of their values, and its error."""
    value = quantile_of_sorted(values, weights, share)
    return value, spread_of_draws(quantiles_drawn(values, groups, weights, share))


def spread_of_draws(drawn: np.ndarray) -> float:
    """Return the standard error that draws show; missing where fewer than two have a value."""
    known = drawn[~np.isnan(drawn)]
    return float(known.std(ddof=1)) if len(known) > 1 else float("nan")


def quantiles_drawn(values: np.ndarray, groups: np.ndarray, weights: np.ndarray, share: float = 0.5) -> np.ndarray:
    """Return the quantile of each draw, [draw], of persons in the order of their values.

    Persons stand in bins of equal numbers of neighbours, single ones where there are few; a draw counts its persons by
    bin, and takes the person as far within the bin as the share asks for.
    """
    size = len(values)
    bins = min(size, BINS)
    if not bins:
        return np.full(DRAWS, np.nan)
    begins = np.arange(bins + 1) * size // bins
    bin_of = np.repeat(np.arange(bins), np.diff(begins))
    heads = np.bincount(groups * bins + bin_of, weights, GROUPS * bins).reshape(GROUPS, bins)
    below = functools.partial(_drawn_below, np.cumsum(heads, axis=1).T.copy())
    wanted = share * below(np.full(DRAWS, bins - 1))
    at = _first_with(below, wanted, bins)
    start, end = np.where(at > 0, below(at - 1), 0.0), below(at)
    with np.errstate(invalid="ignore", divide="ignore"):
        within = np.nan_to_num((wanted - start) / (end - start))
    place = begins[at] + np.minimum((within * np.diff(begins)[at]).astype(np.int64), np.diff(begins)[at] - 1)
    return np.where(end > 0, values[place], np.nan)


def _drawn_below(heads: np.ndarray, at: np.ndarray) -> np.ndarray:
    """Return the persons of each draw up to a bin of its own, [draw], from those of each group, [bin, group]."""
    return np.asarray((times_drawn() * heads[at]).sum(axis=1))


def _first_with(below: Callable[[np.ndarray], np.ndarray], wanted: np.ndarray, bins: int) -> np.ndarray:
    """Return the first bin up to which each draw has as many persons as wanted, and any: halving, not all bins of all draws."""
    low, high = np.zeros(DRAWS, np.int64), np.full(DRAWS, bins - 1)
    while (low < high).any():
        middle = (low + high) // 2
        there = below(middle)
        enough = (there >= wanted) & (there > 0)
        low, high = np.where(enough, low, middle + 1), np.where(enough, middle, high)
    return np.minimum(low, bins - 1)  # a draw without anybody has no such bin
