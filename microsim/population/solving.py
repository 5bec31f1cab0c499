"""Where something comes to what is wanted of it: bisection of many at once."""

from collections.abc import Callable
from typing import Any

import numpy as np


def solved(below: Callable[[Any], Any], widest: Any, halvings: int, low: Any = None) -> Any:
    """Return the arguments at which what is asked for comes to what is wanted.

    Parameters
    ----------
    below
        Tells of arguments which of them still have to rise.
    widest
        Largest argument, one number or an array of them; the smallest is its negative, or ``low``.
    halvings
        How often the range is halved; the middle of what is left is returned.
    """
    high, low = widest, -widest if low is None else low
    for _ in range(halvings):
        middle = 0.5 * (low + high)
        rise = below(middle)
        low, high = np.where(rise, middle, low), np.where(rise, high, middle)
    return 0.5 * (low + high)
