"""Total fertility is the nation's times the province's ratio; cities keep the province's births."""

import numpy as np

from microsim.population.fertility import MOTHERS, fertility_rates, national_column, share_boys, total_fertility
from microsim.population.inputs import base_residents
from tests.geography import CITY_COUNT, SHANGHAI

YEAR_2020 = 3


def rates(priors):
    women = base_residents()[:, 1, MOTHERS]
    return women, fertility_rates(priors, women)


def test_total_fertility_is_ratio_times_nation(priors):
    scale = priors.years("fertility.scale", [2020], "shanghai")[0]
    expected = 0.583 * national_column("medium")[YEAR_2020] * scale
    assert abs(total_fertility(priors, "shanghai")[YEAR_2020] - expected) < 1e-9
    _, by_age = rates(priors)
    assert abs(by_age[YEAR_2020, SHANGHAI].sum() - expected) < 1e-9


def test_cities_differ_but_the_province_keeps_its_births(priors):
    women, by_age = rates(priors)
    cities = (by_age[0, :CITY_COUNT] * women[:CITY_COUNT]).sum()
    shares = by_age[0, 0] / by_age[0, 0].sum()
    province = total_fertility(priors, "guangdong")[0] * (women[:CITY_COUNT] @ shares).sum()
    assert abs(cities / province - 1) < 1e-9
    assert by_age[0, :CITY_COUNT].sum(axis=1).std() > 0.05


def test_low_variant_has_fewer_births(assumptions, priors):
    low = type(priors)(assumptions.apply({"fertility": {"variant": "low"}}))
    fewer = total_fertility(low, "guangdong")
    assert (fewer[20:] < total_fertility(priors, "guangdong")[20:]).all()


def test_boys_at_birth_near_the_national_share(priors):
    boys = share_boys(priors)
    assert np.allclose(boys[-1], 0.515, atol=0.005)
    assert boys[0, 0] > boys[0, SHANGHAI]
