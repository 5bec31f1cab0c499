"""Worked cases, through the code of the public command: what they must give stands in expected.yaml."""

import json
from pathlib import Path

import pytest

from microsim.cases.command import answer_text
from microsim.reading import read_yaml

FOLDER = Path(__file__).parent
EXPECTED = read_yaml(FOLDER / "expected.yaml")[0]
PARTS = (
    "statutory",
    "claim",
    "paying_place",
    "pension",
    "residents",
    "survivors",
    "disability",
    "transfers",
    "accounts",
    "adjustments",
    "comparison",
    "provisional",
    "addition",
    "buy_in",
    "ended",
    "lost",
    "pillars",
    "township",
    "certificate",
    "land",
    "bought",
    "what_if",
    "arrears",
    "contributions",
    "refunds",
)
# Where the rules of transfers and the career need more than a part, the rows are matched by these.
ROW_KEYS = {
    "transfers": "month",
    "accounts": "year",
    "adjustments": "year",
    "contributions": "year",
    "pillars": "kind",
    "refunds": "kind",
    "arrears": "from",
}


def agrees(found, expected, tolerance):
    if isinstance(expected, str):
        return found == expected
    return found == pytest.approx(expected, abs=tolerance + 1e-9)


@pytest.mark.parametrize("name", EXPECTED)
def test_worked_case(name):
    expected = EXPECTED[name]
    answer = json.loads(answer_text(str(FOLDER / "worked" / f"{name}.yaml"), "en", True))
    parts = {part: expected[part] for part in PARTS if part in expected}
    assert parts
    for part, values in parts.items():
        for row in values if isinstance(values, list) else [values]:
            found = answer[part]
            if isinstance(values, list):
                found = next(one for one in found if one[ROW_KEYS[part]] == row[ROW_KEYS[part]])
            for key, value in row.items():
                assert agrees(found[key], value, expected["tolerance"]), (part, key, found[key], value)


def test_every_case_has_its_expectation():
    assert {path.stem for path in (FOLDER / "worked").glob("*.yaml")} == set(EXPECTED)


@pytest.mark.parametrize("name", EXPECTED)
def test_expectations_name_a_source_and_nothing_unknown(name):
    assert EXPECTED[name]["source"]
    assert set(EXPECTED[name]) <= {"source", "tolerance", *PARTS}
