"""Every value that a scenario may set, at the ends of what is allowed and in any combination: refused by name, or clean.

A failure prints the seed and the settings; ``sweep([settings])`` of ``tests/sweep/sweep.py`` replays them.
"""

import os
import random

import pytest

from microsim import caching
from tests.sweep.extremes import assumptions_one_by_one, documented_together, law_one_by_one, together
from tests.sweep.sweep import sweep, sweep_together

SEED = int(os.environ.get("MICROSIM_SWEEP_SEED") or random.randrange(10**6))
COMBINATIONS = 200


@pytest.fixture(autouse=True)
def nothing_kept(monkeypatch):
    """Hundreds of populations of 40 MB would push all others out of the cache."""
    monkeypatch.setattr(caching, "folder", lambda: None)


def check(found):
    assert not found.faults, f"seed {SEED}\n{found}"
    print(f"seed {SEED}: {found}")


def test_a_handful():
    chance = random.Random(SEED)
    five = {path: value for one in chance.sample(assumptions_one_by_one(), 5) for path, value in one.items()}
    check(sweep([*chance.sample(law_one_by_one(), 4), five, together(chance)]))


@pytest.mark.slow
def test_every_value_of_the_law_at_its_ends():
    found = sweep(law_one_by_one())
    check(found)
    assert len(found.clean) > 300


@pytest.mark.slow
def test_every_assumption_at_its_ends():
    every = assumptions_one_by_one()
    found = sweep_together(random.Random(SEED).sample(every, len(every)))
    check(found)
    assert len(found.clean) > 600


@pytest.mark.slow
def test_every_documented_low_and_high_runs():
    """None of them is refused, at least while no other is set with it."""
    found = sweep(documented_together(random.Random(SEED)))
    alone = sweep([{path: value} for group, _ in found.refused for path, value in group.items()])
    check(found)
    check(alone)
    assert not alone.refused, alone.refused


@pytest.mark.slow
def test_anything_together():
    chance = random.Random(SEED)
    check(sweep([together(chance) for _ in range(COMBINATIONS)]))


@pytest.mark.slow
def test_the_most_growth_to_the_end_of_the_century():
    """What grows most is where sums leave the 63 bits that hold them."""
    growing = ({"economy.cpi": 0.09}, {"economy.cpi": 0.09, "economy.uprating_floor": 0.12}, {"funds.reserve_return": 0.12},
               {"economy.interest_floor": 0.12, "economy.real_wage_growth": 0.1}, {"wages.level": 10.0, "economy.cpi": 0.09},
               {"economy.cpi": 0.09, "funds.reserve_return": 0.12, "fertility.scale": 5.0, "economy.uprating_floor": 0.12})  # fmt: skip
    check(sweep(growing, until=2100))
