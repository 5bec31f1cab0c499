"""A figure is printed to the digit that its error supports, and not at all where too few persons stand behind it."""

import math

import pytest

from microsim.estimating import difference_text, level_text


@pytest.mark.parametrize(
    ("value", "se", "text"),
    [
        (18397.2, 312.4, "18,400 ±310"),
        (0.18397, 0.0031, "0.1840 ±0.0031"),
        (5.0, 0.0, "5.000000"),
        (math.nan, 1.0, "–"),
        (1234567.0, 45678.0, "1,235,000 ±46,000"),
    ],
)
def test_levels(value, se, text):
    assert level_text(value, se, 100) == text


@pytest.mark.parametrize(
    ("value", "se", "text"),
    [
        (1500.0, 312.4, "+1,500 ±310"),
        (-1500.0, 312.4, "-1,500 ±310"),
        (500.0, 312.4, "not distinguishable (±610)"),
        (0.0, 0.0, "0"),
        (12.5, math.nan, "+12.500000"),
    ],
)
def test_differences(value, se, text):
    assert difference_text(value, se, 100) == text


def test_the_edge_of_what_is_seen():
    assert difference_text(1.95, 1.0, 100).startswith("not")
    assert difference_text(1.97, 1.0, 100) == "+2.0 ±1.0"


def test_few_persons_are_counted_only():
    assert level_text(100.0, 1.0, 49) == "n=49"
    assert difference_text(100.0, 1.0, 49, "zh") == "样本49人"
    assert "100" in level_text(100.0, 1.0, 50)


def test_both_languages_have_the_same_figures():
    assert difference_text(5.0, 9.0, 100, "zh") == "无法区分（±18）"
