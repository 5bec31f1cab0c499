"""The page of all that a scenario may set is that of the definitions."""

from pathlib import Path

from microsim.scenarios.known import assumption_quantities
from microsim.scenarios.reference import reference_page
from microsim.schema import LAW_QUANTITIES

PAGE = Path(__file__).parents[2] / "docs" / "quantities.md"


def test_the_page_is_current():
    assert PAGE.read_text("utf-8") == reference_page(), "run make quantities"


def test_every_quantity_has_one_row():
    lines = reference_page().splitlines()
    for path in [*LAW_QUANTITIES, *assumption_quantities()]:
        assert sum(line.startswith(f"| `{path}` |") for line in lines) == 1, path


def test_every_assumption_says_what_it_does_in_both_languages():
    texts = [(quantity.does or "", quantity.does_zh or "") for quantity in assumption_quantities().values()]
    assert [path for path, pair in zip(assumption_quantities(), texts, strict=True) if not all(pair)] == []
    assert all(english.endswith(".") and chinese.endswith("。") for english, chinese in texts)
    assert len({english for english, _ in texts}) == len({chinese for _, chinese in texts}) == len(texts)
