"""Every margin of the base population, of both base years, and its whole persons."""

import numpy as np
import pytest

from microsim.population.attributes import distances
from microsim.population.build import make_base
from microsim.population.inputs import base_residents
from microsim.population.margins import base_margins, joint, origins
from microsim.population.mortality import life_tables
from microsim.population.strata import whole_by_area
from microsim.schema import Origin
from tests.geography import CITY_COUNT, SHANGHAI

YEARS = (2016, 2020)
PRIMARY, JUNIOR, SENIOR, COLLEGE = range(4)

CITIES = slice(0, CITY_COUNT)


@pytest.fixture(scope="module")
def bases(priors):
    alive = life_tables(priors)
    return {year: make_base(priors, alive, year) for year in YEARS}


@pytest.mark.parametrize("year", YEARS)
def test_every_margin_is_reproduced(priors, bases, year):
    for margin in base_margins(priors, bases[year]):
        assert margin.miss < 1e-6, margin.name


@pytest.mark.parametrize("year", YEARS)
def test_structural_zeros(priors, bases, year):
    cells = joint(priors, bases[year])
    assert cells[:, :, :12, :, JUNIOR:].sum() == 0
    assert cells[:, :, :15, :, SENIOR:].sum() == 0
    assert cells[:, :, :18, :, COLLEGE].sum() == 0
    assert cells[SHANGHAI, :, :, 2:4].sum() == 0
    assert (cells >= 0).all()
    flows, _ = origins(bases[year])
    assert np.trace(flows) == 0


def test_the_second_base_year_is_the_census(bases):
    assert bases[2020].stock[:CITY_COUNT].sum() == pytest.approx(126_012_510, abs=1)
    assert bases[2020].stock.sum(axis=-1) == pytest.approx(base_residents(2020), abs=1e-3)


def test_old_people_of_shanghai_in_2020(bases):
    local = bases[2020].stock[SHANGHAI, ..., :2].sum(axis=(0, 2))
    assert local[60:].sum() / local.sum() == pytest.approx(0.361, abs=0.001)


def test_whole_persons_keep_residents_of_every_age(population):
    expected = population.expected[Origin.BASE]
    sizes = whole_by_area(expected)
    assert np.abs(sizes.sum(axis=1) - expected.sum(axis=1)).max() <= 1.0
    assert sizes.sum() == base_residents().sum()
    totals = expected.sum(axis=(2, 3, 4))
    assert np.abs(sizes.sum(axis=(2, 3, 4)) - totals).max() < 20  # of a status in an area: rounding of 202 cells


def test_neighbours_move_more(bases):
    homes, far = bases[2016].out.homes[CITIES, CITIES], distances(CITIES)
    pairs = ~np.eye(CITY_COUNT, dtype=bool)
    assert np.corrcoef(homes[pairs], far[pairs])[0, 1] < -0.1
    assert far[0, 2] == pytest.approx(105, abs=20)  # Guangzhou to Shenzhen
