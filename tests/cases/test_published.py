"""Determination sheets and examples that nobody of this project wrote, through the code of the public command."""

import functools
import json
import operator
from pathlib import Path

import pytest
import yaml

from microsim.cases.command import answer_text
from microsim.reading import InputError, read_yaml

SHEETS = read_yaml(Path(__file__).parent / "published.yaml")[0]


def answered(case, folder):
    file = folder / "case.yaml"
    file.write_text(yaml.safe_dump(case, allow_unicode=True, sort_keys=False), encoding="utf-8")
    return json.loads(answer_text(str(file), "en", True))


@pytest.mark.parametrize("name", [name for name, sheet in SHEETS.items() if "refused" not in sheet["expected"]])
def test_a_sheet_is_answered_as_printed(name, tmp_path):
    sheet = SHEETS[name]
    found = answered(sheet["case"], tmp_path)
    steps = {f"step {step['name']}": step["value"] for step in found["steps"]}
    for path, expected in sheet["expected"].items():
        value = functools.reduce(operator.getitem, path.split("."), found) if path not in steps else steps[path]
        expected, tolerance = expected if isinstance(expected, list) else (expected, sheet["tolerance"])
        assert value == (expected if isinstance(expected, str) else pytest.approx(expected, abs=tolerance)), path


@pytest.mark.parametrize("name", [name for name, sheet in SHEETS.items() if "refused" in sheet["expected"]])
def test_what_an_example_excludes_is_refused(name, tmp_path):
    with pytest.raises(InputError):
        answered(SHEETS[name]["case"], tmp_path)
