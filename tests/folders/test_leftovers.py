"""What a killed command left is cleared, and the folder it was replacing put back; what is in doubt stays."""

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from microsim.folders import stage as stages
from microsim.folders.leftovers import clear_leftovers
from microsim.folders.locks import lock
from microsim.folders.stage import here
from microsim.microdata.folder import read_summary
from microsim.results.folder import manifest_in
from tests.folders.stub import fill, make, make_import, words

ROOT = Path(__file__).parents[2]
MAKER = """
import sys, time
from microsim.folders.kinds import RUN
from microsim.folders.making import made_folder
with made_folder(sys.argv[1], RUN) as working:
    (working / "half").write_text("written")
    print(working.parent.name, flush=True)
    time.sleep(600)
"""


def left_by_a_killed_one(folder, name="run", **said):
    """Return a stage as a killed process left it, half filled."""
    stage = folder / ".microsim-0123"
    (stage / "new").mkdir(parents=True)
    (stage / "new" / "half").write_text("written")
    (stage / "making.json").write_text(json.dumps(here() | {"target": name, "locked": True} | said))
    return stage


@pytest.fixture
def maker(tmp_path):
    """Another process in the midst of making tmp_path/run, and its stage."""
    command = [sys.executable, "-c", MAKER, str(tmp_path / "run")]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=ROOT, env=os.environ) as process:
        yield process, tmp_path / process.stdout.readline().strip()
        process.kill()


def test_the_stage_of_a_live_process_stays_and_of_a_killed_one_goes(maker, tmp_path):
    process, stage = maker
    make(tmp_path / "run")
    assert (stage / "new" / "half").read_text() == "written"
    process.send_signal(signal.SIGKILL)
    process.wait()
    make(tmp_path / "other")
    assert sorted(os.listdir(tmp_path)) == ["other", "run"]
    log = (tmp_path / "other" / "run.log").read_text()
    assert f"WARNING cleared {stage.name}, left by process {process.pid} that was killed making run, begun 2" in log
    assert (tmp_path / "run" / "run.log").read_text() == ""


def test_a_process_does_not_clear_its_own_stage_where_it_cannot_see_its_locks(tmp_path, monkeypatch):
    monkeypatch.setattr("microsim.folders.stage.lock", lambda handle, patience=0: True)
    with stages.open_stage(tmp_path / "run") as stage:
        clear_leftovers(tmp_path)
        assert stage.is_dir()


def test_a_container_of_the_same_machine_clears(tmp_path):
    left_by_a_killed_one(tmp_path, host="another-container")
    clear_leftovers(tmp_path)
    assert not list(tmp_path.iterdir()) or not here()["boot"]


def test_a_machine_started_anew_clears(tmp_path):
    left_by_a_killed_one(tmp_path, boot="before")
    clear_leftovers(tmp_path)
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize(
    "said",
    [
        {"host": "elsewhere", "boot": "elsewhere"},
        {"host": "elsewhere", "boot": ""},
        {"locked": False},
        {"target": "../run"},
        {"target": ".."},
        {"target": None},
    ],
    ids=str,
)
def test_what_is_in_doubt_stays(tmp_path, said):
    stage = left_by_a_killed_one(tmp_path / "runs", **said)
    make(tmp_path / "runs" / "run")
    assert (stage / "new" / "half").is_file()


def no_mark(stage):
    (stage / "making.json").unlink()


def broken_mark(stage):
    (stage / "making.json").write_text("{")


def a_file(stage):
    no_mark(stage)
    (stage / "new" / "half").unlink()
    (stage / "new").rmdir()
    stage.rmdir()
    stage.write_text("mine")


def a_link(stage):
    stage.rename(stage.with_name("moved"))
    stage.symlink_to("moved")


@pytest.mark.parametrize("change", [no_mark, broken_mark, a_file, a_link])
def test_what_is_no_stage_of_ours_stays(tmp_path, change):
    stage = left_by_a_killed_one(tmp_path)
    change(stage)
    if stage.is_dir():
        os.utime(stage, (0, 0))
    make(tmp_path / "run")
    assert os.path.lexists(stage)
    assert stage.is_file() or (stage / "new" / "half").is_file()


@pytest.mark.parametrize("marked", [False, True])
def test_a_stage_that_never_got_its_mark_goes_after_an_hour(tmp_path, marked):
    stage = tmp_path / ".microsim-0123"
    stage.mkdir()
    if marked:
        (stage / "making.json").touch()
    clear_leftovers(tmp_path)
    assert stage.is_dir()
    os.utime(stage, (time.time() - 3700,) * 2)
    clear_leftovers(tmp_path)
    assert not stage.exists()


def broken_off(folder, make_one=make):
    """Return the target of a run that was killed between the two renames, the earlier run put aside."""
    earlier = make_one(folder / "earlier")
    earlier.rename(left_by_a_killed_one(folder) / "old")
    return folder / "run"


def test_a_reader_finds_the_run_that_was_being_replaced(tmp_path):
    target = broken_off(tmp_path)
    assert manifest_in(target)["word"] == "first"
    assert os.listdir(tmp_path) == ["run"]
    population = broken_off(tmp_path / "other", make_import)
    assert read_summary(population)["format"] == "microsim-population 1"


def test_the_next_run_puts_it_back_first(tmp_path):
    target = broken_off(tmp_path)
    log = (make(tmp_path / "other") / "run.log").read_text()
    assert "put back run, which a killed process was replacing" in log
    assert words(target)["results.nc"] == "first"
    assert sorted(os.listdir(tmp_path)) == ["other", "run"]


def test_where_the_name_was_given_away_it_is_kept_beside(tmp_path):
    target = broken_off(tmp_path)
    target.mkdir()
    (target / "notes.txt").write_text("mine")
    log = (make(tmp_path / "other") / "run.log").read_text()
    assert "kept what run was before as run-2" in log
    assert words(target) == {"notes.txt": "mine"}
    assert words(tmp_path / "run-2")["results.nc"] == "first"
    assert sorted(os.listdir(tmp_path)) == ["other", "run", "run-2"]


def test_once_the_new_one_is_there_the_old_one_goes(tmp_path):
    earlier = make(tmp_path / "earlier")
    stage = left_by_a_killed_one(tmp_path)
    earlier.rename(stage / "old")
    (stage / "new" / "half").unlink()
    (stage / "new").rmdir()
    make(tmp_path / "run", "second")
    assert words(tmp_path / "run")["results.nc"] == "second"
    assert os.listdir(tmp_path) == ["run"]


def test_a_stage_that_another_clears_is_left_to_it(tmp_path):
    stage = left_by_a_killed_one(tmp_path)
    with open(stage / "making.json", "r+") as mark:
        assert lock(mark.fileno())
        clear_leftovers(tmp_path)
        assert (stage / "new" / "half").is_file()
    clear_leftovers(tmp_path)
    assert not stage.exists()


def test_the_marks_of_a_stage_do_not_reach_the_folder(tmp_path):
    with stages.open_stage(tmp_path / "run") as stage:
        assert stage.stat().st_mode & 0o777 == 0o700
        fill(stage / "new")
    assert not list(tmp_path.iterdir())
