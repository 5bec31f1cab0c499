"""The page of all that a scenario may set is that of the definitions."""

from pathlib import Path

from microsim.scenario.known import assumption_quantities
from microsim.scenario.reference import reference_page
from microsim.schema import LAW_QUANTITIES

PAGE = Path(__file__).parents[2] / "docs" / "quantities.md"


def test_the_page_is_current():
    assert PAGE.read_text("utf-8") == reference_page(), "run make quantities"


def test_every_quantity_has_one_row():
    lines = reference_page().splitlines()
    for path in [*LAW_QUANTITIES, *assumption_quantities()]:
        assert sum(line.startswith(f"| `{path}` |") for line in lines) == 1, path
