"""The two forecasts that need no model, worked by hand."""

import pytest

from microsim.validation.naive import base_name, naive
from tests.validation.test_comparing import target

NAME = "uebpi_pensioners"


def known(*pairs, indicator=NAME):
    return tuple(target(indicator, year=year, value=value, use="calibrate") for year, value in pairs)


def test_last_value_and_trend_of_one_scope():
    figures = known((2016, 121.0), (2014, 100.0), (2015, 111.0), indicator="uebpi_pensioners_enterprise")
    found = naive(target("uebpi_pensioners_enterprise", year=2018), figures, 2016)
    assert found.last == 121
    assert found.trend == pytest.approx(121 * 1.1**2)


def test_the_figure_of_the_very_scope_comes_first():
    """The growth is that of the other scope where one's own was published once."""
    figures = known((2010, 200.0), (2016, 400.0)) + known((2016, 500.0), indicator="uebpi_pensioners_yearbook")
    found = naive(target(NAME, year=2022), figures, 2016)
    assert found.last == 500
    assert found.trend == pytest.approx(1000.0)


def test_what_came_after_the_base_date_or_is_of_others_is_not_known():
    others = (target(NAME, year=2015, region="Guangdong", use="calibrate"), target(NAME, year=2015))
    figures = (*known((2017, 9.0)), *others)
    assert naive(target(NAME), figures, 2016) == (None, None)
    assert naive(target(NAME, year=2020), figures, 2018) == (9.0, None)


def test_no_trend_is_older_than_six_years_nor_of_nothing():
    assert naive(target(NAME), known((2009, 1.0), (2016, 2.0)), 2016) == (2.0, None)
    assert naive(target(NAME), known((2014, 0.0), (2016, 2.0)), 2016) == (2.0, None)


def test_names_without_their_scopes():
    assert base_name("uebpi_pensioners_yearbook") == base_name("uebpi_pensioners_enterprise") == NAME
