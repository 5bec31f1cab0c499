"""Pensioners of the base date: shares by age worked by hand, and their spread over the cities."""

import numpy as np
import pytest

from microsim.places import ELSEWHERE, PLACE_CODE
from microsim.population.inputs import Priors, areas, base_residents
from microsim.population.standing import (
    base_pensioners,
    claim_ages,
    drawing,
    past_age,
    pensioner_share,
    provincial,
    public_pensioners,
)
from microsim.schema import Origin, Sex, Status
from tests.geography import CITY_COUNT, SHANGHAI

BORN_1930, BORN_1960 = 6, 12  # rows of tables by cohort of schooling
MEN, WOMEN = int(Sex.MALE), int(Sex.FEMALE)
URBAN, RURAL, MIGRANT = int(Status.LOCAL_URBAN), int(Status.LOCAL_RURAL), int(Status.INTER_RURAL)
GUANGZHOU = PLACE_CODE["guangzhou"]


@pytest.fixture(scope="module")
def stock(population):
    """Residents at the base date [area, sex, age, status]."""
    return population.expected[Origin.BASE][..., 0].transpose(0, 2, 3, 1)


@pytest.fixture(scope="module")
def public(priors, stock, population):
    """Who draws a public pension."""
    return public_pensioners(priors, stock, population.world_tables["education"])


@pytest.fixture(scope="module")
def shares(priors, public):
    """Return who draws a pension where the shares are those of all past their age [place, status, sex, age]."""
    return drawing(priors, past_age(priors), provincial(priors), public.drawing)


def pensioners(priors, stock, employees, public):
    cells = drawing(priors, past_age(priors), employees, public.drawing)[: len(stock), ..., : stock.shape[2]]
    return (cells * stock.transpose(0, 3, 1, 2)).sum(axis=(1, 2, 3))


def test_ages_are_those_of_the_statute():
    assert claim_ages("original_age", 2016) == [60, 55, 50]
    assert claim_ages("special_age", 2016)[0] == 55


def test_men_of_guangdong(priors, shares, public):
    """Of those without a public pension 0.585 draw an employees' one; before 60 those of special work, one in twenty."""
    special = priors.provinces_in("retirement.special_share", 2016)[0]
    taken = public.drawing[GUANGZHOU, MEN, [54, 55, 59, 60]]
    past = np.array([0, special, special, 1])
    assert shares[GUANGZHOU, URBAN, MEN, [54, 55, 59, 60]] == pytest.approx(taken + 0.585 * (past - taken))
    assert 0 == taken[0] < taken[1] < special * taken[3] * 1.5 < special
    assert shares[GUANGZHOU, RURAL, MEN, 60] == pytest.approx(0.10)
    assert shares[GUANGZHOU, MIGRANT, MEN, 60] == pytest.approx(0.08)


def test_women_of_guangdong_by_track(priors, shares, public):
    """Seven in ten are past their age at 50, the cadres at 55; both may draw a public pension."""
    workers = priors.number("retirement.women_worker_share")
    taken = public.drawing[GUANGZHOU, WOMEN]
    assert shares[GUANGZHOU, URBAN, WOMEN, 52] == pytest.approx(taken[52] + 0.585 * (workers - taken[52]))
    assert shares[GUANGZHOU, URBAN, WOMEN, 55] == pytest.approx(taken[55] + 0.585 * (1 - taken[55]))
    assert 0 == taken[44] < taken[52] < 0.8 * taken[56] < 0.3


@pytest.mark.parametrize(("cities", "retired"), [(slice(0, CITY_COUNT), 1.2e6), (SHANGHAI, 0.5e6)])
def test_public_pensioners_are_as_many_as_counted(stock, public, cities, retired):
    drawn = public.drawing[cities, :, : stock.shape[2]] * stock[cities, ..., URBAN]
    assert drawn.sum() == pytest.approx(retired, rel=1e-6)


def test_odds_of_a_public_pension_stand_as_assumed(priors, public):
    shares = public.shares[:2, BORN_1930:BORN_1960]
    odds = shares / (1 - shares)
    asked = [priors.number(f"base_stock.public_odds.{level}") for level in ("primary", "junior", "senior", "college")]
    assert odds / odds[..., 2:3] == pytest.approx(np.broadcast_to(asked, odds.shape), rel=1e-6)


def test_every_cohort_has_the_same_share_of_public_pensions(stock, public, priors):
    """Of Shanghai's townsmen past the age, by five years of birth: no schooling of a cohort's own moves its share."""
    past = past_age(priors)[1, :, : stock.shape[2]] * stock[SHANGHAI, ..., URBAN]
    drawn = public.drawing[SHANGHAI, :, : stock.shape[2]] * stock[SHANGHAI, ..., URBAN]
    cohorts = [slice(2016 - born - 4, 2016 - born + 1) for born in (1930, 1940, 1950, 1955)]
    shares = [drawn[:, ages].sum() / past[:, ages].sum() for ages in cohorts]
    assert shares == pytest.approx([drawn.sum() / past.sum()] * len(cohorts), rel=1e-6)


def test_public_pensions_take_none_of_the_employees(priors, stock, public):
    """Who draws a public pension is given it first; as many draw an employees' one as the shares of all say."""
    past = past_age(priors)
    table = base_pensioners(weighted(priors.assumptions, 0), stock, public.drawing)
    persons = stock[SHANGHAI, ..., URBAN]
    whole = past[1, :, : stock.shape[2]]
    left = whole - public.drawing[SHANGHAI, :, : stock.shape[2]]
    assert (table[SHANGHAI, 0] * left * persons).sum() == pytest.approx(0.77 * (whole * persons).sum(), rel=1e-6)


def test_township_pensions_of_shanghai(shares, public):
    """A quarter of the locals without another pension have one."""
    assert shares[SHANGHAI, RURAL, MEN, 70] == pytest.approx(0.35 + 0.65 * 0.25)
    taken = public.drawing[SHANGHAI, MEN, 70]
    assert shares[SHANGHAI, URBAN, MEN, 70] == pytest.approx(taken + (1 - taken) * (0.77 + 0.23 * 0.25))


def test_by_hukou_type_the_base_stock_weighs(priors, stock, public):
    table = pensioner_share(priors, stock, provincial(priors), public.drawing)
    cells = drawing(priors, past_age(priors), provincial(priors), public.drawing)
    persons = stock[GUANGZHOU, MEN, 65, URBAN::2]
    expected = (cells[GUANGZHOU, URBAN::2, MEN, 65] * persons).sum() / persons.sum()
    assert table[GUANGZHOU, URBAN, MEN, 65] == pytest.approx(expected)
    assert table[ELSEWHERE, RURAL, MEN, 65] == pytest.approx(0.05)


def weighted(assumptions, weight):
    return Priors(assumptions.apply({"base_stock": {"city_weight": weight}}))


def test_without_weight_the_cities_are_alike(assumptions, stock, public):
    priors = weighted(assumptions, 0)
    table = base_pensioners(priors, stock, public.drawing)
    assert table[:CITY_COUNT] == pytest.approx(np.tile(table[0], (CITY_COUNT, 1)), abs=1e-9)
    assert table[:, 1:] == pytest.approx(provincial(priors)[:, 1:], abs=1e-9)


def test_the_province_keeps_its_pensioners(assumptions, priors, stock, public):
    before = pensioners(priors, stock, base_pensioners(weighted(assumptions, 0), stock, public.drawing), public)
    after = pensioners(priors, stock, base_pensioners(priors, stock, public.drawing), public)
    assert after[:CITY_COUNT].sum() == pytest.approx(before[:CITY_COUNT].sum(), rel=1e-3)
    assert after[SHANGHAI] == pytest.approx(before[SHANGHAI])
    assert after[GUANGZHOU] > 1.2 * before[GUANGZHOU]


def test_at_full_weight_they_stand_where_the_census_found_the_retired(assumptions, priors, stock, public):
    """Guangzhou and Foshan, per resident past the age: as in 2010."""
    foshan = PLACE_CODE["foshan"]
    reached = pensioners(priors, stock, base_pensioners(weighted(assumptions, 1), stock, public.drawing), public)
    past = past_age(priors)[0, :, :101]

    def rate(city):
        old, then = ((base_residents(year)[city] * past).sum() for year in (2016, 2010))
        adults = base_residents(2010)[city][:, 16:].sum()
        return reached[city] / old, areas()["retired10"][city] * adults / then

    (now, then), (now_foshan, then_foshan) = rate(GUANGZHOU), rate(foshan)
    assert now / now_foshan == pytest.approx(then / then_foshan, rel=1e-4)


def test_shares_are_shares(priors, stock, public):
    table = base_pensioners(priors, stock, public.drawing)
    assert (table >= 0).all()
    assert (table < 1).all()
    assert np.isfinite(pensioner_share(priors, stock, table, public.drawing)).all()
