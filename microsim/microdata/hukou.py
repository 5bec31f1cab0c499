"""How far the registration is from the residence."""

import numpy as np

from microsim.microdata.variables import HukouFrom
from microsim.places import PROVINCE_OF


def province_of(place: np.ndarray) -> np.ndarray:
    """Return the province of each place, nan where it is not known."""
    known = ~np.isnan(place)
    return np.where(known, PROVINCE_OF[np.where(known, place, 0).astype(int)], np.nan)


def hukou_distance(place: np.ndarray, home: np.ndarray) -> np.ndarray:
    """Return how far the registration is from the residence, nan where one is unknown."""
    same = province_of(place) == province_of(home)
    distance = np.where(same, int(HukouFrom.PROVINCE), int(HukouFrom.OTHER_PROVINCE)).astype(float)
    distance[place == home] = int(HukouFrom.LOCAL)
    distance[np.isnan(place) | np.isnan(home)] = np.nan
    return distance
