"""A batch on a dask cluster: the bytes of the threads, whatever the workers; failures, kills and other programs."""

import contextlib
import hashlib
import os
import shutil
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path
from types import SimpleNamespace

import pandas as pd
import pytest
from click.testing import CliRunner
from distributed import Nanny, Scheduler, SpecCluster, Worker

from microsim.batches import batch, each, plan_of
from microsim.batches.cluster import work
from microsim.batches.cluster.agreement import Agreement, stamp
from microsim.batches.cluster.sending import outcome_of
from microsim.cli import main
from microsim.reading import InputError
from microsim.results.headline_file import read_headline
from tests.batch.conftest import SMALL

ROOT = Path(__file__).parents[2]
KEPT = ("headline.csv", "results.nc", "lives.parquet")
LOCAL = {"host": "127.0.0.1", "dashboard_address": None, "dashboard": False}


def digests(folder):
    """Return the hash of every result in the folder of a batch, by its path."""
    paths = [folder / "headline.parquet", *(path for path in folder.glob("*/*") if path.name in KEPT)]
    return {str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest() for path in paths}


@contextlib.contextmanager
def cluster_of(kind, threads, **options):
    """Yield a cluster with a worker for each number of threads: in this process (Worker) or of its own (Nanny)."""
    workers = {
        number: {"cls": kind, "options": {"nthreads": each, "host": "127.0.0.1", "dashboard": False} | options}
        for number, each in enumerate(threads)
    }
    with SpecCluster(workers, {"cls": Scheduler, "options": LOCAL | {"port": 0}}, silence_logs=50) as cluster:
        yield cluster


@pytest.fixture(scope="module")
def cluster():
    """A cluster of a worker with one thread and one with three, which share this process and what it compiled."""
    with cluster_of(Worker, (1, 3)) as found:
        yield found


@pytest.fixture
def known(monkeypatch, quick, compiled):
    """Let workers in this process use inputs that were compiled before."""
    work.INPUTS.clear()
    monkeypatch.setattr("microsim.batches.cluster.work.compile_inputs", compiled)
    yield
    work.INPUTS.clear()


@pytest.mark.usefixtures("known")
def test_bytes_are_those_of_the_threads(cluster, tmp_path):
    entries = {"seeds": [1, 2], "keep": ["results", "lives"], "progress": False} | SMALL
    batch(["baseline"], out=tmp_path / "threads", threads=1, **entries)
    sent = batch(["baseline"], out=tmp_path / "cluster", dask=cluster.scheduler_address, **entries)
    assert set(sent.table["state"]) == {"done"}
    assert len(digests(tmp_path / "threads")) == 1 + 2 * len(KEPT)  # two at once in one process: HDF5 among them
    assert digests(tmp_path / "cluster") == digests(tmp_path / "threads")
    names = [sorted(path.name for path in (tmp_path / where).rglob("*")) for where in ("threads", "cluster")]
    assert names[0] == names[1]
    in_memory = list(each(["baseline"], dask=cluster.scheduler_address, **entries | {"seeds": [2]}))
    for outcome in in_memory:
        run = sent.run(outcome.task.id)
        assert outcome.folder is None
        assert outcome.run.tree.identical(run.tree)
        assert outcome.run.lives_table.equals(run.lives_table)
        assert outcome.headline.equals(read_headline(tmp_path / "cluster" / outcome.task.id / "headline.csv"))


@pytest.mark.usefixtures("known")
def test_large_runs_of_a_worker_take_turns_and_change_no_byte(cluster, tmp_path, monkeypatch):
    entries = {"seeds": [1, 2, 3], "progress": False} | SMALL
    batch(["baseline"], out=tmp_path / "threads", threads=1, **entries)
    monkeypatch.setattr("microsim.batches.sides.SMALL_RUN", SMALL["one_in"] + 1)
    at_once, most, used, lock = 0, 0, set(), threading.Lock()
    run_task = work.run_task

    def counted(task, inputs, plan, threads, *more):
        nonlocal at_once, most
        with lock:
            at_once += 1
            most = max(most, at_once)
            used.add(threads)
        try:
            return run_task(task, inputs, plan, threads, *more)
        finally:
            with lock:
                at_once -= 1

    monkeypatch.setattr("microsim.batches.cluster.work.run_task", counted)
    batch(["baseline"], out=tmp_path / "cluster", dask=cluster.scheduler_address, **entries)
    assert digests(tmp_path / "cluster") == digests(tmp_path / "threads")
    assert most == 1  # both workers are this process
    assert used <= {1, 3}


@pytest.mark.usefixtures("known")
def test_a_failed_task_is_listed_and_resumed(cluster, tmp_path, monkeypatch, compiled):
    def fail(scenario, until):
        if scenario.name == "no-pooling":
            raise RuntimeError("no water\nin the pool")
        return compiled(scenario, until)

    monkeypatch.setattr("microsim.batches.cluster.work.compile_inputs", fail)
    monkeypatch.chdir(tmp_path)
    text = "name: b\nscenarios: [no-pooling, baseline]\none_in: 100000\nuntil: 2018\nseeds: [1, 2]\n"
    (tmp_path / "b.yaml").write_text(text, encoding="utf-8")
    command = ["batch", "b.yaml", "--dask", cluster.scheduler_address]
    result = CliRunner().invoke(main, command)
    assert result.exit_code == 1
    assert "no-pooling-s1: RuntimeError: no water in the pool" in result.stderr
    assert "2 of 4 tasks failed" in result.stderr
    assert list(pd.read_csv(tmp_path / "runs/b/tasks.csv")["state"]) == ["failed", "failed", "done", "done"]
    kept = (tmp_path / "runs/b/baseline-s1/manifest.json").stat().st_mtime_ns
    monkeypatch.setattr("microsim.batches.cluster.work.compile_inputs", compiled)
    again = CliRunner().invoke(main, [*command, "--resume", "--quiet"])
    assert (again.exit_code, again.stderr) == (0, "")
    assert set(pd.read_csv(tmp_path / "runs/b/tasks.csv")["state"]) == {"done"}
    assert (tmp_path / "runs/b/baseline-s1/manifest.json").stat().st_mtime_ns == kept


@pytest.mark.usefixtures("known")
def test_progress_and_a_stop_on_the_way(cluster, monkeypatch):
    seen = []
    entries = {"seeds": [1, 2, 3], "dask": cluster.scheduler_address} | SMALL
    batch(["baseline"], progress=lambda done, total: seen.append((done, total)), **entries)
    assert seen == [(1, 3), (2, 3), (3, 3)]
    begun, ended = threading.Event(), threading.Event()

    usual = work.run_task

    def endless(task, inputs, plan, threads, folder, progress):
        if task.seed < 4:
            return usual(task, inputs, plan, threads, folder, progress)
        begun.set()
        try:
            while True:
                progress(1, 2)
                time.sleep(0.01)
        except work.Stop:
            ended.set()
            raise

    going = each(["baseline"], progress=False, **entries)
    next(going)
    monkeypatch.setattr("microsim.batches.cluster.work.run_task", endless)
    more = each(["baseline"], progress=False, **entries | {"seeds": [4, 5]})
    waiting = threading.Thread(target=lambda: next(more, None))
    waiting.start()
    assert begun.wait(60)
    going.close()  # one batch that is given up leaves the other alone
    assert not ended.wait(0.5)
    for name in {key for key in cluster.scheduler.tasks if key.endswith(("-s4", "-s5"))}:
        work.stop(name.rpartition("-baseline")[0])
    assert ended.wait(10)
    waiting.join(10)
    assert not waiting.is_alive()


WRONG = {
    "tcp://127.0.0.1:1": "no scheduler answers",
    "http://127.0.0.1:8786": "no scheduler answers .unknown address scheme 'http'",
    "": "no scheduler answers",
    "tcp://127.0.0.1": "no scheduler answers",
}


@pytest.mark.parametrize("address", WRONG)
def test_an_address_without_a_scheduler_is_one_sentence(address, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("microsim.batches.cluster.connecting.PATIENCE", 0.2)
    result = CliRunner().invoke(main, ["batch", "rates-and-ages", "--dask", address])
    assert result.exit_code == 2
    assert len(result.stderr.splitlines()) == 1
    with pytest.raises(InputError, match=WRONG[address]):
        batch(["baseline"], dask=address, **SMALL)
    assert not list(tmp_path.iterdir())  # nothing that a second try would stumble over


def test_without_the_library_the_extra_is_named(monkeypatch):
    monkeypatch.setattr("importlib.util.find_spec", lambda name: None)
    result = CliRunner().invoke(main, ["batch", "rates-and-ages", "--dask", "tcp://127.0.0.1:8786"])
    assert result.exit_code == 2
    assert result.stderr == (
        "dask: needs distributed, which the extra distributed brings: pip install 'pension-microsim[distributed]'\n"
    )


def test_threads_and_a_single_run_have_no_cluster(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    result = CliRunner().invoke(main, ["batch", "rates-and-ages", "--dask", "tcp://127.0.0.1:1", "--threads", "2"])
    assert result.exit_code == 2
    assert "threads: found 2, allowed is none beside dask" in result.stderr
    result = CliRunner().invoke(main, ["run", "--dask", "tcp://127.0.0.1:1"])
    assert result.exit_code == 2
    assert "--draws only" in result.stderr


class Answers:
    """A client whose workers say what is given, in the order in which they are asked."""

    def __init__(self, **answers):
        self.answers = answers
        self.asked = []

    def run(self, function, *arguments, workers, on_error):
        self.asked += [(function.__name__, worker) for worker in workers]
        given = {worker: self.answers[worker] for worker in workers}
        if function is stamp:
            return given
        return {worker: stamp if isinstance(answer, dict) else answer for worker, answer in given.items()}


def test_workers_that_differ_are_named_with_what_differs():
    same = stamp()
    client = Answers(
        a=same | {"arithmetic": "other than here, as the rest"},
        b=same | {"arithmetic": "other than here, as the rest"},
        c=same | {"arithmetic": "another"},
        d=same | {"numba": "0.1", "code": "0123"},
        e=ModuleNotFoundError("No module named 'microsim'"),
        f=OSError("it is gone"),
    )
    agreement = Agreement("tcp://here:1")
    agreement.check(client, ["a", "b", "f"])
    with pytest.raises(InputError) as caught:
        agreement.check(client, ["a", "b", "c", "d", "e", "f"])
    lines = str(caught.value).splitlines()
    assert [line.split("worker ")[1][0] for line in lines] == ["c", "d", "e"]
    assert "arithmetic another where it should be other than here" in lines[0]
    assert f"numba 0.1 where it should be {same['numba']}" in lines[1]
    assert f"code 0123 where it should be {same['code']}" in lines[1]
    assert "without this program (No module named 'microsim')" in lines[2]
    assert agreement.known == {"a", "b"}
    assert [worker for _, worker in client.asked].count("a") == 2  # once for the program, once for what it is
    with pytest.raises(InputError, match=r"worker g: found numba 0\.2"):
        agreement.check_one("g", client.answers["a"] | {"numba": "0.2"})


@pytest.mark.usefixtures("known")
def test_a_result_of_a_worker_that_came_late_and_differs_is_not_taken(cluster, tmp_path, monkeypatch):
    monkeypatch.setattr("microsim.batches.cluster.work.stamp", lambda: stamp() | {"numba": "0.1"})
    monkeypatch.setattr(Agreement, "check", lambda *_: None)
    with pytest.raises(InputError, match=r"found numba 0\.1 where it should be"):
        batch(["baseline"], out=tmp_path / "b", dask=cluster.scheduler_address, progress=False, **SMALL)
    assert not list(tmp_path.glob("b/*/manifest.json"))


def test_what_died_and_what_was_cancelled_is_a_failed_task():
    from distributed import KilledWorker

    (task,) = plan_of(["baseline"], **SMALL).tasks
    died = SimpleNamespace(status="error", exception=lambda: KilledWorker("x", None, 3))
    assert "every worker that ran it died" in outcome_of(task, died, None, None).reason
    gone = outcome_of(task, SimpleNamespace(status="cancelled"), None, None)
    assert (gone.state, gone.reason) == ("failed", "it was cancelled on the cluster")


MANY = {"seeds": list(range(1, 13)), "one_in": 100_000, "until": 2020, "progress": False}


@pytest.mark.slow
def test_a_killed_worker_loses_no_task(tmp_path):
    """Two processes with one and two threads; one of them is killed while it works, and another takes its place."""
    batch(["baseline", "no-pooling"], out=tmp_path / "threads", threads=2, **MANY)
    with cluster_of(Nanny, (1, 2)) as cluster:
        victims, results = dict(cluster.workers), []
        for outcome in each(
            ["baseline", "no-pooling"], out=tmp_path / "cluster", dask=cluster.scheduler_address, **MANY
        ):
            results.append(outcome)
            if len(results) == 2:
                os.kill(victims[1].pid, signal.SIGKILL)
    assert [outcome.state for outcome in results] == ["done"] * 24
    assert digests(tmp_path / "cluster") == digests(tmp_path / "threads")


@pytest.mark.slow
def test_a_killed_driver_goes_on_and_a_lost_scheduler_is_told(tmp_path):
    text = "name: b\nscenarios: [baseline]\none_in: 100000\nuntil: 2020\nseeds: [1, 2, 3, 4, 5, 6, 7, 8]\n"
    (tmp_path / "b.yaml").write_text(text, encoding="utf-8")
    environment = os.environ | {"PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-m", "microsim", "batch", "b.yaml", "--quiet", "--resume", "--out"]
    subprocess.run([*command, "whole"], cwd=tmp_path, env=environment, check=True)
    with cluster_of(Nanny, (2,)) as cluster:
        sent = [*command, "cut", "--dask", cluster.scheduler_address]
        process = subprocess.Popen(sent, cwd=tmp_path, env=environment)
        wait_for(lambda: len(list(tmp_path.glob("cut/*/manifest.json"))) >= 2, process)
        process.kill()
        assert process.wait() == -signal.SIGKILL
        assert not (tmp_path / "cut" / "headline.parquet").exists()
        process = subprocess.Popen(sent, cwd=tmp_path, env=environment, stderr=subprocess.PIPE, text=True)
        wait_for(lambda: len(list(tmp_path.glob("cut/*/manifest.json"))) >= 4, process)
    assert process.wait(60) == 1
    assert "the scheduler is gone; what is finished is kept" in process.stderr.read()
    subprocess.run([*command, "cut"], cwd=tmp_path, env=environment, check=True)
    assert digests(tmp_path / "cut") == digests(tmp_path / "whole")


def wait_for(condition, process):
    """Wait until something is so, while a process goes on."""
    while not condition():
        assert process.poll() is None
        time.sleep(0.01)


@pytest.mark.slow
def test_a_worker_with_another_program_is_refused_by_name(tmp_path):
    shutil.copytree(ROOT / "microsim", tmp_path / "microsim", ignore=shutil.ignore_patterns("__pycache__"))
    with (tmp_path / "microsim" / "amounts.py").open("a", encoding="utf-8") as file:
        file.write("# another program\n")
    started = [sys.executable, "-m", "distributed.cli.dask_worker", "--nthreads", "1", "--no-dashboard"]
    environment = os.environ | {"PYTHONPATH": str(tmp_path)}
    with cluster_of(Worker, ()) as cluster:
        worker = subprocess.Popen(
            [*started, cluster.scheduler_address], env=environment, cwd=tmp_path, stderr=subprocess.DEVNULL
        )
        wait_for(lambda: cluster.scheduler.workers, worker)
        (address,) = cluster.scheduler.workers
        told = f"worker {address}: found code [0-9a-f]+ where it should be {stamp()['code']}"
        with pytest.raises(InputError, match=told):
            batch(["baseline"], dask=cluster.scheduler_address, progress=False, **SMALL)
        worker.terminate()
        worker.wait(30)
