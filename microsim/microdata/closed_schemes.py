"""Closed schemes that only some places had: where and when, as the statute says."""

from functools import cache

from microsim.amounts import MONTHS
from microsim.kernel.world import FIRST_LAW_YEAR
from microsim.law.load import load_statute
from microsim.law.statute import NATION, levels
from microsim.law.values import first_month
from microsim.places import PLACE_KEYS

TOWNSHIP, CERTIFICATE = "special.township_rate", "special.outside_rate"  # rates of the schemes in the statute


@cache
def span_of(path: str) -> tuple[int, int]:
    """Return the first and the last month in which a value of the statute is above zero at some place."""
    start, spans = MONTHS * FIRST_LAW_YEAR, []
    for name in {f"{holder}.{path}" for place in PLACE_KEYS for holder in levels(place)}:
        if entry := load_statute().entries.get(name):
            above = [index for index, step in enumerate(entry.steps) if step.value]
            spans += [(first_month(entry.steps[index].date), entry.last_month(index) - 1) for index in above]
    return start + min(first for first, _ in spans), start + max(last for _, last in spans)


@cache
def places_with(path: str) -> tuple[int, ...]:
    """Return the places whose own law, or that of their province, has had a value of a path above zero."""
    entries = load_statute().entries
    return tuple(
        code
        for code, place in enumerate(PLACE_KEYS)
        for holder in levels(place)
        if holder != NATION and any(step.value for step in getattr(entries.get(f"{holder}.{path}"), "steps", ()))
    )
