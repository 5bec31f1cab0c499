"""The persons of a folder as the engine lives them: numbers, what the file says of each, and draws from weights.

Rows are put in the order of place, status, sex, age and id, and stand for whole persons: their
weights, cumulated and rounded. Person ``i`` of that list is in a 1-in-k sample where k divides
``i``, so samples nest where one k divides the other, each row is drawn in proportion to its weight,
and neighbours in the list are alike, as in the model's own strata.
"""

import threading
from typing import Any

import numpy as np

from microsim.kernel.numbers import COUNT_BITS, GIVEN_COUNT, pack, year_code
from microsim.kernel.world import BASE_YEAR
from microsim.microdata.facts import Facts
from microsim.places import CODE_OF
from microsim.schema import Origin

FIT_NAMES = ("persons", "histories_drawn", "membership_not_met", "labour_not_met")


class GivenPeople:
    """Persons given by a file.

    Parameters
    ----------
    facts
        What the file says of each row, and its spells and transfers.
    status, age
        Of each row, at the end of the base year.
    weight
        Persons each row stands for.
    base_year
        Year at whose end they stand.
    """

    def __init__(
        self,
        facts: Facts,
        place: np.ndarray,
        status: np.ndarray,
        sex: np.ndarray,
        age: np.ndarray,
        weight: np.ndarray,
        ids: np.ndarray,
        base_year: int = BASE_YEAR,
    ):
        order = np.lexsort((ids, age, sex, status, place))
        self.facts = facts
        self.ids = ids
        self.order = order
        self.ends = whole_weights(weight[order])
        fields = (CODE_OF[place[order].astype(int)], status[order], sex[order], age[order])
        place, status, sex, age = (field.astype(np.uint64) for field in fields)
        origin, year, nothing = (np.uint64(code) for code in (int(Origin.BASE), year_code(base_year - BASE_YEAR), 0))
        self.stem = pack(origin, place, status, sex, age, year, nothing)
        self.summary: dict[str, Any] = {}
        self.fits = np.zeros(len(FIT_NAMES), dtype=np.int64)
        self.lock = threading.Lock()

    @property
    def persons(self) -> int:
        """Return how many persons the rows stand for."""
        return int(self.ends[-1])

    def count(self, one_in: int) -> int:
        """Return how many every ``one_in``-th person are."""
        return -(-self.persons // one_in)

    def sample(self, one_in: int, part: int = 0, parts: int = 1) -> np.ndarray:
        """Return the numbers of every ``one_in``-th person, or of one of the ``parts`` of that sample."""
        count = np.arange(one_in * part, self.persons, one_in * parts, dtype=np.int64)
        place = np.searchsorted(self.ends, count, side="right")
        return self.stem[place] | np.uint64(GIVEN_COUNT) | count.astype(np.uint64)

    def rows(self, numbers: np.ndarray) -> np.ndarray:
        """Return the row of the file of each number."""
        mask = np.uint64((1 << COUNT_BITS) - 1 - GIVEN_COUNT)
        return self.order[np.searchsorted(self.ends, (numbers & mask).astype(np.int64), side="right")]

    def number_of(self, identity: str, copy: int = 0) -> int | None:
        """Return the number of one of the persons a row stands for, by its id; None where there is no such."""
        (rows,) = np.nonzero(self.ids[self.order] == identity)
        first = 0 if not len(rows) or rows[0] == 0 else int(self.ends[rows[0] - 1])
        if not len(rows) or not 0 <= copy < int(self.ends[rows[0]]) - first:
            return None
        return int(self.stem[rows[0]] | np.uint64(GIVEN_COUNT) | np.uint64(first + copy))

    def weight_of(self, identity: str) -> int | None:
        """Return how many persons the row of an id stands for; None where there is no such row."""
        (rows,) = np.nonzero(self.ids[self.order] == identity)
        return int(np.diff(self.ends, prepend=0)[rows[0]]) if len(rows) else None

    def place_of(self, number: int) -> tuple[int, int] | None:
        """Return the row of a number and which of its persons it is; None where the file has no such person."""
        count = number & ((1 << COUNT_BITS) - 1 - GIVEN_COUNT)
        place = int(np.searchsorted(self.ends, count, side="right"))
        if place >= len(self.ends) or int(self.stem[place]) >> COUNT_BITS != number >> COUNT_BITS:
            return None
        return int(self.order[place]), count - (int(self.ends[place - 1]) if place else 0)

    def arrays(self) -> tuple[np.ndarray, ...]:
        """Return all that a run reads of these persons, for its hash."""
        return self.ends, self.order, self.stem, *self.facts

    def live(
        self,
        numbers: np.ndarray,
        tables: Any,
        key: Any,
        until: int,
        scratch: np.ndarray,
        tallies: Any,
        lives: np.ndarray,
        whole: np.ndarray,
    ) -> None:
        """Live a block of persons, as ``block.simulate_block``, and add up how the histories fitted."""
        from microsim.engine.given import given_block

        fits = np.zeros(len(FIT_NAMES), dtype=np.int64)
        rows = self.rows(numbers)
        given_block(numbers, rows, *self.facts, tables, key, until, scratch, tallies, fits, lives, whole)
        with self.lock:
            self.fits += fits

    def fitted(self) -> dict[str, int]:
        """Return how the histories drawn so far fitted what the file says."""
        return dict(zip(FIT_NAMES, map(int, self.fits), strict=True))


def whole_weights(weight: np.ndarray) -> np.ndarray:
    """Return the cumulated weights in whole persons: each row keeps its weight up to one person."""
    return np.round(np.cumsum(weight)).astype(np.int64)
