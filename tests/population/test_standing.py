"""Pensioners of the base date: shares by age worked by hand, and their spread over the cities."""

import numpy as np
import pytest

from microsim.places import ELSEWHERE, PLACE_CODE
from microsim.population.inputs import Priors, areas, base_residents
from microsim.population.standing import base_pensioners, claim_ages, drawing, past_age, pensioner_share, provincial
from microsim.schema import Origin, Sex, Status
from tests.geography import CITY_COUNT, SHANGHAI

MEN, WOMEN = int(Sex.MALE), int(Sex.FEMALE)
URBAN, RURAL, MIGRANT = int(Status.LOCAL_URBAN), int(Status.LOCAL_RURAL), int(Status.INTER_RURAL)
GUANGZHOU = PLACE_CODE["guangzhou"]


@pytest.fixture(scope="module")
def stock(population):
    """Residents at the base date [area, sex, age, status]."""
    return population.expected[Origin.BASE][..., 0].transpose(0, 2, 3, 1)


@pytest.fixture(scope="module")
def shares(priors):
    """Return who draws a pension where all cities are alike [place, status, sex, age]."""
    return drawing(priors, past_age(priors), provincial(priors))


def pensioners(priors, stock, employees):
    cells = drawing(priors, past_age(priors), employees)[: len(stock), ..., : stock.shape[2]]
    return (cells * stock.transpose(0, 3, 1, 2)).sum(axis=(1, 2, 3))


def test_ages_are_those_of_the_statute():
    assert claim_ages("original_age", 2016) == [60, 55, 50]
    assert claim_ages("special_age", 2016)[0] == 55


def test_men_of_guangdong(shares):
    """0.585 draw an employees' pension, of the others 0.55 a public one; before 60 those of special work, 0.055."""
    assert shares[GUANGZHOU, URBAN, MEN, [54, 55, 59]] == pytest.approx([0, 0.055 * 0.81325, 0.055 * 0.81325])
    assert shares[GUANGZHOU, URBAN, MEN, 60] == pytest.approx(0.585 + 0.415 * 0.55)
    assert shares[GUANGZHOU, RURAL, MEN, 60] == pytest.approx(0.10)
    assert shares[GUANGZHOU, MIGRANT, MEN, 60] == pytest.approx(0.08)


def test_women_of_guangdong_by_track(shares):
    """0.7 are past their age at 50, the cadres, who may draw a public pension, at 55."""
    assert shares[GUANGZHOU, URBAN, WOMEN, 52] == pytest.approx(0.7 * 0.585)
    assert shares[GUANGZHOU, URBAN, WOMEN, 55] == pytest.approx(0.585 + 0.3 * 0.415 * 0.55)


def test_township_pensions_of_shanghai(shares):
    """A quarter of the locals without another pension have one."""
    assert shares[SHANGHAI, RURAL, MEN, 70] == pytest.approx(0.35 + 0.65 * 0.25)
    assert shares[SHANGHAI, URBAN, MEN, 70] == pytest.approx(0.77 + 0.23 * (0.55 + 0.45 * 0.25))


def test_by_hukou_type_the_base_stock_weighs(priors, stock):
    table = pensioner_share(priors, stock, provincial(priors))
    cells = drawing(priors, past_age(priors), provincial(priors))
    persons = stock[GUANGZHOU, MEN, 65, URBAN::2]
    expected = (cells[GUANGZHOU, URBAN::2, MEN, 65] * persons).sum() / persons.sum()
    assert table[GUANGZHOU, URBAN, MEN, 65] == pytest.approx(expected)
    assert table[ELSEWHERE, RURAL, MEN, 65] == pytest.approx(0.05)


def weighted(assumptions, weight):
    return Priors(assumptions.apply({"base_stock": {"city_weight": weight}}))


def test_without_weight_the_cities_are_alike(assumptions, stock):
    priors = weighted(assumptions, 0)
    assert base_pensioners(priors, stock) == pytest.approx(provincial(priors), abs=1e-9)


def test_the_province_keeps_its_pensioners(priors, stock):
    before = pensioners(priors, stock, provincial(priors))
    after = pensioners(priors, stock, base_pensioners(priors, stock))
    assert after[:CITY_COUNT].sum() == pytest.approx(before[:CITY_COUNT].sum(), rel=1e-3)
    assert after[SHANGHAI] == pytest.approx(before[SHANGHAI])
    assert after[GUANGZHOU] > 1.2 * before[GUANGZHOU]


def test_at_full_weight_they_stand_where_the_census_found_the_retired(assumptions, priors, stock):
    """Guangzhou and Foshan, per resident past the age: as in 2010."""
    foshan = PLACE_CODE["foshan"]
    reached = pensioners(priors, stock, base_pensioners(weighted(assumptions, 1), stock))
    past = past_age(priors).all[0, :, :101]

    def rate(city):
        old, then = ((base_residents(year)[city] * past).sum() for year in (2016, 2010))
        adults = base_residents(2010)[city][:, 16:].sum()
        return reached[city] / old, areas()["retired10"][city] * adults / then

    (now, then), (now_foshan, then_foshan) = rate(GUANGZHOU), rate(foshan)
    assert now / now_foshan == pytest.approx(then / then_foshan, rel=1e-4)


def test_shares_are_shares(priors, stock):
    table = base_pensioners(priors, stock)
    assert (table >= 0).all()
    assert (table < 1).all()
    assert np.isfinite(pensioner_share(priors, stock, table)).all()
