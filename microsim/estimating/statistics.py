"""Figures of a distribution, weighted."""

import numpy as np


def gini(values: np.ndarray, weights: np.ndarray) -> float:
    """Return the Gini coefficient, 0 to 1, of amounts that are not below 0; missing where nobody has any."""
    return concentrated(values, values, weights)


def concentrated(values: np.ndarray, by: np.ndarray, weights: np.ndarray) -> float:
    """Return the concentration coefficient of values ranked by others: twice the covariance with the rank over the mean.

    Missing where the mean is not above nought.
    """
    return concentration(values, ranks_of(places(by, np.argsort(by, kind="stable")), weights), weights)


def concentration(values: np.ndarray, rank: np.ndarray, weights: np.ndarray) -> float:
    """Return the concentration coefficient of values by the fractional ranks of their persons."""
    mean = np.average(values, weights=weights) if weights.sum() > 0 else 0.0
    if mean <= 0:
        return float("nan")
    covariance = np.average(values * (rank - np.average(rank, weights=weights)), weights=weights)
    return float(2.0 * covariance / mean)


def places(values: np.ndarray, order: np.ndarray) -> np.ndarray:
    """Return the place of each value among the different ones, from nought, by an order that sorts them."""
    rising = values[order]
    place = np.empty(len(values), np.int64)
    place[order] = np.cumsum(np.concatenate([[False], rising[1:] != rising[:-1]]))[: len(values)]
    return place


def ranks_of(place: np.ndarray, weights: np.ndarray) -> np.ndarray:
    """Return the fractional rank, from 0 to 1, of persons by their places; those of one place share its middle."""
    size = np.bincount(place, weights=weights)
    return np.asarray(((np.cumsum(size) - size / 2) / size.sum())[place])


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
