"""The base stock meets its margins; the tables agree with the sources they were made from."""

import itertools

import numpy as np
import pytest

from microsim.population.base import LOCAL, STATUSES, class_shares, status_totals
from microsim.population.inputs import SINGLE_AGES, base_residents
from microsim.population.ipf import Misfit, fit
from microsim.schema import Origin
from tests.geography import CITY_COUNT, SHANGHAI

GROUPS = (0, 1, *range(5, 90, 5), SINGLE_AGES)
# Ten thousand persons of 25 and more between the censuses along cohorts, at an even pace: a cross-check
# by hand up to 69. Ours follows the ages of moves and deaths: more young adults by 2016, more of the old alive.
GUANGDONG_MEN = (714, 599, 491, 500, 489, 423, 240, 231, 157)
SHANGHAI_WOMEN = (128, 120, 98, 90, 91, 94, 81, 92, 61)


@pytest.fixture
def stock(population):
    """Residents at the end of 2016 [area, status, sex, age]."""
    return population.expected[Origin.BASE][..., 0]


def in_groups(persons):
    return np.stack([persons[..., a:b].sum(axis=-1) for a, b in itertools.pairwise(GROUPS)], axis=-1)


def test_cities_of_the_census_add_up(census):
    _, table = census
    assert table[:CITY_COUNT].sum() == 126_012_510


@pytest.mark.parametrize(("areas", "share"), [(slice(0, CITY_COUNT), 12.35), (slice(SHANGHAI, None), 23.38)])
def test_aged_share_of_the_census(census, areas, share):
    starts, table = census
    persons = table[areas].sum(axis=(0, 1))
    assert 100 * persons[starts.index(60) :].sum() / persons.sum() == pytest.approx(share, abs=0.01)


def test_residents_of_2016_follow_the_cohorts():
    groups = in_groups(base_residents()) / 1e4
    assert base_residents()[:CITY_COUNT].sum() == pytest.approx(119.08e6, abs=100)
    assert base_residents()[SHANGHAI].sum() == pytest.approx(24.67e6, abs=100)
    assert groups[:CITY_COUNT, 0, 6:15].sum(axis=0) == pytest.approx(GUANGDONG_MEN, rel=0.04)
    assert groups[SHANGHAI, 1, 6:15] == pytest.approx(SHANGHAI_WOMEN, rel=0.08)


def test_margins_are_met(stock, priors):
    residents, totals = base_residents(), status_totals(priors, base_residents())
    assert stock.shape[1] == STATUSES
    assert (stock >= 0).all()
    assert np.abs(stock.sum(axis=1) / residents - 1).max() < 1e-6
    present = totals > 0
    assert np.abs(stock.sum(axis=(2, 3))[present] / totals[present] - 1).max() < 1e-6


def test_migrant_classes_lie_between_the_censuses(priors):
    classes = class_shares(priors, base_residents())
    assert 21.5e6 < classes[:CITY_COUNT, 2].sum() < 29.7e6
    assert classes[SHANGHAI, 1] == 0


def test_registered_people_of_shanghai_are_old(stock):
    local = stock[SHANGHAI, LOCAL].sum(axis=(0, 1))
    assert 100 * local[60:].sum() / local.sum() == pytest.approx(31.6, abs=0.3)
    assert 100 * local[80:].sum() / local.sum() == pytest.approx(5.5, abs=0.3)


def test_locals_remain_at_every_age(stock):
    share = stock[SHANGHAI, LOCAL].sum(axis=(0, 1)) / stock[SHANGHAI].sum(axis=(0, 1))
    assert share.min() > 0.245


def test_margins_that_contradict_each_other_are_refused():
    with pytest.raises(Misfit):
        fit(np.ones((2, 2)), (((1,), np.array([[1.0], [1.0]])), ((0,), np.array([[3.0, 1.0]]))), rounds=50)
