"""A run that is killed goes on to the same bytes, wherever it was killed."""

import hashlib
import itertools
import json
import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from microsim.checkpoints import living, session
from microsim.inputs import compile_inputs
from microsim.notices import Notice
from microsim.reading import InputError
from microsim.running import run_scenario
from tests.folders.test_full_disk import small_disk  # noqa: F401

ROOT = Path(__file__).parents[2]
SMALL = {"one_in": 100_000, "until": 2018, "progress": False, "figures": False}
OFTEN = 1e-6  # minutes: every part is written
FILES = ("results.nc", "headline.csv", "indicators.parquet", "lives.parquet")
pytestmark = [
    pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork"),
    pytest.mark.filterwarnings("ignore::microsim.notices.Notice"),
]


def digests(folder):
    return [hashlib.sha256((folder / name).read_bytes()).hexdigest() for name in FILES if (folder / name).exists()]


@pytest.fixture(scope="module")
def inputs():
    return compile_inputs("baseline", SMALL["until"])


@pytest.fixture(autouse=True)
def quick(monkeypatch, inputs):
    """Compile what runs read once for all tests here, and live them in two parts."""
    monkeypatch.setattr(living, "LEAST", 900)
    monkeypatch.setattr("microsim.running.inputs_of", lambda *_: inputs)


@pytest.fixture
def no_tables(monkeypatch):
    """Leave the tables out, which take most of a small run."""
    monkeypatch.setattr("microsim.report.write.write_tables", lambda *_: None)


@pytest.fixture(scope="module")
def whole(tmp_path_factory, inputs):
    """The folder of a run that nothing disturbs and that writes no checkpoint."""
    folder = tmp_path_factory.mktemp("whole") / "run"
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("microsim.running.inputs_of", lambda *_: inputs)
        run_scenario(out=folder, threads=1, **SMALL)
    assert len(digests(folder)) == len(FILES)
    return folder


# Where a process is killed, one after the other in the same run: a function, its call of which number, before its work or
# after. The first session writes its state first; a part writes its lives, its sums and the state.
MOMENTS = (
    ("microsim.folders.unfinished.write_whole", 1, True),
    ("microsim.folders.unfinished.write_whole", 3, True),
    ("microsim.folders.unfinished.write_whole", 2, False),
    ("microsim.folders.unfinished.write_whole", 3, False),
    ("microsim.checkpoints.living.simulate", 2, False),
    ("microsim.report.write.write_run", 1, True),
    ("microsim.folders.unfinished.clear", 1, True),
)


def killed_at(function, call, before):
    """Return a function that ends the process at its call of a number, before or after its work."""
    calls = itertools.count(1)

    def deadly(*arguments, **options):
        number = next(calls)
        if number == call and before:
            os.kill(os.getpid(), signal.SIGKILL)
        result = function(*arguments, **options)
        if number == call:
            os.kill(os.getpid(), signal.SIGKILL)
        return result

    return deadly


@pytest.mark.filterwarnings("ignore:This process:DeprecationWarning")
def test_killed_at_any_moment_a_run_goes_on_to_the_same_bytes(tmp_path, monkeypatch, whole):
    monkeypatch.setattr(living, "LEAST", 420)  # four parts
    out, sessions = tmp_path / "run", []
    for number, (name, call, before) in enumerate(MOMENTS):
        child = os.fork()
        if child == 0:
            module, _, function = name.rpartition(".")
            with monkeypatch.context() as patch:
                patch.setattr(name, killed_at(getattr(sys.modules[module], function), call, before))
                run_scenario(out=out, threads=1 + number % 2, checkpoint=OFTEN, **SMALL)
            os._exit(0)  # not killed: the test below fails
        assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == -signal.SIGKILL, name
        state = tmp_path / "run.unfinished" / "checkpoint.json"
        sessions.append(json.loads(state.read_text())["lived"] if state.exists() else None)
    persons = json.loads((whole / "manifest.json").read_text())["persons"]
    assert sessions[:3] == [None, 0, 0]
    assert 0 < sessions[3] < sessions[4] < sessions[5] == sessions[6] == persons
    assert digests(out) == digests(whole), "killed after all was in place"
    run_scenario(out=out, threads=1, **SMALL)
    assert digests(out) == digests(whole)
    assert sorted(os.listdir(tmp_path)) == ["run"], "nothing is left"


class Stop(KeyboardInterrupt):
    """Ctrl-C."""


def stopped(out, after, **options):
    """Break a run off after so many persons."""

    def stop(done, total):
        if done > after:
            raise Stop

    with pytest.raises(Stop):
        run_scenario(out=out, checkpoint=OFTEN, **(SMALL | options | {"progress": stop}))


def test_ctrl_c_keeps_what_was_lived_and_any_threads_and_blocks_go_on(tmp_path, whole):
    stopped(tmp_path / "run", 1000, threads=2, block=50)
    kept = json.loads((tmp_path / "run.unfinished" / "checkpoint.json").read_text())
    assert 0 < kept["lived"] <= 1000
    assert sorted(os.listdir(tmp_path)) == ["run.unfinished"]
    run = run_scenario(out=tmp_path / "run", threads=1, block=700, **SMALL)
    assert digests(tmp_path / "run") == digests(whole)
    assert run.manifest["seconds"]["lives"] > kept["seconds"]
    assert sorted(os.listdir(tmp_path)) == ["run"]


@pytest.mark.slow
@pytest.mark.usefixtures("no_tables")
def test_replicates_go_on_too(tmp_path):
    options = {"replicates": 2, "until": 2018}
    once = run_scenario(**(SMALL | options))
    stopped(tmp_path / "run", 2600, **options)
    kept = json.loads((tmp_path / "run.unfinished" / "checkpoint.json").read_text())
    assert kept["parts"] == 2
    assert kept["persons"] / 2 < kept["lived"] < kept["persons"]
    again = run_scenario(out=tmp_path / "run", lives=True, **(SMALL | options))
    assert again.tree.identical(once.tree)
    assert again.lives.equals(once.lives)


@pytest.mark.slow
@pytest.mark.usefixtures("no_tables")
def test_another_run_into_the_same_folder(tmp_path):
    stopped(tmp_path / "run", 900)
    with pytest.raises(InputError, match=r"run.unfinished: found an unfinished run with seed 1, now 2: .*--restart"):
        run_scenario(out=tmp_path / "run", seed=2, checkpoint=5, **SMALL)
    with pytest.warns(Notice, match="run.unfinished keeps .* of another run, and stays"):
        run_scenario(out=tmp_path / "run", seed=2, lives=False, **SMALL)
    with pytest.warns(Notice, match="run.unfinished keeps .* of this run, and stays"):
        run_scenario(out=tmp_path / "run", checkpoint=0, **SMALL)
    assert sorted(os.listdir(tmp_path)) == ["run", "run.unfinished"]
    run_scenario(out=tmp_path / "run", restart=True, **SMALL)
    assert sorted(os.listdir(tmp_path)) == ["run"]


@pytest.mark.usefixtures("no_tables")
def test_a_long_run_writes_checkpoints_unasked_and_says_before_what_it_takes(tmp_path, monkeypatch):
    monkeypatch.setattr(session, "LARGE", 1000)
    monkeypatch.setattr(session, "LONG", 0.0)
    with pytest.warns(Notice) as told:
        run_scenario(out=tmp_path / "run", **(SMALL | {"progress": lambda done, total: None}))
    said = [str(one.message) for one in told]
    assert any("persons to live: about" in one and "of memory" in one for one in said), said
    assert any(f"a checkpoint every 5 min in {tmp_path / 'run.unfinished'}" in one for one in said), said
    assert sorted(os.listdir(tmp_path)) == ["run"]


def test_without_a_folder_nothing_can_be_kept():
    for wrong in ({"checkpoint": 5.0}, {"restart": True}):
        with pytest.raises(InputError, match="none without out="):
            run_scenario(**wrong)


@pytest.mark.slow
def test_ten_kills_of_the_command_and_the_same_results(tmp_path):
    command = [sys.executable, "-m", "microsim", "run", "--one-in", "400", "--no-figures", "--checkpoint", "0.02"]
    environment = os.environ | {"PYTHONPATH": str(ROOT)}
    subprocess.run([*command[:-2], "--quiet", "--out", "whole"], cwd=tmp_path, env=environment, check=True)
    luck, state = random.Random(1), tmp_path / "killed.unfinished" / "checkpoint.json"
    lived, parts = 0, 0
    for number in range(10):
        process = subprocess.Popen(
            [*command, "--out", "killed"], cwd=tmp_path, env=environment, stderr=subprocess.DEVNULL
        )
        now = lived
        while now <= lived:  # at least one part more, and of ten kills some fall into every step of a part
            assert process.poll() is None
            time.sleep(0.01)
            now = json.loads(state.read_text())["lived"] if state.exists() else 0
        time.sleep(luck.uniform(0, 1.0))
        process.send_signal(signal.SIGKILL if number % 3 else signal.SIGTERM)
        assert process.wait() != 0
        kept = json.loads(state.read_text())
        assert kept["lived"] > lived
        lived, parts = kept["lived"], kept["parts"]
    assert parts >= 32
    assert not (tmp_path / "killed").exists()
    subprocess.run([*command, "--out", "killed"], cwd=tmp_path, env=environment, check=True)
    assert digests(tmp_path / "killed") == digests(tmp_path / "whole")
    assert sorted(os.listdir(tmp_path)) == ["killed", "whole"]


@pytest.mark.slow
def test_a_disk_that_is_full_on_the_way_and_has_room_later(tmp_path, small_disk):  # noqa: F811
    """Neither checkpoints nor results find room; with more of it the same command goes on to the same bytes."""
    command = [sys.executable, "-m", "microsim", "run", "--one-in", "50000", "--until", "2018", "--no-figures"]
    environment = os.environ | {"PYTHONPATH": str(ROOT)}

    def run(out, *more):
        ended = subprocess.run(
            [*command, *more, "--out", out], cwd=tmp_path, env=environment, capture_output=True, text=True
        )
        return ended.returncode, ended.stderr

    assert run("whole", "--quiet")[0] == 0
    subprocess.run(["mount", "-o", "remount,size=160k", small_disk], check=True)
    code, said = run(small_disk / "run", "--checkpoint", "0.0001")
    assert code == 1
    assert "no room for a checkpoint" in said
    assert "No space left on device" in said.splitlines()[-1], said
    assert set(os.listdir(small_disk)) <= {"run.unfinished"}
    subprocess.run(["mount", "-o", "remount,size=50m", small_disk], check=True)
    assert run(small_disk / "run", "--checkpoint", "0.0001")[0] == 0
    assert digests(small_disk / "run") == digests(tmp_path / "whole")
    assert os.listdir(small_disk) == ["run"]
