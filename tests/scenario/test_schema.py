"""The exported JSON Schema is that of the models, and agrees with them on good and bad files."""

import json
from pathlib import Path

import jsonschema
import pytest

from microsim.scenario import schema_text
from microsim.yaml_reader import read_yaml

FOLDER = Path(__file__).parents[2] / "scenarios"


def problems(text):
    data = json.loads(json.dumps(read_yaml(text)[0]))
    return list(jsonschema.Draft202012Validator(json.loads(schema_text())).iter_errors(data))


def test_exported_schema_is_current():
    assert (FOLDER / "scenario.schema.json").read_text(encoding="utf-8") == schema_text(), "run make schema"


@pytest.mark.parametrize("path", sorted(FOLDER.glob("*.yaml")), ids=lambda path: path.stem)
def test_shipped_scenarios_fit_the_schema(path):
    assert not problems(path.read_text(encoding="utf-8"))
    assert path.read_text(encoding="utf-8").startswith("# yaml-language-server: $schema=scenario.schema.json\n")


@pytest.mark.parametrize(
    ("body", "right"),
    [
        ("law: {a.b: {2027: 0.1, 2028-01-01: null}}", True),
        ("law: {a.b: {from: 2027, to: 2028-01-01, start: 60y0m, end: 61y0m}}", True),
        ("law: {a.b: null}", True),
        ("law: {a.b: {2027: [1, 2]}}", True),
        ("assumptions: {a: {b: {guangdong: 1}, c: {from: 2020, to: 2030, end: 1}, d: low}}", True),
        ("law: {a.b: 0.1}", False),
        ("law: {a.b: {2027-07: 0.1}}", False),
        ("law: {a.b: {from: 2027, end: 1}}", False),
        ("law: {a.b: {2027: Two Words}}", False),
        ("assumptions: {a: {from: 2020, too: 2030, end: 1}}", False),
        ("horizon: {end: 2200}", False),
        ("extend: baseline", False),
    ],
)
def test_schema_draws_the_same_line_as_the_models(body, right):
    assert (not problems(f"name: x\n{body}\n")) is right
