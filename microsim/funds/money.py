"""Splitting money exactly."""

import numpy as np

from microsim.places import PLACES_OF

RESOLUTION = 2**40  # steps in which fractional weights are counted


def apportion(total: int, weights: np.ndarray) -> np.ndarray:
    """Split a whole number of fen by weights, exactly: the fen left over go to the largest remainders.

    Worked in whole numbers of any length: sums of a century are beyond what a float counts to the fen.
    """
    weights = np.asarray(weights)
    exact = weights.dtype.kind in "iu"
    whole = weights.tolist() if exact else [round(weight * RESOLUTION) for weight in weights.tolist()]
    total, heaviness = int(total), sum(whole)
    split = [divmod(total * weight, heaviness) for weight in whole]
    parts = [part for part, _ in split]
    if left := total - sum(parts):
        for place in sorted(range(len(split)), key=lambda place: -split[place][1])[:left]:
            parts[place] += 1
    return np.array(parts, dtype=np.int64)


def spread(total: int, weights: np.ndarray) -> np.ndarray:
    """Split like ``apportion``; evenly where nobody has a weight."""
    weights = np.asarray(weights)
    return apportion(total, weights if weights.any() else np.ones(len(weights)))


def shared(total: int, most: np.ndarray) -> np.ndarray:
    """Split a total over members of whom none gives or gets more than its most, in proportion to it.

    The total is not above the sum of the most; both are whole fen, so an exact split keeps below it.
    """
    most = np.asarray(most, dtype=np.int64)
    return apportion(total, most) if most.any() else np.zeros_like(most)


def by_province(amounts: np.ndarray) -> np.ndarray:
    """Return amounts by place, [..., place, scheme(, item)] with the place on the second axis, summed by province."""
    return np.stack([amounts[:, places].sum(axis=1) for places in PLACES_OF], axis=1)
