"""Accounts against the dossier's worked years 2016-2019 and the circular's two methods."""

import pytest

from microsim.schemes.base.accounts import (
    account_left,
    annual_interest,
    claim_year_interest,
    fen,
    interest_by_method,
    interest_months,
    year_interest,
)

PAYMENT = 480_00  # fen: 8% of a base of 6000 yuan
YEAR_WEIGHT = sum(interest_months(month) for month in range(1, 13))


@pytest.mark.parametrize(
    ("yuan", "expected"), [(0.0, 0), (0.004, 0), (0.005, 1), (1.005, 101), (2.675, 268), (43143.833, 4314383)]
)
def test_half_a_fen_rounds_up(yuan, expected):
    assert fen(yuan) == expected


def test_payments_earn_interest_from_their_month():
    assert interest_months(1) == 12
    assert interest_months(12) == 1
    assert YEAR_WEIGHT == 78


def test_four_years_of_equal_payments():
    """Base 6000, rates of 2016-2019: 6019.27, 12429.99, 19479.08, 26958.87."""
    balance, balances = 0, []
    for rate in (0.0831, 0.0712, 0.0829, 0.0761):
        interest = year_interest(balance, PAYMENT * YEAR_WEIGHT, rate)
        balance += 12 * PAYMENT + interest
        balances.append(balance)
    # the dossier does not round within the chain: half a fen a year
    assert balances == pytest.approx([6_019_27, 12_429_99, 19_479_08, 26_958_87], abs=2)


def test_monthly_products_equal_the_annual_method():
    """Annual method of the circular: credited sum times r * 13/24."""
    assert year_interest(0, PAYMENT * YEAR_WEIGHT, 0.06) == fen(5760 * 0.06 * 13 / 24)


def test_claim_year_interest_stops_at_the_claim():
    """Claim in April: 10000 yuan earn 4/12, payments of January to April 4, 3, 2, 1 twelfths."""
    weighted = PAYMENT * (12 + 11 + 10 + 9)
    interest = claim_year_interest(10_000_00, 4 * PAYMENT, weighted, 0.06, 4)
    assert interest == fen(0.06 / 12 * (4 * 10_000 + 480 * (4 + 3 + 2 + 1)))


def test_claim_in_december_earns_the_whole_year():
    weighted = PAYMENT * YEAR_WEIGHT
    whole = year_interest(26_958_87, weighted, 0.0604)
    assert claim_year_interest(26_958_87, 12 * PAYMENT, weighted, 0.0604, 12) == whole


def test_heirs_receive_what_was_not_paid():
    assert account_left(72_000_00, 517_99 * 100) == 20_201_00
    assert account_left(72_000_00, 517_99 * 139) == 0  # the last instalment ran a fen over
    assert account_left(72_000_00, 80_000_00) == 0


@pytest.mark.parametrize("method", [0, 1])
def test_both_methods_agree_for_twelve_equal_payments(method):
    """Base 6000, 8%: 6019.27, 12429.99, 19479.08 and 26958.87 at the ends of 2016 to 2019."""
    balance, found = 0, []
    for rate in (0.0831, 0.0712, 0.0829, 0.0761):
        paid, weighted = 480_00 * 12, 480_00 * 78
        balance += paid + interest_by_method(method, balance, paid, weighted, rate)
        found.append(balance / 100)
    assert found == pytest.approx([6019.27, 12429.99, 19479.08, 26958.87], abs=0.02)


def test_no_interest_on_payments_of_the_year():
    """The third method pays on the opening balance alone, about half the year's rate of a payment less."""
    assert interest_by_method(2, 10_000_00, 5760_00, 0, 0.0712) == 712_00
    assert annual_interest(0, 5760_00, 0.0831) == 259_27
