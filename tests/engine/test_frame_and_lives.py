"""The frame and the lives share one table of hazards: every year's stock agrees within sampling error.

A stock of n expected persons in a 1-in-k sample has a standard error below sqrt(n * k), the error of
independent draws; systematic strata only lower it. Five standard errors is the bound, cell by cell.
"""

import numpy as np
import pytest

from microsim.amounts import MONTHS
from microsim.engine.run import simulate
from microsim.inputs import compile_inputs
from microsim.kernel.tallies import MonthCount
from microsim.law.load import load_assumptions
from microsim.places import PLACES_OF, PROVINCE_COUNT, PROVINCE_KEYS, SIMULATED
from microsim.population.inputs import PROVINCE_OF

ONE_IN = 4000
BOUND = 5.0
AGE_GROUPS = (0, 15, 30, 45, 60, 75)


@pytest.fixture(scope="module")
def lived():
    """Return the inputs and the tallies of a small run."""
    inputs = compile_inputs("baseline")
    return inputs, simulate(inputs.population.sample(ONE_IN), inputs.world)


@pytest.fixture(scope="module")
def stocks(lived):
    """Return expected and simulated persons [year, place, status, sex, age 0..100]."""
    inputs, tallies = lived
    expected = inputs.population.frame_stock
    shown = expected[..., :101].copy()
    shown[..., 100] += expected[..., 101:].sum(axis=-1)
    return shown, tallies.population * ONE_IN


def far_off(expected, simulated):
    """Return the distance in standard errors; small cells count as one sampled person at least."""
    return np.abs(simulated - expected) / np.sqrt(np.maximum(expected, ONE_IN) * ONE_IN)


@pytest.mark.slow
def test_place_and_status_every_year(stocks):
    expected, simulated = (stock.sum(axis=(3, 4)) for stock in stocks)
    assert far_off(expected, simulated).max() < BOUND


@pytest.mark.slow
def test_province_and_age_every_year(stocks):
    def grouped(stock):
        by_age = np.add.reduceat(stock.sum(axis=2), AGE_GROUPS, axis=-1)
        return np.stack([by_age[:, p == PROVINCE_OF].sum(axis=1) for p in range(PROVINCE_COUNT)])

    assert far_off(*(grouped(stock) for stock in stocks)).max() < BOUND


@pytest.mark.slow
def test_total_of_the_two_provinces(stocks):
    """Systematic strata keep the total well inside the error of independent draws."""
    expected, simulated = (stock[:, :22].sum(axis=(1, 2, 3, 4)) for stock in stocks)
    assert far_off(expected, simulated).max() < BOUND / 2


@pytest.mark.slow
@pytest.mark.parametrize("province", SIMULATED)
def test_posts_of_the_public_service_are_filled(lived, province):
    """Years of work in the public service, mean of 2017-2050: within 8% of the posts (sampling error near 3%)."""
    _, tallies = lived
    years = np.arange(2017, 2051)
    filled = tallies.months[: len(years), PLACES_OF[province], MonthCount.PUBLIC_PAID].sum() * ONE_IN / MONTHS
    posts = load_assumptions().path("public.posts", years, PROVINCE_KEYS[province]).sum()
    assert filled == pytest.approx(posts, rel=0.08)
