"""What the pictures are made of: sums of a sample by groups of its persons, so that errors can be told with them."""

from typing import NamedTuple

import numpy as np

from microsim.kernel.items import IN, OUT, Item, Kind, items_of
from microsim.kernel.numbers import SAMPLE_GROUPS, sample_group
from microsim.kernel.tallies import MonthCount, Standing
from microsim.schema import Scheme

GROUPS = 16  # of persons, four of the 64 of lives each: enough for an error, few enough to be quick
FLOWS = {
    "employer": [Item.EMPLOYER],
    "contributions": items_of(Kind.CONTRIBUTION),
    "moved_in": items_of(Kind.MOVED, sign=IN),
    "credited": items_of(Kind.CREDIT),
    "paid": items_of(Kind.BENEFIT, Kind.INHERITANCE, sign=OUT),
    "moved_out": items_of(Kind.MOVED, sign=OUT),
}  # sums of items of the books that lives make; what the ledger adds, subsidies and returns, is not among them


class Sums(NamedTuple):
    """Sums of the employees' scheme over sampled persons, the group of persons first; year by year from the first simulated.

    Attributes
    ----------
    flows : fen [group, year, place, entry of FLOWS]
    bases : yuan [group, year, place], contribution bases of the months paid
    payers, pensioners : persons [group, year, place]
    recipients : persons who draw a pension in December [group, year, place]
    pension_fen : their pensions, fen a month, summed [group, year, place]
    earners, wages : persons who pay [group, year, place] and their wages, yuan a month, summed
    """

    flows: np.ndarray
    bases: np.ndarray
    payers: np.ndarray
    pensioners: np.ndarray
    recipients: np.ndarray
    pension_fen: np.ndarray
    earners: np.ndarray
    wages: np.ndarray


def groups_of(numbers: np.ndarray) -> np.ndarray:
    """Return the group of each person number, from 0 to GROUPS - 1: by a hash, so that a group is a sample of all kinds."""
    return np.asarray(sample_group(numbers), dtype=np.int64) // (SAMPLE_GROUPS // GROUPS)


def reduced(record: np.void, years: slice) -> list[np.ndarray]:
    """Return what one thread's accumulators hold, TALLIES record, of some years, in the sums of ``Sums`` without their groups."""
    scheme = Scheme.EMPLOYEES
    flows = record["flows"][:, years, scheme]
    standing = record["standing"][..., years]
    wages = record["wages"][:, years].sum(axis=2)
    by_place = [
        np.stack([flows[..., items].sum(axis=-1) for items in FLOWS.values()], axis=-1),
        record["months"][:, years, MonthCount.BASE].copy(),  # all others are sums already
        np.moveaxis(standing[:, Standing.PAYING].sum(axis=(1, 2), dtype=np.int64), -1, 1),
        np.moveaxis(standing[:, Standing.PENSIONER].sum(axis=(1, 2), dtype=np.int64), -1, 1),
        np.moveaxis(record["pensions"][:, scheme, ..., years].sum(axis=(1, 2), dtype=np.int64), -1, 1),
        record["pension_fen"][:, years, scheme].sum(axis=-1),
        wages[..., 0],
        wages[..., 1],
    ]
    return [np.swapaxes(part, 0, 1) for part in by_place]


class Counted(NamedTuple):
    """What the ledger asks of the tallies of all persons together, the years first; see ``funds.ledger.keep_books``.

    Attributes
    ----------
    flows : fen [year, place, scheme, item]
    months : [year, place, month count]
    standing, labour : persons [year, place, standing, sex, age] and [year, place, sex, labour state, age group]; standing
        with all sexes and ages in one
    """

    flows: np.ndarray
    months: np.ndarray
    standing: np.ndarray
    labour: np.ndarray


def counted(record: np.void, years: slice) -> Counted:
    """Return what a thread's accumulators hold of it."""
    standing = record["standing"][..., years].sum(axis=(2, 3), dtype=np.int64)
    return Counted(
        np.moveaxis(record["flows"][:, years], 1, 0).copy(),
        np.moveaxis(record["months"][:, years], 1, 0).copy(),
        np.moveaxis(standing, -1, 0)[..., None, None],
        np.moveaxis(record["labour"][..., years], -1, 0).astype(np.int64),
    )
