"""Cover and declaration: cities depart from their province by one shift, and the province keeps what it is given."""

import numpy as np
import pytest

from microsim.kernel.world import BASE_YEAR, FIRST_LAW_YEAR
from microsim.places import AREA_COUNT, AREAS_OF, PLACE_CODE, SIMULATED
from microsim.population.cover import (
    city_shifts,
    cover_table,
    declared_table,
    expected_insured,
    figures_of,
)
from microsim.population.inputs import Priors, table
from microsim.population.jobs import farm_shares, formal_shares, logit, shifted, working
from microsim.schema import Origin, Status
from tests.geography import CITY_COUNT

BASE = BASE_YEAR - FIRST_LAW_YEAR
QINGYUAN = PLACE_CODE["qingyuan"]
GUANGDONG = 0
CITIES = AREAS_OF[GUANGDONG]


@pytest.fixture(scope="module")
def outside(population, priors):
    """Workers outside farming [area, status]."""
    stock = population.expected[Origin.BASE][..., 0].transpose(0, 2, 3, 1)
    persons = working(stock, population.world_tables["employment_all"])
    return persons * (1 - farm_shares(priors, persons)[:AREA_COUNT])


def tables(priors, outside):
    """Return shifts, formal jobs, cover and declaration."""
    shifts = city_shifts(priors, outside)
    formal = formal_shares(priors, outside, shifts)
    cover = cover_table(priors, formal, outside, shifts)
    return shifts, formal, cover, declared_table(priors, formal, outside, cover)


@pytest.fixture(scope="module")
def shipped(priors, outside):
    return tables(priors, outside)


def guangdong(priors, path):
    """Return an assumption of Guangdong at the base date, an estimate where there is one."""
    return priors.provinces_in(path, BASE_YEAR)[GUANGDONG]


def test_shares_differ_by_their_shift_and_keep_their_mean():
    """Two cities, 30 and 10 persons of the first status and 20 of the second, which has the same mean."""
    means, weights = np.array([[0.4, 0.4]]), np.array([[[30.0, 20.0]], [[10.0, 0.0]]])
    shares = shifted(means, np.array([[0.0, 0.0], [0.5, 0.0]]), weights, np.zeros(2, dtype=int))
    assert logit(shares[1, 0, 0]) - logit(shares[0, 0, 0]) == pytest.approx(0.5)
    assert (shares * weights).sum() == pytest.approx(0.4 * 60)


def test_what_is_certain_cannot_be_shifted():
    means, weights = np.array([[0.0, 1.0, 0.5]]), np.array([[[1.0, 1.0, 0.0]]] * 2)
    shares = shifted(means, np.array([[0.3] * 3, [-0.3] * 3]), weights, np.arange(3))
    assert shares.tolist() == [[[0.0, 1.0, 0.5]]] * 2


def test_a_city_with_a_figure_is_drawn_to_it_and_others_stay(priors, outside, shipped):
    shifts = shipped[0]
    figures = figures_of(GUANGDONG)
    assert set(np.flatnonzero(shifts)) == set(figures.cities)
    at = np.flatnonzero(figures.cities == QINGYUAN)[0]

    def share(shift):
        insured = expected_insured(priors, GUANGDONG, outside[CITIES], shift, BASE_YEAR, figures.years)
        return insured[QINGYUAN, at] / insured[:, at].sum()

    free, drawn = share(np.zeros(CITY_COUNT)), share(shifts[CITIES])
    assert figures.shares[at] < drawn < free, "between the figure and the province"


def test_a_wider_spread_goes_nearer_to_the_figures_and_none_leaves_the_mean(assumptions, outside, shipped):
    wide, none = (
        city_shifts(Priors(assumptions.apply({"coverage": {"city_spread": spread}})), outside) for spread in (0.8, 0.0)
    )
    assert wide[QINGYUAN] < shipped[0][QINGYUAN] < 0
    assert not none.any()


def test_the_province_keeps_its_formal_jobs_and_their_cover(priors, outside, shipped):
    _, formal, cover, _ = shipped
    jobs = outside[CITIES] * formal[CITIES, BASE]
    assert jobs[:, 0].sum() / outside[CITIES, 0].sum() == pytest.approx(0.85)
    covered = jobs * cover[CITIES, BASE, :, 0]
    urban, outsiders = (guangdong(priors, f"coverage.{whom}") for whom in ("local_urban", "inter_provincial"))
    assert covered[:, 0].sum() / jobs[:, 0].sum() == pytest.approx(urban)
    assert covered[:, 4:].sum() / jobs[:, 4:].sum() == pytest.approx(outsiders)


def test_rural_migrants_are_insured_less_often(shipped):
    cover = shipped[2][CITIES, BASE, :, 0]
    apart = logit(cover[:, Status.INTER_RURAL]) - logit(cover[:, Status.INTER_URBAN])
    assert apart == pytest.approx(np.full(CITY_COUNT, -0.7))


def test_jobs_of_rural_hukou_declare_the_floor_more_often_and_the_province_as_often(priors, outside, shipped):
    _, formal, cover, declared = shipped
    floor, basic = declared[GUANGDONG, BASE].T
    assert logit(floor[1::2]) - logit(floor[::2]) == pytest.approx([0.4] * 3)
    jobs = (outside[CITIES] * formal[CITIES, BASE] * cover[CITIES, BASE, :, 0]).sum(axis=0)
    at_floor, at_basic = (guangdong(priors, f"contributions.{what}_share") for what in ("floor", "basic_wage"))
    assert floor @ jobs / jobs.sum() == pytest.approx(at_floor)
    assert basic / (1 - floor) == pytest.approx([at_basic / (1 - at_floor)] * 6)


def test_every_published_figure_is_of_a_city_of_some_province():
    """A city that no province has would be passed over without a word."""
    assert sum(len(figures_of(province).cities) for province in SIMULATED) == len(table("city_insured")["city"]) > 0
