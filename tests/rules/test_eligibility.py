"""Statutory ages against the annexed tables (V14), the flexible window and the minimum years."""

from itertools import pairwise

import pytest

from microsim.schemes.employees.rules import eligibility


def month(text):
    """Return the month index of a YYYY-MM text."""
    year, number = text.split("-")
    return 12 * int(year) + int(number) - 1


def age(years, months):
    """Return an age in months."""
    return 12 * years + months


# first delayed birth, birth months per month of delay, original age, final age
MEN = (month("1965-01"), 4, age(60, 0), age(63, 0))
WOMEN_55 = (month("1970-01"), 4, age(55, 0), age(58, 0))
WOMEN_50 = (month("1975-01"), 2, age(50, 0), age(55, 0))

ANNEX = [
    (MEN, "1964-12", age(60, 0), "2024-12"),
    (MEN, "1965-01", age(60, 1), "2025-02"),
    (MEN, "1965-04", age(60, 1), "2025-05"),
    (MEN, "1965-05", age(60, 2), "2025-07"),
    (MEN, "1965-10", age(60, 3), "2026-01"),
    (MEN, "1976-08", age(62, 11), "2039-07"),
    (MEN, "1976-09", age(63, 0), "2039-09"),
    (MEN, "1990-06", age(63, 0), "2053-06"),
    (WOMEN_55, "1969-12", age(55, 0), "2024-12"),
    (WOMEN_55, "1970-01", age(55, 1), "2025-02"),
    (WOMEN_55, "1970-02", age(55, 1), "2025-03"),
    (WOMEN_55, "1981-09", age(58, 0), "2039-09"),
    (WOMEN_50, "1974-12", age(50, 0), "2024-12"),
    (WOMEN_50, "1975-02", age(50, 1), "2025-03"),
    (WOMEN_50, "1975-07", age(50, 4), "2025-11"),
    (WOMEN_50, "1975-11", age(50, 6), "2026-05"),
    (WOMEN_50, "1978-05", age(51, 9), "2030-02"),
    (WOMEN_50, "1984-11", age(55, 0), "2039-11"),
]


@pytest.mark.parametrize(("track", "birth", "expected_age", "expected_month"), ANNEX)
def test_annexed_tables(track, birth, expected_age, expected_month):
    born = month(birth)
    statutory = eligibility.statutory_age(born, *track)
    assert statutory == expected_age
    assert eligibility.statutory_month(born, statutory) == month(expected_month)


@pytest.mark.parametrize("track", [MEN, WOMEN_55, WOMEN_50])
def test_no_delay_before_2025(track):
    """Until the end of 2024 the final age is the original age, for whatever cohort."""
    first, step, original, _ = track
    assert eligibility.delay_months(first + 100, first, step, original, original) == 0


@pytest.mark.parametrize("track", [MEN, WOMEN_55, WOMEN_50])
def test_later_cohorts_never_retire_earlier(track):
    ages = [eligibility.statutory_age(born, *track) for born in range(track[0] - 24, track[0] + 240)]
    assert all(after - before in (0, 1) for before, after in pairwise(ages))
    assert ages[-1] == track[3]


def test_early_claim_never_before_the_original_age():
    """A man born in September 1965, statutory in December 2025, claimed at 60 in September 2025."""
    born = month("1965-09")
    statutory = born + eligibility.statutory_age(born, *MEN)
    assert statutory == month("2025-12")
    assert eligibility.earliest_claim_month(born, age(60, 0), statutory, 36) == month("2025-09")


def test_early_claim_at_most_three_years_before():
    born = month("1984-11")
    statutory = born + eligibility.statutory_age(born, *WOMEN_50)
    assert eligibility.earliest_claim_month(born, age(50, 0), statutory, 36) == month("2036-11")


def test_no_window_before_2025():
    born = month("1960-03")
    statutory = born + age(60, 0)
    assert eligibility.earliest_claim_month(born, age(60, 0), statutory, 0) == statutory
    assert eligibility.latest_claim_month(statutory, 0) == statutory


def test_late_claim_ends_after_three_years():
    assert eligibility.latest_claim_month(month("2039-09"), 36) == month("2042-09")


def test_year_whose_minimum_binds():
    """Early: the year chosen. Late or extending over a January: the year of the statutory age."""
    assert eligibility.minimum_years_month(month("2029-12"), month("2030-02")) == month("2029-12")
    assert eligibility.minimum_years_month(month("2032-05"), month("2030-02")) == month("2030-02")


@pytest.mark.parametrize(
    ("months", "minimum", "met", "gap"), [(185, 186, False, 1), (186, 186, True, 0), (300, 240, True, 0)]
)
def test_minimum_months(months, minimum, met, gap):
    assert eligibility.meets_minimum(months, minimum) == met
    assert eligibility.missing_months(months, minimum) == gap


GATE, IN_TIME = month("1998-07"), month("2013-07")


@pytest.mark.parametrize(
    ("first_paid", "due", "asked", "expected"),
    [
        (month("1998-06"), month("2013-06"), 120, 120),
        (0, month("2013-06"), 120, 120),  # service that counts, nothing paid
        (month("1998-07"), month("2013-06"), 120, 180),
        (month("1998-06"), month("2013-07"), 120, 180),
        (month("1998-06"), month("2013-06"), 0, 180),  # no such rule
        (month("1998-06"), month("2013-06"), 240, 180),  # never more than all need
    ],
)
def test_early_entrants_need_fewer_months(first_paid, due, asked, expected):
    assert eligibility.required_months(180, first_paid, due, asked, GATE, IN_TIME) == expected
