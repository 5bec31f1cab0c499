"""The delete-a-group jackknife: a figure worked out again without each group of persons in turn.

SE^2 = (G - 1) / G * sum over g of (figure without g - their mean)^2, with G = 64 groups. It asks nothing of the figure
but that it is smooth in the sample; medians are not, and have ``draws``. It ignores the strata of the sample, within
which persons are alike, and so is rather too large than too small. A difference between two runs of the same persons is
a figure like any other: take it of both persons' numbers at once, and what they share drops out.
"""

from collections.abc import Callable
from typing import Any

import numpy as np

from microsim.estimating.estimate import Estimate
from microsim.estimating.groups import GROUPS, group_sums

SCALE = GROUPS / (GROUPS - 1)  # a sum over the other groups, raised to all


def standard_error(without: np.ndarray) -> np.ndarray:
    """Return the standard error from the figures without each group, [..., group]."""
    with np.errstate(invalid="ignore"):  # a figure that is infinite or missing without a group has no error
        spread = without - without.mean(axis=-1, keepdims=True)
        return np.asarray(np.sqrt((GROUPS - 1) / GROUPS * (spread**2).sum(axis=-1)))


def without_each(sums: np.ndarray) -> np.ndarray:
    """Return sums over all groups but each, raised to all, [..., group], from those of each."""
    return np.asarray(SCALE * (sums.sum(axis=-1, keepdims=True) - sums))


def estimate_of_sums(figure: Callable[..., Any], *sums: np.ndarray, persons: np.ndarray | None = None) -> Estimate:
    """Return a figure of sums with its error.

    Parameters
    ----------
    figure
        Of as many arrays of sums as there are ``sums``, elementwise.
    sums
        By cell and group, [cell, group], of ``group_sums``.
    persons
        Sampled persons of each cell, [cell]; those of the first sums by default, where they are heads.
    """
    totals = [one.sum(axis=-1) for one in sums]
    without = [without_each(one) for one in sums]
    with np.errstate(divide="ignore", invalid="ignore"):
        value, parts = np.asarray(figure(*totals)), np.asarray(figure(*without))
    return Estimate(value, standard_error(parts), np.asarray(totals[0] if persons is None else persons))


def estimate_sum(values: Any, groups: Any, cells: Any = None, count: int = 1, weights: Any = None) -> Estimate:
    """Return the sums of cells; parameters as for ``group_sums``."""
    persons = group_sums(1.0, groups, cells, count).sum(axis=-1)
    return estimate_of_sums(lambda total: total, group_sums(values, groups, cells, count, weights), persons=persons)


def estimate_ratio(
    above: Any, below: Any, groups: Any, cells: Any = None, count: int = 1, weights: Any = None
) -> Estimate:
    """Return ratios of sums by cell, never means of ratios; parameters as for ``group_sums``."""
    sums = [group_sums(values, groups, cells, count, weights) for values in (above, below)]
    persons = group_sums(1.0, groups, cells, count).sum(axis=-1)
    return estimate_of_sums(lambda one, other: one / other, *sums, persons=persons)


def estimate_mean(values: Any, groups: Any, cells: Any = None, count: int = 1, weights: Any = None) -> Estimate:
    """Return the means of cells; parameters as for ``group_sums``."""
    return estimate_ratio(values, np.ones(len(groups)), groups, cells, count, weights)


def estimate_share(true: Any, groups: Any, cells: Any = None, count: int = 1, weights: Any = None) -> Estimate:
    """Return the shares of persons of whom something holds, from 0 to 1; parameters as for ``group_sums``."""
    return estimate_mean(np.asarray(true, dtype=np.float64), groups, cells, count, weights)


def estimate_whole(figure: Callable[..., float], *columns: Any, groups: Any, weights: Any = None) -> Estimate:
    """Return a figure that is no function of sums, such as a Gini coefficient, worked out 65 times.

    Parameters
    ----------
    figure
        Of the columns and the weights of some persons.
    columns
        Numbers of persons, [person]; those of the base and of the reform for a difference.
    """
    groups = np.asarray(groups)
    arrays = [np.asarray(column, dtype=np.float64) for column in columns]
    heavy = np.ones(len(groups)) if weights is None else np.asarray(weights, dtype=np.float64)
    without = [groups != one for one in range(GROUPS)]
    parts = np.array([figure(*(column[kept] for column in arrays), heavy[kept]) for kept in without])
    value = figure(*arrays, heavy)
    return Estimate(np.asarray(value), standard_error(parts), np.asarray(len(groups)))
