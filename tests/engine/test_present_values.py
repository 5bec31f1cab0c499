"""What a year's money is at the base year: powers of the discount rate, in a table."""

import numpy as np
import pytest

from microsim.kernel.world import BASE_YEAR, FIRST_LAW_YEAR, LAW_YEARS, at_base_year


@pytest.mark.parametrize("rate", [0.0, 0.02, 0.035, -0.01])
def test_later_money_is_worth_less_and_earlier_money_more(rate):
    years = FIRST_LAW_YEAR + np.arange(LAW_YEARS)
    found = at_base_year(np.full((2, LAW_YEARS), rate))
    assert found == pytest.approx(np.tile((1.0 + rate) ** (BASE_YEAR - years), (2, 1)), rel=1e-13)
    assert found[0, BASE_YEAR - FIRST_LAW_YEAR] == 1.0


def test_each_year_and_province_has_its_own_rate():
    rates = np.full((2, LAW_YEARS), 0.03)
    rates[1, -1] = 0.04
    found = at_base_year(rates)
    assert (found[0, :-1] == found[1, :-1]).all()
    assert found[1, -1] < found[0, -1]
