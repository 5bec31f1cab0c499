"""Batches as they run: the same as single runs, the same bytes however they run, failures listed, folders guarded."""

import dataclasses
import hashlib
import json

import numpy as np
import pandas as pd
import pyarrow.parquet
import pytest
from click.testing import CliRunner

import microsim as ms
from microsim.batches import batch, each, plan_of
from microsim.batches.runner import crew
from microsim.cli import main
from microsim.reading import InputError
from microsim.results.dataset import write_results
from microsim.results.headline import REGIONS, ROWS, headline_frame
from microsim.results.headline_file import headline_of, read_headline, write_headline
from tests.batch.conftest import RATE, SMALL
from tests.synthetic import synthetic_results

GRID = {RATE: [None, {"2018-01-01": 0.1}]}
pytestmark = pytest.mark.usefixtures("quick")
FIGURES = len(ROWS) * len(REGIONS)  # of a year


def digest(path):
    return hashlib.sha256(path.read_bytes()).hexdigest()


@pytest.fixture(scope="module")
def folder(tmp_path_factory, compiled):
    """The folder of a batch of four tasks that keeps results."""
    path = tmp_path_factory.mktemp("batches") / "four"
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("microsim.batches.sharing.compile_inputs", compiled)
        batch(["baseline"], out=path, threads=1, grid=GRID, seeds=[1, 2], keep=["results"], progress=False, **SMALL)
    return path


def test_a_task_is_the_single_run(folder, tmp_path, compiled, monkeypatch):
    monkeypatch.setattr("microsim.inputs.compile_inputs", compiled)
    changed = ms.scenario("baseline").set(RATE, {"2018-01-01": 0.1})
    (task,) = (task for task in plan_of(["baseline"], grid=GRID, seeds=[2], **SMALL).tasks if task.settings[RATE])
    assert task.scenario.name == changed.name
    single = ms.run(changed, seed=2, progress=False, **SMALL)
    write_results(single.tree, tmp_path / "results.nc")
    assert digest(tmp_path / "results.nc") == digest(folder / task.id / "results.nc")
    rows = pd.read_parquet(folder / "headline.parquet")
    rows = rows[rows["task"] == task.id].pivot(index=["region", "indicator"], columns="year", values="value")
    frame = single.headline().droplevel("unit")
    assert len(rows) == len(frame) == FIGURES
    assert np.array_equal(rows.loc[frame.index, [2017, 2018]], frame[[2017, 2018]], equal_nan=True)


def test_the_folder_holds_what_was_asked_for(folder):
    table = pd.read_csv(folder / "tasks.csv")
    assert list(table.columns) == ["task", "scenario", "settings", "seed", "state", "seconds", "reason"]
    assert set(table["state"]) == {"done"}
    assert (table["seconds"] > 0).all()
    assert json.loads(table["settings"][3]) == {RATE: {"2018-01-01": 0.1}}
    assert {path.name for path in folder.iterdir()} == {
        "batch.yaml",
        "tasks.csv",
        "run.log",
        "headline.parquet",
        *table["task"],
    }
    for task in table["task"]:
        assert {path.name for path in (folder / task).iterdir()} == {
            "headline.csv",
            "results.nc",
            "manifest.json",
            "run.log",
        }
        manifest = json.loads((folder / task / "manifest.json").read_text(encoding="utf-8"))
        assert manifest["outputs"] == {name: digest(folder / task / name) for name in ("headline.csv", "results.nc")}
        lines = (folder / task / "run.log").read_text(encoding="utf-8").splitlines()
        assert len(lines) == 1
        assert task in lines[0]
    assert list(plan_of(folder / "batch.yaml").tasks) == list(
        plan_of(["baseline"], grid=GRID, seeds=[1, 2], keep=["results"], **SMALL).tasks
    )


def test_the_table_of_all_is_tidy_and_sorted(folder):
    rows = pd.read_parquet(folder / "headline.parquet")
    assert list(rows.columns) == [
        "task",
        "scenario",
        "settings",
        "seed",
        "replicate",
        "indicator",
        "region",
        "year",
        "value",
        "unit",
    ]
    assert len(rows) == 4 * FIGURES * 2
    assert list(rows["task"].unique()) == sorted(rows["task"].unique())
    assert not rows.duplicated(["task", "replicate", "indicator", "region", "year"]).any()
    assert pyarrow.parquet.read_schema(folder / "headline.parquet").field("value").type == "double"


def test_threads_and_order_change_no_byte(folder, tmp_path):
    entries = {"grid": {RATE: GRID[RATE][::-1]}, "seeds": [2, 1], "keep": ["headline"]} | SMALL
    result = batch(["baseline"], out=tmp_path / "again", threads=2, progress=False, **entries)
    assert digest(tmp_path / "again" / "headline.parquet") == digest(folder / "headline.parquet")
    assert not list((tmp_path / "again").glob("*/results.nc"))
    pd.testing.assert_frame_equal(
        result.headline, pd.read_parquet(folder / "headline.parquet"), check_categorical=False
    )


def test_whole_runs_are_kept_where_asked_for(folder):
    entries = {"grid": GRID, "keep": ["results"], "progress": False} | SMALL
    in_memory = batch(["baseline"], **entries)
    from_folder = batch(["baseline"], out=folder, resume=True, seeds=[1, 2], **entries)
    assert (in_memory.folder, from_folder.folder) == (None, folder)
    assert len(from_folder.table) == 4
    for task in in_memory.table["task"]:
        assert in_memory.run(task).tree.identical(from_folder.run(task).tree)
    assert "2 done" in repr(in_memory)
    assert "employer_rate" in in_memory._repr_html_()


def test_replicates_are_rows():
    result = batch(["baseline"], replicates=2, progress=False, **SMALL)
    alone = batch(["baseline"], progress=False, **SMALL)
    first = result.headline[result.headline["replicate"] == 0]
    assert len(result.headline) == 2 * len(first) == 2 * len(alone.headline)
    assert np.array_equal(first["value"], alone.headline["value"], equal_nan=True)
    assert not np.array_equal(result.headline["value"][len(first) :], first["value"], equal_nan=True)


def test_progress_counts_tasks():
    seen = []
    batch(["baseline"], seeds=[1, 2, 3], progress=lambda done, total: seen.append((done, total)), **SMALL)
    assert seen == [(1, 3), (2, 3), (3, 3)]


def test_inputs_are_compiled_once_for_all_seeds(monkeypatch, compiled):
    asked = []

    def counted(scenario, until):
        asked.append(scenario.name)
        return compiled(scenario, until)

    monkeypatch.setattr("microsim.batches.sharing.compile_inputs", counted)
    plan = plan_of(["baseline", "no-pooling"], seeds=[1, 2, 3], **SMALL)
    assert len(list(each(plan, threads=2, progress=False))) == 6
    assert sorted(asked) == ["baseline", "no-pooling"]


def test_a_failed_task_is_listed_and_the_others_go_on(tmp_path, monkeypatch, compiled):
    def fail(scenario, until):
        if scenario.name == "no-pooling":
            raise RuntimeError("no water\nin the pool")
        return compiled(scenario, until)

    monkeypatch.setattr("microsim.batches.sharing.compile_inputs", fail)
    monkeypatch.chdir(tmp_path)
    (tmp_path / "b.yaml").write_text(
        "name: b\nscenarios: [no-pooling, baseline]\none_in: 100000\nuntil: 2018\nseeds: [1, 2]\n"
    )
    result = CliRunner().invoke(main, ["batch", "b.yaml"])
    assert result.exit_code == 1
    assert "no-pooling-s1: RuntimeError: no water in the pool" in result.stderr
    assert "2 of 4 tasks failed" in result.stderr
    assert "2 of 4 tasks done" in result.stdout
    table = pd.read_csv(tmp_path / "runs/b/tasks.csv")
    assert list(table["state"]) == ["failed", "failed", "done", "done"]
    assert set(pd.read_parquet(tmp_path / "runs/b/headline.parquet")["task"]) == {"baseline-s1", "baseline-s2"}
    monkeypatch.setattr("microsim.batches.sharing.compile_inputs", compiled)
    again = CliRunner().invoke(main, ["batch", "b.yaml", "--resume", "--quiet"])
    assert (again.exit_code, again.stderr) == (0, "")
    assert len(pd.read_parquet(tmp_path / "runs/b/headline.parquet")["task"].unique()) == 4


def test_nothing_but_failures_is_a_table_too(monkeypatch, tmp_path):
    def fail(scenario, until):
        raise InputError([])

    monkeypatch.setattr("microsim.batches.sharing.compile_inputs", fail)
    result = batch(["baseline"], out=tmp_path / "b", progress=False, **SMALL)
    assert len(result.failed) == 1
    assert len(result.headline) == len(pd.read_parquet(tmp_path / "b" / "headline.parquet")) == 0
    with pytest.raises(KeyError):
        batch(["baseline"], progress=False, **SMALL).run("baseline-s1")


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"until": 2019}, "found tasks run with until 2018, not 2019"),
        ({"one_in": 200_000}, "found tasks run with one_in 100000, not 200000"),
        ({"keep": ["headline"]}, "found tasks of which other files were kept"),
        ({"seeds": [1]}, "found tasks that it has not"),
        ({"grid": {}}, "found tasks that it has not"),
    ],
)
def test_another_batch_is_refused(folder, change, message):
    entries = {"grid": GRID, "seeds": [1, 2], "keep": ["results"]} | SMALL | change
    before = {path.name: path.stat().st_mtime_ns for path in folder.iterdir()}
    with pytest.raises(InputError, match=message):
        batch(["baseline"], out=folder, resume=True, progress=False, **entries)
    assert {path.name: path.stat().st_mtime_ns for path in folder.iterdir()} == before


def test_another_scenario_of_the_same_name_is_refused(tmp_path):
    batch(["baseline"], out=tmp_path / "b", progress=False, **SMALL)
    other = dataclasses.replace(ms.scenario("baseline").set("wages.level", 1.1), name="baseline")
    with pytest.raises(InputError, match=r"run with another scenario of this name \(baseline-s1\)"):
        batch([other], out=tmp_path / "b", resume=True, progress=False, **SMALL)


def test_other_code_is_refused(folder, monkeypatch):
    monkeypatch.setattr("microsim.batches.folder.package_hash", lambda: "0123")
    with pytest.raises(InputError, match=r"found tasks run by other code, .* where this is 0123 .*and 3 more"):
        batch(["baseline"], out=folder, resume=True, grid=GRID, seeds=[1, 2], keep=["results"], **SMALL)


def test_a_batch_may_grow(tmp_path):
    out = tmp_path / "b"
    batch(["baseline"], out=out, progress=False, **SMALL)
    result = batch(["baseline"], out=out, resume=True, seeds=[1, 2], progress=False, **SMALL)
    assert len(result.table) == 2
    log = (out / "run.log").read_text(encoding="utf-8")
    assert log.count("baseline-s1 done") == log.count("baseline-s2 done") == 1


@pytest.mark.parametrize("damage", ["cut", "gone"])
def test_a_damaged_task_is_run_again(tmp_path, damage):
    out = tmp_path / "b"
    batch(["baseline"], out=out, seeds=[1, 2], progress=False, **SMALL)
    whole = digest(out / "headline.parquet")
    path = out / "baseline-s1" / "headline.csv"
    path.unlink() if damage == "gone" else path.write_bytes(path.read_bytes()[:-20])
    (out / "headline.parquet").unlink()
    batch(["baseline"], out=out, seeds=[1, 2], resume=True, progress=False, **SMALL)
    assert digest(out / "headline.parquet") == whole


def test_a_folder_whose_manifest_is_not_ours_is_left_and_the_rest_goes_on(tmp_path):
    out = tmp_path / "b"
    batch(["baseline"], out=out, seeds=[1, 2], progress=False, **SMALL)
    foreign = out / "baseline-s1" / "manifest.json"
    foreign.write_text("{}", encoding="utf-8")
    result = batch(["baseline"], out=out, seeds=[1, 2], resume=True, progress=False, **SMALL)
    states = result.table.set_index("task")
    assert states["state"].to_dict() == {"baseline-s1": "failed", "baseline-s2": "done"}
    assert "manifest.json of something else" in states["reason"]["baseline-s1"]
    assert foreign.read_text(encoding="utf-8") == "{}"


def test_what_is_no_batch_is_not_touched(tmp_path):
    (tmp_path / "letters").mkdir()
    (tmp_path / "letters" / "tasks.csv").write_text("to do\nbuy milk\n", encoding="utf-8")
    (tmp_path / "file").write_text("mine", encoding="utf-8")
    (tmp_path / "link").symlink_to(tmp_path / "nowhere")
    for name, resume in (("letters", False), ("letters", True), ("file", True), ("link", False)):
        with pytest.raises(InputError, match="choose another name"):
            batch(["baseline"], out=tmp_path / name, resume=resume, **SMALL)
    assert (tmp_path / "letters" / "tasks.csv").read_text(encoding="utf-8") == "to do\nbuy milk\n"
    assert len(list(tmp_path.iterdir())) == 3


def test_a_batch_is_not_overwritten_unasked(folder):
    with pytest.raises(InputError, match="go on with it by --resume"):
        batch(["baseline"], out=folder, **SMALL)


def test_who_stops_asking_stops_the_batch(tmp_path):
    out = tmp_path / "b"
    outcomes = each(["baseline"], out=out, seeds=range(5), threads=2, progress=False, **SMALL)
    next(outcomes)
    outcomes.close()
    table = pd.read_csv(out / "tasks.csv")
    assert set(table["state"]) == {"done", "waiting"} or (table["state"] == "done").sum() == 1
    assert not (out / "headline.parquet").exists()
    assert not [path for path in out.iterdir() if path.name.startswith(".")]
    assert (
        len(batch(["baseline"], out=out, seeds=range(5), resume=True, progress=False, **SMALL).headline)
        == 5 * FIGURES * 2
    )


def test_an_interrupt_leaves_a_folder_to_resume(tmp_path):
    def stop(done, total):
        raise KeyboardInterrupt

    out = tmp_path / "b"
    with pytest.raises(KeyboardInterrupt):
        batch(["baseline"], out=out, seeds=range(3), threads=1, progress=stop, **SMALL)
    assert "running" not in set(pd.read_csv(out / "tasks.csv")["state"])
    assert (
        len(batch(["baseline"], out=out, seeds=range(3), resume=True, progress=False, **SMALL).headline)
        == 3 * FIGURES * 2
    )


def test_small_runs_go_side_by_side_and_large_ones_one_by_one():
    small, large = (plan_of(["baseline"], one_in=one_in) for one_in in (100_000, 100))
    assert crew(small, 400, 8) == (8, 1)
    assert crew(small, 3, 8) == (3, 2)
    assert crew(small, 1, 8) == (1, 8)
    assert crew(small, 0, 8)[0] <= 1
    assert crew(large, 400, 8) == (1, 8)


def test_every_number_reads_back_as_it_was(tmp_path):
    import pyarrow as pa

    table = headline_of(synthetic_results(seeds=(0, 1)))
    random = np.random.default_rng(1)
    values = random.standard_normal(len(table)) * 10.0 ** random.integers(-300, 300, len(table))
    values[:4] = np.nan, np.inf, -0.0, 5e-324
    table = table.set_column(table.column_names.index("value"), "value", pa.array(values))
    write_headline(table, tmp_path / "h.csv")
    again = read_headline(tmp_path / "h.csv")
    assert again.schema == table.schema
    assert again["value"].to_numpy().tobytes() == values.tobytes()
    assert again.drop(["value"]).equals(table.drop(["value"]))


def test_the_headline_of_a_replicate_is_that_of_its_tree():
    both = headline_of(synthetic_results(seeds=(0, 1))).to_pandas()
    for replicate, seed in enumerate((0, 1)):
        frame = headline_frame(synthetic_results(seeds=(seed,)), years=(2017, 2018, 2019))
        rows = both[both["replicate"] == replicate].pivot(
            index=["region", "indicator", "unit"], columns="year", values="value"
        )
        assert np.array_equal(rows.loc[frame.index], frame, equal_nan=True)


@pytest.mark.parametrize(
    ("arguments", "fragments"),
    [
        (["batch"], ["Missing argument 'FILE'"]),
        (["batch", "no-such"], ["found no batch no-such"]),
        (["batch", "rates-and-age"], ["did you mean rates-and-ages?"]),
        (["batch", "rates-and-ages", "--threads", "0"], ["Invalid value for '--threads'"]),
        (
            ["batch", "rates-and-ages", "--out", "taken"],
            ["taken: found a folder that is no batch, with letter.txt in it"],
        ),
    ],
)
def test_wrong_input_ends_with_two(tmp_path, monkeypatch, arguments, fragments):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "taken").mkdir()
    (tmp_path / "taken" / "letter.txt").write_text("mine", encoding="utf-8")
    result = CliRunner().invoke(main, arguments)
    assert result.exit_code == 2, result.output
    assert not result.stdout
    assert all(fragment in result.stderr for fragment in fragments), result.stderr
