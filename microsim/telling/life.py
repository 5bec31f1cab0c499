"""One life, lived twice: by the compiled kernel as in a run, and in the open; both must agree to the last bit."""

from typing import Any, NamedTuple

import numpy as np

from microsim.amounts import MONTHS
from microsim.engine import block, given, person_year
from microsim.engine.run import entry_years, record_lives, simulate
from microsim.kernel.draws import draw_key
from microsim.kernel.numbers import are_given
from microsim.kernel.tallies import TALLIES
from microsim.kernel.world import BASE_YEAR, FIRST_YEAR, pack_world
from microsim.schema import PERSON
from microsim.watch.records import Given
from microsim.watch.trace import BOOK, Entry, Frame, Trace

HISTORY_YEAR = "history_year"


class Disagreement(RuntimeError):
    """What was lived in the open is not what the run lived: a fault of the program."""


class Life(NamedTuple):
    """A life from its number.

    Attributes
    ----------
    number : person number
    entry : year of entry; the years after it are simulated
    ends : PERSON by year, the record at the end of the entry year and of every year lived
    history : PERSON by year, the record at the end of every year lived before the entry
    beginning : what was noted up to the entry
    noted : what was noted, by simulated year
    flows : fen [year, place, scheme, item], the books of a run of this person alone
    lifetimes : present values of a run of this person alone, fen, by lifetime measure
    fits : of a file's person, how the histories drawn fitted what the file says, see ``engine.given``
    """

    number: int
    entry: int
    ends: dict[int, np.void]
    history: dict[int, np.void]
    beginning: list[Entry]
    noted: dict[int, list[Entry]]
    flows: np.ndarray
    lifetimes: np.ndarray
    fits: np.ndarray | None = None


def live(number: int, world: Any, seed: int, replicate: int, until: int, people: Any = None) -> Life:
    """Return the life of a person up to a year; ``people`` are those of an own population, which a number may name."""
    numbers = np.array([number], dtype=np.uint64)
    compiled = record_lives(numbers, world, seed, replicate, until, people)[0]
    alone = simulate(numbers, world, seed, replicate, until, threads=1, given=people)
    life = live_in_the_open(numbers[0], world, draw_key(seed, replicate), until, people)
    check(life, compiled, alone.flows)
    return life._replace(flows=alone.flows, lifetimes=alone.lifetimes.sum(axis=(0, 1, 2, 3)))


def live_in_the_open(number: np.uint64, world: Any, key: np.record, until: int, people: Any = None) -> Life:
    """Return a life with all that was noted on the way; books stay empty."""
    records, tallies = np.zeros(2, dtype=PERSON), np.zeros(1, dtype=TALLIES)
    trace = Trace(kept=HISTORY_YEAR)
    packed = pack_world(world)[0]
    packed["equal_until"] = np.arange(1, MONTHS + 1)  # every month on its own: see engine.stretch
    person, books, tables = trace.person(records[0]), trace.books(tallies[0]), trace.world(packed)
    fits = np.zeros(given.FITS, dtype=np.int64) if people is not None and are_given(number) else None
    if fits is None:
        entry = trace.watched(block.begin)(person, number, tables, key, books)
    else:
        row, facts = people.rows(np.array([number]))[0], [Given(table) for table in people.facts]
        begin = trace.watched(given.enter_given)
        begin(trace.scratch(records), number, facts[0][row], facts[1], facts[2], tables, key, books, fits)
        entry = BASE_YEAR + int(entry_years(np.array([number]))[0])
    beginning = trace.take()
    history = {frame.arguments["year"]: record for frame, record in trace.records}
    ends, noted = {entry: records[0].copy()}, {}
    live_year = trace.watched(person_year.person_year)
    for year in range(entry + 1, until + 1):
        live_year(person, tables, key, books, year)
        noted[year] = trace.take()
        ends[year] = records[0].copy()
        if not records[0]["alive"]:
            break
    return Life(int(number), entry, ends, history, beginning, noted, np.zeros(0), np.zeros(0), fits)


def check(life: Life, compiled: np.ndarray, flows: np.ndarray) -> None:
    """Compare every year's record and everything booked with the compiled run."""
    lived = {BASE_YEAR + int(slot) for slot in np.flatnonzero(compiled["birth"])}
    if lived != set(life.ends):
        raise Disagreement(f"{life.number}: years lived {sorted(lived ^ set(life.ends))}")
    for year, record in life.ends.items():
        found = compiled[year - BASE_YEAR]
        for field in PERSON.names:
            if not np.array_equal(record[field], found[field]):
                raise Disagreement(f"{life.number}: {field} in {year}: {record[field]}, run {found[field]}")
    booked = np.zeros_like(flows)
    for entry in (entry for entries in life.noted.values() for entry in entries):
        if entry.kind == BOOK and entry.name == "flows":
            place, slot, *rest = entry.where
            booked[slot, place, *rest] += entry.value
    if not np.array_equal(booked, flows):
        year, *rest = np.argwhere(booked != flows)[0]
        raise Disagreement(f"{life.number}: books of {year + FIRST_YEAR}, {rest}")


def history_year(frame: Frame | None) -> int:
    """Return the year of the history in which an event fell, 0 outside it."""
    while frame is not None:
        if frame.name == HISTORY_YEAR:
            return int(frame.arguments["year"])
        frame = frame.parent
    return 0
