"""Totals of a run split over groups of persons, chosen by a hash of the number: what their standard errors are made of.

A thread counts in one record. What it counted of a block of persons of one group is what the record holds after the block
less what it held before; no life is lived otherwise than without the split.
"""

import threading
from enum import IntEnum

import numpy as np

from microsim.kernel.items import ITEMS, Kind
from microsim.kernel.jit import kernel
from microsim.kernel.numbers import SAMPLE_GROUPS, sample_group
from microsim.kernel.tallies import TALLIES

WHOLE = ("stocks", "months", "pension_fen", "wages", "claims")  # tallies that are told apart by group as they are
BLOCK = 5000  # persons; what a block costs beside its lives is the same for any


class Money(IntEnum):
    """What is kept of the books of a fund, fen: that which lives bring and take; treasuries and pooling come later."""

    CONTRIBUTIONS = 0
    RECEIVED = 1  # all that came in, contributions among it
    PAID = 2


CONTRIBUTIONS, RECEIVED, PAID = map(int, Money)
COMES_IN = np.array([item.sign > 0 for item in ITEMS])
IS_CONTRIBUTION = np.array([item.kind == Kind.CONTRIBUTION for item in ITEMS])


@kernel
def take_money(flows, before, sums):
    """Add what flows hold above ``before`` to the sums of a group, and bring ``before`` up to them.

    Parameters
    ----------
    flows, before : int64 [place, year, scheme, item], fen
    sums : int64 [place, year, scheme, Money], fen
    """
    places, years, schemes, items = flows.shape
    for place in range(places):
        for year in range(years):
            for scheme in range(schemes):
                for item in range(items):
                    amount = flows[place, year, scheme, item] - before[place, year, scheme, item]
                    if amount != 0:
                        before[place, year, scheme, item] += amount
                        sums[place, year, scheme, RECEIVED if COMES_IN[item] else PAID] += amount
                        if IS_CONTRIBUTION[item]:
                            sums[place, year, scheme, CONTRIBUTIONS] += amount


class Seen:
    """What a thread's record held when a block of persons began, by tally, and room for what one adds."""

    def __init__(self):
        self.held = {name: np.zeros(TALLIES[name].shape, TALLIES[name].base) for name in (*WHOLE, "flows")}
        self.room = {name: np.empty_like(self.held[name]) for name in WHOLE}


class GroupSums:
    """Sums of some tallies by group of persons; threads add to them.

    Attributes
    ----------
    sums : dict of int64 [group, ...], by tally, as they lie in a record (see ``kernel.tallies.ALONG_LIVES``); ``money`` is
        [group, place, year, scheme, Money]
    """

    def __init__(self):
        shapes = {name: TALLIES[name].shape for name in WHOLE} | {"money": (*TALLIES["flows"].shape[:-1], len(Money))}
        self.sums = {name: np.zeros((SAMPLE_GROUPS, *shape), np.int64) for name, shape in shapes.items()}
        self.lock = threading.Lock()

    def parts(self, numbers):
        """Return the persons of each group that has any, with the group."""
        groups = sample_group(numbers)
        order = np.argsort(groups, kind="stable")
        bounds = np.searchsorted(groups[order], np.arange(SAMPLE_GROUPS + 1))
        members = np.split(order, bounds[1:-1])
        return [(group, numbers[part]) for group, part in enumerate(members) if len(part)]

    def add(self, group, record, seen):
        """Add what a record counted since it was seen to a group."""
        with self.lock:  # the sums of a group may be those of several blocks
            take_money(record["flows"], seen.held["flows"], self.sums["money"][group])
            for name, room in seen.room.items():
                np.subtract(record[name], seen.held[name], out=room)
                seen.held[name] += room
                self.sums[name][group] += room
