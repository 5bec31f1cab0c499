"""Persons are drawn from weights: in proportion, nested, whatever the order of the rows, in a space of their own."""

import numpy as np
import pytest

from microsim.kernel.numbers import are_given, unpack
from microsim.microdata.facts import Facts
from microsim.microdata.people import GivenPeople
from tests.world import synthetic_numbers

ROWS = 400


def people(order=None):
    """Return persons of uneven weights, their rows in some order."""
    random = np.random.default_rng(3)
    order = np.arange(ROWS) if order is None else order
    nothing = np.zeros(0)
    columns = [random.integers(0, high, ROWS)[order] for high in (22, 6, 2, 90)]
    weight = random.gamma(0.5, 40.0, ROWS)[order] + 1e-3
    ids = np.array([f"p{place:04d}" for place in range(ROWS)])[order]
    return GivenPeople(Facts(nothing, nothing, nothing), *columns, weight, ids), weight, ids


def test_everybody_is_drawn_by_weight():
    given, weight, _ = people()
    drawn = np.bincount(given.rows(given.sample(1)), minlength=ROWS)
    assert given.persons == round(weight.sum())
    assert np.abs(drawn - weight).max() <= 1.0


@pytest.mark.parametrize("one_in", [7, 50])
def test_a_sample_keeps_the_weights(one_in):
    given, weight, _ = people()
    drawn = np.bincount(given.rows(given.sample(one_in)), minlength=ROWS)
    assert np.abs(drawn * one_in - weight).max() <= one_in + 1
    assert drawn.sum() == -(-given.persons // one_in)


def test_samples_nest():
    given, _, _ = people()
    assert set(given.sample(60)) < set(given.sample(20)) < set(given.sample(10)) < set(given.sample(1))


def test_numbers_do_not_depend_on_the_order_of_rows():
    given, _, ids = people()
    order = np.random.default_rng(5).permutation(ROWS)
    shuffled, _, other = people(order)
    numbers = given.sample(3)
    assert (shuffled.sample(3) == numbers).all()
    assert (other[shuffled.rows(numbers)] == ids[given.rows(numbers)]).all()


def test_numbers_are_of_their_own_space():
    given, _, _ = people()
    numbers = given.sample(1)
    assert len(set(numbers)) == len(numbers)
    assert are_given(numbers).all()
    assert not are_given(synthetic_numbers()).any()
    assert unpack(numbers[0])[5] == 0
