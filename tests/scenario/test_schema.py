"""The exported JSON Schema is that of the models, and agrees with them on good and bad files."""

import json
from pathlib import Path

import jsonschema
import pytest

from microsim.reading import read_yaml
from microsim.scenarios import schema_text
from microsim.scenarios.checks import assumption_overrides, law_overrides
from microsim.scenarios.layer import Layer

FOLDER = Path(__file__).parents[2] / "scenarios"
SHIPPED = sorted([*FOLDER.glob("*.yaml"), *FOLDER.glob("reforms/*.yaml")])


def problems(text):
    data = json.loads(json.dumps(read_yaml(text)[0]))
    return list(jsonschema.Draft202012Validator(json.loads(schema_text())).iter_errors(data))


def test_exported_schema_is_current():
    assert (FOLDER / "scenario.schema.json").read_text(encoding="utf-8") == schema_text(), "run make schema"
    assert len(schema_text().encode()) < 400_000  # editors read it at every start


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.stem)
def test_shipped_scenarios_fit_the_schema(path):
    assert not problems(path.read_text(encoding="utf-8"))
    schema = "../" * (path.parent != FOLDER) + "scenario.schema.json"
    assert path.read_text(encoding="utf-8").startswith(f"# yaml-language-server: $schema={schema}\n")


@pytest.mark.parametrize(
    ("body", "right"),
    [
        ("law: {national.employees.employer_rate: {2027: 0.1, 2028-01-01: null}}", True),
        ("law: {national.retirement.men.final_age: {from: 2027, to: 2037-01-01, start: 63y0m, end: 65y0m}}", True),
        ("law: {national.employees.employer_rate: null}", True),
        ("law: {guangdong.residents.tiers: {2027: [100, 2000]}}", True),
        ("law: {shanghai.retirement.women_worker.final_age: {2031: 58y0m}}", True),
        ("law: {national.pooling.national_pooling: {2027: 0}}", True),
        ("assumptions: {economy: {cpi: {guangdong: 0.02}, real_wage_growth: {from: 2020, to: 2030, end: 0.01}}}", True),
        ("assumptions: {economy.cpi: 0.02, mortality: {variant: frozen}, labour: {participation: {city: {}}}}", True),
        ("assumptions: {cpi: 0.02}", True),
        ("law: {national.employees.employer_rate: 0.1}", False),
        ("law: {national.employees.employer_rate: {2027-07: 0.1}}", False),
        ("law: {national.employees.employer_rate: {from: 2027, end: 1}}", False),
        ("law: {national.employees.employer_rate: {2027: Two Words}}", False),
        ("law: {national.employees.employer_rate: {2027: 16}}", False),
        ("law: {national.employees.employr_rate: {2027: 0.16}}", False),
        ("law: {natinal.employees.employer_rate: {2027: 0.16}}", False),
        ("law: {national.retirement.men.final_age: {2031: 65}}", False),
        ("law: {national.pooling.national_pooling: {from: 2027, to: 2029, end: 1}}", False),
        ("assumptions: {economy: {cpi: 2}}", False),
        ("assumptions: {economy.cpi: {2027: {guangdong: 2}}}", False),
        ("assumptions: {mortality.variant: frozn}", False),
        ("assumptions: {economy.cpi: {from: 2020, too: 2030, end: 1}}", False),
        ("horizon: {end: 2200}", False),
        ("extend: baseline", False),
    ],
)
def test_schema_draws_the_same_line_as_the_models(body, right):
    assert (not problems(f"name: x\n{body}\n")) is right
    layer = Layer(*read_yaml(f"name: x\n{body}\n"), "x")
    law_overrides(layer)
    assumption_overrides(layer)
    layer.check_shape()
    assert not layer.problems or not right
    assert layer.problems or right
