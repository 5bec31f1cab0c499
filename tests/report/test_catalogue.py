"""Runs below a folder are found, asked in SQL, and cited."""

import re
import tomllib
from pathlib import Path

import pytest
import yaml
from click.testing import CliRunner

from microsim.cli import main
from microsim.folders.kinds import RUN
from microsim.folders.manifest import write_manifest
from microsim.folders.unfinished import write_state
from microsim.reading import InputError
from microsim.report.catalogue import COLUMNS, runs_below
from microsim.report.citation import AUTHORS, TITLE, bibtex, cited
from tests.synthetic import synthetic_manifest

ROOT = Path(__file__).parents[2]


def put(folder, name, **changes):
    """Write the manifest of a made-up run, and an empty file of results."""
    home = folder / name
    home.mkdir(parents=True)
    manifest = (
        synthetic_manifest(name.rsplit("/", 1)[-1], until=2019) | {"seconds": {"lives": 2.0}, "persons": 9} | changes
    )
    manifest["scenario"]["horizon"] = {"start": 2017, "end": 2019}
    write_manifest(home / RUN.manifest, manifest)
    (home / "results.nc").write_bytes(b"")
    return manifest


@pytest.fixture
def runs(tmp_path):
    """A folder with three runs, and what is none."""
    put(tmp_path, "later", seed=2, date="2026-11-20T09:00:00+08:00", note="draft 2")
    put(tmp_path, "deep/first", seed=1, date="2026-11-01T09:00:00+08:00", settings={"a.b": "1"}, base_scenario="base")
    put(tmp_path, "old", seed=3)
    put(tmp_path, ".microsim-1/new", seed=4)
    (tmp_path / "other").mkdir()
    (tmp_path / "other" / "manifest.json").write_text('{"manifest_version": 3}', encoding="utf-8")
    return tmp_path


def test_runs_are_listed_from_the_oldest(runs):
    found = runs_below(runs)
    assert found["name"].tolist() == ["old", "first", "later"]
    assert found["scenario"].tolist()[1] == "base"
    assert list(found.columns) == list(COLUMNS)
    assert found["folder"].tolist()[2] == str(runs / "later")


def test_unfinished_runs_are_listed_beside(runs):
    place = runs / "deep" / "long.unfinished"
    (runs / "thesis").mkdir()
    (runs / "thesis" / "checkpoint.json").write_text("{}", encoding="utf-8")
    place.mkdir()
    run = {"scenario": "baseline", "one_in": 1, "seed": 3}
    write_state(place, {"run": run, "lived": 25, "persons": 200, "written": "2026-11-26", "outputs": {}})
    ended = CliRunner().invoke(main, ["runs", str(runs), "--csv"])
    assert f"unfinished: {place} (baseline, 1 in 1, seed 3): 12.5% lived, written 2026-11-26\n" in ended.stderr
    assert len(ended.stderr.splitlines()) == 1
    assert len(ended.stdout.splitlines()) == 4


def test_a_condition_chooses(runs):
    assert runs_below(runs, "seed >= 2 and note like '%draft%'")["name"].tolist() == ["later"]
    assert runs_below(runs, "date >= '2026-11'")["name"].tolist() == ["first", "later"]
    assert len(runs_below(runs, "seed > 9")) == 0


@pytest.mark.parametrize(
    ("where", "told"),
    [
        ("sead = 1", "did you mean seed?"),
        ("seed = 1; drop table runs", "--where: "),
        ("seed ==", "--where: "),
        ("exists (select * from read_csv('/dev/null'))", "--where: "),
    ],
)
def test_a_wrong_condition_says_which_columns_there_are(runs, where, told):
    with pytest.raises(InputError) as caught:
        runs_below(runs, where)
    assert told in str(caught.value)
    assert "columns are name, folder" in str(caught.value)


def test_without_duckdb_runs_are_listed_and_a_condition_names_the_extra(runs, monkeypatch):
    monkeypatch.setitem(__import__("sys").modules, "duckdb", None)
    assert len(runs_below(runs)) == 3
    with pytest.raises(InputError, match=r"pension-microsim\[data\]"):
        runs_below(runs, "seed = 1")


def test_the_command_lists_and_refuses_a_folder_that_is_not_there(runs, monkeypatch):
    monkeypatch.chdir(runs)
    listed = CliRunner().invoke(main, ["runs", ".", "--where", "seed = 2", "--csv"])
    assert listed.stdout.splitlines()[1].startswith("later,later,")
    none = CliRunner().invoke(main, ["runs"])
    assert none.exit_code == 2
    assert "runs: found no folder" in none.stderr


def test_a_run_is_cited_with_what_names_it(runs):
    text = cited(runs / "deep" / "first")
    manifest = synthetic_manifest("first", until=2019)
    for part in (
        AUTHORS,
        "Scenario first (base with a.b=1)",
        "2017-2019",
        manifest["inputs"]["all"][:16],
        "run on 2026-11-01",
    ):
        assert part in text
    assert "@software{microsim-" in text
    assert "  year = {2026}," in text
    assert text.count("{") == text.count("}")


def test_a_citation_has_nothing_that_latex_takes_for_a_command(runs):
    manifest = put(runs, "under", base_scenario="x", settings={"a.employer_rate": "{2027-01-01: 0.2}"})
    (note,) = re.findall(r"  note = \{(.*)\},", bibtex(manifest))
    assert not re.search(r"(?<!\\)[_%&#{}]", note)


def test_title_and_authors_are_those_of_the_citation_file():
    told = yaml.safe_load((ROOT / "CITATION.cff").read_text("utf-8"))
    assert told["title"] == TITLE
    assert told["authors"] == [{"name": AUTHORS}]
    assert tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]["authors"] == [{"name": AUTHORS}]
