"""Law and assumptions as a scenario sets them: which values, since when, in place of what, written where."""

import csv
import io
import json

import pytest
from click.testing import CliRunner

from microsim.cli import main
from microsim.law.load import load_assumptions

RATE = "guangdong.employees.employer_rate"


@pytest.fixture
def file(tmp_path):
    """Return a scenario with a dated value, a ramp, an end of an override, and an assumption."""
    path = tmp_path / "mine.yaml"
    path.write_text(
        "name: mine\nextends: baseline\nlaw:\n"
        f"  {RATE}:\n    2027-07-15: 0.18\n    2040-01-01: null\n"
        "  national.employees.employee_rate: {from: 2030-01-01, to: 2040-01-01, end: 0.1}\n"
        "assumptions:\n  economy.cpi: {2028: 0.03}\n",
        encoding="utf-8",
    )
    return str(path)


def told(*arguments):
    result = CliRunner().invoke(main, list(arguments))
    assert result.exit_code == 0, result.output
    return result.stdout


def rows(*arguments):
    return json.loads(told(*arguments, "--json"))


def test_a_history_goes_from_statute_to_scenario_and_back(file):
    last = rows("law", RATE, "--scenario", file)[-3:]
    assert [row["value"] for row in last] == ["0.16", "0.18", "0.16"]
    assert [row["until"] for row in last] == ["2027-07-31", "2039-12-31", None]
    assert last[1]["written"] == f"{file}:5:5"
    assert (last[1]["note"], last[1]["acts_from"]) == (f"in place of 0.16 of {RATE}", "2027-08-01")
    assert last[0]["written"] is last[2]["written"] is None
    assert last[0]["document"]


@pytest.mark.parametrize(
    ("day", "value", "by_scenario"),
    [
        ("2027-07-14", "0.16", False),
        ("2027-07-15", "0.18", True),
        ("2039-12-31", "0.18", True),
        ("2040", "0.16", False),
    ],
)
def test_a_city_on_a_day(file, day, value, by_scenario):
    (row,) = rows("law", "guangzhou.employees.employer_rate", "--at", day, "--scenario", file)
    assert (row["value"], row["written"] is not None) == (value, by_scenario)


def test_a_ramp(file):
    (row,) = rows("law", "shanghai.employees.employee_rate", "--at", "2035-01-01", "--scenario", file)
    assert (row["value"], row["since"], row["written"].split(":")[-2]) == ("0.09", "2030-01-01", "7")
    assert "a straight line from 2030-01-01 to 2040-01-01, where it is 0.1" in row["note"]


def test_only_what_changes(file):
    found = rows("law", "--scenario", file, "--changed")
    assert {row["path"] for row in found} == {RATE, "national.employees.employee_rate"}
    assert told("law", "pension", "--scenario", file, "--changed") == "pension: mine sets nothing here\n"
    assert f"set by {file}:5:5" in told("law", "--scenario", file, "--changed")


def test_rules_follow_the_assumptions_of_the_scenario(file):
    path = ("law", "shanghai.pension.benefit_base", "--at", "2050")
    (shipped,), (mine,) = rows(*path), rows(*path, "--set", "economy.real_wage_growth=0.05")
    assert float(mine["value"]) > 1.5 * float(shipped["value"])
    assert "Assumptions: economy.cpi, economy.real_wage_growth" in mine["derived"]


def test_without_a_change_the_law_is_the_law():
    assert told("law", RATE, "--scenario", "baseline") == told("law", RATE)


def test_an_assumption_with_range_source_and_what_it_does():
    text = told("assumptions", "employment.layoff")
    entry = load_assumptions().entries["employment.layoff"]
    assert text.startswith("employment.layoff  ")
    assert entry.quantity.does in text
    assert entry.quantity.does_zh in text
    (row,) = rows("assumptions", "employment.layoff")
    assert (row["low"], row["high"]) == tuple(json.loads(json.dumps([entry.low, entry.high])))
    assert row["document"]
    assert row["written"] is None


@pytest.mark.parametrize("word", ["economy", "economy.cpi", "cpi", "Consumer price", "居民消费价格"])
def test_a_group_a_part_or_words(word):
    assert any(line.startswith("economy.cpi  ") for line in told("assumptions", "--list", word).splitlines())


def test_assumptions_of_a_scenario(file):
    (row,) = rows("assumptions", "--scenario", file, "--changed", "--at", "2030")
    assert (row["path"], row["value"], row["shipped"]) == ("economy.cpi", 0.03, 0.015)
    assert row["written"].startswith(f"{file}:9:")
    (row,) = rows("assumptions", "economy.cpi", "--scenario", file, "--at", "2027")
    assert row["value"] == row["shipped"] == 0.01


def test_all_assumptions_as_a_table():
    table = list(csv.DictReader(io.StringIO(told("assumptions", "--csv"))))
    assert len(table) == len(load_assumptions().entries)
    assert all(row["does"] and row["does_zh"] and row["unit"] and row["grade"] for row in table)


@pytest.mark.parametrize(
    ("arguments", "fragment"),
    [
        (["assumptions", "econmy"], "did you mean economy?"),
        (["assumptions", "economy.cpi", "--at", "2150"], "--at: found 2150, allowed are years from 1970 to 2100"),
        (["assumptions", "--at", "soon"], "allowed is a date such as"),
        (["assumptions", "--changed"], "--changed needs a scenario"),
        (["law", "--list", "--scenario", "baseline"], "--list: found with a scenario"),
        (["law", "--scenario", "basline"], "did you mean baseline?"),
        (["law", "--set", "guangdong.employees.employer_rate={2030: 2}"], "allowed is a fraction from 0 to 1"),
    ],
)
def test_mistakes_end_with_two_and_a_hint(arguments, fragment):
    result = CliRunner().invoke(main, arguments)
    assert result.exit_code == 2, result.output
    assert fragment in result.output
    assert "Traceback" not in result.output
