"""The table of opening weights: what it lacks is told where the row would stand, and an empty cell is no weight."""

import numpy as np
import pytest

from microsim.funds import opening
from microsim.funds.policy import fund_policy
from microsim.kernel.world import BASE_YEAR
from microsim.law.compile import compile_law
from microsim.law.load import load_assumptions, load_statute
from microsim.law.series import Book
from microsim.places import ELSEWHERE_PROVINCE, PLACE_KEYS, PLACES_OF
from microsim.reading import InputError
from microsim.schema import Scheme
from tests.geography import GUANGDONG_PROVINCE

CITIES = PLACES_OF[GUANGDONG_PROVINCE]


@pytest.fixture
def shipped():
    """Return the rows of the shipped table."""
    return list(opening.rows(opening.WEIGHTS))


def without_local(shipped):
    """Return rows in which nobody has a weight in local stocks."""
    return [row._replace(cells=row.cells | {"local": ""}) for row in shipped]


def test_a_city_without_a_row_is_named_at_the_end_of_the_table(monkeypatch, shipped):
    missing = PLACE_KEYS[CITIES[2]]
    kept = [row for row in shipped if row.cells["place"] != missing]
    monkeypatch.setattr(opening, "rows", lambda name: kept)
    with pytest.raises(InputError) as told:
        opening.weights_of(CITIES, "employees")
    (problem,) = told.value.problems
    assert (problem.line, problem.column, problem.message) == (kept[-1].line, 1, f"no row for {missing}")
    assert kept[-1].line != kept[0].line


def test_an_empty_cell_is_no_weight_and_no_weights_no_stock(monkeypatch, shipped):
    monkeypatch.setattr(opening, "rows", lambda name: without_local(shipped))
    assert not opening.weights_of(CITIES, "local").any()
    stocks = opening.opening_stocks(load_assumptions())
    assert not stocks[CITIES, Scheme.LOCAL].any()
    assert (stocks[CITIES, Scheme.EMPLOYEES] > 0).all()


def test_shares_of_cities_are_the_tables(shipped):
    """Those of the employees' stock are scaled to what the cities with a share of their own leave."""
    weights = opening.city_weights(load_assumptions(), GUANGDONG_PROVINCE)
    table = {row.cells["place"]: row.cells for row in shipped}
    names = [PLACE_KEYS[place] for place in CITIES]
    assert weights[Scheme.RESIDENTS].tolist() == [float(table[name]["residents"]) for name in names]
    own = [f"funds.employees.{name}_share" in load_assumptions().entries for name in names]
    typed = np.array([float(table[name]["employees"]) for name in names])
    given = sum(
        float(load_assumptions().path(f"funds.employees.{name}_share", BASE_YEAR))
        for name, apart in zip(names, own, strict=True)
        if apart
    )
    rest = np.where(own, 0.0, typed)
    expected = rest * (1 - given) / rest.sum()
    assert weights[Scheme.EMPLOYEES][~np.array(own)] == pytest.approx(expected[~np.array(own)], rel=1e-12)


def test_elsewhere_earns_nothing():
    policy = fund_policy(load_assumptions(), np.arange(2017, 2030), Book(load_statute()), compile_law())
    assert not policy.reserve_return[:, ELSEWHERE_PROVINCE].any()
    assert not policy.delegated_return[:, ELSEWHERE_PROVINCE].any()
    assert policy.delegated_return[:, GUANGDONG_PROVINCE].all()
