"""Figures of a distribution, weighted."""

import numpy as np


def gini(values: np.ndarray, weights: np.ndarray) -> float:
    """Return the Gini coefficient, 0 to 1, of amounts that are not below 0; missing where nobody has any.

    Twice the covariance of the amount with the rank over the mean: the share each holds, at the middle of its rank.
    """
    order = np.argsort(values, kind="stable")
    amounts, heads = values[order], weights[order]
    total, everybody = float((amounts * heads).sum()), float(heads.sum())
    if total <= 0.0:
        return float("nan")
    ranks = (np.cumsum(heads) - heads / 2.0) / everybody
    return float(2.0 * (amounts * heads * ranks).sum() / total - 1.0)


def weighted_quantile(values: np.ndarray, weights: np.ndarray, share: float = 0.5) -> float:
    """Return the smallest value that at least ``share`` of the persons do not exceed, half-way where it is met exactly.

    Missing where there is nobody.
    """
    order = np.argsort(values, kind="stable")
    return quantile_of_sorted(values[order], weights[order], share)


def quantile_of_sorted(values: np.ndarray, weights: np.ndarray, share: float) -> float:
    """Return the quantile of values in their order."""
    below = np.cumsum(weights)
    if not len(below) or below[-1] <= 0.0:
        return float("nan")
    wanted = share * below[-1]
    at = int(np.searchsorted(below, wanted, side="left"))
    after = int(np.searchsorted(below, wanted, side="right"))
    return float((values[at] + values[min(after, len(values) - 1)]) / 2.0)
