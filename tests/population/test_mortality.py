"""Life expectancy against the sources, and the shape of the hazards."""

import numpy as np
import pytest

from microsim.kernel.world import BASE_YEAR, FIRST_YEAR
from microsim.population.mortality import death_hazards, life_expectancy, life_tables, national_deaths, survivors

YEAR_2016, YEAR_2020 = 6, 10
GUANGDONG, REGISTERED, SHANGHAI = 0, 2, 3  # two tables a province: its registered people, its migrants


def test_national_life_expectancy_is_that_of_the_united_nations():
    assert life_expectancy(survivors(national_deaths()))[YEAR_2020] == pytest.approx([75.245, 80.999], abs=0.01)


def test_official_life_expectancy_of_the_provinces(priors):
    both = life_expectancy(life_tables(priors))[:, YEAR_2020].mean(axis=-1)
    assert both[GUANGDONG] == pytest.approx(79.6, abs=0.1)
    assert both[SHANGHAI] == pytest.approx(82.55, abs=0.1)


def test_registered_people_of_shanghai_live_as_long_as_their_bulletin_says(priors):
    assert life_expectancy(life_tables(priors))[REGISTERED, YEAR_2016] == pytest.approx([80.83, 85.61], abs=0.1)


def test_old_people_die_more_often_and_hazards_fall_in_the_long_run(priors):
    death = death_hazards(life_tables(priors))
    assert death.shape == (5, 2, 90, 111)
    assert (np.diff(death[..., 40:110], axis=-1) > 0).all()
    assert (death[:, :, -1, 65] < death[:, :, BASE_YEAR + 1 - FIRST_YEAR, 65]).all()
    assert (death >= 0).all()
    assert (death < 1).all()
