"""Places are data: no file of code names one, and no table's order means anything."""

import re
from pathlib import Path

import pytest

from microsim.places import ELSEWHERE_PROVINCE, NAMED_PROVINCES, PLACES, PROVINCES

PACKAGE = Path(__file__).parents[2] / "microsim"
NAMED = (*PROVINCES[:ELSEWHERE_PROVINCE], *NAMED_PROVINCES, *PLACES[:-1])
WORDS = {word for one in NAMED for word in (one.key, one.english.lower(), one.chinese)} | {"pearl_river_delta"}
# A Latin name stands alone or between underscores; a Chinese one anywhere.
NAME = re.compile("|".join(rf"(?<![a-z]){word}(?![a-z])" if word.isascii() else word for word in sorted(WORDS)))
LABELS = ("schema.py",)  # labels of fields, which move into tables of definitions


@pytest.mark.parametrize(
    "path", [path for path in sorted(PACKAGE.rglob("*.py")) if path.name not in LABELS], ids=lambda path: path.name
)
def test_no_code_names_a_place(path):
    """Not in code, nor in its docstrings and comments."""
    lines = enumerate(path.read_text(encoding="utf-8").lower().splitlines(), 1)
    found = [
        f"{path.relative_to(PACKAGE)}:{number}: {name[0]}" for number, line in lines if (name := NAME.search(line))
    ]
    assert not found


@pytest.mark.parametrize(
    "line", ["x = SHANGHAI", "in_shenzhen = 1", "# 广东", "the Pearl_River_Delta", "Inner Mongolia"]
)
def test_a_name_would_be_found(line):
    assert NAME.search(line.lower())


@pytest.mark.parametrize("line", ["shanghaied", "place", "elsewhere"])
def test_other_words_are_none(line):
    assert not NAME.search(line)
