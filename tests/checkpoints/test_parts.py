"""A sample in parts: together they are the sample, any first ones of them an even sample of it, and sums take any order."""

import numpy as np
import pytest

from microsim.checkpoints.living import order_of, parts_of
from microsim.checkpoints.sums import NONE, Sums, as_bytes, from_bytes
from microsim.kernel.tallies import Tallies, new_tallies, since
from microsim.kernel.world import BASE_YEAR, FIRST_STOCK_YEAR
from microsim.microdata.people import GivenPeople
from microsim.population.strata import Strata, firsts, sample

YEARS = 5


@pytest.fixture(scope="module")
def strata():
    """Strata of many sizes, empty ones and one that starts at a hash among them."""
    luck = np.random.default_rng(1)
    size = luck.integers(0, 400, 50)
    start = np.cumsum(size) - size
    start[7] = 2**63 - 5
    return Strata(np.arange(50, dtype=np.uint64) << np.uint64(20), size, start)


@pytest.mark.parametrize("one_in", [1, 3, 100])
@pytest.mark.parametrize("parts", [1, 2, 8, 64])
def test_parts_are_the_sample(strata, one_in, parts):
    whole = sample(strata, one_in)
    assert firsts(strata, one_in)[1].sum() == len(whole)
    found = [sample(strata, one_in, part, parts) for part in range(parts)]
    assert all((np.diff(part.astype(object)) > 0).all() for part in found)
    assert np.array_equal(np.sort(np.concatenate(found)), whole)
    assert max(map(len, found)) - min(map(len, found)) <= max(2, len(strata.size))


def test_the_first_parts_are_a_sample_themselves(strata):
    order = order_of(8)
    assert sorted(order) == list(range(8))
    half = np.sort(np.concatenate([sample(strata, 1, part, 8) for part in order[:4]]))
    assert np.array_equal(half, sample(strata, 2))


def test_parts_are_powers_of_two_and_small_enough():
    most = 5000
    found = [parts_of(persons, most) for persons in (0, 1, most, most + 1, 2 * most, 2 * most + 1)]
    assert found == [1, 1, 1, 2, 2, 4]
    assert parts_of(300_000) == 1, "the usual run is lived in one"
    assert parts_of(4000, 0.0) == 4, "however short the time between checkpoints"


def given_people(weights):
    zeros = np.zeros(len(weights), dtype=np.int64)
    ids = np.array([f"p{number}" for number in range(len(weights))])
    return GivenPeople((), zeros, zeros, zeros, zeros + 40, np.array(weights), ids)


@pytest.mark.parametrize("one_in", [1, 2, 7])
def test_persons_of_a_file_come_in_parts_too(one_in):
    people = given_people([3.2, 10.0, 0.4, 25.1])
    whole = people.sample(one_in)
    assert people.count(one_in) == len(whole)
    parts = [people.sample(one_in, part, 4) for part in range(4)]
    assert np.array_equal(np.sort(np.concatenate(parts)), np.sort(whole))


def counted(seed):
    """Return made-up tallies that lie in memory as a run's."""
    luck = np.random.default_rng(seed)
    empty = since(new_tallies(BASE_YEAR - FIRST_STOCK_YEAR + YEARS), BASE_YEAR)
    for array in empty:
        array[...] = luck.integers(0, 2**40, array.shape)
    return empty


def same(one, other):
    return all(
        np.array_equal(mine[name], theirs[name]) and mine[name].strides == theirs[name].strides
        for mine, theirs in zip(one[1:], other[1:], strict=True)
        for name in mine
    )


def test_sums_come_back_from_a_file_as_they_were_and_lie_as_they_lay():
    one, other = counted(1), counted(2)
    groups, fits = {"claims": np.arange(6).reshape(2, 3)}, {"given": np.arange(4)}
    sums = NONE.plus(one, groups, fits).plus(other, groups, fits)
    back = from_bytes(as_bytes(sums))
    assert back.done == 2
    assert same(sums, back)
    assert same(back.plus(one, groups, fits), sums.plus(one, groups, fits))
    assert all(
        np.array_equal(sums.tallies[name], one._asdict()[name] + other._asdict()[name]) for name in Tallies._fields
    )
    assert np.array_equal(sums.fits["given"], 2 * np.arange(4))
    assert {array.flags.c_contiguous for array in one} == {True, False}, "some lie otherwise, else nothing is tested"


def test_sums_of_nothing():
    assert from_bytes(as_bytes(NONE)) == Sums(0, {}, {}, {})
