"""Home provinces of migrants: shares of the shipped table, and migrants by home that add up."""

import pytest

from microsim.places import AREA_COUNT
from microsim.population.build import make_base
from microsim.population.margins import origins
from microsim.population.mortality import life_tables
from microsim.population.origins import origin_shares, province_names
from tests.geography import SHANGHAI


def test_shares_are_those_of_the_table():
    """Guangxi sends 22 percent of Guangdong's, Anhui 23.2 of Shanghai's."""
    names, shares = province_names(), origin_shares()
    assert shares.sum(axis=1) == pytest.approx([1.0, 1.0])
    assert shares[0, names.index("guangxi")] == pytest.approx(0.22, abs=0.001)
    assert shares[1, names.index("anhui")] == pytest.approx(0.232, abs=0.001)


def test_migrants_by_home_are_all_migrants(priors):
    base = make_base(priors, life_tables(priors))
    _, beyond = origins(base)
    assert beyond.shape == (AREA_COUNT, len(province_names()))
    assert beyond.sum(axis=1) == pytest.approx(base.stock[..., 4:].sum(axis=(1, 2, 3)))
    assert beyond[SHANGHAI, province_names().index("guangxi")] == 0.0
