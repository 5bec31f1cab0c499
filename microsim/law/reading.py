"""What compiling the law works out, each thing once and with all that it rests on.

A thing that rests on no path that changed is what it was, so a second scenario takes over from the
first whatever the reform does not touch. Notes of a thing go to everything made from it.
"""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

if TYPE_CHECKING:
    from microsim.law.assumptions import Assumptions
    from microsim.law.statute import Statute


class Notes(NamedTuple):
    """What making a thing read and found.

    Attributes
    ----------
    paths : paths of law, whoever holds it, and names of assumptions (``assumptions.`` before them)
    read : entries of the statute
    displaced : entries of the statute that a scenario's value for a wider place set aside
    projected : first year that is projected, by place and path
    """

    paths: set
    read: set
    displaced: set
    projected: dict

    def take(self, other: "Notes") -> None:
        """Add the notes of something that is used."""
        self.paths.update(other.paths)
        self.read.update(other.read)
        if other.displaced or other.projected:  # few have any
            self.displaced.update(other.displaced)
            self.projected.update(other.projected)


def no_notes() -> Notes:
    """Return notes of nothing yet."""
    return Notes(set(), set(), set(), {})


class Reading:
    """Things worked out by key, their notes, and the notes of what is being made just now."""

    def __init__(self, known: dict[Any, Any] | None = None) -> None:
        self.known = dict(known or {})
        self.notes = no_notes()

    def once(self, key: str | tuple[Any, ...], make: Callable[..., Any], *inputs: Any) -> Any:
        """Return what ``make`` gives for some inputs, made once; its notes are added to those of the thing being made."""
        if key not in self.known:
            outer, self.notes = self.notes, no_notes()
            try:
                result = make(*inputs)
                if isinstance(result, np.ndarray):
                    result.setflags(write=False)
                self.known[key] = result, self.notes
            finally:
                self.notes = outer
        result, notes = self.known[key]
        self.notes.take(notes)
        return result


class Compilation(NamedTuple):
    """A compilation that others may start from: what went in, the things worked out and the record."""

    statute: Any
    overrides: dict
    assumptions: Any
    known: dict
    law: np.ndarray

    def unchanged(self, statute: "Statute", overrides: dict[str, Any], assumptions: "Assumptions") -> dict[Any, Any]:
        """Return the things that a compilation of other inputs would make again as they are."""
        if statute is not self.statute:
            return {}
        changed = {name.partition(".")[2] for name in differing(self.overrides, overrides)}
        changed |= {f"assumptions.{name}" for name in differing(self.assumptions.entries, assumptions.entries)}
        return {key: thing for key, thing in self.known.items() if changed.isdisjoint(thing[1].paths)}


def differing(one: dict[str, Any], other: dict[str, Any]) -> set[str]:
    """Return the keys of two maps whose values are not the same."""
    return {key for key in one.keys() | other.keys() if not same(one.get(key), other.get(key))}


def same(one: Any, other: Any) -> bool:
    """Tell whether two overrides or two assumptions are the same; values made anew count as others."""
    return one is other or (isinstance(one, str | int | float | list | dict) and repr(one) == repr(other))
