"""What is counted along lives, in the order of results."""

import numpy as np
import pytest

from microsim.kernel.tallies import AGES_SHOWN, FROM_BASE, SHAPES, TALLIES, UNDATED, as_arrays, by_age
from microsim.kernel.world import BASE_YEAR, FIRST_BIRTH_YEAR, FIRST_YEAR, YEARS

OLDEST_SHOWN = AGES_SHOWN - 1


@pytest.mark.parametrize("first_year", [BASE_YEAR, FIRST_YEAR])
def test_ages_shown_are_those_of_the_years_of_birth(first_year):
    counts = np.random.default_rng(3).integers(0, 9, (2, 3, 201, 84)).astype(np.int32)
    expected = np.zeros((84, 2, 3, AGES_SHOWN), dtype=np.int64)
    for year in range(84):
        for birth in range(min(first_year + year - FIRST_BIRTH_YEAR, 200) + 1):
            age = first_year + year - FIRST_BIRTH_YEAR - birth
            expected[year, ..., min(age, OLDEST_SHOWN)] += counts[..., birth, year]
    assert np.array_equal(by_age(counts, first_year), expected)


@pytest.mark.parametrize("years", [1, 20, YEARS])
def test_arrays_have_their_shapes_and_share_nothing_with_the_record(years):
    record = np.ones(1, dtype=TALLIES)
    arrays = as_arrays(record, years)
    record.view(np.uint8).fill(0)
    for name, array in arrays._asdict().items():
        shape = getattr(SHAPES, name)
        horizon = shape if name in UNDATED else (years + (name in FROM_BASE), *shape[1:])
        assert (array.shape, array.dtype) == (horizon, np.int64), name
        assert array.all(), name
