"""Samples: unbiased, nested, and the same people whatever a scenario does elsewhere."""

import numpy as np
import pytest

from microsim.kernel.world import BASE_YEARS
from microsim.population.build import build_population
from microsim.population.strata import Strata, keys, offsets, sample, whole
from microsim.schema import Origin

ORIGIN_SHIFT = np.uint64(59)


@pytest.fixture(scope="module")
def fewer_arrivals(assumptions):
    change = {"migration": {"arrival_rate": {2017: {"guangdong": 0.0034, "shanghai": 0.0009, "elsewhere": 0.0}}}}
    return build_population(assumptions.apply(change), horizon=2030)


@pytest.mark.parametrize("base_year", BASE_YEARS)
def test_starts_are_shipped(base_year):
    with np.load(offsets(base_year)) as file:
        assert len(file["size"]) == sum(key.size for key in keys(base_year).values())


@pytest.mark.parametrize("one_in", [100, 1000, 7777])
def test_a_sample_stands_for_everybody(population, one_in):
    numbers = population.sample(one_in)
    assert len(numbers) * one_in == pytest.approx(population.strata.size.sum(), rel=2e-4)
    assert (np.diff(numbers.astype(np.int64)) > 0).all()


def test_everybody_is_in_the_full_sample():
    strata = [np.array([5, 9], np.uint64), np.array([3, 2]), np.array([17, 4])]
    assert len(sample(Strata(*strata), 1)) == 5


def test_samples_nest(population):
    assert np.isin(population.sample(1000), population.sample(100)).all()


def test_whole_sizes_keep_the_total(population):
    expected = sum(persons.sum() for persons in population.expected.values())
    assert population.strata.size.sum() == pytest.approx(expected, abs=2000)


def test_a_size_depends_on_its_own_stratum_alone():
    key = np.arange(1000, dtype=np.uint64)
    alone = whole(np.full(1, 2.4), key[500:501])
    assert whole(np.full(1000, 2.4), key)[500] == alone[0]


def test_the_base_stock_is_the_same_in_a_reform(population, fewer_arrivals):
    def base(numbers):
        return numbers[(numbers >> ORIGIN_SHIFT) <= int(Origin.ABSENT)]

    assert np.array_equal(base(population.sample(1000)), base(fewer_arrivals.sample(1000)))


def test_those_who_arrive_in_both_worlds_are_the_same_people(population, fewer_arrivals):
    baseline, reform = population.sample(1000), fewer_arrivals.sample(1000)
    arrivals = reform[(reform >> ORIGIN_SHIFT) == int(Origin.ARRIVAL)]
    assert 0 < len(arrivals)
    assert np.isin(arrivals, baseline).mean() > 0.99
