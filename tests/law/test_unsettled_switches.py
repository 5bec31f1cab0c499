"""Every switch of the page on unsettled law turns something, and every value of grade C has a line there."""

import re
from functools import cache
from pathlib import Path

import numpy as np
import pytest

import microsim as ms
from microsim.amounts import MONTHS
from microsim.law.compile import compile_law
from microsim.law.load import load_statute
from microsim.law.values import FIRST_LAW_YEAR
from microsim.places import PLACE_CODE, PLACE_KEYS, PROVINCE_KEYS
from microsim.scenarios.known import law_quantities
from microsim.schema import LAW_FIELDS, Track
from microsim.schema.kinds import written

PAGE = Path(__file__).parents[2] / "docs" / "unsettled-law.md"
FIELDS = {field.path: field for field in LAW_FIELDS}
TRACKS = tuple(track.name.lower() for track in Track)
SWITCHED, SINCE = 2040, "2040-01-01"  # beyond every published value, so that only the switch can be read there
OF_A_WHOLE_YEAR = MONTHS - 1
SCALED = ("employees.average_wage",)  # a city's is the province's times its own level


@cache
def switches():
    """Return the switches of the page, one for each track."""
    found = []
    for line in PAGE.read_text(encoding="utf-8").splitlines():
        if line.startswith("| ") and "`" in line:
            found += re.findall(r"`([a-z0-9_.{}]+)`", line.rstrip(" |").rpartition("|")[2])
    return list(dict.fromkeys(path.replace("{track}", track) for path in found for track in TRACKS))


@cache
def holders(path):
    """Return who holds a value of a path, the nation where nobody does."""
    return tuple(name.partition(".")[0] for name in load_statute().entries if name.partition(".")[2] == path) or (
        "national",
    )


def field_of(path):
    """Return the field of the record a path sets and the track in it, or None."""
    track = next((track for track in TRACKS if f".{track}." in path), None)
    return FIELDS.get(path.replace(f".{track}.", ".{track}.") if track else path), track


@cache
def baseline():
    return compile_law(scenario=ms.scenario("baseline"))


def cell(law, path, place):
    """Return what the record holds at the end of the year of the switch."""
    field, track = field_of(path)
    found = law[field.name][PLACE_CODE[place], SWITCHED - FIRST_LAW_YEAR]
    return found[TRACKS.index(track)] if track else found


def another(path, value):
    """Return another value than the one in force, as a scenario writes it, and the number the record then holds."""
    quantity = law_quantities()[f"national.{path}"]
    form, first = quantity.about.form, float(np.atleast_1d(value)[0])
    if quantity.tiers:
        return [first + 7.0], first + 7.0
    if quantity.kind == "flag":
        return 1 - int(first), 1.0 - first
    if form in ("age", "month"):
        new = quantity.least + 1 if first != quantity.least + 1 else quantity.least + 2
        return written(new, quantity.kind), new
    if form == "word":
        return next((word, code) for word, code in reversed(quantity.words.items()) if code != int(first))
    if form == "count":
        new = int(first) - 1 if first >= quantity.most else int(first) + 1
        return new, new
    new = first / 2 if first + 1 > quantity.most else first + 1
    new = quantity.most / 2 if new == first else new
    return new, new


def places_of(holder):
    """Return the places to which the law of a holder applies where nobody nearer has a value."""
    if holder in PLACE_KEYS:
        return [holder]
    if holder == "national":
        return list(PLACE_KEYS)
    return [key for key in PLACE_KEYS if key not in PROVINCE_KEYS] if holder == "guangdong" else []


def nearest(path, holder):
    """Return a place for which a holder is the nearest with a value; None where all have a nearer one."""
    others = {other: places_of(other) for other in holders(path) if len(places_of(other)) < len(places_of(holder))}
    return next((place for place in places_of(holder) if all(place not in has for has in others.values())), None)


@cache
def switched():
    """Return the law with every switch of the record turned at each of its holders, and what each place should hold."""
    scenario, expected = ms.scenario("baseline"), {}
    for path in switches():
        if field_of(path)[0] is None:
            continue
        for holder in holders(path):
            if (place := nearest(path, holder)) is None:
                continue
            written, value = another(path, cell(baseline(), path, place))
            scenario = scenario.set(f"{holder}.{path}", {SINCE: written})
            expected[path, holder, place] = value
    return compile_law(scenario=scenario), expected


def test_the_page_has_switches():
    assert len(switches()) > 110


@pytest.mark.parametrize("path", switches())
def test_a_switch_is_one_of_the_statute(path):
    assert all(f"{holder}.{path}" in law_quantities() for holder in holders(path))


@pytest.mark.parametrize("path", [path for path in switches() if field_of(path)[0] is not None])
def test_a_switch_sets_what_lives_and_cases_read(path):
    law, expected = switched()
    for (name, holder, place), value in expected.items():
        if name == path:
            found, before = (np.atleast_1d(cell(which, path, place)) for which in (law, baseline()))
            at = OF_A_WHOLE_YEAR if field_of(path)[0].length == MONTHS else 0
            assert found[at] == pytest.approx(value) or path in SCALED, (holder, place)
            assert found[at] != before[at], (holder, place)


CASES_ALONE = {
    "pension.paper_account_share"
}  # an estimate for totals, see tests/cases/published.yaml: no record has it


OF_THE_LEDGER = {"employees.stability_refund"}  # nobody's life, see tests/funds
OF_THE_WEDGE = "labour_cost."  # read by no run; tests/labour_cost looks that each moves the wedge
BEHIND = [path for path in switches() if field_of(path)[0] is None and not path.startswith(OF_THE_WEDGE)]


@pytest.mark.parametrize("path", [path for path in BEHIND if path not in CASES_ALONE | OF_THE_LEDGER])
def test_a_switch_behind_the_record_changes_it(path):
    """Series from which fields of the record are worked out; each alone, at the holder that has it."""
    for holder in holders(path)[:1]:
        entry = load_statute().entries[f"{holder}.{path}"]
        last = entry.steps[-1]
        value = another(path, 0.0 if last.value is None else last.value)[0]
        reform = ms.scenario("baseline").set(f"{holder}.{path}", {last.date: value})
        assert compile_law(scenario=reform).tobytes() != baseline().tobytes(), f"{holder}.{path} changes nothing"


def test_every_value_of_grade_c_has_a_line():
    """A new value of grade C: give its question, default, alternatives and switch in docs/unsettled-law.md."""
    named = set(switches())
    lacking = {
        entry.path.partition(".")[2]
        for entry in load_statute().entries.values()
        if any(step.grade == "C" for step in entry.steps)
    } - named
    assert not lacking, f"docs/unsettled-law.md lacks {sorted(lacking)}"
