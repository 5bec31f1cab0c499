"""From when a value acts, held against the compiled law."""

from types import SimpleNamespace

import numpy as np
import pytest

from microsim.amounts import MONTHS
from microsim.law.compile import compile_law
from microsim.law.timing import acts_from, acts_otherwise, by_year
from microsim.law.values import YEARS
from microsim.schema import LAW_FIELDS

BASE = compile_law()


def compiled(path, date, value):
    return compile_law(scenario=SimpleNamespace(law={path: {date: value}}, assumptions={}))


def same(one, other):
    """Tell whether two records agree field by field."""
    return all(np.array_equal(one[name], other[name]) for name in one.dtype.names)


def first_change(law):
    """Return year and month of the first cell of the record that differs from the statute's."""
    found = []
    for name in law.dtype.names:
        apart = (law[name] != BASE[name]).reshape(*law.shape, -1).any(axis=0)
        if apart.any():
            year, month = np.argwhere(apart)[0]
            found.append((int(YEARS[0] + year), int(month) + 1 if apart.shape[1] == MONTHS else 1))
    return min(found)


@pytest.mark.parametrize(
    ("path", "value", "date"),
    [
        ("guangdong.employees.employer_rate", 0.5, "2031-07-15"),  # by month
        ("national.retirement.men.final_age", "70y0m", "2031-07-15"),  # by year and track
        ("national.retirement.minimum_months", 400, "2031-03-01"),  # by year
    ],
)
def test_the_record_changes_when_it_is_said(path, value, date):
    year, month, _ = map(int, acts_from(path, date).split("-"))
    assert first_change(compiled(path, date, value)) == (year, month)


def test_what_the_record_does_not_hold_is_read_as_it_is_said():
    wage = "shanghai.employees.published_wage"
    assert acts_from(wage, "2031-03-01") == "2031-01-01"
    assert same(compiled(wage, "2031-03-01", 99_999), compiled(wage, "2031-01-01", 99_999))
    cap = "national.employees.cap_share"
    assert acts_from(cap, "2031-07-15") == "2031-08-01"
    assert not same(compiled(cap, "2031-07-15", 9), compiled(cap, "2031-01-01", 9))


def test_fields_by_month_and_by_year():
    for field in LAW_FIELDS:
        assert by_year(f"national.{field.path.replace('{track}', 'men')}") == (field.length != MONTHS)


def test_nothing_is_said_where_the_date_is_the_day():
    assert acts_otherwise("national.employees.employer_rate", "2027-07-01") is None
    assert acts_otherwise("national.retirement.minimum_months", "2027") is None
    assert acts_otherwise("national.retirement.minimum_months", "1951-03-01") is None
    assert acts_otherwise("national.employees.employer_rate", "2027-07-02").startswith("acts from 2027-08-01: ")
