"""The command and the function: what they print, which scores they give, what they refuse."""

import csv
import functools
import json
import shutil

import pytest
from click.testing import CliRunner

import microsim as ms
from calibration.predictions import COLUMNS, YEARS
from calibration.predictions import main as predict
from microsim.cli import main
from microsim.folders.manifest import file_hash, write_manifest
from microsim.report.outcome import Run
from microsim.results.dataset import read_results, write_results
from microsim.results.folder import MANIFEST, RESULTS
from microsim.validation.comparing import Comparison, Verdict
from microsim.validation.naive import Naive
from microsim.validation.outcome import Validation
from microsim.validation.roles import Reason, Role
from microsim.validation.targets import OWN_COLUMNS, shipped_targets
from tests.synthetic import synthetic_manifest
from tests.validation.results import without_history
from tests.validation.test_comparing import target

OWN = "uebpi_pensioners,Shanghai,2018,all,all,500,10k persons,a book,A,holdout"


READ_ONCE = functools.cache(read_results)


@pytest.fixture(autouse=True)
def read_once(monkeypatch):
    """Read the results of a folder once: that takes most of the time of a call."""
    monkeypatch.setattr("microsim.results.dataset.read_results", READ_ONCE)


@pytest.fixture(scope="module", autouse=True)
def without_groups():
    """Results that count nothing before their first year are read here, which a folder of this version may not be."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("microsim.results.read_back.missing_variables", lambda *_: [])
        yield


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """A run folder of synthetic results until 2019."""
    made = tmp_path_factory.mktemp("runs") / "made"
    made.mkdir()
    tree, manifest = without_history(), synthetic_manifest("made")
    numbers = ("until", "seed", "replicates", "price_year")
    tree.attrs.update({"scenario": "made", "inputs": "same", **{name: manifest[name] for name in numbers}})
    write_results(tree, made / RESULTS)
    write_manifest(made / MANIFEST, manifest | {"outputs": {RESULTS: file_hash(made / RESULTS)}})
    return made


@pytest.fixture
def call(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "80")
    return lambda *arguments: CliRunner().invoke(main, ["validate", *map(str, arguments)])


@pytest.fixture
def own(tmp_path):
    def write(*lines):
        path = tmp_path / "own.csv"
        path.write_text("\n".join([",".join(OWN_COLUMNS), *lines]), encoding="utf-8")
        return path

    return write


def test_every_shipped_figure_is_told(call, folder):
    result = call(folder)
    assert result.exit_code == 0, result.output
    assert "made, 1 in 1000 persons" in result.stdout
    assert "Held out: compared, never fitted" in result.stdout
    assert "not counted: uebpi_pensioners_yearbook: Guangdong 2016; Shanghai 2016" in result.stdout
    assert "not covered: national_pooling_paid_in: Guangdong 2022, 2023" in result.stdout
    assert "no counterpart: dibao_recipients_urban" in result.stdout
    assert "…" not in result.stdout, "a cell was cut"


def test_json_is_a_list_of_objects_one_a_figure(call, folder):
    result = call(folder, "--json")
    rows = json.loads(result.stdout)
    assert len(rows) == len(shipped_targets())
    wanted = {"indicator", "region", "year", "scope", "observed", "simulated", "ratio"}
    assert all(wanted <= row.keys() for row in rows)
    found = next(row for row in rows if row["id"] == "uebpi_expenditure_enterprise.shanghai.2017")
    assert found["scope"] == "spending"
    assert found["ratio"] == pytest.approx(found["simulated"] / found["observed"])
    assert found["tolerance"] == pytest.approx(0.0721)
    assert all(
        (row["simulated"] is None) == (row["verdict"] in ("not counted", "not covered", "no counterpart"))
        for row in rows
    )


def test_chinese(call, folder):
    result = call(folder, "--lang", "zh")
    assert "留出（只对照，不拟合）" in result.stdout
    assert "偏低" in result.stdout


def test_figures_of_ones_own(call, folder, own):
    result = call(folder, "--targets", own(OWN, OWN.replace("Shanghai", "Sichuan")), "--json")
    ours, theirs = json.loads(result.stdout)
    assert (ours["role"], ours["verdict"], ours["id"]) == ("holdout", "below", "own.csv:2")
    assert theirs["verdict"] == "no counterpart"


def test_a_name_that_nothing_answers_is_listed_with_the_nearest(call, folder, own):
    lines = [
        OWN.replace("pensioners", "pensionrs"),
        OWN.replace("Shanghai", "Shangai"),
        OWN.replace("Shanghai", "Sichuan"),
    ]
    result = call(folder, "--targets", own(*lines))
    assert result.exit_code == 0
    assert "uebpi_pensionrs (did you mean uebpi_pensioners?): Shanghai 2018" in result.stdout
    assert "uebpi_pensioners (did you mean Shanghai?): Shangai 2018" in result.stdout
    assert "no counterpart: uebpi_pensioners: Sichuan 2018" in result.stdout


def test_what_is_wrong_is_refused(call, folder, own, tmp_path):
    assert_refused(call(tmp_path / "none"), "found no run of this name, allowed is a run folder")
    assert_refused(call(folder, "--targets", tmp_path / "none.csv"), "none.csv: cannot be read")
    assert_refused(
        call(folder, "--targets", own(OWN.replace("500", "x"))), "own.csv:2:40: value: found x, allowed is a number"
    )
    late = own(OWN.replace("2018", "2031"), OWN.replace("2018", "2040"))
    assert_refused(call(folder, "--targets", late), "covers 2017 to 2019: found figures of 2031 to 2040")


def assert_refused(result, fragment):
    assert result.exit_code == 2, result.output
    assert fragment in result.stderr
    assert not result.stdout
    assert "Traceback" not in result.output


def test_a_name_under_runs(call, folder, monkeypatch):
    monkeypatch.chdir(folder.parents[0])
    (folder.parents[0] / "runs").mkdir()
    (folder.parents[0] / "runs" / "there").symlink_to(folder)
    assert call("there").exit_code == 0


def test_in_python(folder):
    found = ms.validate(folder)
    run = Run(without_history(), synthetic_manifest("made"))
    assert found.base_year == 2016
    frame = ms.validate(run).frame()
    assert frame.equals(found.frame())
    assert list(frame.columns[:4]) == ["indicator", "region", "year", "sex"]
    assert "<table" in found._repr_html_()


def row_of(one, role, simulated, scope="pensioners"):
    """Return a comparison with so much simulated."""
    ratio = simulated / one.value
    found = Verdict.WITHIN if abs(ratio - 1) < 0.05 else Verdict.ABOVE
    return Comparison(one, scope, "stock", role, Reason.NONE, simulated, ratio, 0.07, found, None)


def test_scores_tell_registers_and_holdouts_apart():
    rows = (
        row_of(target("a"), Role.FIT, 102.0),
        row_of(target("b"), Role.FIT, 110.0),
        row_of(target("c", grade="C"), Role.FIT, 300.0),
        row_of(target("d", year=2014), Role.FIT, 90.0, "insured + public_staff"),
        row_of(target("e"), Role.HOLDOUT, 101.0),
        row_of(target("f"), Role.INPUT, 400.0)._replace(verdict=Verdict.UNSCORED),
    )
    scores = {one.name: one for one in Validation("made", 1, 2016, rows).scores()}
    assert scores["score_fit"][1:3] == (2, 1)
    assert scores["score_fit"].mean == pytest.approx((0.0198026 + 0.0953102) / 2)
    assert scores["score_fit"].greatest == pytest.approx(0.0953102)
    assert scores["score_register"][1:] == (1, 0, pytest.approx(0.1053605), pytest.approx(0.1053605))
    assert scores["score_holdout"][1:3] == (1, 1)
    assert scores["score_model"].rows == scores["score_last"].rows == 0


def test_naive_forecasts_are_scored_on_the_same_figures(monkeypatch):
    forecasts = {"a": Naive(120.0, 90.0), "b": Naive(100.0, None)}
    monkeypatch.setattr("microsim.validation.outcome.naive", lambda one, *_: forecasts[one.indicator])
    rows = tuple(row_of(target(name), Role.HOLDOUT, 105.0) for name in forecasts)
    scores = {one.name: one for one in Validation("made", 1, 2016, rows).scores()}
    assert [scores[f"score_{name}"].rows for name in ("holdout", "model", "last", "trend")] == [2, 1, 1, 1]
    assert scores["score_last"].mean == pytest.approx(0.1823216)
    assert scores["score_trend"].mean == pytest.approx(0.1053605)


@pytest.mark.slow
def test_predictions_are_medians_and_bands_of_all_draws(folder, tmp_path, monkeypatch):
    """Of both information sets, for provinces and cities; each year where every draw has a figure."""
    monkeypatch.setattr("calibration.predictions.REGION_NAMES", ("Shanghai", "Shenzhen"))
    monkeypatch.setattr("calibration.estimation.blocks.read", dict)
    monkeypatch.setattr("calibration.predictions.PUBLISHED_SD", 0.0)
    out, then = tmp_path / "predictions.csv", tmp_path / "then"
    shutil.copytree(folder, then)
    manifest = json.loads((then / MANIFEST).read_text(encoding="utf-8"))
    manifest["scenario"]["information"] = 2016
    write_manifest(then / MANIFEST, manifest)
    for information, *folders in (("drivers known", folder), ("end of 2016", then, then), ("drivers known", folder)):
        predict([information, "--out", str(out), "--runs", *map(str, folders)])
    with pytest.raises(SystemExit, match=r"other information than end of 2016: .*made"):
        predict(["end of 2016", "--out", str(out), "--runs", str(then), str(folder)])
    with out.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert tuple(rows[0]) == COLUMNS
    keys = [tuple(row[name] for name in COLUMNS[:6]) for row in rows]
    assert len(set(keys)) == len(keys)
    assert {row["information"] for row in rows} == {"drivers known", "end of 2016"}
    assert {int(row["year"]) for row in rows} == set(YEARS) & {2017, 2018, 2019}
    (one,) = (
        row
        for row in rows
        if tuple(row.values())[:6] == ("uebpi_pensioners", "Shanghai", "2018", "all", "all", "end of 2016")
    )
    people = without_history()["participants"].sel(year=2018, place="shanghai")
    count = float(people.pensioners.sum() + people.public_pensioners.sum()) / 1e4
    assert [float(one[name]) for name in ("median", "p10", "p90")] == pytest.approx([count] * 3, rel=1e-5)
    assert {row["region"] for row in rows} == {"Shanghai", "Shenzhen"}


def test_a_figure_beside_which_nothing_is_simulated_is_a_miss_and_in_no_mean():
    rows = (row_of(target("a"), Role.HOLDOUT, 102.0), row_of(target("b"), Role.HOLDOUT, 0.0))
    (held,) = (one for one in Validation("made", 1, 2016, rows).scores() if one.name == "score_holdout")
    assert held[1:3] == (2, 1)
    assert held.mean == pytest.approx(0.0198026, rel=1e-5)
    assert held.greatest == float("inf")
