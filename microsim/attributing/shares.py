"""Shares of a change among the settings that make it together: Shapley's, one after the other, added last.

A value is known of sets of settings, an array of replicates each. The Shapley share of a setting is its effect when it is
added, over all orders in which it could be: the only shares that add up, treat equal settings alike and give nothing to a
setting without effect.
"""

from collections.abc import Iterable, Mapping, Sequence
from itertools import combinations, pairwise
from math import factorial

import numpy as np

Values = Mapping[frozenset[str], np.ndarray]  # of a set of settings, [replicate]
MOST = 5  # settings of which all sets are run: 32 runs


def all_sets(names: Sequence[str]) -> list[frozenset[str]]:
    """Return every set of names, the smaller first."""
    return [frozenset(some) for count in range(len(names) + 1) for some in combinations(names, count)]


def sets_wanted(names: Sequence[str]) -> list[frozenset[str]]:
    """Return the sets of settings that have to be run: all up to ``MOST``; else those of one order, and all but one."""
    if len(names) <= MOST:
        return all_sets(names)
    steps: Iterable[frozenset[str]] = (frozenset(names[:count]) for count in range(len(names) + 1))
    lacking = (frozenset(names) - {name} for name in names)
    return list(dict.fromkeys([*steps, *lacking]))


def shapley(values: Values, names: Sequence[str]) -> np.ndarray:
    """Return the Shapley share of each setting, [setting, replicate]; they add up to the whole change."""
    count = len(names)
    shares = []
    for name in names:
        others = [one for one in names if one != name]
        parts = [
            factorial(len(some))
            * factorial(count - 1 - len(some))
            / factorial(count)
            * (values[some | {name}] - values[some])
            for some in all_sets(others)
        ]
        shares.append(np.sum(parts, axis=0))
    return np.array(shares)


def stepwise(values: Values, names: Sequence[str]) -> np.ndarray:
    """Return what each setting adds to those before it, [setting, replicate]; they add up to the whole change."""
    sets = [frozenset(names[:count]) for count in range(len(names) + 1)]
    return np.array([values[new] - values[old] for old, new in pairwise(sets)])


def last_in(values: Values, names: Sequence[str]) -> np.ndarray:
    """Return what the whole loses without each setting, [setting, replicate]."""
    whole = frozenset(names)
    return np.array([values[whole] - values[whole - {name}] for name in names])


def alone(values: Values, names: Sequence[str]) -> np.ndarray:
    """Return what each setting changes alone, [setting, replicate]."""
    return np.array([values[frozenset({name})] - values[frozenset()] for name in names])
