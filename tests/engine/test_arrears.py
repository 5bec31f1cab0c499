"""Months that employers missed and pay up in December: they count, and a fee for each day goes to the fund."""

from datetime import date

import numpy as np
import pytest

from microsim.amounts import FEN, MONTHS
from microsim.engine.run import simulate
from microsim.kernel.items import Item
from microsim.kernel.setting import month_index
from microsim.kernel.tallies import MonthCount
from microsim.kernel.world import BASE_YEAR
from microsim.schema import Scheme
from microsim.schemes.employees.arrears import days_in, fee_of_month
from microsim.watch.opened import plain
from tests.world import synthetic_numbers

PER_STRATUM = 30


def counts(world, chance):
    """Return what is counted of the first year of lives in which employers pay up with a chance."""
    assumptions = world.assumptions.copy()
    assumptions["arrears_paid_up"] = chance
    return simulate(synthetic_numbers(PER_STRATUM), world._replace(assumptions=assumptions), until=BASE_YEAR + 1)


def test_days_of_a_month_are_those_of_the_calendar():
    for month in range(MONTHS * 1999, MONTHS * 2101):
        year, number = divmod(month, MONTHS)
        last = date(year + (number == 11), (number + 1) % 12 + 1, 1)
        assert days_in(year, number + 1) == (last - date(year, number + 1, 1)).days


class Law:
    """A place whose fee falls in July 2011."""

    def __getitem__(self, where):
        year = 1970 + where[1]
        rates = [0.002] * 6 + [0.0005] * 6 if year == 2011 else [0.002 if year < 2011 else 0.0005] * MONTHS
        return type("Row", (), {"late_fee_rate": rates})


def test_a_fee_is_paid_for_each_day_from_the_month_after():
    world = type("World", (), {"law": Law()})
    owed, fee = 100_00, plain(fee_of_month)
    assert fee(world, 0, owed, month_index(2012, 1), month_index(2012, 2)) == 0
    assert fee(world, 0, owed, month_index(2012, 1), month_index(2012, 3)) == round(owed * 29 * 0.0005)
    both = round(owed * 30 * 0.002) + round(owed * 31 * 0.0005)
    assert fee(world, 0, owed, month_index(2011, 5), month_index(2011, 8)) == both


@pytest.fixture(scope="module")
def none(world):
    return counts(world, 0.0)


@pytest.fixture(scope="module")
def everyone(world):
    return counts(world, 1.0)


def test_nothing_is_paid_up_where_nobody_does(none):
    assert none.months[..., MonthCount.PAID_UP].sum() == 0
    assert none.months[..., MonthCount.LATE_FEE].sum() == 0


def test_months_paid_up_are_months_paid(none, everyone):
    more = [
        everyone.months[..., kind].sum() - none.months[..., kind].sum()
        for kind in (MonthCount.PAID, MonthCount.PAID_UP)
    ]
    assert more[0] == more[1] > 20


def test_the_fee_is_in_the_books(none, everyone):
    """What the fund takes is the contribution of each month and the fee; who pays them has a rate for each."""
    fees = everyone.months[..., MonthCount.LATE_FEE].sum()
    months = everyone.months[..., MonthCount.PAID_UP].sum()
    taken = {
        item: (everyone.flows - none.flows)[..., Scheme.EMPLOYEES, item].sum()
        for item in (Item.EMPLOYER, Item.EMPLOYEE)
    }
    bases = (everyone.months - none.months)[..., MonthCount.BASE].sum() * FEN
    assert fees > 0
    assert np.isclose(taken[Item.EMPLOYEE], 0.08 * bases, rtol=0.001)
    assert 0 <= taken[Item.EMPLOYER] - fees - 0.1 * bases
    assert taken[Item.EMPLOYER] - fees - 0.3 * bases <= months * FEN
