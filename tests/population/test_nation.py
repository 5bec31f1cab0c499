"""Arrivals are chances of the young of the rest of the nation: they follow its cohorts, not the place they come to."""

import numpy as np
import pytest

from microsim.kernel.world import AGES, BASE_YEAR, FIRST_STOCK_YEAR, FIRST_YEAR
from microsim.places import AREA_COUNT, ELSEWHERE
from microsim.population.build import build_population
from microsim.population.frame import YOUNG_FROM, YOUNG_TO
from microsim.population.mortality import life_tables
from microsim.population.nation import national_projection, usual_origin
from tests.geography import CITY_COUNT, SHANGHAI

YOUNG = slice(YOUNG_FROM, YOUNG_TO)


@pytest.fixture(scope="module")
def nation(priors):
    return national_projection(priors, life_tables(priors), 2016)


def test_the_nation_is_the_united_nations_one_but_for_fewer_births(nation, assumptions, priors):
    """Million aged 15 to 34 of a run of the United Nations' own rates; the census counts 1.3 percent fewer."""
    for year, young in {2024: 340.2, 2030: 324.8}.items():
        assert 1.0126 * nation[year - FIRST_YEAR + 1, :, YOUNG].sum() / 1e6 == pytest.approx(young, rel=0.01)
    unscaled = type(priors)(assumptions.apply({"fertility": {"scale": 1.0}}))
    nation = national_projection(unscaled, life_tables(unscaled), 2016)
    for year, young, off in ((2035, 326.5, 0.01), (2050, 203.7, 0.01), (2080, 120.3, 0.05), (2100, 90.4, 0.07)):
        # They lose two in ten thousand a year across the border, most of them young.
        assert 1.0126 * nation[year - FIRST_YEAR + 1, :, YOUNG].sum() / 1e6 == pytest.approx(young, rel=off)


def everybody_coming(population):
    """Return arrivals from elsewhere, first ones and those who come back [year, area]."""
    frame = population.projection
    return frame.arrivals.sum(axis=(2, 3, 4)) + frame.moves[:, ELSEWHERE, :AREA_COUNT]


def test_arrivals_fall_as_the_young_of_the_rest_of_the_nation(population, nation):
    others = nation[BASE_YEAR - FIRST_STOCK_YEAR : -1] - population.frame_stock[:-1, :AREA_COUNT].sum(axis=(1, 2))
    young = others[..., YOUNG].sum(axis=(1, 2))
    coming = everybody_coming(population)
    for areas in (slice(0, CITY_COUNT), slice(SHANGHAI, SHANGHAI + 1)):
        chance = coming[:, areas].sum(axis=1) / young
        assert np.abs(chance[8:] / chance[8] - 1).max() < 0.13  # the ages of the young change, not their chances
    shanghai = coming[:, SHANGHAI]
    assert shanghai[-1] / shanghai[8] == pytest.approx(young[-1] / young[8], rel=0.1)


def test_a_larger_cohort_sends_more_of_its_age(population):
    """Of two ages, the shares of arrivals over those of the profile are as the origin's cohorts."""
    first = population.projection.arrivals[0, :CITY_COUNT].sum(axis=(0, 1))
    usual, later = usual_origin(), population.projection.arrivals[10, :CITY_COUNT].sum(axis=(0, 1))
    assert usual[:, YOUNG].min() > 0
    boom, dip = 29, 21  # born in 1988 and 1996 when they are so old in 2017; ten years on the dip's year is 31
    assert later[:, boom].sum() / first[:, boom].sum() < later[:, dip].sum() / first[:, dip].sum()


def test_the_residents_of_the_destination_can_be_asked_again(assumptions):
    change = {"migration": {"inflow_of": "destination"}}
    population = build_population(assumptions.apply(change), horizon=2030)
    coming = everybody_coming(population)[:, SHANGHAI]
    residents = population.frame_stock[:-1, SHANGHAI].sum(axis=(1, 2, 3))
    assert coming[0] / residents[0] == pytest.approx(0.03, rel=1e-9)


def test_nobody_arrives_in_a_closed_country(assumptions):
    population = build_population(assumptions.apply({"migration": {"variant": "closed"}}), horizon=2030)
    assert population.arrivals[8:].sum() == 0
    assert population.arrivals[:8].sum() > 0
    assert population.frame_stock.shape[-1] == AGES
