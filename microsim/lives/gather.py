"""The rows of lives as the engine leaves them, made small block by block and put in the order of person numbers."""

import threading
from typing import NamedTuple

import numpy as np

from microsim.kernel.lifetimes import LIFE, Money

# Kinds of money whose present values are kept at every rate; of the others that of the main rate.
AT_EVERY_RATE = (
    Money.EMPLOYER,
    Money.OWN,
    Money.FLEXIBLE,
    Money.RESIDENTS_OWN,
    Money.MATCH,
    Money.PENSION,
    Money.PENSION_ACCOUNT,
    Money.PUBLIC_PENSION,
    Money.PUBLIC_ACCOUNT,
    Money.RESIDENTS_PENSION,
    Money.RESIDENTS_ACCOUNT,
    Money.WAGES,
)
EVERY = [int(kind) for kind in AT_EVERY_RATE]
CONTRIBUTIONS = [Money.EMPLOYER, Money.OWN, Money.FLEXIBLE, Money.RESIDENTS_OWN, Money.MATCH, Money.LAND]
BENEFITS = [*range(Money.PENSION, Money.INHERITANCE + 1)]


class Lives(NamedTuple):
    """What is kept of lives, in the order of person numbers.

    Attributes
    ----------
    number : uint64 [person]
    value_at : float64 [person, kind of money], fen at the value date, main rate
    higher, growth : float32 [person, kind], of AT_EVERY_RATE, at the other rates
    contributions, benefits : int64 [person], fen since the entry, in the money of each year
    counts : int32 [person, count]
    value : float64 [person, value]
    longest : int16 [person], place with the most months, plus one; 0 none
    months : int16 [person, province], of the record when the life ends
    deemed : int16 [person]
    """

    number: np.ndarray
    value_at: np.ndarray
    higher: np.ndarray
    growth: np.ndarray
    contributions: np.ndarray
    benefits: np.ndarray
    counts: np.ndarray
    value: np.ndarray
    longest: np.ndarray
    months: np.ndarray
    deemed: np.ndarray


def small(rows: np.ndarray) -> Lives:
    """Return rows of LIFE as narrower columns."""
    paid = rows["months_at"]
    longest = np.where(paid.any(axis=1), paid.argmax(axis=1) + 1, 0)
    at = rows["value_at"]
    return Lives(
        rows["number"].copy(),
        at[:, 0].copy(),
        at[:, 1, EVERY].astype(np.float32),
        at[:, 2, EVERY].astype(np.float32),
        rows["total"][:, CONTRIBUTIONS].sum(axis=1),
        rows["total"][:, BENEFITS].sum(axis=1),
        rows["count"].astype(np.int32),
        rows["value"].copy(),
        longest.astype(np.int16),
        rows["months"].astype(np.int16),
        rows["deemed"].sum(axis=1).astype(np.int16),
    )


class Gatherer:
    """Takes the rows of blocks from the threads of a run.

    Parameters
    ----------
    discount : float64 [law year, rate], see ``discount.discount_factors``
    """

    def __init__(self, discount: np.ndarray):
        self.discount = discount
        self._parts: list[list[np.ndarray]] = [[part] for part in small(np.zeros(0, dtype=LIFE))]
        self._blocks = 0
        self._joined: Lives | None = None
        self._lock = threading.Lock()

    def take(self, rows: np.ndarray) -> None:
        """Take the rows of a block."""
        part = small(rows)
        with self._lock:
            self._add(part)

    @property
    def blocks(self) -> int:
        """How many blocks were taken."""
        return self._blocks

    @property
    def is_ordered(self) -> bool:
        """Whether all that was taken was put in order, and nothing is told apart by block any more."""
        return self._joined is not None

    def rows(self, first: int, last: int) -> Lives:
        """Return what was taken from a block on up to another, in the order in which it came; all, once it was put in order."""
        if self._joined is not None:
            return self._joined
        return Lives(*(np.concatenate(parts[1 + first : 1 + last]) for parts in self._parts))

    def take_up(self, rows: dict[str, np.ndarray]) -> None:
        """Take what ``rows`` gave, by column: one block."""
        self._add(Lives(**rows))

    def _add(self, block: Lives) -> None:
        for parts, one in zip(self._parts, block, strict=True):
            parts.append(one)
        self._blocks += 1

    def lives(self) -> Lives:
        """Return all that was taken, in the order of person numbers; nothing is taken after it."""
        if self._joined is None:
            order = np.argsort(np.concatenate(self._parts[0]), kind="stable")
            joined = []
            while self._parts:  # one column after the other, each let go before the next
                joined.append(np.concatenate(self._parts.pop(0))[order])
            self._joined = Lives(*joined)
        return self._joined
