"""An evaluation of runs: from folder to tables and files, and what is refused."""

import dataclasses
import json
import zipfile

import pandas as pd
import pytest
import xarray as xr
from click.testing import CliRunner

import microsim as ms
from microsim.cli import main
from microsim.microdata.bring_in import import_file
from microsim.reading import InputError
from microsim.report.gallery import known_names, names_of, write_gallery
from tests.microdata.extracts import Extract

SMALL = {"one_in": 20_000, "until": 2018, "progress": False, "figures": False, "lives": False}


@pytest.fixture(scope="module")
def folders(tmp_path_factory):
    """Return two runs that meet all beside the pension, the second with everybody asking for the minimum livelihood."""
    here = tmp_path_factory.mktemp("runs")
    on = ms.scenario("care").set("beyond.livelihood", 1)
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


@pytest.mark.slow
def test_the_picture_of_poverty_is_that_of_the_tables(folders, tmp_path):
    """With the range of support around what it leaves, and told in either language."""
    told = CliRunner().invoke(main, ["evaluate", str(folders[0]), "--lang", "zh", "--figure", str(tmp_path / "p.svg")])
    assert told.exit_code == 0, told.output
    assert "非家庭" in (tmp_path / "p.svg").read_text("utf-8")
    frame = pd.read_csv(tmp_path / "p.csv")
    table = ms.evaluate(folders[0], tables=["heads_median"], by=["everybody"]).tables[0]
    drawn = frame[(frame["line"] == "median") & (frame["group"] == "everybody")]
    assert drawn["value"].tolist() == pytest.approx([cell.value for cell in table.cells[0]])
    assert drawn["se"].tolist() == pytest.approx([cell.se for cell in table.cells[0]])
    support = frame[frame["series"] == "support"].dropna()
    assert (support["low"] <= support["value"]).all()
    assert (support["value"] <= support["high"]).all()
    assert (support["low"] < support["high"]).any()
    assert frame.loc[frame["series"] == "employees", "low"].isna().all()


def test_care_is_drawn_beside_the_census_and_its_books(folders, tmp_path):
    run = ms.read_run(folders[0])
    assert {"care_need", "care_funds"} <= set(names_of(run))
    assert "poverty" not in names_of(run)  # lives are lived again for it: drawn where it is named
    made = write_gallery(run, tmp_path, ["care_need", "care_funds"], ["svg"], "zh", data=True)
    assert all("普查" in path.read_text("utf-8") for path in made if path.name == "care_need.svg")
    funds = run.plot.data("care_funds").pivot_table(index=["region", "year"], columns="series", values="value")
    reserve = float(run.tree["care"].reserve.sel(place="shanghai", year=2017)) / 1e10
    assert funds.loc[("shanghai", 2017), "reserve"] == pytest.approx(reserve)
    parts = ["from_employees", "from_residents", "returned", "home", "institution", "cash"]
    assert funds[parts].sum(axis=1).tolist() == pytest.approx(funds["balance"].tolist())
    need = run.plot.data("care_need")
    assert set(need["series"]) == {"light", "moderate", "severe", "unable"}
    assert need.loc[need["series"] == "unable", "value"].between(0.7, 9.6).all()
    without = dataclasses.replace(run, tree=xr.DataTree.from_dict({"/": xr.Dataset()}))
    with pytest.raises(InputError, match=r"found no care insurance, allowed is a run with it: beyond\.care"):
        known_names(without, ["care_funds"])


def test_a_picture_is_of_one_run(folders):
    two = CliRunner().invoke(main, ["evaluate", *map(str, folders), "--figure", "p.svg"])
    assert two.exit_code == 2
    assert "allowed with --figure is one" in two.output


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
    with pytest.raises(InputError, match="own microdata, allowed with the folder of its persons"):
        ms.evaluate(copy)


def brought_in(folder, *without):
    """Return the population folder of the small extract, without some of its columns."""
    extract = Extract()
    extract.map["from_model"] = dict.fromkeys(("births", "arrivals", "absent", "reserves"), "none")
    for name in without:
        del extract.map["persons"][name]
    folder.mkdir()
    paths, map_file = extract.write(folder)
    return import_file(paths["persons"], map_file, folder / "own", paths["spells"], paths["transfers"]).folder


@pytest.mark.slow
def test_own_microdata_are_evaluated_where_the_file_tells_what_is_needed(tmp_path):
    """Sixty-four and sixty-six years old are two rows of the extract, which stand for 180 persons."""
    own = brought_in(tmp_path / "files")
    on = ms.scenario("baseline").set("beyond.livelihood", 1)
    ms.run(on, out=tmp_path / "run", population=own, **SMALL | {"one_in": 1, "until": 2017})
    told = CliRunner().invoke(main, ["evaluate", str(tmp_path / "run"), "--population", str(own), "--table", "where"])
    assert told.exit_code == 0, told.output
    table = ms.evaluate(tmp_path / "run", tables=["links"], by=["everybody", "city"], population=own).tables[0]
    persons = {row.key: cells[0].persons for row, cells in zip(table.rows, table.cells, strict=True)}
    assert 160 < persons["everybody"] <= 180
    assert 65 < persons["meizhou"] <= 80
    other = brought_in(tmp_path / "other", "hukou_type", "hukou_place")
    with pytest.raises(InputError, match="without hukou_place or hukou_from, without hukou_type"):
        ms.evaluate(tmp_path / "run", population=other)
