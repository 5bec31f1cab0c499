"""Values with the error that a small sample leaves them: the delete-a-group jackknife."""

from collections.abc import Callable
from typing import NamedTuple

import numpy as np
from scipy import stats

from microsim.explorer.sums import GROUPS, Sums

T = float(stats.t.ppf(0.975, GROUPS - 1))  # half an interval of 95 percent in standard errors


class Figure(NamedTuple):
    """A value before and after a reform, and half the interval of 95 percent of each and of the change."""

    before: np.ndarray
    after: np.ndarray
    half_before: np.ndarray
    half_after: np.ndarray
    half_change: np.ndarray

    @property
    def change(self) -> np.ndarray:
        """After less before."""
        return self.after - self.before


Estimator = Callable[[Sums], np.ndarray]


def whole_and_parts(sums: Sums, one_in: int) -> Sums:
    """Return the sums of all groups, in persons represented, and without each group, scaled up: GROUPS + 1 sets."""
    scale = GROUPS / (GROUPS - 1) * one_in

    def sets(groups: np.ndarray) -> np.ndarray:
        whole = groups.sum(axis=0, keepdims=True)
        return np.concatenate([whole * float(one_in), (whole - groups) * scale])

    return Sums(*(sets(part) for part in sums))


def half_width(parts: np.ndarray) -> np.ndarray:
    """Return half the interval of 95 percent from the values without each group."""
    spread = ((parts - parts.mean(axis=0)) ** 2).sum(axis=0)
    return T * np.sqrt((GROUPS - 1) / GROUPS * spread)


def figure(estimator: Estimator, before: Sums, after: Sums) -> Figure:
    """Return a figure of two runs of the same groups, each as ``whole_and_parts`` returns it."""
    one = estimator(before)
    other = one if after is before else estimator(after)
    halves = [half_width(values[1:]) for values in (one, other, other - one)]
    return Figure(one[0], other[0], *halves)
