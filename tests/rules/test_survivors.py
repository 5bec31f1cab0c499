"""Survivors' benefits: the measures' steps and the published worked cases."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from microsim.schemes.base.accounts import fen
from microsim.schemes.survivors.rules import (
    dependants_lump_months,
    funeral_grant,
    grant_base,
    lump_months_by_law,
    survivor_cap,
)


def lump_months(years, drawn):
    """Return the months of the lump sum with the values of the national notice: 3, 6, 9 and up to 30 years."""
    return lump_months_by_law(years, drawn, 3.0, 6.0, 9.0, 30.0)


@pytest.mark.parametrize(
    ("years", "months"),
    [(1.0, 3), (4.99, 3), (5.0, 6), (9.99, 6), (10.0, 9), (15.0, 9), (16.0, 10), (25.0, 19), (30.0, 24), (41.0, 24)],
)
def test_months_in_service(years, months):
    assert lump_months(years, 0.0) == months


def test_published_case_of_a_pensioner():
    """28 years 9 months paid, 3 years 6 months drawn, income 2818.50: 22.75 - 3.5 = 19.25 months."""
    months = lump_months(28.75, 3.5)
    assert months == 19.25
    assert fen(2818.5 * months) == 54_256_13
    assert fen(funeral_grant(2818.5, 2.0)) == 5_637_00


def test_long_retired_keep_nine_months():
    """The same after 15 years 6 months: 7.25 would be left, nine are paid."""
    assert lump_months(28.75, 15.5) == 9
    assert fen(2818.5 * 9) == 25_366_50


def test_shandong_minimum():
    """Income of 2021 47066: (2 + 9) months are 43143.83."""
    base = 47066 / 12
    assert fen(funeral_grant(base, 2.0) + base * lump_months(35.0, 20.0)) == 43_143_83


def test_five_years_in_payment():
    assert 3365 * lump_months(25.0, 5.0) == 47110


def test_short_careers_get_no_more_than_they_paid():
    assert survivor_cap(16825.0, 4.5, 9000.0) == 9000.0
    assert survivor_cap(16825.0, 4.5, 20000.0) == 16825.0
    assert survivor_cap(16825.0, 5.0, 9000.0) == 16825.0


@given(st.floats(0.0, 50.0), st.floats(0.0, 50.0), st.floats(0.0, 40.0))
def test_longer_careers_never_get_less(one, other, drawn):
    less, more = sorted((one, other))
    assert lump_months(less, drawn) <= lump_months(more, drawn) <= 24.0


def test_grants_before_2021_go_by_dependants():
    """Shenzhen: three months of the wage for the funeral, 6, 9 or 12 by dependants."""
    assert [dependants_lump_months(number, 6.0, 9.0, 12.0) for number in range(5)] == [0.0, 6.0, 9.0, 12.0, 12.0]
    assert grant_base(False, 3140.0, 6753.0) == 6753.0
    assert grant_base(True, 3140.0, 6753.0) == 3140.0
    assert funeral_grant(grant_base(False, 3140.0, 6753.0), 3.0) == 20259.0
