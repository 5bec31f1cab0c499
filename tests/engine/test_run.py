"""Runs: the same tallies however the work is cut, the same lives in every sample and horizon."""

import numpy as np
import pytest

from microsim.engine.run import entry_years, record_lives, simulate
from microsim.kernel.tallies import FROM_BASE
from microsim.kernel.world import BASE_YEAR
from microsim.schema import PERSON_FIELDS

SHORT = 2035


def unlike(one, other):
    """Return the names of the tallies that differ."""
    return [name for name in one._fields if not np.array_equal(getattr(one, name), getattr(other, name))]


@pytest.mark.parametrize(("threads", "block"), [(1, 7), (2, 7), (2, 100), (2, 10_000)])
def test_threads_and_blocks_change_nothing(world, numbers, tallies, threads, block):
    assert unlike(simulate(numbers, world, threads=threads, block=block), tallies) == []


def test_tallies_of_parts_add_up(world, numbers, tallies):
    parts = [simulate(numbers[rest::3], world, threads=1) for rest in range(3)]
    assert unlike(type(tallies)(*map(sum, zip(*parts, strict=True))), tallies) == []


def test_a_later_run_leaves_earlier_tallies_alone(world, numbers):
    first = simulate(numbers[:200], world, until=SHORT, threads=2, block=20)
    kept = type(first)(*(array.copy() for array in first))
    simulate(numbers[200:400], world, until=SHORT, threads=2, block=20)
    assert unlike(first, kept) == []
    assert unlike(simulate(numbers[:200], world, until=SHORT, threads=1), kept) == []


def test_order_of_persons_changes_nothing(world, numbers, tallies):
    shuffled = np.random.default_rng(5).permutation(numbers)
    assert unlike(simulate(shuffled, world, threads=2, block=50), tallies) == []


@pytest.mark.parametrize("every", [2, 7, 40])
def test_a_life_is_the_same_in_every_sample(world, numbers, lives, every):
    some = record_lives(numbers[::every], world)
    for field in PERSON_FIELDS:
        assert np.array_equal(some[field.name], lives[::every][field.name]), field.name


def test_seed_and_replicate_change_the_luck(world, numbers, tallies):
    for seed, replicate in ((2, 0), (1, 1)):
        assert "flows" in unlike(simulate(numbers, world, seed, replicate), tallies)


def test_a_shorter_horizon_is_the_beginning_of_a_longer_one(world, numbers, tallies):
    short = simulate(numbers, world, until=SHORT, threads=2)
    years = SHORT - BASE_YEAR
    for name in short._fields:
        if name != "lifetimes":
            whole, part = getattr(tallies, name), getattr(short, name)
            simulated = whole if name in ("history", "at_base") else whole[: years + (name in FROM_BASE)]
            assert np.array_equal(part, simulated), name


def test_who_enters_after_the_horizon_is_left_out(world, numbers):
    done = []
    short = simulate(numbers, world, until=SHORT, threads=2, block=20, progress=done.append)
    enter = int((entry_years(numbers) <= SHORT).sum())
    assert sum(done) == enter < len(numbers)
    entered = short.population[0].sum() + short.births.sum() + short.arrivals.sum()
    assert entered == enter == short.lifetimes[..., 0].sum()


def test_nobody_gives_empty_tallies(world, numbers):
    empty = simulate(numbers[:0], world, until=SHORT)
    assert all(not array.any() for array in empty)
