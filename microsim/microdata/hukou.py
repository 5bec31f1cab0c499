"""How far the registration is from the residence."""

import numpy as np

from microsim.microdata.variables import HukouFrom
from microsim.places import CITY_COUNT


def hukou_distance(place: np.ndarray, home: np.ndarray) -> np.ndarray:
    """Return how far the registration is from the residence, nan where one is unknown."""
    cities = (place < CITY_COUNT) & (home < CITY_COUNT)
    distance = np.where(cities, int(HukouFrom.PROVINCE), int(HukouFrom.OTHER_PROVINCE)).astype(float)
    distance[place == home] = int(HukouFrom.LOCAL)
    distance[np.isnan(place) | np.isnan(home)] = np.nan
    return distance
