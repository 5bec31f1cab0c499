"""A sample lived group by group, and given up as soon as nobody waits for it any more."""

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any, NamedTuple

import numpy as np

from microsim.engine.block import NOT_KEPT, simulate_block
from microsim.engine.run import entry_years
from microsim.explorer.persons import Persons, joined, small
from microsim.explorer.sums import GROUPS, Counted, Sums, counted, groups_of, reduced
from microsim.kernel.draws import draw_key
from microsim.kernel.lifetimes import LIFE, NO_ROWS
from microsim.kernel.tallies import give_back, take_record
from microsim.kernel.world import FIRST_STOCK_YEAR, pack_world
from microsim.lives.discount import discount_factors
from microsim.schema import PERSON

BLOCK = 250  # persons between two looks whether the answer is still wanted
SEED, REPLICATE = 1, 0
Wanted = Callable[[], bool]


class Superseded(Exception):
    """Nobody waits for this answer: a later question took its place."""


class Lived(NamedTuple):
    """A sample that was lived: sums by groups, the persons where they are kept, and what the ledger asks for."""

    sums: Sums
    persons: Persons | None
    counted: Counted


def always() -> bool:
    """Say that an answer is wanted."""
    return True


def lived(inputs: Any, one_in: int, until: int, threads: int, wanted: Wanted = always, whole: bool = True) -> Lived:
    """Live a sample and return its sums by groups of persons.

    Parameters
    ----------
    inputs : Inputs
    one_in : every how many-th person is lived
    until : last simulated year
    threads : threads; they change no result
    wanted : tells whether somebody still waits
    whole : keep what each person paid and drew in a whole life

    Raises
    ------
    Superseded
        Where nobody does.
    """
    numbers = inputs.population.sample(one_in)
    numbers = numbers[entry_years(numbers) <= until]
    tables = pack_world(inputs.world)[0]
    tables["discount"] = discount_factors(inputs)
    crew = Crew(
        numbers,
        tables,
        until,
        slice(inputs.population.base_year - FIRST_STOCK_YEAR, until - FIRST_STOCK_YEAR),
        whole,
        wanted,
    )
    with ThreadPoolExecutor(threads) as pool:
        for job in [pool.submit(crew.work) for _ in range(threads)]:
            job.result()
    sums = Sums(*(np.stack(parts) for parts in zip(*crew.sums, strict=True)))
    total = Counted(*(sum(parts[1:], parts[0]) for parts in zip(*crew.counted, strict=True)))
    return Lived(sums, joined(crew.persons) if whole else None, total)


class Crew:
    """Threads that take one group of persons after the other, each with accumulators of its own."""

    def __init__(
        self, numbers: np.ndarray, tables: np.void, until: int, years: slice, whole: bool, wanted: Wanted
    ) -> None:
        self.numbers, self.groups = numbers, groups_of(numbers)
        self.tables, self.until, self.years, self.whole, self.wanted = tables, until, years, whole, wanted
        self.sums: list[list[np.ndarray]] = [[] for _ in range(GROUPS)]
        self.counted: list[Counted] = []
        self.persons: list[Persons] = []
        self.left, self.lock = list(range(GROUPS)), threading.Lock()

    def work(self) -> None:
        """Live groups until none is left."""
        record = take_record()
        before: list[np.ndarray] | None = None
        try:
            while (group := self.next_group()) is not None:
                self.live(self.numbers[self.groups == group], record)
                after = reduced(record[0], self.years)  # they go on: clearing them takes longer than subtracting
                self.sums[group] = after if before is None else [a - b for a, b in zip(after, before, strict=True)]
                before = after
            with self.lock:
                self.counted.append(counted(record[0], self.years))
        finally:
            give_back(record)

    def next_group(self) -> int | None:
        """Return a group nobody has taken, None where there is none."""
        with self.lock:
            return self.left.pop(0) if self.left else None

    def live(self, people: np.ndarray, record: np.ndarray) -> None:
        """Live the persons of a group, block by block."""
        scratch, key = np.zeros(2, dtype=PERSON), draw_key(SEED, REPLICATE)
        for start in range(0, len(people), BLOCK):
            if not self.wanted():
                raise Superseded
            block = people[start : start + BLOCK]
            rows = np.zeros(len(block), dtype=LIFE) if self.whole else NO_ROWS
            simulate_block(block, self.tables, key, self.until, scratch, record[0], NOT_KEPT, rows)
            if self.whole:
                self.persons.append(small(rows))
