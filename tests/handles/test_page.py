"""The page of levers names quantities that exist, and its examples are scenarios."""

import re
from pathlib import Path

import pytest

import microsim as ms
from microsim.law.load import load_assumptions, load_statute
from microsim.schema import LAW_QUANTITIES

PAGE = (Path(__file__).parents[2] / "docs" / "levers.md").read_text(encoding="utf-8")
ROWS = [line.split(" | ") for line in PAGE.splitlines() if line.startswith("| ") and "`" in line]
EXAMPLES = re.findall(r"```yaml\n(.*?)```", PAGE, flags=re.DOTALL)
OFF = {path for row in ROWS if "*off*" in row[0] for path in re.findall(r"`([a-z_.{}]+)`", row[1])}


def test_each_lever_is_a_quantity():
    paths = [path for row in ROWS for path in re.findall(r"`([a-z_.{}]+)`", row[1])]
    assert len(paths) > 60
    assert set(paths) <= set(LAW_QUANTITIES) | set(load_assumptions().entries)


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda text: text.split()[1])
def test_an_example_is_a_scenario(example, tmp_path):
    file = tmp_path / "example.yaml"
    head = "" if "name:" in example else "name: example\nextends: baseline\n"
    file.write_text(head + example, encoding="utf-8")
    found = ms.scenario(file)
    assert found.law or found.expect


OF_ANOTHER = {  # what they say of a lever that is off is read only where it is on
    "pension.guarantee_months",
    "portability.totalisation_months",
    "settling.points_chance",
    "settling.points_short",
}


@pytest.mark.parametrize("path", sorted(OFF - OF_ANOTHER))
def test_what_no_law_has_is_off(path):
    assert [step.value for step in load_statute().entries[f"national.{path}"].steps] == [0]
