"""The synthetic extract: what a bureau's table of spells may look like."""

import numpy as np

from microsim.microdata.example import one_after_another


def test_spells_of_a_year_follow_each_other():
    """A month at one place between months at another: the shorter spell, which ends first, is put before the longer."""
    person, year = np.array([1, 1, 2]), np.array([43, 43, 43])
    last = one_after_another(person, year, np.array([11, 1, 5]), np.array([24167, 24158, 24160]))
    assert last.tolist() == [24167, 24156, 24160]
