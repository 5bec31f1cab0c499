"""Births and deaths of a year of information: nothing counted later moves them; the history and its tables stay."""

import numpy as np
import pytest

from microsim.kernel.world import BASE_YEAR, FIRST_LAW_YEAR, FIRST_YEAR
from microsim.law.information import known_assumptions
from microsim.population import fertility
from microsim.population.build import build_population
from microsim.population.fertility import YEARS, national_column, share_boys, total_fertility
from microsim.population.inputs import Priors, table
from microsim.population.mortality import (
    FIRST_TABLE_YEAR,
    PACE_FROM,
    expected_deaths,
    life_expectancy,
    life_tables,
    national_deaths,
    survivors,
)
from microsim.schema import Origin

YEAR = 2016
THEN = YEAR - FIRST_TABLE_YEAR


@pytest.fixture(scope="module")
def priors():
    return Priors(known_assumptions(YEAR))


def births(priors):
    """Return what births of the nation and of provinces are made of."""
    levels = [total_fertility(priors, province) for province in ("guangdong", "shanghai", "elsewhere")]
    return np.concatenate([*levels, share_boys(priors).ravel(), fertility.age_shares(0.0, priors.information).ravel()])


def test_births_counted_later_are_not_read(priors, monkeypatch):
    columns = table("china_fertility")
    later = columns["year"] > YEAR
    words = ("year", *fertility.VARIANTS[1:])  # variants keep their distance from the medium one, which is no count
    other = {name: np.where(later & (name not in words), 1.5 * values, values) for name, values in columns.items()}
    before = births(priors)
    monkeypatch.setattr(fertility, "table", lambda name: other)
    assert np.array_equal(births(priors), before)
    assert not np.array_equal(national_column("medium"), columns["medium"][columns["year"] >= YEARS[0]])


def test_the_births_of_2016_stay(priors):
    assert total_fertility(priors, "elsewhere")[BASE_YEAR - FIRST_YEAR :] == pytest.approx(1.7719)
    assert total_fertility(priors, "shanghai")[BASE_YEAR + 1 - FIRST_YEAR] == pytest.approx(0.52 * 1.7719)
    assert national_column("low", YEAR)[-1] == pytest.approx(
        1.7719 * national_column("low")[-1] / national_column("medium")[-1]
    )


def test_deaths_counted_later_are_not_read():
    deaths = national_deaths()
    counted = slice(THEN + 1, PACE_FROM - FIRST_TABLE_YEAR - 1)
    other = deaths.copy()
    other[counted] *= 1.3
    assert np.array_equal(expected_deaths(other, YEAR), expected_deaths(deaths, YEAR))


def test_deaths_fall_from_those_of_2016_as_projected():
    deaths = national_deaths()
    expected = expected_deaths(deaths, YEAR)
    assert np.array_equal(expected[: THEN + 1], deaths[: THEN + 1])
    first = PACE_FROM - FIRST_TABLE_YEAR
    assert expected[THEN + 1] / expected[THEN] == pytest.approx(deaths[first] / deaths[first - 1])
    gains = np.diff(life_expectancy(survivors(expected)), axis=0)[THEN:]
    assert np.all(gains > 0)  # no epidemic
    assert gains.max() < 0.35
    assert np.array_equal(expected_deaths(deaths, None), deaths)


def test_life_tables_of_the_history_are_those_of_the_other_set(priors):
    shipped = Priors(known_assumptions())
    one, two = life_tables(shipped), life_tables(priors, information=YEAR)
    assert np.array_equal(one[:, : THEN + 1], two[:, : THEN + 1])
    assert not np.array_equal(one[:, THEN + 1 :], two[:, THEN + 1 :])


def test_the_people_of_the_base_date_are_the_same(population):
    other = build_population(known_assumptions(YEAR), YEAR + 2)
    assert np.array_equal(other.frame_stock[0], population.frame_stock[0])
    assert not np.array_equal(other.frame_stock[1], population.frame_stock[1])
    assert np.array_equal(other.expected[Origin.BASE], population.expected[Origin.BASE])
    for name in ("base_pensioner", "base_public", "home", "stay", "education", "employment", "leave", "come_back"):
        assert np.array_equal(other.world_tables[name], population.world_tables[name]), name
    shift, dated = other.world_tables["work_shift"], population.world_tables["work_shift"]
    then = YEAR - FIRST_LAW_YEAR
    assert np.array_equal(shift[:, : then + 1], dated[:, : then + 1])
    assert np.all(shift[:, then:] == shift[:, then, None])  # where 2016 lies between the censuses
