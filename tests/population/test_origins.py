"""Home provinces of migrants: the mix of the tables, the same for a person in every sample."""

import numpy as np
import pytest

from microsim.places import SHANGHAI
from microsim.population.origins import NO_ORIGIN, home_provinces, origin_shares, province_names

PLACE_SHIFT, STATUS_SHIFT = np.uint64(50), np.uint64(47)


def test_shares_are_those_of_the_table(population):
    numbers = population.sample(1000)
    place = ((numbers >> PLACE_SHIFT) & np.uint64(31)).astype(int)
    codes = home_provinces(numbers)
    for province, here in enumerate((place < SHANGHAI, place == SHANGHAI)):
        known = codes[here & (codes != NO_ORIGIN)]
        shares = np.bincount(known, minlength=len(province_names())) / len(known)
        assert shares == pytest.approx(origin_shares()[province], abs=0.015)


def test_only_people_from_elsewhere_have_one(population):
    numbers = population.sample(1000)
    status = (numbers >> STATUS_SHIFT) & np.uint64(7)
    assert ((home_provinces(numbers) == NO_ORIGIN) == (status < 4)).all()


def test_a_person_comes_from_the_same_province_in_every_sample(population):
    small = population.sample(1000)
    large = population.sample(100)
    found = np.searchsorted(large, small)
    assert (home_provinces(large)[found] == home_provinces(small)).all()
