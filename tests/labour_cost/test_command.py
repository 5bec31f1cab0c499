"""``microsim wedge``: its tables, files and picture, in both languages."""

import csv

import pytest
from click.testing import CliRunner
from python_calamine import CalamineWorkbook

import microsim as ms
from microsim.cli import main
from microsim.labour_cost.figure import wedge_figure
from microsim.labour_cost.sensitive import bars


def run(*words):
    """Return what the command prints; it must have ended well."""
    result = CliRunner().invoke(main, ["wedge", *words])
    assert result.exit_code == 0, result.output
    return result.output


def test_one_wage_shows_its_branches():
    printed = run("--place", "shanghai", "--at", "2016", "--wage", "8000")
    assert "1,600.00" in printed
    assert "42.9%" in printed
    assert "养老保险" in run("--place", "上海", "--at", "2016", "--wage", "8000", "--lang", "zh")


def test_several_wages_show_a_line_each():
    printed = run(
        "--place", "shanghai", "--at", "2016-07-01", "--set", "shanghai.employees.employer_rate={2016-01-01: 0.5}"
    )
    assert printed.count("\n") > 8
    assert "…" not in printed


def test_files_hold_every_branch(tmp_path):
    table, sheet = tmp_path / "w.csv", tmp_path / "w.xlsx"
    run("--place", "foshan", "--at", "2022-08-01", "--csv", str(table), "--xlsx", str(sheet), "--lang", "zh")
    with table.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    assert {row["branch"] for row in rows} >= {"pension", "housing", "all"}
    cells = CalamineWorkbook.from_path(sheet).get_sheet_by_index(0).to_python()
    assert cells[0][0] == "地区"
    assert cells[1][0] == "佛山"
    assert len(cells) == len(rows) + 1


def test_wrong_input_ends_with_two():
    result = CliRunner().invoke(main, ["wedge", "--place", "nowhere", "--industry", "9"])
    assert result.exit_code == 2
    assert "place" in result.output
    assert "industry" in result.output


@pytest.mark.parametrize("language", ["en", "zh"])
def test_the_picture_has_its_words(language):
    figure = wedge_figure("shanghai", "2016-07-01", ms.scenario("baseline"), language)
    left, right = figure.axes
    assert len(left.lines) == 3
    assert len(right.containers) == 6
    heights = [sum(bar.get_height() for bar in group) for group in zip(*right.containers, strict=True)]
    assert heights[1] == pytest.approx(56.9, abs=0.05)  # 2016


def test_the_longest_bar_of_what_moves_it_is_the_declared_wage():
    base, found = bars("shanghai", "2022-07-01", ms.scenario("baseline"))
    assert found[0].key == "declared"
    assert found[0].at_high == pytest.approx(base)
    assert {bar.key for bar in found} >= {"industry", "labour_cost.health.employer_rate"}  # of grade C since 2022
    assert "labour_cost.unemployment.employer_rate" not in {bar.key for bar in found}  # seen in a table
