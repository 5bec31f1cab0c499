"""The names a scenario may change, and what kind of value each of them takes."""

import functools
from typing import NamedTuple

from microsim.law.load import load_assumptions
from microsim.law.statute import HOLDERS
from microsim.schema import STATUTE_QUANTITIES, Quantity


class Kind(NamedTuple):
    """What a value must look like: its form, its unit, the words allowed, and whether it may be negative."""

    form: str
    unit: str
    words: tuple[str, ...] = ()
    negative: bool = False


@functools.cache
def law_kinds() -> dict[str, Kind]:
    """Return every path of the statute with the kind of its values.

    What one place has, any other may be given: the law of a city goes before that of its province.
    """
    kinds = {path: _kind(quantity) for path, quantity in STATUTE_QUANTITIES.items()}
    return {f"{holder}.{path}": kind for path, kind in kinds.items() for holder in HOLDERS}


@functools.cache
def assumption_kinds() -> dict[str, Kind]:
    """Return every assumption with the kind of its values."""
    entries = load_assumptions().entries
    return {path: _kind(entry.quantity)._replace(negative=True) for path, entry in entries.items()}


def _kind(quantity: Quantity) -> Kind:
    """Return what a value of a quantity must look like."""
    form = "list" if quantity.tiers else quantity.about.form
    return Kind(form, quantity.unit, tuple(quantity.words))
