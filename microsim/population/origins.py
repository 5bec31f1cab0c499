"""Home provinces of migrants from other provinces: an attribute keyed by the person's number.

The model itself knows them as people of elsewhere; the attribute is for tables and panels. It
hangs on the number alone, so it is the same in every run, scenario and sample.
"""

import numpy as np

from microsim.numbers import AGE_BITS, COUNT_BITS, PLACE_BITS, SEX_BITS, STATUS_BITS, YEAR_BITS
from microsim.places import AREA_COUNT
from microsim.population.inputs import PROVINCE_OF, table
from microsim.population.strata import MIGRANT_STATUSES, mixed

NO_ORIGIN = -1
STATUS_SHIFT = np.uint64(COUNT_BITS + YEAR_BITS + AGE_BITS + SEX_BITS)
PLACE_SHIFT = np.uint64(COUNT_BITS + YEAR_BITS + AGE_BITS + SEX_BITS + STATUS_BITS)
SALT = np.uint64(0xA5A5A5A5A5A5A5A5)  # another word than the one that rounds strata


def province_names():
    """Return the home provinces in the order of their codes."""
    return [str(name) for name in table("origins")["province"]]


def origin_shares():
    """Return shares of home provinces among migrants from other provinces [receiving province, home]."""
    columns = table("origins")
    shares = np.stack([columns["guangdong"], columns["shanghai"]])
    return shares / shares.sum(axis=1, keepdims=True)


def home_provinces(numbers):
    """Return the code of the home province of each person, -1 for those who are not from elsewhere.

    Parameters
    ----------
    numbers : uint64 [n], person numbers
    """
    numbers = np.asarray(numbers, dtype=np.uint64)
    status = (numbers >> STATUS_SHIFT) & np.uint64((1 << STATUS_BITS) - 1)
    place = ((numbers >> PLACE_SHIFT) & np.uint64((1 << PLACE_BITS) - 1)).astype(np.int64)
    luck = (mixed(numbers ^ SALT) >> np.uint64(11)).astype(float) * 2.0**-53
    cumulated = np.cumsum(origin_shares(), axis=1)
    cumulated[:, -1] = 1.0
    origin = (luck[:, None] >= cumulated[PROVINCE_OF[np.minimum(place, AREA_COUNT - 1)]]).sum(axis=1)
    return np.where(np.isin(status, MIGRANT_STATUSES), origin, NO_ORIGIN)
