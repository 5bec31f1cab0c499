"""An evaluation of runs: from folder to tables and files, and what is refused."""

import json
import zipfile

import pandas as pd
import pytest
from click.testing import CliRunner

import microsim as ms
from microsim.cli import main
from microsim.reading import InputError

SMALL = {"one_in": 20_000, "until": 2018, "progress": False, "figures": False, "lives": False}


@pytest.fixture(scope="module")
def folders(tmp_path_factory):
    """Return two runs that meet the minimum livelihood, the second with everybody asking for it."""
    here = tmp_path_factory.mktemp("runs")
    on = ms.scenario("baseline").set("beyond.livelihood", 1)
    for name, scenario in (("on", on.named("on")), ("all", on.set("livelihood.take_up", 1.0).named("all"))):
        ms.run(scenario, out=here / name, **SMALL)
    return here / "on", here / "all"


def test_recipients_are_those_that_the_run_counted(folders):
    """Of 60 and over both: the tables live the lives of the run again."""
    table = ms.evaluate(folders[0], tables=["duration"], by=["everybody"], years=2018).tables[0]
    counted = ms.read_run(folders[0]).tree["livelihood"].recipients.sel(year=2018).sum()
    assert table.cells[0][0].value == pytest.approx(float(counted) / 1000)
    assert table.cells[0][0].value > 0


def test_what_a_second_run_changes(folders):
    found = ms.evaluate(*folders, tables=["reached"], by=["everybody", "province"]).tables[0]
    column = [one.name.key for one in found.columns].index("reached")
    assert found.cells[0][column].value > 0
    assert found.columns[column].unit.en == "points"


def test_files_hold_every_table(folders, tmp_path):
    found = ms.evaluate(folders[0])
    found.write(tmp_path / "all.csv")
    found.write(tmp_path / "all.xlsx", "zh")
    frame = pd.read_csv(tmp_path / "all.csv")
    assert list(dict.fromkeys(frame["table"])) == [table.key for table in found.tables]
    assert {"reached", "where", "heads_standard", "gaps_median"} <= set(frame["table"])
    with zipfile.ZipFile(tmp_path / "all.xlsx") as book:
        assert sum(name.startswith("xl/worksheets/") for name in book.namelist()) == len(found.tables)


def test_the_command_prints_in_both_languages(folders):
    for language, words in (("en", "not households"), ("zh", "非家庭")):
        told = CliRunner().invoke(main, ["evaluate", str(folders[0]), "--by", "sex", "--lang", language])
        assert told.exit_code == 0, told.output
        assert words in told.output


def test_wrong_arguments_are_told_at_once(folders):
    with pytest.raises(InputError) as caught:
        ms.evaluate(folders[0], years=[2050], tables=["reachd"], by="city hall")
    text = str(caught.value)
    assert "allowed is a whole number from 2017 to 2018" in text
    assert "did you mean reached" in text
    assert "found city hall" in text


def test_a_run_of_other_inputs_is_refused(folders, tmp_path):
    copy = tmp_path / "copy"
    copy.mkdir()
    manifest = json.loads((folders[0] / "manifest.json").read_text("utf-8"))
    manifest["inputs"]["law"] = "0" * 64
    (copy / "manifest.json").write_text(json.dumps(manifest), "utf-8")
    with pytest.raises(InputError, match="law of this version differ"):
        ms.evaluate(copy)
    manifest["inputs"]["own_population"] = "0" * 64
    (copy / "manifest.json").write_text(json.dumps(manifest), "utf-8")
    with pytest.raises(InputError, match="own population"):
        ms.evaluate(copy)
