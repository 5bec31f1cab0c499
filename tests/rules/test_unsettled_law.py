"""The page on unsettled law names only switches the statute tree has."""

import re
from pathlib import Path

from microsim.law.load import load_statute
from microsim.schema import LAW_FIELDS

PAGE = Path(__file__).parents[2] / "docs" / "unsettled-law.md"


def test_every_switch_is_a_path_of_the_statute():
    known = {field.path for field in LAW_FIELDS} | {path.partition(".")[2] for path in load_statute().entries}
    rows = [line.split("|")[-2] for line in PAGE.read_text("utf-8").splitlines() if line.startswith("| ")]
    switches = {path for cell in rows for path in re.findall(r"`([^`]+)`", cell)}
    assert len(switches) > 15
    assert switches <= known
