"""The law command as a new user meets it: a list, a value, a place, a date, words, data, and mistakes with a hint."""

import csv
import io
import json

import pytest
from click.testing import CliRunner

from microsim.cli import main

AGE = "national.retirement.men.final_age"


def call(*arguments):
    return CliRunner().invoke(main, ["law", *arguments])


def told(*arguments):
    result = call(*arguments)
    assert result.exit_code == 0, result.output
    return result.stdout


def test_one_value_with_its_history_source_and_grade():
    text = told(AGE)
    assert text.startswith(f"{AGE}  Statutory age at the end of the schedule, men")
    assert "2025-01-01 on" in text
    assert "63y0m  A  国务院关于渐进式延迟法定退休年龄的办法" in text
    assert "until 2024-12-31" in text


def test_a_list_of_names():
    lines = told("--list").splitlines()
    assert len(lines) > 190
    assert all(line.count(";") >= 2 for line in lines)
    assert (
        f"{AGE}  Statutory age at the end of the schedule, men 目标退休年龄（男职工） (age); 2 values since 1970-01-01; AB"
        in lines
    )
    assert {line.split(".")[0] for line in told("--list", "shanghai").splitlines()} == {"shanghai"}
    assert len(told("--list", "--grade", "C").splitlines()) < len(lines)


@pytest.mark.parametrize(
    "word", ["retirement", "men.final_age", "final_age", "Statutory age at the end", "目标退休年龄"]
)
def test_a_chapter_a_name_or_words_of_it(word):
    assert any(line.startswith(AGE) for line in told("--list", *word.split()).splitlines())


@pytest.mark.parametrize("place", ["shanghai", "Shanghai", "SHANGHAI", "上海"])
def test_places_by_key_or_name(place):
    assert told(f"{place}.pension.benefit_base", "--at", "2026-07-01").startswith("shanghai.pension.benefit_base")


@pytest.mark.parametrize("date", ["2026", "2026-07", "2026-07-15"])
def test_one_date(date):
    (row,) = json.loads(told("shanghai.pension.benefit_base", "--at", date, "--json"))
    assert (row["value"], row["grade"]) == ("12577", "A")


def test_csv_holds_what_json_holds():
    rows = list(csv.DictReader(io.StringIO(told("national.retirement", "--csv"))))
    data = json.loads(told("national.retirement", "--json"))
    assert len(rows) == len(data) > 30
    for row, same in zip(rows, data, strict=True):
        assert row == {name: "" if value is None else str(value) for name, value in same.items()}


def test_only_values_of_a_grade():
    rows = json.loads(told("shanghai.employees", "--grade", "C", "--json"))
    assert rows
    assert {row["grade"] for row in rows} == {"C"}
    assert told(AGE, "--grade", "C") == f"{AGE}: no value of grade C\n"


def test_all_of_the_law_on_a_day():
    assert len(told("--at", "2026").splitlines()) > 500


@pytest.mark.parametrize(
    ("arguments", "fragment"),
    [
        (["shenzen.pension.benefit_base"], "did you mean shenzhen.pension.benefit_base?"),
        (["national.retirement.final_aeg"], "did you mean national.retirement"),
        (["retirment"], "did you mean retirement?"),
        (["guangzou"], "did you mean guangzhou?"),
        (["xyz"], "microsim law --list shows all names"),
        (["--list", "xyz"], "microsim law --list shows all names"),
        ([AGE, "--at", "1/1/2026"], "allowed is a date such as 2031-01-01"),
        ([AGE, "--at", "2026-13"], "allowed is a date such as 2031-01-01"),
        ([AGE, "--at", "2150"], "allowed are dates from 1970 to 2100"),
        ([AGE, "--grade", "D"], "Invalid value for '--grade'"),
    ],
)
def test_mistakes_end_with_two_and_a_hint(arguments, fragment):
    result = call(*arguments)
    assert result.exit_code == 2, result.output
    assert fragment in result.output
    assert "Traceback" not in result.output
