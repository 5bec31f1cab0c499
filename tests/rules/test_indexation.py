"""The yearly adjustment: rules.md 4.2's worked example."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from microsim.schemes.base.indexation import adjusted_pension, ceiling_factor

FLAT, PER_YEAR, RATE = 17.5, 0.625, 0.009  # 2% of a mean of 3500 with 28 years, split 25/25/45
AGED, AGED_FROM = 70.0, 70 * 12


@pytest.mark.parametrize(("pension", "years", "expected"), [(2000.0, 20.0, 48.0), (7000.0, 38.0, 104.25)])
def test_rise_is_progressive(pension, years, expected):
    raised = adjusted_pension(pension, years, 65 * 12, FLAT, PER_YEAR, RATE, AGED, AGED_FROM)
    assert raised - pension == pytest.approx(expected)


def test_the_aged_get_more_from_the_month_on():
    younger = adjusted_pension(2000.0, 20.0, AGED_FROM - 1, FLAT, PER_YEAR, RATE, AGED, AGED_FROM)
    older = adjusted_pension(2000.0, 20.0, AGED_FROM, FLAT, PER_YEAR, RATE, AGED, AGED_FROM)
    assert older - younger == pytest.approx(AGED)


@given(st.floats(100.0, 30000.0), st.floats(100.0, 30000.0), st.floats(0.0, 50.0), st.integers(600, 1300))
def test_order_of_pensions_is_kept(one, other, years, age):
    less, more = sorted((one, other))
    terms = (years, age, FLAT, PER_YEAR, RATE, AGED, AGED_FROM)
    assert less <= adjusted_pension(less, *terms) <= adjusted_pension(more, *terms)


def test_national_percentage_is_a_ceiling_on_average():
    """70 per head of 3500 is 2%: a plan of 105 is cut by a third, one of 60 stays."""
    assert ceiling_factor(105.0, 3500.0, 0.02) == pytest.approx(2 / 3)
    assert ceiling_factor(60.0, 3500.0, 0.02) == 1.0
    assert ceiling_factor(0.0, 3500.0, 0.02) == 1.0
