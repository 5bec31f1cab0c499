"""Variants of the frame: each does what its name says, none is a different baseline before it starts."""

import numpy as np
import pytest

from microsim.kernel.world import BASE_YEAR, FIRST_YEAR
from microsim.population.build import build_population
from microsim.population.inputs import Priors, table
from microsim.population.mortality import life_expectancy, life_tables
from microsim.reading import InputError
from tests.geography import SHANGHAI

YEAR_2020, YEAR_2050, YEAR_2100 = 10, 40, 90
NATION, GUANGDONG = -1, 0  # the outside world has the last table
HORIZON = 2045


@pytest.fixture(scope="module")
def variant(assumptions):
    """Return priors with some entries changed."""
    return lambda group, **changes: Priors(assumptions.apply({group: changes}))


def years_lived(priors, luck=None):
    return life_expectancy(life_tables(priors, luck))


@pytest.mark.parametrize("bound", ["lower_80", "upper_80"])
def test_bounds_of_life_expectancy_are_met(variant, bound):
    """The oldest men's ratio is set aside: the table is the nation's own."""
    priors = variant("mortality", variant=bound, oldest={"men": 1.0})
    columns = table("china_life_expectancy")
    at_2050 = columns["year"] == 2050
    assert years_lived(priors)[NATION, YEAR_2050] == pytest.approx(columns[bound][at_2050], abs=0.05)


def test_frozen_mortality_stays(variant):
    lived = years_lived(variant("mortality", variant="frozen"))
    assert lived[:, YEAR_2050] == pytest.approx(lived[:, YEAR_2020])


def test_convergence(variant, priors):
    gaps = []
    for efold in (30, 60, 9999):
        lived = years_lived(variant("mortality", convergence_years=efold))
        gaps.append((lived[GUANGDONG] - lived[NATION])[YEAR_2100].mean())
    assert gaps[0] < gaps[1] < gaps[2]
    assert years_lived(priors)[GUANGDONG, YEAR_2050] == pytest.approx([82.4, 86.0], abs=0.4)


def test_smoothed_epidemic_years(variant, priors):
    dip, smooth = years_lived(priors)[NATION], years_lived(variant("mortality", dip="smoothed"))[NATION]
    assert (smooth[13] > dip[13]).all()  # 2023
    assert (np.diff(smooth[9:16], axis=0) > 0).all()
    assert smooth[YEAR_2050] == pytest.approx(dip[YEAR_2050])


def test_shocks_are_keyed_and_as_wide_as_the_bounds(variant):
    priors = variant("mortality", shocks="lee_carter")
    assert np.array_equal(life_tables(priors, (1, 3)), life_tables(priors, (1, 3)))
    paths = np.array([years_lived(priors, (1, replicate))[NATION] for replicate in range(60)])
    assert np.array_equal(paths[0, YEAR_2020], paths[1, YEAR_2020])
    low, high = np.quantile(paths[:, YEAR_2050].mean(axis=-1), [0.1, 0.9])
    assert high - low == pytest.approx(6.2, abs=1.6)  # the United Nations' 80 percent


def test_gradient_keeps_the_deaths_of_a_province(assumptions):
    even = build_population(assumptions, horizon=2017)
    steep = build_population(assumptions.apply({"mortality": {"gradient": "status"}}), horizon=2017)
    assert steep.projection.deaths[0, SHANGHAI] == pytest.approx(even.projection.deaths[0, SHANGHAI], rel=1e-9)
    assert steep.projection.deaths[0, :SHANGHAI].sum() == pytest.approx(
        even.projection.deaths[0, :SHANGHAI].sum(), rel=1e-9
    )
    death = steep.world_tables["death"][:3, 0, BASE_YEAR + 1 - FIRST_YEAR, 45]
    assert death[1] / death[0] == pytest.approx(1.08 / 0.9)
    assert death[2] / death[0] == pytest.approx(0.75 / 0.9)


@pytest.mark.parametrize("word", ["low", "high", "lower_80", "upper_80"])
def test_fertility_variants(assumptions, population, word):
    births = build_population(assumptions.apply({"fertility": {"variant": word}}), horizon=HORIZON).births
    medium = population.births[: len(births)]
    assert np.array_equal(births[:7], medium[:7])  # to 2023
    ratio = births[-1].sum() / medium[-1].sum()
    assert (ratio < 0.9) if word.startswith("low") else (ratio > 1.1)


def test_migration_variants(assumptions, population):
    arrivals = {
        word: build_population(assumptions.apply({"migration": {"variant": word}}), horizon=HORIZON).arrivals.sum(
            axis=(1, 2, 3, 4)
        )
        for word in ("low", "high", "closed")
    }
    medium = population.arrivals[: HORIZON - 2016].sum(axis=(1, 2, 3, 4))
    for values in arrivals.values():
        assert values[:8] == pytest.approx(medium[:8])  # to 2024
    assert arrivals["low"][-1] < 0.8 * medium[-1] < medium[-1] < 1.1 * medium[-1] < arrivals["high"][-1]
    assert arrivals["closed"][8:].sum() == 0


def test_a_ceiling_holds_arrivals_back(assumptions):
    ceiling = {"guangdong": 1e9, "shanghai": 24.7e6, "elsewhere": 1e10}
    capped = build_population(assumptions.apply({"migration": {"most_residents": ceiling}}), horizon=2025)
    residents = capped.frame_stock[1:, SHANGHAI].sum(axis=(1, 2, 3))
    assert residents.max() < 24.7e6 * 1.001


def test_a_word_that_is_not_offered_is_refused(assumptions):
    with pytest.raises(InputError, match="did you mean frozen"):
        build_population(assumptions.apply({"mortality": {"variant": "frozn"}}), horizon=2017)
