"""Where a function of one number is nought: it is tried over a range, and between two values of different sign."""

import dataclasses
from collections.abc import Callable, Sequence

import numpy as np
from scipy.optimize import brentq

Function = Callable[[float], float]


@dataclasses.dataclass(frozen=True)
class Scan:
    """Values of a function over a range.

    Attributes
    ----------
    at, values
        Where it was tried, ascending, and what it gave there.
    """

    at: np.ndarray
    values: np.ndarray

    @property
    def monotone(self) -> str:
        """``rising``, ``falling``, ``unmoved``, or ``neither`` where it turns, over the values tried."""
        steps = np.diff(self.values)
        if not steps.any():
            return "unmoved"
        return "rising" if (steps > 0).all() else "falling" if (steps < 0).all() else "neither"

    @property
    def brackets(self) -> list[tuple[float, float]]:
        """The pairs of neighbours between which it is nought: nought at the first of them, or of different signs."""
        pairs = zip(self.at[:-1], self.at[1:], self.values[:-1], self.values[1:], strict=True)
        found = [(float(low), float(high)) for low, high, one, other in pairs if one == 0 or one * other < 0]
        last = float(self.at[-1])
        return [*found, (last, last)] if self.values[-1] == 0 else found


def grid(low: float, high: float, points: int, whole: bool) -> np.ndarray:
    """Return values over a range, its ends among them; whole numbers where only those have a meaning."""
    found = np.linspace(low, high, points)
    return np.unique(np.round(found)) if whole else found


def root(function: Function, bracket: Sequence[float], within: float, whole: bool) -> float:
    """Return where a function is nought in a bracket, up to ``within``.

    Of whole numbers the one nearer to nought of the two between which the sign changes.
    """
    low, high = bracket
    if function(low) == 0 or low == high:
        return low
    if whole:
        return _whole_root(function, int(low), int(high))
    return float(brentq(function, low, high, xtol=within, rtol=1e-12))


def _whole_root(function: Function, low: int, high: int) -> float:
    """Return the whole number at which a function is nearest to nought in a bracket, by halving it."""
    rising = function(low) < 0
    while high - low > 1:
        middle = (low + high) // 2
        if (function(middle) < 0) == rising:
            low = middle
        else:
            high = middle
    return float(min((low, high), key=lambda value: abs(function(value))))
