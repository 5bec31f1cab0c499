"""Lives of the interpreted kernel against their plain twins: a check for what no test of a rule by itself notices."""

from functools import cache

import numpy as np

from microsim.engine.block import simulate_block
from microsim.kernel.draws import draw_key
from microsim.kernel.lifetimes import NO_ROWS
from microsim.kernel.tallies import TALLIES, YEARS, as_arrays, since
from microsim.kernel.world import BASE_YEAR, FIRST_STOCK_YEAR, LAST_YEAR, pack_world
from microsim.schema import PERSON
from tests.reference.test_twin import booked, differences, live_all
from tests.world import synthetic_numbers, synthetic_world

EVERY = 12  # of the made-up world's persons


class Row:
    """A record whose fields are attributes, as compiled code has it."""

    def __init__(self, record):
        object.__setattr__(self, "record", record)

    def __getattr__(self, name):
        return seen(self.record[name])

    def __setattr__(self, name, value):
        self.record[name] = value


class Rows:
    """An array of records."""

    def __init__(self, records):
        self.records, self.shape = records, records.shape

    def __getitem__(self, index):
        return seen(self.records[index])

    def __setitem__(self, index, row):
        self.records[index] = row.record


def seen(value):
    """Return a value of a record as compiled code sees it."""
    if isinstance(value, np.void):
        return Row(value)
    if isinstance(value, np.ndarray):
        return Rows(value) if value.dtype.names else value
    return value.item()


@cache
def twins():
    """Return numbers, tables and twins of some persons, lived by plain Python; no mutant touches them."""
    world, numbers = synthetic_world(), synthetic_numbers()[::EVERY]
    return numbers, pack_world(world), live_all(numbers, world, 1, 0)


def differ():
    """Tell whether the kernel, interpreted, lives other lives than the twins, or books other money."""
    numbers, tables, (lived, records) = twins()
    lives = np.zeros((len(numbers), LAST_YEAR - FIRST_STOCK_YEAR + 1), PERSON)
    scratch, tallies = np.zeros(2, PERSON), np.zeros(1, TALLIES)
    simulate_block(
        numbers, Row(tables[0]), draw_key(1, 0), LAST_YEAR, Rows(scratch), Row(tallies[0]), Rows(lives), NO_ROWS
    )
    if differences(lives[:, BASE_YEAR - FIRST_STOCK_YEAR :], records):
        return True
    money = since(as_arrays(tallies, YEARS), BASE_YEAR).flows
    return not np.array_equal(money, booked(lived, money.shape))
