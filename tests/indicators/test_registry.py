"""The registry is whole: each of the 42 rows says what it is in both languages, and each measure has one function."""

import inspect
import itertools
from pathlib import Path

import pytest

from microsim.indicators import lifetime
from microsim.indicators.lives import GROUPS, SUMS
from microsim.indicators.page import page
from microsim.indicators.registry import (
    LIVES,
    NONE,
    NOT_MODELLED,
    ORIGINS,
    READY,
    RESULTS,
    STATUS,
    asked_for,
    registry,
)
from microsim.indicators.table import LABELS, MODULES
from microsim.reading import InputError
from microsim.results.variables import VARIABLES
from microsim.words.book import word

ROOT = Path(__file__).parents[2]

ALL = list(registry().values())


def test_there_are_the_forty_two():
    assert [one.number for one in ALL] == list(range(1, 43))


@pytest.mark.parametrize("one", ALL, ids=lambda one: one.key)
def test_each_row_is_whole(one):
    texts = [one.name, one.definition, *(measure.name for measure in one.measures)]
    assert all(text["en"].strip() and text["zh"].strip() for text in texts)
    assert one.formula
    assert one.source
    assert one.status in STATUS
    assert one.origin in ORIGINS
    assert bool(one.reason["en"]) == bool(one.reason["zh"]) == (one.status != READY)
    assert bool(one.measures) == (one.status != NOT_MODELLED) == (one.origin != NONE)
    assert bool(one.command) == (one.origin not in (RESULTS, LIVES, NONE))
    assert word("indicator_uncertainty", one.uncertainty.replace(" ", "_"), "zh")
    assert all(word("indicator_units", measure.unit, "en") is not None for measure in one.measures)
    assert all(set(measure.by) <= set(one.by) for measure in one.measures)


@pytest.mark.parametrize("one", [one for one in ALL if one.origin == RESULTS], ids=lambda one: one.key)
def test_what_is_read_of_results_is_there(one):
    assert set(one.inputs) <= {f"{variable.group}/{variable.name}" for variable in VARIABLES}
    assert set(one.by) <= set(LABELS)


@pytest.mark.parametrize("one", [one for one in ALL if one.origin == LIVES], ids=lambda one: one.key)
def test_what_is_read_of_lives_is_told_by_their_groups(one):
    assert set(one.by) <= set(GROUPS)
    assert one.whole_life
    assert not set(one.inputs) & (set(SUMS) - {"benefits"})


def public(module):
    """Return the names of the functions a module defines."""
    return {
        name
        for name, found in vars(module).items()
        if inspect.isfunction(found) and found.__module__ == module.__name__
    }


def test_each_measure_has_one_function():
    keys = [measure.key for one in ALL for measure in one.measures]
    assert len(keys) == len(set(keys))
    assert all(key == one.key for one in ALL for key in [m.key for m in one.measures] if key in registry())
    by_origin = {origin: {m.key for one in ALL if one.origin == origin for m in one.measures} for origin in ORIGINS}
    assert not any(public(one) & public(other) for one, other in itertools.combinations(MODULES, 2))
    assert by_origin[RESULTS] <= set().union(*map(public, MODULES))
    assert by_origin[LIVES] <= public(lifetime)


@pytest.mark.parametrize("one", [one for one in ALL if one.command], ids=lambda one: one.key)
def test_a_command_of_its_own_is_one(one):
    from microsim.cli import main

    assert one.command.split()[1] in main.commands


def test_names_that_nothing_has_are_told_together_with_the_nearest():
    with pytest.raises(InputError) as caught:
        asked_for(["benefitratio", "gini", "nonsense-of-nonsense"])
    told = str(caught.value)
    assert "did you mean benefit_ratio?" in told
    assert "nonsense-of-nonsense" in told
    assert "gini:" not in told


def test_one_measure_of_an_indicator_and_a_whole_one():
    (one,) = asked_for(["gini"])
    assert [measure.key for measure in one.measures] == ["gini"]
    (whole,) = asked_for(["35"])
    assert len(whole.measures) == 4


def test_the_page_is_current():
    """Make it again with ``python -m microsim.indicators.page > docs/indicators.md``."""
    assert (ROOT / "docs" / "indicators.md").read_text("utf-8") == page()
