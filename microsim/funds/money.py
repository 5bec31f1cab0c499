"""Splitting money exactly, and who belongs to which province."""

import numpy as np

from microsim.places import CITY_COUNT, ELSEWHERE_PROVINCE, GUANGDONG_PROVINCE, PLACE_COUNT, SHANGHAI, SHANGHAI_PROVINCE

FEN = 100  # fen in a yuan

PROVINCE_OF = np.full(PLACE_COUNT, ELSEWHERE_PROVINCE)
PROVINCE_OF[:CITY_COUNT] = GUANGDONG_PROVINCE
PROVINCE_OF[SHANGHAI] = SHANGHAI_PROVINCE

SIMULATED = (GUANGDONG_PROVINCE, SHANGHAI_PROVINCE)  # provinces whose whole fund is in the books
PLACES_OF = tuple(np.flatnonzero(province == PROVINCE_OF) for province in range(ELSEWHERE_PROVINCE + 1))


def apportion(total, weights):
    """Split a whole number of fen by weights, exactly: the fen left over go to the largest remainders."""
    weights = np.asarray(weights, dtype=np.float64)
    exact = total * (weights / weights.sum())
    parts = np.floor(exact).astype(np.int64)
    left = int(total) - int(parts.sum())
    order = np.argsort(parts - exact, kind="stable")
    step = 1 if left > 0 else -1
    for place in range(abs(left)):
        parts[order[place % len(order)]] += step
    return parts


def spread(total, weights):
    """Split like ``apportion``; evenly where nobody has a weight."""
    weights = np.asarray(weights)
    return apportion(total, weights if weights.any() else np.ones(len(weights)))


def shared(total, most):
    """Split a total over members of whom none gives or gets more than its most, in proportion to it.

    The total is not above the sum of the most; both are whole fen.
    """
    most = np.asarray(most, dtype=np.int64)
    if int(total) == int(most.sum()):
        return most.copy()
    parts = np.minimum(spread(total, most), most)
    missing = int(total) - int(parts.sum())  # rounding at amounts beyond what a float holds
    for member in np.argsort(parts - most, kind="stable"):
        more = min(missing, int(most[member] - parts[member]))
        parts[member] += more
        missing -= more
    return parts


def by_province(amounts):
    """Return amounts by place, [..., place, scheme(, item)] with the place on the second axis, summed by province."""
    return np.stack([amounts[:, places].sum(axis=1) for places in PLACES_OF], axis=1)
