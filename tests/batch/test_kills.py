"""A killed batch goes on to the same results, wherever it was killed."""

import hashlib
import itertools
import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from microsim.batches import batch, each
from microsim.reading import InputError
from tests.batch.conftest import SMALL

ROOT = Path(__file__).parents[2]
pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork")


def digest(path):
    return hashlib.sha256(path.read_bytes()).hexdigest()


def run(out, **options):
    return batch(["baseline"], out=out, seeds=[1, 2, 3], threads=2, progress=False, **SMALL, **options)


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


# Where the process is killed: a function, its call of which number, before or after it did its work.
MOMENTS = {
    "before_any_task": ("microsim.batches.one.project", 1, True),
    "between_headline_and_manifest": ("microsim.batches.one.write_headline", 1, False),
    "after_a_manifest": ("microsim.batches.one.write_manifest", 2, False),
    "before_the_table_of_all_has_its_name": ("microsim.batches.headlines.of_task", 3, False),
}


@pytest.mark.usefixtures("quick")
@pytest.mark.filterwarnings("ignore:This process:DeprecationWarning")
def test_killed_at_any_moment(tmp_path, monkeypatch):
    run(tmp_path / "whole")
    whole = digest(tmp_path / "whole" / "headline.parquet")
    for moment, (name, call, before) in MOMENTS.items():
        out = tmp_path / moment
        child = os.fork()
        if child == 0:
            module, _, function = name.rpartition(".")
            with monkeypatch.context() as patch:
                patch.setattr(name, killed_at(getattr(sys.modules[module], function), call, before))
                run(out)
            os._exit(0)  # not killed: the test below fails
        assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == -signal.SIGKILL, moment
        assert not (out / "headline.parquet").exists(), moment
        assert set(run(out, resume=True).table["state"]) == {"done"}, moment
        assert digest(out / "headline.parquet") == whole, moment


OTHER = """
import sys
from pathlib import Path
from microsim.batches.folder import one_run
with one_run(Path(sys.argv[1])):
    print("held", flush=True)
    sys.stdin.read()
"""


@pytest.mark.usefixtures("quick")
def test_a_batch_that_another_process_runs_is_refused_until_that_is_killed(tmp_path):
    run(tmp_path / "batch")
    table = (tmp_path / "batch" / "tasks.csv").read_bytes()
    command = [sys.executable, "-c", OTHER, str(tmp_path / "batch")]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, cwd=ROOT) as other:
        assert other.stdout.readline()
        with pytest.raises(InputError, match="a batch that is being run"):
            run(tmp_path / "batch", resume=True)
        assert (tmp_path / "batch" / "tasks.csv").read_bytes() == table
        other.kill()
    assert set(run(tmp_path / "batch", resume=True).table["state"]) == {"done"}


@pytest.mark.usefixtures("quick")
def test_a_batch_holds_its_folder_while_it_goes_on(tmp_path):
    going = each(["baseline"], out=tmp_path / "batch", seeds=[1, 2, 3], threads=1, progress=False, **SMALL)
    next(going)
    with pytest.raises(InputError, match="a batch that is being run"):
        run(tmp_path / "batch", resume=True)
    going.close()
    assert set(run(tmp_path / "batch", resume=True).table["state"]) == {"done"}


@pytest.mark.slow
def test_ten_kills_of_the_command_and_the_same_results(tmp_path):
    text = "name: b\nscenarios: [baseline, no-pooling]\none_in: 100000\nuntil: 2020\nseeds: [1, 2, 3, 4, 5, 6, 7, 8]\n"
    (tmp_path / "b.yaml").write_text(text + "grid: {wages.level: [null, 1.1]}\n", encoding="utf-8")
    command = [sys.executable, "-m", "microsim", "batch", "b.yaml", "--resume", "--out"]
    environment = os.environ | {"PYTHONPATH": str(ROOT)}
    subprocess.run([*command, "whole"], cwd=tmp_path, env=environment, check=True)
    luck, done = random.Random(1), []
    for _ in range(10):
        wanted = len(done) + luck.randint(0, 2)  # at most twenty and some of 32 tasks are done at the last kill
        process = subprocess.Popen([*command, "killed"], cwd=tmp_path, env=environment, stdout=subprocess.DEVNULL)
        while len(done) < wanted:
            assert process.poll() is None
            time.sleep(0.01)
            done = list(tmp_path.glob("killed/*/manifest.json"))
        time.sleep(luck.uniform(0, 0.5))
        process.kill()
        assert process.wait() == -signal.SIGKILL
        done = list(tmp_path.glob("killed/*/manifest.json"))
    assert 0 < len(done) < 32
    assert not (tmp_path / "killed" / "headline.parquet").exists()
    subprocess.run([*command, "killed"], cwd=tmp_path, env=environment, check=True)
    assert digest(tmp_path / "killed" / "headline.parquet") == digest(tmp_path / "whole" / "headline.parquet")
