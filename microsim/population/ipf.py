"""Iterative proportional fitting with equalities and one kind of floor."""

from collections.abc import Callable, Iterable

import numpy as np

CHECKED_EVERY = 10  # rounds


class Misfit(ValueError):
    """The margins contradict each other or the seed."""


def scaled(cells: np.ndarray, axes: tuple[int, ...], target: np.ndarray) -> np.ndarray:
    """Return the cells scaled so that their sum over ``axes`` is the target."""
    sums = cells.sum(axis=axes, keepdims=True)
    return cells * np.divide(target, sums, out=np.ones_like(sums), where=sums > 0)


def misfit(cells: np.ndarray, axes: tuple[int, ...], target: np.ndarray) -> float:
    """Return the largest relative distance of a margin from its target."""
    sums = cells.sum(axis=axes, keepdims=True)
    known = target > 0
    return float(np.abs(sums[known] / target[known] - 1).max())


def fit(
    seed: np.ndarray,
    margins: Iterable[tuple[tuple[int, ...], np.ndarray]],
    steps: Iterable[Callable[[np.ndarray], np.ndarray]] = (),
    tolerance: float = 2e-7,
    rounds: int = 5000,
) -> np.ndarray:
    """Return the seed scaled until every margin holds.

    Parameters
    ----------
    margins : pairs (axes summed over, target with those axes of length one), the last one exact
    steps : functions that pull the cells towards further constraints, before each round
    """
    cells = seed.copy()
    for number in range(1, rounds + 1):
        for step in steps:
            cells = step(cells)
        for axes, target in margins:
            cells = scaled(cells, axes, target)
        if number % CHECKED_EVERY == 0 and max(misfit(cells, axes, target) for axes, target in margins) < tolerance:
            return cells
    raise Misfit(f"margins not met after {rounds} rounds")
