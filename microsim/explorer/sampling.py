"""A sample lived group by group, and given up as soon as nobody waits for it any more."""

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import numpy as np

from microsim.engine.block import NOT_KEPT, simulate_block
from microsim.engine.run import entry_years
from microsim.explorer.sums import GROUPS, Sums, groups_of, reduced
from microsim.kernel.draws import draw_key
from microsim.kernel.tallies import give_back, take_record
from microsim.kernel.world import FIRST_YEAR, pack_world
from microsim.schema import PERSON

BLOCK = 250  # persons between two looks whether the answer is still wanted
SEED, REPLICATE = 1, 0
Wanted = Callable[[], bool]


class Superseded(Exception):
    """Nobody waits for this answer: a later question took its place."""


def always() -> bool:
    """Say that an answer is wanted."""
    return True


def lived(inputs: Any, one_in: int, until: int, threads: int, wanted: Wanted = always) -> Sums:
    """Live a sample and return its sums by groups of persons.

    Parameters
    ----------
    inputs : Inputs
    one_in : every how many-th person is lived
    until : last simulated year
    threads : threads; they change no result
    wanted : tells whether somebody still waits

    Raises
    ------
    Superseded
        Where nobody does.
    """
    numbers = inputs.population.sample(one_in)
    numbers = numbers[entry_years(numbers) <= np.uint64(until - FIRST_YEAR + 1)]
    groups, tables, years = groups_of(numbers), pack_world(inputs.world)[0], until - FIRST_YEAR + 1
    found: list[list[np.ndarray]] = [[] for _ in range(GROUPS)]
    left, lock = list(range(GROUPS)), threading.Lock()

    def work() -> None:
        record, scratch, key = take_record(), np.zeros(2, dtype=PERSON), draw_key(SEED, REPLICATE)
        before = None
        try:
            while True:
                with lock:
                    if not left:
                        return
                    group = left.pop(0)
                people = numbers[groups == group]
                for start in range(0, len(people), BLOCK):
                    if not wanted():
                        raise Superseded
                    block = people[start : start + BLOCK]
                    simulate_block(block, tables, key, until, scratch, record[0], NOT_KEPT)
                after = reduced(record[0], years)  # the accumulators go on: clearing them takes longer than subtracting
                found[group] = after if before is None else [a - b for a, b in zip(after, before, strict=True)]
                before = after
        finally:
            give_back(record)

    with ThreadPoolExecutor(threads) as pool:
        for job in [pool.submit(work) for _ in range(threads)]:
            job.result()
    return Sums(*(np.stack(parts) for parts in zip(*found, strict=True)))
