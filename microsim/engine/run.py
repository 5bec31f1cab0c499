"""Blocks of persons over a pool of threads; the threads' tallies are summed in integers."""

import os
import threading
from concurrent.futures import ThreadPoolExecutor, as_completed

import numpy as np

from microsim.engine.block import NOT_KEPT, simulate_block
from microsim.engine.sample_groups import Seen
from microsim.kernel.draws import draw_key
from microsim.kernel.lifetimes import LIFE, NO_ROWS
from microsim.kernel.numbers import COUNT_BITS, are_given, years_of
from microsim.kernel.tallies import TALLIES, as_arrays, give_back, since, summed, take_record
from microsim.kernel.world import BASE_YEAR, FIRST_STOCK_YEAR, FIRST_YEAR, LAST_YEAR, WORLD, pack_world
from microsim.schema import PERSON

DEFAULT_BLOCK = 500  # persons; small enough that no thread waits long for the last one, large enough to hide its cost
YEAR_MASK = 0x7F


def entry_years(numbers):
    """Return the years of entry of persons, from their numbers: int64 [n]."""
    code = (numbers >> np.uint64(COUNT_BITS)) & np.uint64(YEAR_MASK)
    return BASE_YEAR + years_of(code.astype(np.int64))


def simulate(
    numbers,
    world,
    seed=1,
    replicate=0,
    until=LAST_YEAR,
    threads=None,
    block=DEFAULT_BLOCK,
    progress=None,
    given=None,
    keep=None,
    split=None,
    first=BASE_YEAR,
):
    """Live all persons up to a year and return the summed tallies.

    Parameters
    ----------
    numbers : uint64 [n], person numbers
    world : World
    seed, replicate : int, the key of all draws
    until : int, last simulated year
    threads : int, defaults to the number of cores
    block : int, persons handed to a thread at a time; changes nothing in the result
    progress : callable taking the number of persons done since the last call
    given : what a file says of those numbers that are its persons', see ``microdata.people.GivenPeople``
    keep : what takes rows of whole lives, LIFE [n] of each block in whatever order they end: ``take``; it says what money
        of a year is at the value date: ``discount``, float64 [law year, rate]. See ``lives.gather``
    split : GroupSums, to which the tallies of each sample group are added; None where nobody asks for them
    first : int, base year of the persons; the axes of years begin with it, see ``tallies.since``

    Returns
    -------
    Tallies
        In units of sampled persons.
    """
    threads = threads or os.cpu_count() or 1
    numbers = numbers[entry_years(numbers) <= until]
    tables = pack_world(world)[0]
    if keep is not None:
        tables["discount"] = keep.discount
    years = until - FIRST_YEAR + 1
    local = threading.local()
    all_tallies = []
    lock = threading.Lock()

    def work(live, part, group):
        if not hasattr(local, "tallies"):
            local.tallies = take_record()
            local.scratch = np.zeros(2, dtype=PERSON)
            local.key = draw_key(seed, replicate)
            local.seen = split and Seen()
            with lock:
                all_tallies.append(local.tallies)
        rows = NO_ROWS if keep is None else np.zeros(part.shape[0], dtype=LIFE)
        live(part, tables, local.key, until, local.scratch, local.tallies[0], NOT_KEPT, rows)
        if keep is not None:
            keep.take(rows)
        if split:
            split.add(group, local.tallies[0], local.seen)
        return part.shape[0]

    with ThreadPoolExecutor(threads) as pool:
        jobs = [
            pool.submit(work, live, part[start : start + block], group)
            for live, crew in crews(numbers, given)
            for group, part in (split.parts(crew) if split else [(None, crew)])
            for start in range(0, part.shape[0], block)
        ]
        try:
            for job in as_completed(jobs):
                done = job.result()
                if progress is not None:
                    progress(done)
        except BaseException:
            pool.shutdown(cancel_futures=True)
            raise
    all_tallies = all_tallies or [take_record()]
    total = as_arrays(summed(all_tallies), years)
    for record in all_tallies:
        give_back(record)
    return since(total, first)


def load_code(given=None):
    """Compile what lives are lived by, or load it, by living nobody: so its time is told apart from that of the lives."""
    tables, tallies, nobody = np.zeros(1, dtype=WORLD)[0], take_record(), np.zeros(0, dtype=np.uint64)
    scratch = np.zeros(2, dtype=PERSON)
    for live, part in crews(nobody, given):
        live(part, tables, draw_key(0, 0), FIRST_YEAR, scratch, tallies[0], NOT_KEPT, NO_ROWS)
    give_back(tallies, counted=False)


def crews(numbers, given):
    """Return the persons of each kind with the function that lives a block of them."""
    if given is None:
        return [(simulate_block, numbers)]
    theirs = are_given(numbers)
    return [(simulate_block, numbers[~theirs]), (given.live, numbers[theirs])]


def record_lives(numbers, world, seed=1, replicate=0, until=LAST_YEAR, given=None, first=BASE_YEAR):
    """Return the record of each person at the end of every year from a first one on: PERSON [n, years + 1].

    Rows of years not lived, and of persons who enter after ``until``, stay zero.
    """
    lives = np.zeros((numbers.shape[0], until - FIRST_YEAR + 2), dtype=PERSON)
    scratch, tallies = np.zeros(2, dtype=PERSON), np.zeros(1, dtype=TALLIES)
    tables, key = pack_world(world)[0], draw_key(seed, replicate)
    theirs = np.zeros(numbers.shape[0], dtype=bool) if given is None else are_given(numbers)
    if not theirs.all():
        part = lives[~theirs]
        simulate_block(numbers[~theirs], tables, key, until, scratch, tallies[0], part, NO_ROWS)
        lives[~theirs] = part
    if theirs.any():
        part = lives[theirs]
        given.live(numbers[theirs], tables, key, until, scratch, tallies[0], part, NO_ROWS)
        lives[theirs] = part
    return lives[:, first - FIRST_STOCK_YEAR :]
