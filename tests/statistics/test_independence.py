"""Draws of neighbouring seeds, persons, years and groups have nothing to do with each other, and a tie would be seen."""

import re
from pathlib import Path

import numpy as np
import pytest

from tests.statistics import independence

FEW = 2**11
ROOT = Path(__file__).parents[2]


def test_neighbours_are_independent_in_a_small_sample():
    assert not [one for one in independence.findings(FEW) if not one.fine]
    assert min(independence.uniformity(FEW)) > 1e-5


@pytest.mark.parametrize("tie", ["line", "fold"])
def test_a_tie_of_two_streams_is_seen(tie):
    """One draw in ten is the neighbour's, as it is or folded so that no correlation shows."""
    one, fresh = np.random.default_rng(1).random((2, 2**14, 1))
    tied = one if tie == "line" else np.abs(2.0 * one - 1.0)
    other = np.where(np.random.default_rng(2).random(one.shape) < 0.1, tied, fresh)
    assert not independence.finding("tied", [(one, other)]).fine
    assert independence.finding("free", [(one, fresh)]).fine


@pytest.mark.slow
def test_neighbours_are_independent_as_the_page_says():
    text = independence.page()
    assert (ROOT / "docs" / "draws.md").read_text(encoding="utf-8") == text
    chances = [float(row[0]) for row in re.findall(r"\| (\d\.\d{3}) \| [+-]", text)]
    assert len(chances) == 9
    assert not [one for one in independence.findings(independence.PERSONS) if not one.fine]
