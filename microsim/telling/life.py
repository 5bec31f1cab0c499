"""One life, lived twice: by the compiled kernel as in a run, and in the open; both must agree to the last bit."""

from typing import Any, NamedTuple

import numpy as np

from microsim.amounts import MONTHS
from microsim.engine import block, given, person_year
from microsim.engine.run import crews, entry_years
from microsim.engine.transitions import NOWHERE
from microsim.kernel.draws import draw_key
from microsim.kernel.lifetimes import NO_ROWS
from microsim.kernel.numbers import are_given
from microsim.kernel.tallies import TALLIES, give_back, take_record
from microsim.kernel.world import FIRST_STOCK_YEAR, FIRST_YEAR, pack_world
from microsim.schema import PERSON
from microsim.watch.records import Given
from microsim.watch.trace import BOOK, Entry, Frame, Trace

HISTORY_YEAR = "history_year"
WORLDS_KEPT = 2  # two scenarios are told beside each other
_PACKED: list[tuple[Any, np.void, np.void]] = []  # the World and its records, the last first


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


class Alone(NamedTuple):
    """What the compiled kernel says of a person run alone.

    Attributes
    ----------
    records : PERSON [years + 1], the record at the end of every year from FIRST_STOCK_YEAR on, as ``engine.run.record_lives``
    flows, lifetimes : as those of ``Life``
    """

    records: np.ndarray
    flows: np.ndarray
    lifetimes: np.ndarray


def alone(number: np.uint64, tables: np.void, key: np.record, until: int, people: Any = None) -> Alone:
    """Return a person's records and books by the loop of a run: one that is entered with this person only.

    Parameters
    ----------
    number : uint64, person number
    tables : WORLD record, the first of ``packed``
    key : of all draws
    until : last simulated year
    people : persons of an own population, which the number may name
    """
    (live_block, numbers), *_ = (
        crew for crew in crews(np.array([number], dtype=np.uint64), people) if crew[1].shape[0]
    )
    lives = np.zeros((1, until - FIRST_STOCK_YEAR + 1), dtype=PERSON)
    tallies = take_record()
    live_block(numbers, tables, key, until, np.zeros(2, dtype=PERSON), tallies[0], lives, NO_ROWS)
    flows = np.moveaxis(tallies["flows"][0][:, : until - FIRST_YEAR + 1], 1, 0).copy()
    lifetimes = tallies["lifetimes"][0].sum(axis=(0, 1, 2, 3))
    give_back(tallies)
    return Alone(lives[0], flows, lifetimes)


def packed(world: Any) -> tuple[np.void, np.void]:
    """Return the tables of a ``World`` as WORLD records: as a run reads them, and with every month on its own.

    Those of the last few are kept, since lives of the same scenarios are told one after the other, and what is noted of a
    life refers to them. A World is known by its identity: its arrays must not be changed.
    """
    for known, *records in _PACKED:
        if known is world:
            return records[0], records[1]
    tables = pack_world(world)[0]
    by_months = tables.copy()
    by_months["equal_until"] = np.arange(1, MONTHS + 1)  # see employees.stretch
    _PACKED.insert(0, (world, tables, by_months))
    del _PACKED[WORLDS_KEPT:]
    return tables, by_months


def live(number: int, world: Any, seed: int, replicate: int, until: int, people: Any = None) -> Life:
    """Return the life of a person up to a year; ``people`` are those of an own population, which a number may name."""
    tables, by_months = packed(world)
    compiled = alone(np.uint64(number), tables, draw_key(seed, replicate), until, people)
    life = live_in_the_open(np.uint64(number), by_months, draw_key(seed, replicate), until, people)
    check(life, compiled.records, compiled.flows)
    return life._replace(flows=compiled.flows, lifetimes=compiled.lifetimes)


def live_in_the_open(number: np.uint64, tables: np.void, key: np.record, until: int, people: Any = None) -> Life:
    """Return a life with all that was noted on the way; books stay empty. ``tables`` are the second of ``packed``."""
    records, tallies = np.zeros(2, dtype=PERSON), np.zeros(1, dtype=TALLIES)
    trace = Trace(kept=HISTORY_YEAR)
    person, books, world = trace.person(records[0]), trace.books(tallies[0]), trace.world(tables)
    fits = np.zeros(given.FITS, dtype=np.int64) if people is not None and are_given(number) else None
    if fits is None:
        entry, states = trace.watched(block.begin)(person, number, world, key, books)
    else:
        row, facts = people.rows(np.array([number]))[0], [Given(table) for table in people.facts]
        begin = trace.watched(given.enter_given)
        begin(trace.scratch(records), number, facts[0][row], facts[1], facts[2], world, key, books, fits)
        entry, states = int(entry_years(np.array([number]))[0]), NOWHERE  # what is counted is not told
    beginning = trace.take()
    history = {frame.arguments["year"]: record for frame, record in trace.records}
    ends, noted = {entry: records[0].copy()}, {}
    live_year = trace.watched(person_year.person_year)
    for year in range(entry + 1, until + 1):
        states = live_year(person, world, key, books, year, states)
        noted[year] = trace.take()
        ends[year] = records[0].copy()
        if not records[0]["alive"]:
            break
    return Life(int(number), entry, ends, history, beginning, noted, np.zeros(0), np.zeros(0), fits)


def check(life: Life, compiled: np.ndarray, flows: np.ndarray) -> None:
    """Compare every year's record and everything booked with the compiled run."""
    lived = {FIRST_STOCK_YEAR + int(slot) for slot in np.flatnonzero(compiled["birth"])}
    if lived != set(life.ends):
        raise Disagreement(f"{life.number}: years lived {sorted(lived ^ set(life.ends))}")
    for year, record in life.ends.items():
        found = compiled[year - FIRST_STOCK_YEAR]
        if record.tobytes() == found.tobytes():
            continue
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
