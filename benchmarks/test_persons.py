"""What building persons, with the history lived before they enter, costs of a run.

At 1 in 4,000 by default; ``MICROSIM_BENCH_ONE_IN=100`` measures the size that the requirement names: under a third.
"""

import os

import numpy as np

from benchmarks.tracked import seconds_of
from microsim.engine.block import begin
from microsim.engine.run import simulate
from microsim.inputs import compile_inputs
from microsim.kernel.draws import draw_key
from microsim.kernel.jit import kernel
from microsim.kernel.tallies import TALLIES
from microsim.kernel.world import pack_world
from microsim.schema import PERSON

ONE_IN = int(os.environ.get("MICROSIM_BENCH_ONE_IN", "4000"))
LIMIT = 1 / 3
ROUNDS = 3 if ONE_IN >= 1000 else 1


@kernel
def enter_all(numbers, world, key, scratch, tallies):
    """Make every person of a sample, histories included, and live no year of the simulation."""
    for i in range(numbers.shape[0]):
        scratch[0] = scratch[1]
        begin(scratch[0], numbers[i], world, key, tallies)


def test_building_persons_is_under_a_third_of_a_run(tracked, inputs):
    reading = seconds_of(lambda: compile_inputs("baseline").population.sample(ONE_IN))
    numbers = inputs.population.sample(ONE_IN)
    tables, scratch, tallies = pack_world(inputs.world)[0], np.zeros(2, PERSON), np.zeros(1, TALLIES)
    living = seconds_of(lambda: simulate(numbers, inputs.world, threads=1))
    enter = lambda: enter_all(numbers, tables, draw_key(1, 0), scratch, tallies[0])  # noqa: E731
    tracked(enter, rounds=ROUNDS, sample=f"1 in {ONE_IN:,}", state="warm", outputs="persons")
    entering = tracked.benchmark.stats.stats.median
    share = (reading + entering) / (reading + living)
    print(
        f"\n{len(numbers):,} persons: reading {reading:.1f} s, entering {entering:.1f} s of {living:.1f} s: {share:.0%}"
    )
    assert share < LIMIT
