"""Wages and the bounds of the contribution base: as published, else by rule from last year's wage."""

from typing import TYPE_CHECKING

import numpy as np

from microsim.law import projection
from microsim.law.desk import given, wage_growth
from microsim.law.values import JULY

if TYPE_CHECKING:
    from microsim.law.desk import Desk


def published_wage(desk: "Desk", place: str) -> np.ndarray:
    """Average wage as published, then grown."""
    return _wage(desk, place, "employees.published_wage")


def average_wage(desk: "Desk", place: str) -> np.ndarray:
    """Average wage of one level throughout, then grown, times the relative level of the place."""
    return _wage(desk, place, "employees.average_wage") * desk.book.years(place, "employees.wage_relative")


def _wage(desk: "Desk", place: str, path: str) -> np.ndarray:
    known = desk.book.years(place, path)
    desk.book.project_from(place, path, ~np.isnan(known))
    return projection.grown(known, desk.once(wage_growth, place))


def national_growth(desk: "Desk", place: str) -> np.ndarray:
    """Growth of the nation's wages: as it was where both years are known, else that of the economy path."""
    known = projection.growth_of(desk.book.years(place, "employees.average_wage"))
    return given(known, desk.once(wage_growth, place))


def reference_wage(desk: "Desk", place: str) -> np.ndarray:
    """Wage behind this year's bounds and index points: last year's published wage."""
    known = desk.book.years(place, "employees.reference_wage")
    desk.book.project_from(place, "employees.reference_wage", ~np.isnan(known) | desk.once(last_wage_known, place))
    return given(known, projection.year_before(desk.once(published_wage, place)))


def last_wage_known(desk: "Desk", place: str) -> np.ndarray:
    """Tell for each year whether last year's wage is published."""
    return projection.year_before(~np.isnan(desk.book.years(place, "employees.published_wage")))


def base_cap(desk: "Desk", place: str) -> np.ndarray:
    """Cap of the contribution base: published, else a multiple of the reference wage."""
    return _bound(desk, place, "base_cap", "cap_share")


def base_floor(desk: "Desk", place: str) -> np.ndarray:
    """Floor of the contribution base: published, else a share of the reference wage."""
    return _bound(desk, place, "base_floor", "floor_share")


def minimum_wage(desk: "Desk", place: str) -> np.ndarray:
    """Minimum wage: published, else a share of the reference wage."""
    known = desk.book.years(place, "employees.minimum_wage")
    share = desk.book.years(place, "employees.minimum_wage_share")
    desk.book.project_from(place, "employees.minimum_wage", ~np.isnan(known) | desk.once(last_wage_known, place))
    return given(known, share * desk.once(reference_wage, place))


def migrant_base_floor(desk: "Desk", place: str) -> np.ndarray:
    """Floor for rural workers from outside: a lower share while a glide lasts, else the floor of all."""
    book, floor = desk.book, desk.once(base_floor, place)
    share = book.months(place, "employees.migrant_floor_share")
    reference = projection.insurance_year(desk.once(reference_wage, place), book.months(place, "employees.base_month"))
    rule = np.where(np.isnan(share), floor, np.minimum(share * reference, floor))
    return given(book.months(place, "employees.migrant_base_floor"), rule)


def _bound(desk: "Desk", place: str, name: str, share_name: str) -> np.ndarray:
    book = desk.book
    known = book.months(place, f"employees.{name}")
    start = book.months(place, "employees.base_month")
    reference = projection.insurance_year(desk.once(reference_wage, place), start)
    book.project_from(place, f"employees.{name}", ~np.isnan(known[JULY::12]) | desk.once(last_wage_known, place))
    return given(known, book.months(place, f"employees.{share_name}") * reference)
