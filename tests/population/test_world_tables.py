"""The tables lives read: shapes, ranges, and the census shares they were scaled to."""

import numpy as np
import pytest

from microsim.kernel.world import AGES, COHORTS, LAW_YEARS, STAY_CLASSES, STAYS, World
from microsim.places import ELSEWHERE, PLACE_COUNT, PROVINCE_COUNT
from microsim.population.build import build_population
from microsim.population.education import at_school_or_done, attainment, census_margins
from microsim.population.inputs import areas, national_population
from microsim.reading import InputError
from microsim.schema import Origin
from tests.geography import CITY_COUNT, SHANGHAI

SHAPES = {
    "death": (7, 2, 90, AGES),
    "leave": (PLACE_COUNT, 2, AGES),
    "leave_factor": (90,),
    "destination": (PLACE_COUNT, PLACE_COUNT),
    "come_back": (PLACE_COUNT, 2, 2, AGES),
    "rearrive": (2, AGES),
    "again": (PLACE_COUNT, PLACE_COUNT),
    "acquire": (90, PLACE_COUNT, 2, STAY_CLASSES),
    "convert": (90, AGES),
    "employment_all": (PLACE_COUNT, 2, 2, AGES),
    "base_pensioner": (PLACE_COUNT, 3),
    "base_public": (PROVINCE_COUNT, 41, 4),
    "public_share": (PROVINCE_COUNT, LAW_YEARS),
    "sector": (PLACE_COUNT, LAW_YEARS, 6, 3),
    "cover": (PLACE_COUNT, LAW_YEARS, 6, 2),
    "declared": (PROVINCE_COUNT, LAW_YEARS, 6, 2),
    "home": (PLACE_COUNT, 2, 2, PLACE_COUNT),
    "stay": (2, AGES, STAYS),
    "education": (PLACE_COUNT, 6, 2, COHORTS, 4),
}
CUMULATED = ("destination", "again", "sector", "home", "stay", "education")


@pytest.mark.parametrize("name", SHAPES)
def test_shape_and_range(population, name):
    values = population.world_tables[name]
    assert name in World._fields
    assert values.shape == SHAPES[name]
    assert values.dtype == np.float64
    assert (values >= 0).all()
    assert (values <= 1).all()


@pytest.mark.parametrize("name", CUMULATED)
def test_cumulated_tables_end_in_one(population, name):
    values = population.world_tables[name]
    assert (values[..., -1] == 1.0).all()
    assert (np.diff(values, axis=-1) >= 0).all()


def test_nobody_is_a_migrant_at_home(population):
    home = np.diff(population.world_tables["home"], axis=-1, prepend=0.0)
    for city in range(CITY_COUNT):
        assert home[city, :, :, city].max() == 0
        assert home[city, 0, :, SHANGHAI:].max() < 1e-12
        assert home[city, 1, :, ELSEWHERE].min() == 1
    assert 0.001 < home[SHANGHAI, 1, :, :CITY_COUNT].sum(axis=-1).max() < 0.02
    assert home[SHANGHAI, :, :, SHANGHAI].max() < 1e-12


def test_nobody_stays_longer_than_he_lives(population):
    stay = population.world_tables["stay"]
    for age in (0, 5, 20):
        assert (stay[:, age, age:] > 1 - 1e-9).all()


def test_attainment_of_residents_is_the_census(population):
    shares = np.diff(population.world_tables["education"], axis=-1, prepend=0.0)
    stock = population.expected[Origin.BASE][..., 0]
    groups = at_school_or_done(stock, national_population(2016))
    assert attainment(shares, groups) == pytest.approx(census_margins(), rel=1e-6)
    assert (shares[..., 17, 3] > shares[..., 10, 3]).all()


def test_moves_inside_the_province_replace_those_who_leave_and_add_some_growth(population, priors):
    intra = population.frame_stock[:2, :CITY_COUNT, 2:4].sum(axis=(1, 2, 3, 4))
    intra[1] -= population.births[0, :CITY_COUNT, 2:4].sum()
    figures = areas()
    growth = (figures["intra20"] - figures["intra10"])[:CITY_COUNT].sum() / 10
    expected = growth * priors.number("migration.intra_growth")
    assert intra[1] - intra[0] == pytest.approx(expected, rel=0.25)


def test_a_prior_that_cannot_be_dated_says_so(assumptions):
    dated = assumptions.apply({"hukou": {"convert_students": {2017: 3, 2030: 2}}})
    with pytest.raises(InputError, match=r"hukou\.convert_students"):
        build_population(dated)


def leaves(value):
    """Yield the numbers of a value that may be a map by year or province."""
    if isinstance(value, dict):
        for part in value.values():
            yield from leaves(part)
    else:
        yield float(value)


def test_every_bound_encloses_its_value(assumptions):
    own = ("mortality.", "fertility.", "migration.", "hukou.", "education.", "labour.")
    for path, entry in assumptions.entries.items():
        if path.startswith(own) and entry.table is not None and entry.low is not None:
            assert min(leaves(entry.low)) <= entry.table.min() + 1e-12, path
            assert max(leaves(entry.high)) >= entry.table.max() - 1e-12, path


def test_every_prior_has_bounds(assumptions):
    own = ("mortality.", "fertility.", "migration.", "hukou.", "education.", "labour.")
    for path, entry in assumptions.entries.items():
        if path.startswith(own) and entry.grade == "C" and entry.table is not None:
            assert entry.low is not None, path
            assert entry.high is not None, path
