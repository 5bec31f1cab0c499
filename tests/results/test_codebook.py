"""The codebook is current and names everything a run folder holds."""

from pathlib import Path

from microsim.results.codebook import page
from microsim.results.variables import VARIABLES
from tests.synthetic import synthetic_results

PAGE = Path(__file__).parents[2] / "docs" / "codebook.md"


def test_the_page_is_current():
    """Make it again with ``python -m microsim.results.codebook > docs/codebook.md``."""
    assert PAGE.read_text("utf-8") == page()


def test_every_variable_axis_and_label_is_named():
    text, tree = page(), synthetic_results(years=1)
    for one in VARIABLES:
        assert f"| `{one.name}` | {one.units} | {', '.join(one.dims)} | {one.long_name}" in text
        labels = [
            *one.dims,
            *(value for axis in one.dims for value in tree[one.group][axis].values if isinstance(value, str)),
        ]
        assert all(f"`{label}`" in text for label in labels)


def test_results_say_how_they_are_opened():
    told = synthetic_results(years=1).attrs["how_to_open"]
    assert "open_datatree" in told
    assert "nc_open" in told
