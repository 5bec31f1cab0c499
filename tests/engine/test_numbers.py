"""Person numbers: packing loses nothing, and sorts by stratum."""

from itertools import product

import numpy as np

from microsim.engine.run import entry_years
from microsim.kernel.numbers import pack, unpack

HIGHEST = (3, 511, 5, 1, 110, 84, 2**32 - 1)


def corners():
    """Return all combinations of lowest, middle and highest codes."""
    return np.array(list(product(*({0, top // 2, top} for top in HIGHEST))), dtype=np.uint64)


def test_packing_and_back_gives_the_codes():
    codes = corners()
    numbers = pack(*codes.T)
    assert numbers.dtype == np.uint64
    assert (np.array([unpack(number) for number in numbers], dtype=np.uint64) == codes).all()
    assert [pack(*(int(code) for code in row)) for row in codes[::50]] == numbers[::50].tolist()


def test_numbers_differ_and_sort_by_stratum_then_count():
    codes = corners()
    ranked = codes[np.lexsort(codes.T[::-1])]
    assert (np.diff(pack(*ranked.T).astype(object)) > 0).all()


def test_year_of_entry_is_read_from_the_number():
    codes = corners()
    assert (entry_years(pack(*codes.T)) == 2016 + codes[:, 5].astype(int)).all()
