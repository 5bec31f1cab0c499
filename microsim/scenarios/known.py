"""The names a scenario may change, and the definition of what each of them takes."""

import functools

from microsim.kernel.items import ITEMS
from microsim.law.load import load_assumptions
from microsim.law.statute import HOLDERS
from microsim.schema import COUNTED, STATUTE_QUANTITIES, Quantity
from microsim.schema.codes import Scheme
from microsim.words.book import book


@functools.cache
def law_quantities() -> dict[str, Quantity]:
    """Return every path of the statute with its definition.

    What one place has, any other may be given: the law of a city goes before that of its province.
    """
    return {f"{holder}.{path}": one for path, one in STATUTE_QUANTITIES.items() for holder in HOLDERS}


@functools.cache
def assumption_quantities() -> dict[str, Quantity]:
    """Return every assumption with its definition."""
    return {path: entry.quantity for path, entry in load_assumptions().entries.items()}


@functools.cache
def measurable() -> tuple[str, ...]:
    """Return what a scenario may expect something of: rows of the headline, books as SCHEME.ITEM, counts beyond the pension."""
    books = (f"{scheme.name.lower()}.{item.name.lower()}" for scheme in Scheme for item in ITEMS)
    beyond = (f"{row.scheme}.{row.name}" for rows in COUNTED.values() for row in rows)
    return (*book()["headline"], *books, *beyond)
