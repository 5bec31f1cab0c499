"""Late fees, provisional awards and the ways open to those who lack years."""

import pytest

from microsim.schemes.base.accounts import fen
from microsim.schemes.employees.rules.arrears import late_fee, provisional_base, provisional_months, settlement
from microsim.schemes.employees.rules.benefits import basic_pension
from microsim.schemes.employees.rules.eligibility import buy_in_cost, ended_relation, may_buy_in, special_age
from microsim.schemes.residents.rules import (
    assisted_payment,
    capped_tier,
    collective_support,
    residents_buy_in,
    residents_buyable_months,
)

GATE = 12 * 2011 + 6  # July 2011
STATUTORY = 12 * 2026
SIXTY = 720
START = 12 * 2012


def test_a_year_of_arrears_costs_a_fifth_and_a_half_of_them():
    """0.05% a day: 18.25% a year, not on the fee itself."""
    assert late_fee(672_00, 365, 0.0005) == 122_64
    assert late_fee(672_00, 0, 0.0005) == 0


def test_provisional_award_is_settled_once_the_base_is_known():
    """Shanghai, February 2026: paid on 12434 until the base of 12577 is announced in July."""
    months = provisional_months(2, 7)
    assert provisional_base(2, 7, 12434.0, 12577.0) == 12434.0
    assert provisional_base(7, 7, 12434.0, 12577.0) == 12577.0
    assert (months, provisional_months(9, 7)) == (5, 0)
    first, final = (fen(basic_pension(base, 1.5231, 23.913, 0.01, 0.5, 0.0)) for base in (12434.0, 12577.0))
    assert settlement(final, first, months) == 5 * (final - first) > 0


@pytest.mark.parametrize(
    ("worked", "required", "early", "expected"), [(108, 108, 660, 660), (107, 108, 660, 723), (200, 108, 0, 723)]
)
def test_special_age(worked, required, early, expected):
    """Nine years underground open 55; one month less does not, nor does a law without special age."""
    assert special_age(worked, required, early, 723) == expected


def test_buying_the_rest_is_for_the_insured_of_before_july_2011():
    assert may_buy_in(GATE - 1, STATUTORY + 60, STATUTORY, GATE, 60)
    assert not may_buy_in(GATE, STATUTORY + 60, STATUTORY, GATE, 60)
    assert not may_buy_in(GATE - 1, STATUTORY + 59, STATUTORY, GATE, 60)
    assert not may_buy_in(0, STATUTORY + 60, STATUTORY, GATE, 60)
    assert buy_in_cost(4200.0, 0.20, 18) == 18 * 840_00


def test_ending_the_relation_pays_the_account():
    assert ended_relation(70_000_00, 144, 180, True) == 70_000_00
    assert ended_relation(70_000_00, 144, 180, False) == 0
    assert ended_relation(70_000_00, 180, 180, True) == 0


@pytest.mark.parametrize(
    ("age_at_start", "months"), [(44, 0), (45, 0), (46, 12), (59, 168), (60, 0), (70, 0)], ids=lambda value: str(value)
)
def test_elders_may_buy_the_years_they_could_not_pay(age_at_start, months):
    """Below 45 fifteen years can still be paid; at 60 nothing is asked."""
    birth = START - 12 * age_at_start
    assert residents_buyable_months(birth, START, SIXTY, 180) == months


def test_residents_money():
    assert residents_buy_in(500.0, 90) == 3750_00
    assert capped_tier(20_000.0, 12_000.0) == 12_000.0
    assert collective_support(6000.0, 4800.0) == 4800.0
    assert assisted_payment(100.0, True) == 100.0
    assert assisted_payment(100.0, False) == 0.0
