"""Worked examples, through the code of the public command."""

import json

import pytest

from microsim.cases.command import answer_text
from tests.cases.examples import EXAMPLES, case_file, example

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


@pytest.mark.parametrize("name", EXAMPLES)
def test_worked_case(name, tmp_path):
    one = example(name)
    answer = json.loads(answer_text(str(case_file(name, tmp_path)), "en", True))
    assert one["expected"]
    for part, values in one["expected"].items():
        for row in values if isinstance(values, list) else [values]:
            found = answer[part]
            if isinstance(values, list):
                found = next(entry for entry in found if entry[ROW_KEYS[part]] == row[ROW_KEYS[part]])
            for key, value in row.items():
                assert agrees(found[key], value, one["tolerance"]), (part, key, found[key], value)


@pytest.mark.parametrize("name", EXAMPLES)
def test_an_example_names_its_source_and_nothing_unknown(name):
    one = example(name)
    assert set(one) == {"source", "tolerance", "case", "expected"}
    assert one["source"]
    assert set(one["expected"]) <= set(PARTS)
