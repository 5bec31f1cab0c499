"""Formulas of scopes are read, told and worked out; what is none is refused with its column."""

import pytest

from microsim.validation.formulas import FormulaError, read_formula
from microsim.validation.groups import Group, ages_of

EVERYBODY = Group()
VALUES = {"a": 7.0, "b": 2.0, "c": 5.0}


def worked_out(text, asked=EVERYBODY):
    """Return what a formula gives where variables are VALUES, a hundred less for each that is asked of a part only."""
    return read_formula(text).value(lambda name, group: VALUES[name] - 100 * (not group.everybody), asked)


@pytest.mark.parametrize(
    ("text", "result"),
    [
        ("a", 7),
        ("a - b - c", 0),
        ("a - (b - c)", 10),
        ("a + b * c", 17),
        ("(a + b) * c", 45),
        ("a / b / c", 0.7),
        ("a / (b / c)", 17.5),
        ("12 * a", 84),
        ("0.5*b", 1),
        ("a[60+] - a", -100),
    ],
)
def test_formulas_are_worked_out_as_they_are_written(text, result):
    assert worked_out(text) == pytest.approx(result)
    told = str(read_formula(text))
    assert worked_out(told) == pytest.approx(result)
    assert str(read_formula(told)) == told


def test_a_variable_follows_the_group_that_is_asked_for_unless_it_names_one():
    asked, seen = Group("male", 60), []
    read_formula("a + a[all] + a[both] + a[female 15-64]").value(lambda _, group: seen.append(str(group)) or 0, asked)
    assert seen == ["male 60+", "all", "60+", "female 15-64"]


def test_a_bound_formula_says_the_group_that_was_asked_for():
    bound = read_formula("a / a[both] - b[all] * c[80+]").bound(Group("female", 60, 64))
    assert str(bound) == "a[female 60-64] / a[60-64] - b[all] * c[80+]"
    assert read_formula(str(bound)) == bound
    assert str(read_formula("a + b").bound(Group())) == "a + b"


def test_the_names_of_a_formula():
    assert read_formula("b + a[60+] - b / 2").names() == ("b", "a")


@pytest.mark.parametrize(
    ("text", "column"),
    [
        ("", 1),
        ("a +", 4),
        ("a b", 3),
        ("(a + b", 7),
        ("a + )", 5),
        ("a ** b", 4),
        ("a; b", 2),
        ("A", 1),
        ("a[]", 1),
        ("b + a[60-]", 5),
        ("a[men]", 1),
        ("a[60-50]", 1),
        ("__import__('os')", 1),
    ],
)
def test_what_is_no_formula_is_refused_with_its_column(text, column):
    with pytest.raises(FormulaError, match=f"^column {column}: found "):
        read_formula(text)


@pytest.mark.parametrize(
    ("text", "ages"),
    [
        ("all", (0, None)),
        ("60+", (60, None)),
        ("60-64", (60, 64)),
        ("0", (0, 0)),
        ("64-60", None),
        ("60+64", None),
        ("x", None),
    ],
)
def test_ages(text, ages):
    assert ages_of(text) == ages
    assert ages is None or str(Group("all", *ages)) == text
