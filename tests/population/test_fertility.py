"""Total fertility is the nation's times the province's ratio; cities keep the province's births."""

import numpy as np
import pytest

from microsim.kernel.world import BASE_YEAR, FIRST_YEAR
from microsim.population.fertility import MOTHERS, YEARS, fertility_rates, national_column, share_boys, total_fertility
from microsim.population.inputs import base_residents
from tests.geography import CITY_COUNT, SHANGHAI

YEAR_2017, YEAR_2020, YEAR_2024 = (year - FIRST_YEAR for year in (2017, 2020, 2024))


def rates(priors):
    women = base_residents()[:, 1, MOTHERS]
    return women, fertility_rates(priors, women)


def test_total_fertility_is_ratio_times_nation(priors):
    scale = priors.years("fertility.scale", [2020], "shanghai")[0]
    ratio = priors.years("fertility.ratio", [2020], "shanghai")[0]
    expected = ratio * national_column("medium")[YEAR_2020] * scale
    assert abs(total_fertility(priors, "shanghai")[YEAR_2020] - expected) < 1e-9
    _, by_age = rates(priors)
    assert abs(by_age[YEAR_2020, SHANGHAI].sum() - expected) < 1e-9


def test_cities_differ_but_the_province_keeps_its_births(priors):
    women, by_age = rates(priors)
    cities = (by_age[YEAR_2017, :CITY_COUNT] * women[:CITY_COUNT]).sum()
    shares = by_age[YEAR_2017, 0] / by_age[YEAR_2017, 0].sum()
    province = total_fertility(priors, "guangdong")[YEAR_2017] * (women[:CITY_COUNT] @ shares).sum()
    assert abs(cities / province - 1) < 1e-9
    assert by_age[YEAR_2017, :CITY_COUNT].sum(axis=1).std() > 0.05


def test_low_variant_has_fewer_births(assumptions, priors):
    low = type(priors)(assumptions.apply({"fertility": {"variant": "low"}}))
    fewer = total_fertility(low, "guangdong")
    assert (fewer[20:] < total_fertility(priors, "guangdong")[20:]).all()


def test_boys_at_birth_near_the_national_share(priors):
    boys = share_boys(priors)
    assert np.allclose(boys[-1], 0.515, atol=0.005)
    assert boys[0, 0] > boys[0, SHANGHAI]


def ratios(priors, province):
    """Return total fertility against the nation's corrected one by year."""
    nation = national_column("medium") * priors.years("fertility.scale", YEARS, province)
    return total_fertility(priors, province) / nation


@pytest.mark.parametrize("province", ["guangdong", "shanghai"])
def test_the_ratio_is_the_given_one_as_long_as_births_are_known_and_fades_after(priors, province):
    found, given = ratios(priors, province), priors.years("fertility.ratio", YEARS, province)
    last = int(priors.number("fertility.ratio_until"))
    final, years = priors.number("fertility.ratio_final", province), priors.number("fertility.ratio_years")
    assert np.allclose(found[YEARS <= last], given[YEARS <= last])
    gap = (found[YEARS >= last] - final) / (given[YEARS == last] - final)
    assert np.allclose(gap, np.exp(-(YEARS[YEARS >= last] - last) / years))


def test_a_scenario_may_fade_from_the_census_on(assumptions, priors):
    earlier = type(priors)(assumptions.apply({"fertility": {"ratio_until": 2020}}))
    assert np.allclose(ratios(earlier, "guangdong")[: YEAR_2020 + 1], ratios(priors, "guangdong")[: YEAR_2020 + 1])
    assert ratios(earlier, "guangdong")[YEAR_2024] < 1.0 < ratios(priors, "guangdong")[YEAR_2024]


@pytest.mark.parametrize(
    ("province", "year", "published"),
    [
        ("guangdong", 2021, 118.31),
        ("guangdong", 2022, 105.2),
        ("guangdong", 2023, 103.0),
        ("guangdong", 2024, 113.3),
        ("shanghai", 2021, 11.6),
        ("shanghai", 2022, 10.8),
    ],
)
def test_births_are_near_the_published_ones(population, province, year, published):
    """Ten thousand; the frame's are those alive at the year's end, of the women it projects itself."""
    areas = slice(0, CITY_COUNT) if province == "guangdong" else slice(SHANGHAI, SHANGHAI + 1)
    born = population.births[year - BASE_YEAR - 1, areas].sum() / 1e4
    assert born == pytest.approx(published, rel=0.03)
