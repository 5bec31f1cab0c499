"""New pensions against official determination sheets; V numbers are the dossier's."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from microsim.schema import TransitionalForm
from microsim.schemes.employees.rules.benefits import (
    account_pension,
    basic_pension,
    divisor,
    low_index_factor,
    mean_index,
    supplements,
    transitional_pension,
)
from microsim.schemes.employees.rules.variants import bounded_index, rounded_parts

LAW_2005 = (0.01, 0.5, 0.0)  # accrual, weight of the own index, no low-index threshold
GUANGDONG = (0.01, 0.5, 0.6)
STANDARD, FIXED, MEAN_WAGE, FLOORED = (
    int(TransitionalForm.STANDARD),
    int(TransitionalForm.FIXED_INDEX),
    int(TransitionalForm.MEAN_WAGE),
    int(TransitionalForm.FLOORED_INDEX),
)
FEN = 0.005


@pytest.mark.parametrize(("index", "expected"), [(0.6, 480.0), (1.0, 600.0), (3.0, 1200.0)])
def test_basic_pension_textbook(index, expected):
    """Base 4000, 15 years."""
    assert basic_pension(4000.0, index, 15.0, *LAW_2005) == pytest.approx(expected)


BASIC = [
    ("V02 textbook", 5000.0, 1.0, 15.0, LAW_2005, 750.00, FEN),
    ("V03 Weifang", 7678.0, 0.682, 41.0, LAW_2005, 2647.45, 0.05),
    ("V04 Shenyang", 8266.0, 0.5841, 31.5833, LAW_2005, 2067.79, 0.05),
    ("V05 Inner Mongolia", 8179.0, 0.6111, 493 / 12, LAW_2005, 2706.81, 0.05),
    ("V06 Zhuzhou", 7417.0, 0.6116, 17.75, LAW_2005, 1060.85, 0.05),
    ("V07 Anhui", 7842.0, 0.6119, 30.7, LAW_2005, 1940.32, 0.05),
    ("V08 Shanghai, a month counts 0.083 years", 12434.0, 1.5231, 23 + 11 * 0.083, LAW_2005, 3751.05, 0.1),
    ("V09 Zhongshan", 9307.0, 0.5241, 17.3333, GUANGDONG, 1127.31, 0.05),
    ("V10 Huizhou", 9307.0, 0.5938, 27.92, GUANGDONG, 2057.13, 0.3),
    ("V17 Wuhan", 9112.0, 0.7654, 28.83, LAW_2005, 2318.84, 0.05),
    ("move, home", 7000.0, 0.70, 10.0, LAW_2005, 595.0, FEN),
    ("move, paying place", 12000.0, 4200 / 9000, 10.0, LAW_2005, 880.0, FEN),
    ("bridge forgone", 8000.0, 0.65, 15.0, LAW_2005, 990.0, FEN),
    ("disability", 9000.0, 0.8, 8.0, LAW_2005, 648.0, FEN),
]


@pytest.mark.parametrize(("case", "base", "index", "years", "law", "expected", "tolerance"), BASIC)
def test_basic_pension_sheets(case, base, index, years, law, expected, tolerance):
    assert basic_pension(base, index, years, *law) == pytest.approx(expected, abs=tolerance), case


ACCOUNT = [
    ("V02", 72000.0, (60, 0), 517.99),
    ("V03", 95061.63, (60, 2), 689.85),
    ("V04", 92868.01, (50, 1), 477.23),
    ("V05", 93577.20, (60, 0), 673.22),
    ("V06", 31915.75, (50, 0), 163.67),
    ("V07", 83687.25, (50, 0), 429.17),
    ("V08", 307242.0, (50, 0), 1575.6),
    ("V09", 66720.85, (55, 1), 393.63),
    ("V10", 84112.74, (50, 0), 431.35),
    ("V17", 93583.84, (50, 0), 479.92),
]


@pytest.mark.parametrize(("case", "account", "age", "expected"), ACCOUNT)
def test_account_pension_sheets(case, account, age, expected, divisors):
    months = divisor(12 * age[0] + age[1], divisors, 1)
    assert account_pension(account, months) == pytest.approx(expected, abs=0.05), case


TRANSITIONAL = [
    ("V03 Weifang", STANDARD, 7678.0, 0.682, 1.0, 14.08, 0.013, 958.47),
    ("V04 Shenyang", MEAN_WAGE, 8266.0, 0.5841, 1.0, 2.3333, 0.014, 213.87),
    ("V05 Inner Mongolia", FLOORED, 8179.0, 0.6111, 1.0, 136 / 12, 0.012, 1112.34),
    ("V07 Anhui", STANDARD, 7842.0, 0.6119, 1.0, 1.1, 0.013, 68.62),
    ("V17 Wuhan", STANDARD, 9112.0, 0.7654, 1.0, 1.0, 0.012, 83.69),
    ("fixed index", FIXED, 10000.0, 1.8, 1.0, 5.0, 0.012, 600.0),
    ("none", int(TransitionalForm.NONE), 10000.0, 1.8, 1.0, 5.0, 0.012, 0.0),
]


@pytest.mark.parametrize(("case", "form", "base", "index", "deemed", "years", "rate", "expected"), TRANSITIONAL)
def test_transitional_pension_sheets(case, form, base, index, deemed, years, rate, expected):
    assert transitional_pension(form, base, index, deemed, years, rate) == pytest.approx(expected, abs=0.05), case


SHEET_DIVISORS = [
    ((50, 1), 194.6),
    ((50, 3), 193.8),
    ((55, 1), 169.5),
    ((55, 3), 168.5),
    ((55, 4), 168.0),
    ((60, 1), 138.4),
    ((60, 2), 137.8),
    ((60, 3), 137.3),
    ((61, 1), 131.4),
    ((51, 6), 187.5),
    ((58, 9), 146.8),
    ((63, 11), 109.7),
    ((66, 0), 93.0),
]


@pytest.mark.parametrize(("age", "expected"), SHEET_DIVISORS)
def test_divisor_by_month(age, expected, divisors):
    assert divisor(12 * age[0] + age[1], divisors, 1) == expected


def test_divisor_in_full_years_before_2025(divisors):
    assert divisor(12 * 60 + 11, divisors, 0) == 139
    assert divisor(12 * 61, divisors, 0) == 132


def test_divisor_outside_the_table(divisors):
    for by_month in (0, 1):
        assert divisor(12 * 38 + 5, divisors, by_month) == 233
        assert divisor(12 * 70, divisors, by_month) == 56
        assert divisor(12 * 74 + 3, divisors, by_month) == 56


def test_divisor_falls_with_age(divisors):
    assert len(divisors) == 361
    assert (divisors[1:] < divisors[:-1]).all()


def test_mean_index():
    """Ten years at 0.7 and five deemed years at 1."""
    assert mean_index(0.7 * 120, 120, 1.0, 60) == pytest.approx(0.8)
    assert mean_index(0.0, 0, 1.0, 0) == 0.0


def test_index_uses_the_wage_of_the_paying_place():
    assert bounded_index(4200.0, 6000.0, 0.0, 0.0) == pytest.approx(0.7)
    assert bounded_index(4200.0, 9000.0, 0.0, 0.0) == pytest.approx(4200 / 9000)
    assert bounded_index(4200.0, 9000.0, 0.6, 0.0) == 0.6
    assert bounded_index(0.0, 9000.0, 0.6, 0.0) == 0.0


def test_low_index_factor():
    assert low_index_factor(0.5, 0.0) == 1.0
    assert low_index_factor(0.6, 0.6) == 1.0
    assert low_index_factor(0.5241, 0.6) == pytest.approx(0.8735)


def test_supplements_count_full_years():
    """V09 Zhongshan: 100 and 4 for each of 17 full years. Shanghai: 2.6% of the benefit base."""
    assert supplements(100.0, 4.0, 17.3333, 0.0, 9307.0) == 168.0
    assert supplements(100.0, 4.0, 216 / 12, 0.0, 9307.0) == 172.0
    assert supplements(0.0, 0.0, 23.9, 0.026, 12434.0) == pytest.approx(323.284)


def test_total_is_the_sum_of_rounded_parts():
    """V09 Zhongshan: 1127.31 + 393.63 + 168 = 1688.94."""
    parts = rounded_parts(1127.3113, 393.6333, 0.0, 168.0, 1)
    assert parts.basic_fen == 1127_31
    assert parts.account_fen == 393_63
    assert parts.supplement_fen == 168_00
    assert parts.total_fen == 1688_94


bases = st.floats(1000.0, 50000.0)
indices = st.floats(0.1, 3.0)
years = st.floats(0.0, 50.0)
thresholds = st.sampled_from([0.0, 0.6])


@given(bases, indices, years, years, thresholds)
def test_more_years_never_pay_less(base, index, one, other, threshold):
    less, more = sorted((one, other))
    assert basic_pension(base, index, less, 0.01, 0.5, threshold) <= basic_pension(
        base, index, more, 0.01, 0.5, threshold
    )


@given(bases, bases, indices, years, thresholds)
def test_higher_benefit_base_never_pays_less(one, other, index, length, threshold):
    less, more = sorted((one, other))
    assert basic_pension(less, index, length, 0.01, 0.5, threshold) <= basic_pension(
        more, index, length, 0.01, 0.5, threshold
    )


@given(bases, indices, indices, years, thresholds)
def test_higher_index_never_pays_less(base, one, other, length, threshold):
    less, more = sorted((one, other))
    low = basic_pension(base, less, length, 0.01, 0.5, threshold)
    assert low <= basic_pension(base, more, length, 0.01, 0.5, threshold) + 1e-9


@given(st.floats(0.0, 2e6), st.floats(0.0, 2e6), st.integers(40 * 12, 75 * 12))
def test_larger_account_and_later_claim_never_pay_less(divisors, one, other, age):
    less, more = sorted((one, other))
    months, next_months = divisor(age, divisors, 1), divisor(age + 1, divisors, 1)
    assert account_pension(less, months) <= account_pension(more, months)
    assert account_pension(less, months) <= account_pension(less, next_months)


@given(st.sampled_from([STANDARD, FIXED, MEAN_WAGE, FLOORED]), bases, indices, years, years)
def test_more_deemed_years_never_pay_less(form, base, index, one, other):
    less, more = sorted((one, other))
    assert transitional_pension(form, base, index, 1.0, less, 0.013) <= transitional_pension(
        form, base, index, 1.0, more, 0.013
    )
