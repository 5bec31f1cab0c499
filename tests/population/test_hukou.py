"""Hukou: each region's rule, dated, at the mean the prior says."""

import numpy as np
import pytest

from microsim.kernel.world import BASE_YEAR, FIRST_YEAR
from microsim.places import PLACE_CODE
from microsim.population.build import build_population
from microsim.population.hukou import access, rules
from tests.geography import SHANGHAI

FOSHAN, QINGYUAN = PLACE_CODE["foshan"], PLACE_CODE["qingyuan"]
YEAR_2030, YEAR_2031 = 13, 14  # of what a run keeps; tables of the world begin with FIRST_YEAR
BEFORE = BASE_YEAR + 1 - FIRST_YEAR


def test_rules_differ_by_region(priors):
    open_to = access(priors)
    assert (open_to[SHANGHAI, :7] == 0.1).all()
    assert (open_to[SHANGHAI, 7:] == 1).all()
    assert (open_to[FOSHAN, 5:] == 1).all()
    assert (open_to[QINGYUAN, 3:] == 1).all()
    assert set(rules()) == {"other_cities", "pearl_river_delta", "shanghai"}


def test_the_mean_over_migrants_is_the_prior(population, priors):
    from microsim.population.build import make_base
    from microsim.population.hukou import stay_classes
    from microsim.population.inputs import table
    from microsim.population.mortality import life_tables

    base = make_base(priors, life_tables(priors))
    migrants = base.stock[SHANGHAI, ..., 4:].sum(axis=0)  # age, type
    gained = np.einsum(
        "at,ad,td->", migrants, stay_classes(base.stays)[1], population.world_tables["acquire"][BEFORE, SHANGHAI]
    )
    expected = priors.years("hukou.acquire.shanghai", [2017])[0] * table("settling")["acquire"][SHANGHAI]
    assert gained / migrants.sum() == pytest.approx(expected, rel=1e-6)


def test_a_reform_changes_nothing_before_its_year(assumptions, population):
    rule = {"hukou": {"acquire": {"pearl_river_delta": {2031: 0.03}}, "convert": {2031: 0.03}}}
    reform = build_population(assumptions.apply(rule), horizon=2035)
    before, after = (p.world_tables["acquire"][BEFORE:][: YEAR_2031 + 1, FOSHAN] for p in (population, reform))
    assert np.array_equal(before[: YEAR_2030 + 1], after[: YEAR_2030 + 1])
    assert after[YEAR_2031] == pytest.approx(2 * before[YEAR_2031])
    assert np.array_equal(population.frame_stock[: YEAR_2031 + 1], reform.frame_stock[: YEAR_2031 + 1])
    assert reform.frame_stock[19, FOSHAN, 0].sum() > population.frame_stock[19, FOSHAN, 0].sum()


def test_students_convert_most(population):
    convert = population.world_tables["convert"][BEFORE]
    assert convert[20] == pytest.approx(3 * convert[40])
    assert convert[30] == pytest.approx(1.5 * convert[40])
    assert convert[60] == pytest.approx(0.5 * convert[40])
