"""What differs as the law says it, what moved the cost rate, and tables in files."""

import numpy as np
import pandas as pd
import pytest
import python_calamine
from click.testing import CliRunner

import microsim as ms
from microsim.cli import main
from microsim.comparing.changes import first_day, in_words, input_changes, scenario_of
from microsim.comparing.decomposition import FACTORS, factors
from microsim.indicators.cell import Cell
from microsim.report.outcome import Run
from tests.made_lives import made_lives
from tests.synthetic import synthetic_manifest, synthetic_results

BASE = ms.scenario("baseline")


def manifest_of(scenario, **changes):
    manifest = synthetic_manifest(scenario.name, **({"until": 2100, "seed": 1} | changes))
    told = {"scenario": scenario.resolved(), "settings": scenario.settings_text(), "base_scenario": scenario.base_name}
    return manifest | told


@pytest.fixture(scope="module")
def change():
    reform = ms.scenario("raise-retirement-age")
    lives = [made_lives(400, gain=gain) for gain in (0.0, 5.0)]
    runs = [
        Run(synthetic_results(3, (seed,)), manifest_of(scenario), None, table)
        for seed, scenario, table in zip((0, 1), (BASE, reform), lives, strict=True)
    ]
    return ms.compare(*runs)


def test_a_change_of_the_law_is_told_by_its_article(change):
    found = {one.path: one for one in change.changes()}
    men = found["national.retirement.men.final_age"]
    assert (men.since, men.old, men.new) == ("2031-01-01", "63y0m", "65y0m")
    assert men.sentence.en.startswith(
        "From 2031-01-01 Statutory age at the end of the schedule, men: 65 years in place of 63"
    )
    assert "第一条" in men.sentence.zh
    assert "由63岁" in men.sentence.zh
    assert first_day(change.changes()) == "2031-01-01"
    assert len(found) == 3


def test_what_a_base_sets_otherwise_is_a_change_too():
    base = BASE.set("national.employees.employer_rate", {"2027-01-01": 0.2})
    (found,) = input_changes(base, BASE)
    assert (found.since, found.old, found.new) == ("2027-01-01", "0.2", "0.16")
    assert "16% in place of 20%" in found.sentence.en
    assert input_changes(base, base) == []


def test_each_step_is_a_change():
    steps = {"2027-01-01": 0.18, "2030-01-01": 0.18, "2035-01-01": 0.2}
    found = input_changes(BASE, BASE.set("national.employees.employer_rate", steps))
    assert [(one.since, one.new) for one in found] == [("2027-01-01", "0.18"), ("2035-01-01", "0.2")]


def test_a_ramp_says_that_it_is_one():
    line = {"from": "2027-01-01", "to": "2035-01-01", "end": 0.2}
    (found,) = input_changes(BASE, BASE.set("national.employees.employer_rate", line))
    assert (found.since, found.old, found.new, found.note) == ("2027-01-01", "0.16", "0.2", "2027-01-01 → 2035-01-01")


def test_assumptions_and_years_are_told():
    reform = BASE.set("funds.reserve_return", 0.01).set("horizon.end", 2050)
    found = {one.section: one for one in input_changes(BASE, reform)}
    assert found["assumptions"].new == "0.01"
    assert (found["horizon"].old, found["horizon"].new) == ("2017–2100", "2017–2050")
    assert scenario_of({"scenario": reform.resolved()}).text_hash == reform.text_hash


def test_values_in_words():
    assert in_words("60y6m", "age", "en") == "60 years 6 months"
    assert in_words("60y6m", "age", "zh") == "60岁6个月"
    assert in_words("0.085", "share of base", "zh") == "8.5%"
    assert in_words("on", "share", "en") == "on"


def test_factors_multiply_to_the_cost_rate(change):
    found = factors(Cell(change.base.tree, ("both",)))
    assert np.prod([found[name] for name in FACTORS], axis=0) == pytest.approx(found["cost_rate"])
    table = change.decomposition("both", (2017, 2019))
    for column in range(len(table.columns)):
        parts = [line[column].value for line in table.cells]
        assert sum(parts[1:]) == pytest.approx(parts[0])


def test_a_notebook_shows_it(change):
    text = change._repr_html_()
    assert "Whose money" in text
    assert "65 years in place of 63 years" in text
    assert "<table>" in change.winners()._repr_html_()
    assert "Who gains" in str(change.winners())


def test_all_tables_as_rows_of_a_file(change, tmp_path):
    change.write(tmp_path / "out.csv", by="sex")
    frame = pd.read_csv(tmp_path / "out.csv")
    assert list(frame.columns) == ["reform", "table", "row", "column", "value", "se", "persons", "text", "unit"]
    assert set(frame["table"]) == {"changes", "headline", "payers", "decomposition", "winners", "ends"}
    gains = frame[(frame["table"] == "winners") & (frame["column"] == "mean_change")]
    assert (gains["unit"] == "yuan").all()
    assert (gains["se"] > 0).all()
    assert (frame[(frame["table"] == "payers") & (frame["row"] == "sum")]["value"] == 0).all()


@pytest.mark.parametrize("language", ["en", "zh"])
def test_all_tables_as_sheets(change, tmp_path, language):
    """Both languages hold the same figures, each in its units; numbers are numbers, ids text."""
    change.write(tmp_path / "out.xlsx", language=language)
    book = python_calamine.CalamineWorkbook.from_path(tmp_path / "out.xlsx")
    names = {"en": "Who pays", "zh": "资金平衡表"}
    rows = book.get_sheet_by_name(names[language]).to_python()
    employers = next(row for row in rows if row[0] in ("Employers", "用人单位"))
    table = change.payers()
    where = [row.key for row in table.rows].index("employers.enterprises")
    factor = {"en": 1.0, "zh": 10.0}[language]
    assert employers[1] == pytest.approx(table.cells[where][0].value * factor)
    assert len(book.sheet_names) == 6


def test_the_command_tells_all_mistakes_at_once(tmp_path):
    result = CliRunner().invoke(
        main,
        [
            "compare",
            "nowhere",
            "nothing",
            "--csv",
            str(tmp_path / "a.txt"),
            "--xlsx",
            str(tmp_path / "no" / "b.xlsx"),
            "--by",
            "sexx",
            "--closure",
            "nobody",
            "--net-of",
            "mine",
            "--births",
            "19",
        ],
    )
    text = result.output + str(result.exception)
    assert result.exit_code != 0
    for part in ("a.txt: found a file that ends in .txt", "found no folder"):
        assert part in text
    for part in (
        "by: found sexx",
        "did you mean sex",
        "closure: found nobody",
        "net_of: found mine",
        "--births: found 19",
    ):
        assert part in text


@pytest.mark.parametrize("place", ["shanghai", "guangdong", "guangzhou"])
def test_a_place_departs_from_the_nations_law(place):
    """What the statute states for the nation only may be set for a place."""
    base = ms.scenario("baseline")
    (change,) = input_changes(base, base.set(f"{place}.retirement.men.final_age", {"2031-01-01": "65y0m"}))
    assert (change.since, change.old, change.new) == ("2031-01-01", "63y0m", "65y0m")
