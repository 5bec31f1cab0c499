"""A block of persons, each whole life in turn, tallied: serial, and free of the interpreter lock."""

import numpy as np

from microsim.amounts import MONTHS
from microsim.engine.counting import (
    count_at_base,
    count_entry,
    count_person,
    count_resident,
    count_standing,
    count_work,
)
from microsim.engine.enter import enter
from microsim.engine.lifetime import begin_life, end_life, note_entry
from microsim.engine.person_year import person_year
from microsim.engine.transitions import NOWHERE, count_transitions
from microsim.kernel.jit import event, kernel
from microsim.kernel.numbers import unpack
from microsim.kernel.world import BASE_YEAR, FIRST_STOCK_YEAR, FIRST_YEAR
from microsim.schema import PERSON, Origin

LIVING, BLANK = 0, 1  # rows of the scratch array
NOT_KEPT = np.zeros((0, 0), dtype=PERSON)  # records of the years of lives of which only the tallies are wanted


@event
def begin(person, number, world, key, tallies):
    """Let a person enter, count the entry and return its year, and the states at its end."""
    begin_life(tallies)
    entry = enter(person, number, world, key, tallies)
    note_entry(person, tallies)
    age = entry - person.birth // MONTHS
    count_person(person, tallies)
    count_resident(person, tallies, entry)
    states = count_transitions(person, tallies, NOWHERE, entry)
    origin = unpack(number)[0]
    if origin in (Origin.BIRTH, Origin.ARRIVAL):
        count_entry(person, tallies, entry, origin == Origin.BIRTH)
        count_work(person, tallies, entry - FIRST_YEAR, age)
        count_standing(person, tallies, entry - FIRST_YEAR, False)
    else:
        count_at_base(person, tallies, entry)
    return entry, states


@kernel
def simulate_block(numbers, world, key, last_year, scratch, tallies, lives, rows):
    """Live the lives of a block of person numbers up to a year.

    Parameters
    ----------
    numbers : uint64 [n]
    world : WORLD record
    scratch : PERSON [2], working memory of the thread; the second row stays blank
    tallies : TALLIES record, the accumulators of the thread
    lives : PERSON [n, years + 1], keeps each person's record at the end of every year lived, the year FIRST_STOCK_YEAR first;
        rows not lived stay zero. With no rows (``NOT_KEPT``) nothing is kept: one compiled loop serves both
    rows : LIFE [n], what is kept of each life as a whole, or no rows (``NO_ROWS``)
    """
    kept, whole = lives.shape[0] > 0, rows.shape[0] > 0
    tallies.life_wanted[0] = 1 if whole else 0
    for i in range(numbers.shape[0]):
        if unpack(numbers[i])[5] > last_year - BASE_YEAR:
            continue
        scratch[LIVING] = scratch[BLANK]
        person = scratch[LIVING]
        entry, states = begin(person, numbers[i], world, key, tallies)
        last = entry
        if kept:
            lives[i, entry - FIRST_STOCK_YEAR] = scratch[LIVING]
        for year in range(entry + 1, last_year + 1):
            states = person_year(person, world, key, tallies, year, states)
            last = year
            if kept:
                lives[i, year - FIRST_STOCK_YEAR] = scratch[LIVING]
            if not person.alive:
                break
        if whole:
            end_life(person, tallies, last, rows[i])
