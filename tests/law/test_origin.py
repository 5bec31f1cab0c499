"""Every cell of the law record says where its value comes from, and that is where it comes from."""

from types import SimpleNamespace

import numpy as np
import pytest

import microsim as ms
from microsim.amounts import MONTHS
from microsim.law.compile import compile_law, compile_law_and_report, law_origins
from microsim.law.load import load_assumptions, load_statute
from microsim.law.origin import RULE, SCENARIO, STATUTE
from microsim.law.values import FIRST_LAW_YEAR, JULY
from microsim.places import PLACE_KEYS, PROVINCE_KEYS
from microsim.results.provenance import law_summary
from microsim.schema import LAW_FIELDS, TIERS

ORIGINS = law_origins()
FIELDS = {field.name: field for field in LAW_FIELDS}
SET = "shanghai.employees.employer_rate"


def reform(law=None, assumptions=None, **origins):
    return SimpleNamespace(law=law or {}, assumptions=assumptions or {}, origins=origins.get("origins", {}))


def held(law, field, code):
    """Return what the record holds of a field at a place, as its origins are shaped, tiers last."""
    values = law[field.name][code]
    return values[..., None] if field.length != TIERS else values


@pytest.mark.parametrize("field", LAW_FIELDS, ids=lambda field: field.name)
def test_a_cell_of_the_statute_holds_the_dated_value_it_names(field):
    """To the last bit, at every place, in every year and month."""
    statute, table = load_statute(), ORIGINS.table
    for code, place in enumerate(PLACE_KEYS):
        numbers = ORIGINS.record[field.name][code]
        cells = held(ORIGINS.law, field, code)
        for found in np.unique(numbers):
            origin, here = table[found], cells[numbers == found]
            if origin.by == STATUTE:
                value = next(step.value for step in statute.entries[origin.path].steps if step.date == origin.since)
                wanted = np.zeros(cells.shape[-1])
                wanted[: len(value) if isinstance(value, tuple) else None] = value
                wanted = np.rint(wanted) if field.type == "i4" else wanted
                assert np.all(here == wanted), (place, origin)
            else:
                assert origin.by == RULE
                assert origin.path == f"{place}.{field.path}" or field.path == "employees.migrant_base_floor", origin


def test_every_cell_has_an_origin_and_all_ways_are_there():
    for name in ORIGINS.record.dtype.names:
        assert ORIGINS.record[name].min() >= 0
    assert {(origin.by, origin.projected) for origin in ORIGINS.table} == {
        (STATUTE, False),
        (RULE, False),
        (RULE, True),
    }
    assert all(origin.position.line for origin in ORIGINS.table if origin.by == STATUTE)
    assert all(origin.rule and origin.reads for origin in ORIGINS.table if origin.by == RULE)


@pytest.mark.parametrize(
    ("path", "step"),
    [
        pytest.param("national.employees.employee_rate", 0, marks=pytest.mark.slow),
        ("guangdong.pension.benefit_base", -1),
        pytest.param("shenzhen.pension.benefit_base", -1, marks=pytest.mark.slow),
        ("shanghai.employees.base_cap", -1),
        ("national.residents.basic_pension", -1),
        pytest.param("shanghai.residents.basic_pension", -1, marks=pytest.mark.slow),
        pytest.param("shanghai.employees.average_wage", -3, marks=pytest.mark.slow),
        pytest.param("national.retirement.minimum_months", 0, marks=pytest.mark.slow),
        pytest.param("guangdong.survivors.urban_income", -1, marks=pytest.mark.slow),
    ],
)
def test_what_changes_with_a_value_names_it_or_a_rule_that_reads_it(path, step):
    """A dated value is moved by a little: cells that name it move, cells that name another one do not."""
    statute = load_statute()
    entry = statute.entries[path]
    steps = list(entry.steps)
    steps[step] = steps[step]._replace(value=steps[step].value + 1)
    moved = compile_law(statute._replace(entries=statute.entries | {path: entry._replace(steps=tuple(steps))}))
    below, date, named = path.partition(".")[2], entry.steps[step].date, 0
    for field in LAW_FIELDS:
        for code in range(len(PLACE_KEYS)):
            differ = np.any(held(moved, field, code) != held(ORIGINS.law, field, code), axis=-1)
            for found in np.unique(ORIGINS.record[field.name][code]):
                origin = ORIGINS.table[found]
                here = differ[ORIGINS.record[field.name][code] == found]
                if (origin.path, origin.since) == (path, date):
                    named += 1
                    assert np.all(here), origin
                elif origin.by == STATUTE and field.path != "residents.basic_pension":  # the highest may change hands
                    assert not np.any(here), origin
                elif np.any(here) and origin.by == RULE:
                    assert below in origin.reads, origin
    assert named or below == "survivors.urban_income"  # only a rule reads it


def cell(origins, place, name, year, month=JULY):
    field = FIELDS[name]
    return origins.cell(place, field, year, month if field.length == MONTHS else None)


def test_a_scenario_is_named_with_the_line_it_was_written_on(tmp_path):
    file = tmp_path / "x.yaml"
    file.write_text("name: x\nlaw:\n  national.employees.employer_rate:\n    2031-01-01: 0.2\n    2040-01-01: null\n")
    origins = law_origins(scenario=ms.scenario(file))
    wider = cell(origins, "guangzhou", "employer_rate", 2031, 0)
    assert (wider.by, wider.path, wider.since) == (SCENARIO, "national.employees.employer_rate", "2031-01-01")
    assert (wider.position.file, wider.position.line) == (str(file), 4)
    assert cell(origins, "guangzhou", "employer_rate", 2030, 11).by == STATUTE
    assert cell(origins, "guangzhou", "employer_rate", 2040, 0).by == STATUTE


def test_a_ramp_and_a_value_that_happens_to_be_the_law_are_still_the_scenarios():
    law = compile_law()[PLACE_KEYS.index("shanghai")]["employer_rate"]
    same = float(np.ravel(law[2030 - FIRST_LAW_YEAR])[0])
    origins = law_origins(scenario=reform({SET: {"2030-01-01": same}}))
    assert cell(origins, "shanghai", "employer_rate", 2030).by == SCENARIO
    origins = law_origins(scenario=reform({SET: {"from": "2030", "to": "2040", "end": 0.3}}))
    assert (
        cell(origins, "shanghai", "employer_rate", 2035).since,
        cell(origins, "shanghai", "employer_rate", 2029).by,
    ) == (
        "2030",
        STATUTE,
    )


def test_cells_filled_from_elsewhere():
    assert cell(ORIGINS, "guangzhou", "employee_rate", 2024).path.startswith("guangdong.")
    assert cell(ORIGINS, "shanghai", "bridge_months", 2032).path == "national.retirement.minimum_months"
    base = cell(ORIGINS, "shanghai", "benefit_base", 2050)
    assert (base.by, base.projected) == (RULE, True)
    assert "assumptions.economy.real_wage_growth" in base.reads
    assert not cell(ORIGINS, "shanghai", "reference_wage", 2000).projected


def test_an_assumption_is_the_scenarios_only_where_it_sets_it():
    shipped = load_assumptions()
    entry = shipped.apply({"economy.cpi": {"2030-01-01": {"shanghai": 0.03}}}).entries["economy.cpi"]
    shanghai = PROVINCE_KEYS.index("shanghai")
    assert [entry.is_set(year, shanghai) for year in (2029, 2030, 2099)] == [False, True, True]
    assert not entry.is_set(2030, 1 - shanghai)
    assert not shipped.entries["economy.cpi"].is_set(2030, shanghai)


def test_the_manifest_says_where_a_scenario_is_written():
    reformed = ms.scenario("raise-retirement-age").set("economy.cpi", {"2030-01-01": 0.03})
    written = law_summary(compile_law_and_report(scenario=reformed)[1], reformed)["written"]
    assert written["law.national.retirement.men.final_age"].endswith("raise-retirement-age.yaml:10:39")
    assert written["assumptions.economy.cpi"] == "set economy.cpi"
    assert len(written) == len(reformed.law) + len(reformed.assumptions)
