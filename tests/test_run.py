"""A whole run, small: the same bytes however it is computed, and books and heads that add up."""

import hashlib
import json

import numpy as np
import pandas as pd
import pytest

import microsim
from microsim.reading import InputError
from microsim.report.outcome import read_run
from microsim.results.folder import check_target
from microsim.running import run_scenario

SMALL = {"one_in": 20_000, "until": 2022, "progress": False}


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """The folder of a small run."""
    path = tmp_path_factory.mktemp("runs") / "baseline"
    run_scenario("baseline", out=path, threads=1, **SMALL)
    return path


@pytest.fixture(scope="module")
def run(folder):
    """The same run, read back."""
    return read_run(folder)


def digest(path):
    """Return the hash of a file."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


def test_threads_and_blocks_change_no_byte(folder, tmp_path):
    """Other numbers of threads and sizes of blocks are tried on every tally in tests/engine."""
    run_scenario("baseline", out=tmp_path / "again", figures=False, threads=2, block=37, **SMALL)
    assert not (tmp_path / "again" / "figures").exists()
    assert digest(tmp_path / "again" / "results.nc") == digest(folder / "results.nc")


def test_the_tables_of_the_folder_are_those_of_the_run(folder, run):
    headline = pd.read_csv(folder / "headline.csv", keep_default_na=False)
    headline = headline[headline["year"] == 2022].set_index(["region", "indicator", "unit"])["value"].astype(float)
    assert headline.sort_index().tolist() == pytest.approx(run.headline()[2022].sort_index().tolist(), nan_ok=True)
    written = pd.read_parquet(folder / "indicators.parquet")
    asked = run.indicators("gini", by="sex", regions="both", years=2022)
    there = written.merge(asked, on=["indicator", "region", "group", "year"])
    assert len(there) == len(asked) == 2
    assert there["value_x"].tolist() == pytest.approx(there["value_y"].tolist(), rel=1e-12)
    assert {"date", "command", "note"} <= run.manifest.keys()


def test_the_folder_is_complete(folder, run):
    names = {path.name for path in folder.iterdir()}
    assert {"results.nc", "headline.csv", "indicators.parquet", "manifest.json", "run.log", "figures"} <= names
    manifest = json.loads((folder / "manifest.json").read_text())
    assert manifest["outputs"]["results.nc"] == digest(folder / "results.nc")
    files = {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}
    assert set(manifest["outputs"]) == files - {"manifest.json", "run.log"}
    assert (manifest["format"], manifest["format_version"]) == ("microsim-run", 1)
    assert run.tree.attrs["inputs"] == manifest["inputs"]["all"]
    assert manifest["persons"] > 1000
    steps = ["compiling", "law", "population", "funds", "lives", "books", "results", "figures", "tables"]
    assert list(manifest["seconds"]) == steps
    assert min(manifest["seconds"].values()) > 0
    assert manifest["unusual"] == []
    assert manifest["person_years"] > manifest["persons"]


def test_every_fund_balances(run):
    funds = run.tree["funds"]
    assert (funds.opening + (funds.flows * funds.sign).sum("item") == funds.closing).all()
    assert (funds.closing.values[:-1] == funds.opening.values[1:]).all()


def test_pooling_adds_up_to_nothing(run):
    moved = run.tree["pooling"].transfers.sum("province")
    assert (moved.sel(transfer="upload") == moved.sel(transfer="grant")).all()
    assert (moved.sel(transfer="paid") == moved.sel(transfer="received")).all()
    provinces, places = run.tree["provincial_funds"], run.tree["funds"]
    within = provinces.flows.sel(item="province_in") - provinces.flows.sel(item="province_out")
    assert not within.any()
    assert (provinces.closing.sum("province") == places.closing.sum("place")).all()
    assert (provinces.opening + (provinces.flows * provinces.sign).sum("item") == provinces.closing).all()


def test_without_pooling_nothing_else_changes_in_lives_or_before(run):
    other = run_scenario("no-pooling", **SMALL).tree
    assert not other["pooling"].transfers.any()
    funds, base = other["funds"].to_dataset(), run.tree["funds"].to_dataset()
    assert funds.sel(year=2017).equals(base.sel(year=2017))
    assert not funds.closing.sel(year=2018).equals(base.closing.sel(year=2018))
    for group in run.tree.children:
        if group not in ("funds", "provincial_funds", "pooling"):
            assert other[group].to_dataset().equals(run.tree[group].to_dataset()), group


def test_what_became_known_later_changes_no_history_and_no_state_of_the_base_date(run):
    other = run_scenario("known-2016", **SMALL)
    assert other.manifest["scenario"]["information"] == 2016
    for group in ("history", "base_date"):
        assert other.tree[group].to_dataset().equals(run.tree[group].to_dataset()), group
    people, then = (one["population"].persons for one in (run.tree, other.tree))
    assert people.sel(year=2016).equals(then.sel(year=2016))
    assert not people.sel(year=2018).equals(then.sel(year=2018))
    assert other.tree["funds"].opening.sel(year=2017).equals(run.tree["funds"].opening.sel(year=2017))
    wages = [one["labour"].average_wage for one in (run.tree, other.tree)]
    assert (wages[0] != wages[1]).all()


def test_persons_are_conserved(run):
    people = run.tree["population"].persons.sum(("status", "sex", "age"))
    events = run.tree["events"]
    into = events.moves.sum("from_place").values - events.moves.sum("to_place").values
    change = (events.births + events.arrivals - events.deaths).values + into
    assert (np.diff(people.values, axis=0) == change).all()


def test_nothing_of_how_it_ran_is_in_the_results(run):
    words = " ".join(f"{key} {value}" for key, value in run.tree.attrs.items())
    assert "thread" not in words
    assert "/" not in words.replace("results", "")


def test_another_seed_is_another_luck(run):
    other = run_scenario("baseline", seed=2, **SMALL)
    assert not (other.tree["population"].persons == run.tree["population"].persons).all()
    assert other.tree.attrs["inputs"] != run.tree.attrs["inputs"]


def test_the_call_of_the_package(run):
    same = microsim.run("baseline", **SMALL)
    assert same.tree.identical(run.tree)
    assert same.folder is None


def test_a_failed_run_leaves_nothing(tmp_path):
    def stop(done, total):
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        run_scenario("baseline", out=tmp_path / "run", **(SMALL | {"progress": stop}))
    assert not list(tmp_path.iterdir())


def test_a_year_beyond_the_horizon_is_refused():
    with pytest.raises(InputError, match="2100"):
        run_scenario("baseline", until=2150)


@pytest.mark.slow
def test_replicates_and_panel(tmp_path):
    options = SMALL | {"until": 2018}
    two = run_scenario("baseline", replicates=2, out=tmp_path / "two", panel=10, **options)
    assert two.tree["population"].persons.sizes["replicate"] == 2
    first = run_scenario("baseline", cache=False, **options)
    assert first.manifest["inputs"]["population"] == two.manifest["inputs"]["population"]
    assert (two.tree["funds"].closing.isel(replicate=0) == first.tree["funds"].closing).all()
    assert len(list((tmp_path / "two" / "panel").iterdir())) == 1
    check_target(tmp_path / "two")  # nothing that a run writes is in its own way
    (tmp_path / "two" / "panel" / "notes.txt").write_text("mine")
    with pytest.raises(InputError, match=r"found panel/notes.txt, which the earlier run did not write"):
        run_scenario("baseline", out=tmp_path / "two", **options)
    assert read_run(tmp_path / "two").tree.identical(two.tree)


@pytest.mark.parametrize(
    ("said", "message"),
    [
        ('"format_version": 2', r"manifest.json: found the format 2 of runs, this version reads 1"),
        ('"format_version": "x"', r"found the format x of runs, this version reads 1"),
        ('"format": "another-program"', "is not of a run: allowed is the folder of a run"),
        ("", "manifest.json: cannot be read as JSON"),
    ],
)
def test_results_of_another_format_are_refused(folder, tmp_path, said, message):
    text = (folder / "manifest.json").read_text(encoding="utf-8")
    (tmp_path / "results.nc").touch()
    (tmp_path / "manifest.json").write_text(said and text.replace('"format_version": 1', said), encoding="utf-8")
    with pytest.raises(InputError, match=message):
        read_run(tmp_path)


def test_a_reform_of_nothing_changes_nothing(run):
    same = microsim.scenario("baseline").set("guangdong.employees.employee_rate", {"2020-01-01": 0.08})
    reformed = run_scenario(same, **SMALL)
    for node in run.tree.subtree:
        assert node.to_dataset().equals(reformed.tree[node.path].to_dataset()), node.path


def test_a_changed_scenario_is_not_the_baseline(run):
    """Neither in the name, nor in title, figures, results and manifest, without anything done for it."""
    path = "guangdong.employees.employer_rate"
    reform = run_scenario(microsim.scenario("baseline").set(path, {"2020-07-15": 0.10}), **SMALL)
    name = microsim.scenario("baseline").set(path, {"2020-07-15": 0.10}).name
    assert name != "baseline"
    assert reform.name == reform.tree.attrs["scenario"] == reform.manifest["scenario"]["name"] == name
    assert reform.manifest["base_scenario"] == reform.tree.attrs["base_scenario"] == "baseline"
    assert reform.manifest["settings"] == reform.settings == {path: "{2020-07-15: 0.1}"}
    assert reform.tree.attrs["settings"] == f"{path}={{2020-07-15: 0.1}}"
    assert name in repr(reform)
    assert f"{path}={{2020-07-15: 0.1}}" in reform._repr_html_()
    assert name in " ".join(text.get_text() for text in reform.plot.funds().texts)
    (note,) = reform.manifest["law"]["notes"]
    assert note.startswith(f"law.{path}: 2020-07-15 acts from 2020-08-01")
    assert (run.manifest["base_scenario"], run.manifest["settings"]) == ("baseline", {})
    assert not {"settings", "base_scenario"} & set(run.tree.attrs)
    change = reform - run
    assert change.differs[0] == "law"
    assert change.tree["population"].persons.any() == 0
    paid = change.tree["funds"].flows.sel(item="employer").sum(("place", "scheme"))
    assert (paid.sel(year=slice(None, 2019)) == 0).all()
    assert (paid.sel(year=slice(2020, None)) < 0).all()


def test_a_reform_changes_nothing_before_it_starts():
    options = SMALL | {"one_in": 50_000, "until": 2042}  # the higher ages bind once the schedule of 2025 has run out
    base = run_scenario("baseline", **options).tree
    reform = run_scenario("raise-retirement-age", **options).tree
    rate = microsim.scenario("baseline").set("guangdong.employees.employer_rate", {"2031-01-01": 0.10})
    cut = run_scenario(rate, **options).tree
    for other in (reform, cut):
        for group in base.children:
            dataset, changed = base[group].to_dataset(), other[group].to_dataset()
            if "year" in dataset.dims:
                assert dataset.sel(year=slice(None, 2030)).equals(changed.sel(year=slice(None, 2030))), group
    assert not base["participants"].pensioners.equals(reform["participants"].pensioners)
    assert not base["funds"].flows.equals(cut["funds"].flows)


def test_counts_below_one_are_refused_at_once():
    with pytest.raises(InputError) as error:
        run_scenario(one_in=0, replicates=0, threads=True)
    assert all(name in str(error.value) for name in ("one_in", "replicates", "threads"))
