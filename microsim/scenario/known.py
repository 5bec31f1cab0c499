"""The names a scenario may change, and what kind of value each of them takes."""

import functools
from collections.abc import Iterable
from typing import Any, NamedTuple

from microsim.law.load import load_assumptions, load_statute
from microsim.law.statute import HOLDERS
from microsim.schema import LAW_FIELDS, Track, TransitionalForm

TRACK_KEYS = tuple(track.name.lower() for track in Track)
FORM_KEYS = tuple(form.name.lower() for form in TransitionalForm)
MONTHS_A_YEAR = 12

# Units, by how they begin, and the form of their values; the forms are those of ``checks``.
_FORMS = (
    ("age", "age"),
    ("code", "word"),
    ("flag", "flag"),
    ("share", "share"),
    ("per ", "rate"),
    ("month", "month"),
    ("birth months", "count"),
)


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
    below: dict[str, tuple[str, list[Any]]] = {}
    for path, entry in load_statute().entries.items():
        _, values = below.setdefault(path.partition(".")[2], (entry.unit, []))
        values.extend(step.value for step in entry.steps)
    for field in LAW_FIELDS:
        for track in TRACK_KEYS if "{track}" in field.path else ("",):
            below.setdefault(field.path.replace("{track}", track), (field.unit, []))
    whole = {field.path.replace("{track}", track) for field in LAW_FIELDS if field.kind == "i4" for track in TRACK_KEYS}
    kinds = {path: _kind(unit, values, FORM_KEYS, path in whole) for path, (unit, values) in below.items()}
    return {f"{holder}.{path}": kind for path, kind in kinds.items() for holder in HOLDERS}


@functools.cache
def assumption_kinds() -> dict[str, Kind]:
    """Return every assumption with the kind of its values."""
    kinds = {}
    for path, entry in load_assumptions().entries.items():
        values = list(_singles(entry.value))
        words = tuple(entry.unit.replace(" or ", " ").split()) if entry.table is None else ()
        kinds[path] = _kind(entry.unit, values, words)._replace(negative=True)
    return kinds


def _kind(unit: str, values: list[Any], words: tuple[str, ...], whole: bool = False) -> Kind:
    """Return the kind of a unit, made wider where the shipped values need it."""
    if any(isinstance(value, list | tuple) for value in values):
        return Kind("list", unit)
    if any(isinstance(value, str) and value in words for value in values):
        return Kind("word", unit, words)
    form = next((form for start, form in _FORMS if unit.startswith(start)), "number")
    numbers = [value for value in values if isinstance(value, int | float)]
    largest = max(map(abs, numbers), default=0)
    if form == "month" and (unit.startswith("months") or 0 < largest <= MONTHS_A_YEAR):
        form = "count" if whole or unit == "month" else "number"  # a number of months, or a month of every year
    if form in ("share", "rate") and largest > 1:
        form = "number"
    return Kind(form, unit, words if form == "word" else ())


def _singles(value: Any) -> Iterable[Any]:
    """Yield the single values of a map by year or province."""
    if isinstance(value, dict):
        for part in value.values():
            yield from _singles(part)
    else:
        yield value
