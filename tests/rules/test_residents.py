"""The residents' scheme: V13, V18 and fifteen years at the 500 yuan tier."""

import pytest

from microsim.schemes.base.accounts import interest_months, year_interest
from microsim.schemes.residents.rules import (
    residents_annuity,
    residents_credit,
    residents_pension,
    residents_required_months,
)

PLAIN = (180, 180, 0.0, 720, 0.0, 780)  # months, minimum, long bonus, age, aged bonus, aged from


def test_minimum_and_account_2024():
    """V13: 50000 over 139 and the minimum of 123."""
    annuity = residents_annuity(50000.0, 139.0)
    assert annuity == pytest.approx(359.71, abs=0.005)
    assert residents_pension(123.0, annuity, *PLAIN) == pytest.approx(482.71, abs=0.005)


def test_fifteen_years_of_saving():
    """500 and a subsidy of 60 each January at 3%: 10727.8, a pension of 240.18 with 163."""
    balance = 0
    for _ in range(15):
        credit = residents_credit(500.0, 60.0, 0.0)
        balance += credit + year_interest(balance, credit * interest_months(1), 0.03)
    assert balance == pytest.approx(10_727_80, abs=10)
    pension = residents_pension(163.0, residents_annuity(balance / 100, 139.0), *PLAIN)
    assert pension == pytest.approx(240.18, abs=0.005)


def test_bridge_from_the_employees_scheme():
    """V18: both accounts over 139, minimum 163 and local 60."""
    assert residents_pension(223.0, residents_annuity(76000.0, 139.0), *PLAIN) == pytest.approx(769.76, abs=0.005)


def test_long_payment_and_high_age():
    assert residents_pension(100.0, 50.0, 180 + 35, 180, 3.0, 779, 10.0, 780) == 156.0
    assert residents_pension(100.0, 50.0, 180 + 36, 180, 3.0, 780, 10.0, 780) == 169.0
    assert residents_pension(100.0, 50.0, 60, 180, 3.0, 720, 10.0, 780) == 150.0


@pytest.mark.parametrize(("birth_year", "expected"), [(1945, 0), (1949, 0), (1956, 84), (1964, 180), (1990, 180)])
def test_cohorts_near_the_claim_age_at_the_start_need_fewer_months(birth_year, expected):
    """Scheme from January 2009, claim age 60: born in January 1956 seven years are left."""
    assert residents_required_months(birth_year * 12, 2009 * 12, 720, 180) == expected
