"""The price level is built of the yearly rises, 1 in the year of prices."""

import numpy as np
import pytest

from microsim.law.load import load_assumptions
from microsim.law.prices import prices_of

YEARS = np.arange(2017, 2101)


def test_prices_rise_by_the_path():
    assumptions = load_assumptions()
    prices = prices_of(assumptions, YEARS)
    rises = assumptions.path("economy.cpi", YEARS, "elsewhere")
    assert prices.level[1:] / prices.level[:-1] == pytest.approx(1 + rises[1:])
    assert prices.level[YEARS == prices.year] == pytest.approx(1.0)


def test_a_scenario_chooses_the_year():
    shipped = prices_of(load_assumptions(), YEARS)
    chosen = prices_of(load_assumptions().apply({"economy": {"price_year": 2016}}), YEARS)
    assert chosen.year == 2016
    assert chosen.level / chosen.level[0] == pytest.approx(shipped.level / shipped.level[0])
    assert chosen.level[0] == pytest.approx(1.016)  # the rise of 2017
