"""What building persons, with the history lived before they enter, costs of a run.

At 1 in 1,000 by default; ``MICROSIM_BENCH_ONE_IN=100`` measures the size that the requirement names: under a third.
"""

import os
import time

import numpy as np
import pytest

from microsim.engine.block import begin
from microsim.engine.run import simulate
from microsim.inputs import compile_inputs
from microsim.kernel.draws import draw_key
from microsim.kernel.jit import kernel
from microsim.kernel.tallies import TALLIES
from microsim.kernel.world import pack_world
from microsim.schema import PERSON

ONE_IN = int(os.environ.get("MICROSIM_BENCH_ONE_IN", "1000"))
LIMIT = 1 / 3
ROUNDS = 3 if ONE_IN >= 1000 else 1


@kernel
def enter_all(numbers, world, key, scratch, tallies):
    """Make every person of a sample, histories included, and live no year of the simulation."""
    for i in range(numbers.shape[0]):
        scratch[0] = scratch[1]
        begin(scratch[0], numbers[i], world, key, tallies)


@pytest.fixture(scope="module")
def sample():
    """Return the inputs, the numbers of a sample and the seconds that reading and sampling took."""
    compile_inputs("baseline")
    started = time.process_time()
    inputs = compile_inputs("baseline")
    numbers = inputs.population.sample(ONE_IN)
    return inputs, numbers, time.process_time() - started


def test_building_persons_is_under_a_third_of_a_run(benchmark, sample):
    inputs, numbers, reading = sample
    tables, scratch, tallies = pack_world(inputs.world)[0], np.zeros(2, PERSON), np.zeros(1, TALLIES)
    enter_all(numbers[:10], tables, draw_key(1, 0), scratch, tallies[0])
    simulate(numbers[:10], inputs.world, threads=1)
    started = time.process_time()
    simulate(numbers, inputs.world, threads=1)
    living = time.process_time() - started
    entering = benchmark.pedantic(
        processor_seconds, (numbers, tables, scratch, tallies), rounds=ROUNDS, warmup_rounds=0
    )
    share = (reading + entering) / (reading + living)
    benchmark.extra_info.update(
        persons=len(numbers), seconds_reading=reading, seconds_entering=entering, seconds_living=living, share=share
    )
    print(
        f"\n{len(numbers):,} persons: reading {reading:.1f} s, entering {entering:.1f} s of {living:.1f} s: {share:.0%}"
    )
    assert share < LIMIT


def processor_seconds(numbers, tables, scratch, tallies):
    """Return the processor time of making all persons, which other work on the machine does not change."""
    started = time.process_time()
    enter_all(numbers, tables, draw_key(1, 0), scratch, tallies[0])
    return time.process_time() - started
