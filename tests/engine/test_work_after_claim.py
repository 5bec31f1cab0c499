"""Pensioners work at a share of the rate of all, from the year after the claim on, and never after lost capacity."""

import numpy as np
import pytest

from microsim.engine.run import record_lives
from microsim.kernel.world import BASE_YEAR, FIRST_LAW_YEAR, OLDEST
from microsim.schema import Labour, Membership
from tests.world import synthetic_numbers

BOUND = 4.0  # standard errors
UNTIL = 2060


@pytest.fixture(scope="module")
def pensioners(world):
    """Return the years of people who drew a pension all year: whether they worked, by which chance, since when."""
    lives = record_lives(synthetic_numbers(per_stratum=12), world, seed=3, until=UNTIL)
    year = np.broadcast_to(BASE_YEAR + np.arange(lives.shape[1]), lives.shape)
    drew = (lives["alive"] == 1) & (lives["membership"] == Membership.PENSIONER) & (year > BASE_YEAR)
    drew &= lives["claim_month"] < 12 * year
    at, year = lives[drew], year[drew]
    age = np.minimum(year - at["birth"] // 12, OLDEST)
    share = world.assumptions["after_pension"][0, year - FIRST_LAW_YEAR]
    chance = share * world.employment_all[at["place"], at["hukou_type"], at["sex"], age]
    since = year - at["claim_month"] // 12
    return at, at["labour"] == Labour.INFORMAL, chance, np.where(at["claim_month"] < 12 * (BASE_YEAR + 1), 0, since)


@pytest.mark.parametrize("since", [1, 2, 5])
def test_the_share_of_pensioners_working_is_the_assumed_one_from_the_first_year(pensioners, since):
    at, works, chance, years = pensioners
    these = (years == since) & (at["disability_from"] == 0)
    error = np.sqrt((chance[these] * (1 - chance[these])).sum()) / these.sum()
    assert these.sum() > 400
    assert works[these].mean() == pytest.approx(chance[these].mean(), abs=BOUND * error)
    assert chance[these].mean() > 2 * BOUND * error


def test_pensioners_are_at_work_without_cover_or_not_at_all(pensioners):
    at, works, *_ = pensioners
    assert works.any()
    assert set(at["labour"][~works]) == {Labour.NOT_WORKING}
    assert not at["covered"].any()
    assert not at["paid_months"].any()
    assert (at["wage"][works] > 0).all()


def test_who_lost_the_capacity_to_work_does_not_work_with_a_pension(pensioners):
    at, works, *_ = pensioners
    disabled = at["disability_from"] > 0
    assert disabled.sum() > 300
    assert not works[disabled].any()
