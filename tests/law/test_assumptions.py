"""Assumptions: every one with bounds, grade and source, read by year and province."""

import numpy as np
import pytest

from microsim.law.assumptions import Assumptions, logit_line, read_assumption, table_of
from microsim.law.compile import compile_assumptions
from microsim.law.values import YEARS
from microsim.reading import InputError, Position, Problems
from microsim.schema import ASSUMPTIONS
from tests.priors import priors

TREE = priors()
OWN = ("adjustment", "wages", "employment", "coverage", "contributions", "retirement", "portability", "residents")
SWAPPED = {"economy.uprating_cpi_weight"}  # prices alone are the low variant: their weight is then the largest


def test_every_field_of_the_record_is_filled_by_one_assumption():
    records = compile_assumptions()
    assert set(TREE.paths_of_fields()) == set(ASSUMPTIONS.names)
    for name in ASSUMPTIONS.names:
        assert np.all(np.isfinite(records[name])), name


def test_a_field_filled_twice_or_by_none_is_a_mistake():
    entry = TREE.entries["wages.level"]
    twice = Assumptions(TREE.entries | {"wages.other": entry._replace(path="wages.other")})
    with pytest.raises(InputError, match=r"wages.other: found field wage_level, a second time"):
        twice.paths_of_fields()
    without = {path: one for path, one in TREE.entries.items() if path != "wages.level"}
    with pytest.raises(InputError, match="wage_level: no assumption fills this field"):
        Assumptions(without).paths_of_fields()
    renamed = entry._replace(quantity=entry.quantity._replace(field="wage_levl"))
    with pytest.raises(InputError, match=r"which the record lacks, did you mean wage_level\?"):
        Assumptions(TREE.entries | {"wages.level": renamed}).paths_of_fields()


@pytest.mark.parametrize("path", sorted(TREE.entries))
def test_bounds_enclose_the_value(path):
    entry = TREE.entries[path]
    if entry.table is None or entry.low is None or entry.high is None or path in SWAPPED:
        return
    projected = YEARS >= 2027
    low, high = (table_of(raw, entry.linear)[projected] for raw in (entry.low, entry.high))
    value = entry.table[projected]
    assert np.all(low <= value + 1e-12), "low"
    assert np.all(value <= high + 1e-12), "high"


@pytest.mark.parametrize(
    "path", [path for path in sorted(TREE.entries) if path.split(".")[0] in (*OWN, "economy", "base_stock")]
)
def test_bounds_grade_and_source_are_given(path):
    entry = TREE.entries[path]
    assert entry.low is not None
    assert entry.high is not None
    assert entry.grade in ("A", "B", "C")


def test_values_by_year_and_province():
    assert TREE.value("wages.school") == 0.10
    assert TREE.path("base_stock.pension_mean", [2016, 2020], "shanghai").tolist() == [3560, 4350]
    assert TREE.path("economy.cpi", [2016, 2025, 2050]).tolist() == [0.02, 0.0, 0.02]
    assert TREE.path("coverage.flexible_migrant", [2016, 2025, 2100]).tolist() == [0.05, 0.12, 0.12]
    assert TREE.value("claim_late") == 0.05


def test_questions_without_an_answer():
    with pytest.raises(KeyError, match=r"did you mean wages.school\?"):
        TREE.value("wages.schol")
    with pytest.raises(ValueError, match="say which"):
        TREE.path("base_stock.pension_mean", [2016])
    with pytest.raises(ValueError, match="changes over time"):
        TREE.value("economy.cpi")


def test_a_scenario_changes_what_it_names_and_when():
    changed = TREE.apply({"real_wage_growth": {"2030": 0.01, "2040": 0.02}, "wages": {"school": 0.12}})
    assert changed.path("economy.real_wage_growth", [2029, 2030, 2039, 2100]).tolist() == [0.028, 0.01, 0.01, 0.02]
    assert changed.value("wages.school") == 0.12
    assert changed.changed == {"economy.real_wage_growth", "wages.school"}
    assert TREE.value("wages.school") == 0.10


def test_a_linear_assumption_stays_linear():
    entry = TREE.entries["employment.older_uplift"]
    assert entry.linear is True
    changed = TREE.apply({"employment.older_uplift": {"2030": 0.0, "2040": 0.04}})
    assert changed.path("employment.older_uplift", [2027, 2035, 2050]) == pytest.approx([0.0, 0.02, 0.04])


def test_log_odds_run_on_a_line():
    """Half way between 0.9 and 0.5 the odds are 3, the root of 9."""
    changed = TREE.apply({"coverage.local_rural": {"2030": 0.9, "2040": 0.5}})
    assert changed.path("coverage.local_rural", [2030, 2035, 2040, 2050], "shanghai") == pytest.approx(
        [0.9, 0.75, 0.5, 0.5]
    )


def test_lines_to_what_has_no_log_odds_are_straight():
    line = logit_line(YEARS, np.array([2000, 2010, 2020, 2030]), np.array([0.0, 0.5, 0.5, 1.0]))
    at = [line[year - YEARS[0]] for year in (1990, 2004, 2010, 2015, 2026, 2090)]
    assert at == pytest.approx([0.0, 0.2, 0.5, 0.5, 0.8, 1.0])


def test_a_line_of_no_known_kind_is_a_mistake():
    problems, entry = Problems(), {"value": 1, "linear": "logarithm", "grade": "C", "source": "x", "en": "a", "zh": "b"}
    positions = dict.fromkeys([("x",), *(("x", key) for key in (*entry, "kind"))], Position("file"))
    read_assumption(entry | {"kind": "factor"}, positions, ("x",), {"x": {}}, problems)
    with pytest.raises(InputError, match="found logarithm, allowed are true, false, logit"):
        problems.check()


def test_a_ramp():
    changed = TREE.apply({"contributions.basic_wage_ratio": {"from": "2030", "to": "2040", "end": 0.9}})
    assert changed.path("contributions.basic_wage_ratio", [2029, 2035, 2050], "shanghai") == pytest.approx(
        [0.7, 0.8, 0.9]
    )


def test_one_province_alone():
    changed = TREE.apply({"retirement.claim_earliest": {"shanghai": 0.4}})
    assert changed.value("retirement.claim_earliest", "shanghai") == 0.4
    assert changed.value("retirement.claim_earliest", "guangdong") == 0.6


def test_an_unknown_name_is_refused():
    with pytest.raises(InputError, match=r"assumptions.wages.schol: .*did you mean wages.school"):
        TREE.apply({"wages": {"schol": 0.1}})
