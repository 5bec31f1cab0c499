"""Files for other programs hold what the frame does, with units and words."""

import zipfile

import pandas as pd
import pytest
from click.testing import CliRunner

from microsim.cli import main
from microsim.indicators.export import export
from microsim.indicators.selection import select, selected
from microsim.reading import InputError
from tests.synthetic import synthetic_results

ABOUT = {"scenario": "synthetic", "seed": "1", "inputs": "0123456789"}


@pytest.fixture(scope="module")
def frame():
    tree = synthetic_results()
    return selected(tree, select(tree, ("gini", "area_gap", "31"), years=2018))


def test_csv_reads_back(frame, tmp_path):
    export(frame, tmp_path / "a.csv", "csv", ABOUT, "zh")
    read = pd.read_csv(tmp_path / "a.csv")
    assert read["value"].tolist() == pytest.approx(frame["value"].tolist(), nan_ok=True)
    assert "养老金基尼系数" in set(read["name"])
    assert read["status"].tolist() == frame["status"].tolist()


def test_stata_keeps_chinese_and_has_a_codebook(frame, tmp_path):
    export(frame, tmp_path / "a.dta", "dta", ABOUT, "zh")
    read = pd.read_stata(tmp_path / "a.dta")
    assert read["value"].tolist() == pytest.approx(frame["value"].tolist(), nan_ok=True)
    assert "上海" in set(read["place"])
    with pd.read_stata(tmp_path / "a.dta", iterator=True) as reader:
        assert reader.variable_labels()["value"] == "Value / 数值"
    told = (tmp_path / "a.codebook.md").read_text("utf-8")
    for part in (
        "养老金基尼系数",
        "Gini coefficient of pensions",
        "ready, by microsim liabilities",
        "scenario: synthetic",
    ):
        assert part in told


@pytest.mark.parametrize(
    ("language", "sheets"), [("en", ["Indicators", "Definitions", "About"]), ("zh", ["指标数据", "指标定义", "说明"])]
)
def test_a_workbook_has_values_definitions_and_its_run(frame, tmp_path, language, sheets):
    export(frame, tmp_path / "a.xlsx", "xlsx", ABOUT, language)
    book = pd.ExcelFile(tmp_path / "a.xlsx", engine="calamine")
    assert book.sheet_names == sheets
    values, told, about = (pd.read_excel(book, name) for name in sheets)
    assert values.iloc[:, 6].tolist() == pytest.approx(frame["value"].tolist(), nan_ok=True)
    assert len(told) == 3
    assert "0123456789" in about.iloc[:, 1].astype(str).tolist()
    with zipfile.ZipFile(tmp_path / "a.xlsx") as parts:
        assert b'state="frozen"' in parts.read("xl/worksheets/sheet1.xml")


def test_an_id_stays_text(frame, tmp_path):
    export(frame, tmp_path / "a.xlsx", "xlsx", ABOUT)
    with zipfile.ZipFile(tmp_path / "a.xlsx") as parts:
        assert b"0123456789" in parts.read("xl/sharedStrings.xml")


def test_a_file_in_no_folder_is_refused(frame, tmp_path):
    with pytest.raises(InputError, match="found no folder"):
        export(frame, tmp_path / "none" / "a.csv", "csv", ABOUT)
    with pytest.raises(InputError, match="found a folder"):
        export(frame, tmp_path, "xlsx", ABOUT)


def test_a_library_that_is_not_there_is_named(frame, tmp_path, monkeypatch):
    monkeypatch.setitem(__import__("sys").modules, "xlsxwriter", None)
    with pytest.raises(InputError, match=r"pension-microsim\[report\]"):
        export(frame, tmp_path / "a.xlsx", "xlsx", ABOUT)


def test_the_command_lists_definitions_in_both_languages():
    for language, words in (("en", "Benefit ratio [ready]"), ("zh", "[已实现]")):
        told = CliRunner().invoke(main, ["indicators", "--list", "benefit_ratio", "--lang", language])
        assert told.exit_code == 0, told.output
        assert words in told.output
    wrong = CliRunner().invoke(main, ["indicators", "--list", "benefitratio"])
    assert wrong.exit_code == 2
    assert "did you mean benefit_ratio?" in wrong.output
    assert CliRunner().invoke(main, ["indicators"]).exit_code == 2
