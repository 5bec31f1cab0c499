"""The desk a cell of the law record is worked out at: statute, assumptions, and what was worked out already."""

import functools
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import numpy as np

from microsim.law.statute import NATION, province_of
from microsim.law.values import YEARS
from microsim.places import ELSEWHERE_PROVINCE, PROVINCE_KEYS

if TYPE_CHECKING:
    from microsim.law.assumptions import Assumptions
    from microsim.law.series import Book


class Desk:
    """Statute and assumptions of one scenario, and the series already worked out for places."""

    def __init__(self, book: "Book", assumptions: "Assumptions") -> None:
        self.book = book
        self.assumptions = assumptions

    def assumed(self, path: str, place: str) -> np.ndarray:
        """Return an assumption by year for the province of a place; the nation takes elsewhere's."""
        self.book.notes.paths.add(f"assumptions.{self.assumptions.full_path(path)}")
        province = PROVINCE_KEYS[ELSEWHERE_PROVINCE] if place == NATION else province_of(place)
        return self.assumptions.path(path, YEARS, province)

    def once(self, rule: Callable[..., Any], place: str) -> Any:
        """Return what a rule gives for a place, worked out once."""
        return self.book.reading.once((rule, place), rule, self, place)


class LaterDesk(Desk):
    """A desk whose assumptions are read when one is first asked for: what is published rests on none."""

    def __init__(self, book: "Book", read: Callable[[], "Assumptions"]) -> None:
        self.book, self._read = book, read

    @functools.cached_property
    def assumptions(self) -> "Assumptions":  # type: ignore[override]
        """The assumptions."""
        return self._read()


def wage_growth(desk: Desk, place: str) -> np.ndarray:
    """Nominal wage growth of the economy path."""
    real = desk.assumed("economy.real_wage_growth", place)
    gap = desk.assumed("economy.wage_growth_gap", place)
    return (1 + real + gap) * (1 + desk.assumed("economy.cpi", place)) - 1


def given(known: np.ndarray, rule: np.ndarray) -> np.ndarray:
    """Return the rule's values with the known ones in their place."""
    return np.where(np.isnan(known), rule, known)
