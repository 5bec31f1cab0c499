"""A full disk ends in one sentence, leaves nothing, and the earlier run whole; nothing crashes."""

import contextlib
import errno
import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from microsim.cli import main
from microsim.folders.disk import FullDisk, fullness
from microsim.folders.kinds import RUN
from microsim.folders.making import made_folder
from tests.folders.stub import make, words

ROOT = Path(__file__).parents[2]
SENTENCE = re.compile(r"failed: [A-Z][^\n]*: \S+ was not written and [^\n]*; free on its disk: [\d]+ \w+\n")
WRITERS = ("results", "panel", "log")


def fill_up(*cases):
    """Let writers of the package write run folders in a process that has too little room; return how each ended.

    A case is a writer, a target, and the most bytes a file may have, 0 for any number.
    """
    command = [sys.executable, "-m", "tests.folders.little_room", json.dumps(cases, default=str)]
    environment = os.environ | {"PYTHONPATH": str(ROOT)}
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True)
    assert not done.returncode, done.stderr
    return json.loads(done.stdout)


@pytest.fixture
def small_disk(tmp_path):
    """A disk of 400 KB; tests that need one are skipped where none may be mounted."""
    disk = tmp_path / "disk"
    disk.mkdir()
    command = ["mount", "-t", "tmpfs", "-o", "size=400k", "tmpfs", str(disk)]
    try:
        mounted = subprocess.run(command, capture_output=True, text=True)
    except FileNotFoundError:
        pytest.skip("there is no mount command, so no small disk can be had")
    if mounted.returncode:
        pytest.skip(f"no small disk may be mounted here: {mounted.stderr.strip()}")
    yield disk
    subprocess.run(["umount", str(disk)], check=True)


def ended_in_a_sentence(status, said, cause):
    """Check that a process ended with 1 and one sentence."""
    assert (status, cause in said) == (1, True), (status, said)
    assert SENTENCE.fullmatch(said), said
    return said


@pytest.mark.parametrize("writers", [WRITERS, pytest.param(["figures"], marks=pytest.mark.slow)], ids=" ".join)
def test_files_of_limited_size(tmp_path, writers):
    for writer in writers:
        make(tmp_path / writer / "run")
    before = {writer: words(tmp_path / writer / "run") for writer in writers}
    ends = fill_up(*((writer, tmp_path / writer / "run", 8000) for writer in writers))
    for writer, (status, said) in zip(writers, ends, strict=True):
        assert "and is as it was" in ended_in_a_sentence(status, said, "failed: File too large: ")
        assert words(tmp_path / writer / "run") == before[writer]
        assert os.listdir(tmp_path / writer) == ["run"]


def test_a_small_disk(small_disk):
    before = words(make(small_disk / "run"))
    again, new = fill_up(("results", small_disk / "run", 0), ("results", small_disk / "new", 0))
    assert "and is as it was" in ended_in_a_sentence(*again, "failed: No space left on device: ")
    assert "and nothing is left of it" in ended_in_a_sentence(*new, "failed: No space left on device: ")
    assert os.listdir(small_disk) == ["run"]
    assert words(small_disk / "run") == before


def test_a_disk_that_is_full_from_the_start(small_disk):
    with open(small_disk / "rest", "wb", buffering=0) as rest, contextlib.suppress(OSError):
        while rest.write(bytes(4096)):
            pass
    with pytest.raises(FullDisk, match=r"No space left on device: .*/run was not written and nothing is left of it"):
        make(small_disk / "run")
    assert os.listdir(small_disk) == ["rest"]


@pytest.mark.slow
def test_a_real_run_on_a_small_disk(small_disk):
    command = [sys.executable, "-m", "microsim", "run", "--one-in", "50000", "--until", "2018", "--quiet"]
    ended = subprocess.run([*command, "--out", small_disk / "run"], cwd=ROOT, capture_output=True, text=True)
    assert ended.returncode == 1, ended.stderr
    assert SENTENCE.fullmatch(ended.stderr), ended.stderr
    assert not os.listdir(small_disk)


def wrapped():
    try:
        raise OSError(errno.ENOSPC, "No space left on device")
    except OSError:
        raise RuntimeError("the writer gave up") from None


@pytest.mark.parametrize(
    ("error", "code"),
    [
        (OSError(errno.ENOSPC, "No space left on device"), errno.ENOSPC),
        (OSError(errno.EDQUOT, "Disk quota exceeded"), errno.EDQUOT),
        (OSError("write failed: errno = 28, error message = 'No space left on device'"), errno.ENOSPC),
        (RuntimeError("Error writing: Disk quota exceeded"), errno.EDQUOT),
        (OSError(errno.EACCES, "Permission denied"), None),
        (ValueError("No space left on device is a sentence too"), None),
    ],
    ids=str,
)
def test_a_full_disk_is_known_by_its_error(error, code):
    assert fullness(error) == code
    with pytest.raises(RuntimeError) as caught:
        wrapped()
    assert fullness(caught.value) == errno.ENOSPC


@pytest.mark.parametrize("error", [errno.ENOSPC, errno.EDQUOT, errno.EFBIG])
def test_a_disk_that_says_so_late(tmp_path, monkeypatch, error):
    """Network disks accept what they have no room for, and say so when it is to be on the disk."""
    before = words(make(tmp_path / "run"))

    def late(handle):
        raise OSError(error, os.strerror(error))

    monkeypatch.setattr("os.fsync", late)
    with pytest.raises(FullDisk, match=os.strerror(error)):
        make(tmp_path / "run", "second")
    assert words(tmp_path / "run") == before
    assert os.listdir(tmp_path) == ["run"]


def test_the_command_ends_with_one_sentence(tmp_path, monkeypatch):
    def run(*scenarios, **options):
        with made_folder(tmp_path / "run", RUN):
            wrapped()

    monkeypatch.setattr("microsim.commands.run_scenarios", run)
    ended = CliRunner().invoke(main, ["run"])
    assert ended.exit_code == 1
    assert SENTENCE.fullmatch(ended.stderr), ended.stderr
