"""Statute and compiled law hold the values of a second transcription, which shares no file with the first."""

import numpy as np
import pytest

from microsim.law.compile import compile_law
from microsim.law.divisors import divisor_table
from microsim.law.load import load_statute
from microsim.law.statute import levels
from microsim.places import PLACE_KEYS
from tests.law import transcription
from tests.law.transcription import cell, differences, divisors, other_divisors, rows, sources

# Raised above what one holder gives: the highest of nation, province and city is paid.
OF_SEVERAL = ("residents.basic_pension",)


def place_of(holder, path):
    """Return a place whose law a holder's value of a path is, None where every place has its own."""
    entries = load_statute().entries
    for place in PLACE_KEYS:
        holding = [name for name in levels(place) if f"{name}.{path}" in entries]
        if holding and holding[-1] == holder:
            return place
    return None


@pytest.mark.parametrize("path", sorted({row.path for row in rows()}))
def test_the_statute_gives_what_was_transcribed(path):
    assert not differences(load_statute(), {path})


def test_the_compiled_law_holds_what_was_transcribed():
    law, seen = compile_law(), 0
    for row in rows():
        if row.path.partition(".")[2] in OF_SEVERAL:
            continue
        found = cell(law, row, place_of)
        if found is not None:
            seen += 1
            assert found == pytest.approx(row.values if np.ndim(found) else row.values[0], rel=1e-6), row
    assert seen > 400


def test_the_divisors_are_those_transcribed():
    assert len(divisor_table()) == 12 * (len(divisors()) - 1) + 1
    assert not other_divisors(divisor_table())


def test_every_row_has_a_source_and_a_grade():
    assert {row.source for row in rows()} == set(sources())
    assert {row.grade for row in rows()} <= {"A", "B", "C"}
    assert all(row.last >= row.first for row in rows())


def test_a_value_or_a_date_off_is_told():
    entries = load_statute().entries
    path = "shanghai.employees.base_cap"
    entry = entries[path]
    number = next(index for index, step in enumerate(entry.steps) if step.value == 36921)
    for change in ({"value": 36922.0}, {"date": "2024-08-01"}, {"date": "2024-06-01"}):
        steps = [*entry.steps[:number], entry.steps[number]._replace(**change), *entry.steps[number + 1 :]]
        changed = load_statute()._replace(entries=entries | {path: entry._replace(steps=tuple(steps))})
        assert transcription.differences(changed, {path}), change
