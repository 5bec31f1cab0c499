"""SIGTERM and SIGHUP end a command in an orderly way, where nobody decided otherwise."""

import os
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from microsim import signals
from microsim.cli import main
from microsim.signals import Stopped, orderly_end
from tests.folders.stub import make

ROOT = Path(__file__).parents[2]
SMALL = ("--one-in", "50000", "--until", "2018", "--quiet")
CODES = {"SIGTERM": 143, "SIGHUP": 129}


def send(name):
    """Send this process a signal and wait until Python has seen it."""
    os.kill(os.getpid(), getattr(signal, name))
    time.sleep(0)


@pytest.mark.parametrize("name", CODES)
def test_a_signal_becomes_an_exit_and_the_handler_goes_again(name):
    with pytest.raises(Stopped) as stopped, orderly_end():
        send(name)
    assert stopped.value.code == CODES[name]
    assert signal.getsignal(getattr(signal, name)) == signal.SIG_DFL


@pytest.mark.parametrize("name", CODES)
def test_who_ignores_a_signal_is_not_stopped_by_it(name):
    number = getattr(signal, name)
    before = signal.signal(number, signal.SIG_IGN)
    try:
        with orderly_end():
            send(name)
        assert signal.getsignal(number) == signal.SIG_IGN
    finally:
        signal.signal(number, before)


def test_a_handler_of_the_caller_stays():
    seen = []
    before = signal.signal(signal.SIGTERM, lambda number, frame: seen.append(number))
    try:
        with orderly_end():
            send("SIGTERM")
    finally:
        signal.signal(signal.SIGTERM, before)
    assert seen == [signal.SIGTERM]


def test_a_signal_sent_again_does_not_disturb_the_cleaning_up(monkeypatch):
    cleaned = []

    def clean():
        with orderly_end():
            try:
                send("SIGHUP")
            finally:
                send("SIGHUP")
                send("SIGTERM")
                cleaned.append(True)

    with pytest.raises(Stopped, match="129"):
        clean()
    assert cleaned == [True]
    monkeypatch.setattr(signals, "GRACE", 0.0)
    with pytest.raises(Stopped, match="129"):
        clean()
    assert cleaned == [True], "after the grace it is obeyed again"


@pytest.mark.parametrize("name", ["SIGTERM", "SIGHUP", "SIGINT"])
def test_a_signal_lost_in_a_callback_of_a_library_comes_again(name, capfd):
    class Handle:
        def __del__(self):
            send(name)

    def work():
        with orderly_end():
            handle = Handle()
            del handle  # a destructor cannot be left by an exception
            time.sleep(5)

    with pytest.raises(KeyboardInterrupt if name == "SIGINT" else Stopped):
        work()
    assert not capfd.readouterr().err


def test_what_else_is_lost_is_told_as_ever(capfd, monkeypatch):
    class Handle:
        def __del__(self):
            raise ValueError("a mistake of a library")

    monkeypatch.setattr(sys, "unraisablehook", sys.__unraisablehook__)
    with orderly_end():
        handle = Handle()
        del handle
    assert "a mistake of a library" in capfd.readouterr().err
    assert sys.unraisablehook is sys.__unraisablehook__


def test_only_the_main_thread_takes_signals():
    before, inside = signal.getsignal(signal.SIGTERM), []

    def elsewhere():
        with orderly_end():
            inside.append(signal.getsignal(signal.SIGTERM))

    thread = threading.Thread(target=elsewhere)
    thread.start()
    thread.join()
    assert inside == [before]


@pytest.mark.parametrize("name", CODES)
def test_a_command_says_what_stopped_it(name, monkeypatch):
    monkeypatch.setattr("microsim.law.command.show_law", lambda *arguments, **options: send(name))
    result = CliRunner().invoke(main, ["law"])
    assert result.exit_code == CODES[name]
    assert result.stderr == f"stopped by {name}\n"


def test_it_is_said_where_the_terminal_is_gone(monkeypatch):
    def gone(*arguments, **options):
        raise OSError(5, "Input/output error")

    monkeypatch.setattr("microsim.law.command.show_law", lambda *arguments, **options: send("SIGHUP"))
    monkeypatch.setattr(click, "echo", gone)
    assert CliRunner().invoke(main, ["law"]).exit_code == 129


def start(folder, *before):
    """Start a small run and wait until it has its stage."""
    command = [*before, sys.executable, "-m", "microsim", "run", *SMALL, "--out", str(folder / "run")]
    environment = os.environ | {"PYTHONPATH": str(ROOT)}
    before = set(folder.glob(".microsim-*/new"))
    process = subprocess.Popen(command, cwd=ROOT, env=environment, stderr=subprocess.PIPE, text=True)
    while process.poll() is None and before >= set(folder.glob(".microsim-*/new")):
        time.sleep(0.01)
    return process


def test_a_run_ends_orderly(tmp_path):
    process = start(tmp_path)
    process.terminate()
    assert process.communicate()[1] == "stopped by SIGTERM\n"
    assert process.returncode == 143
    assert not list(tmp_path.iterdir())


@pytest.mark.slow
@pytest.mark.parametrize("name", ["SIGHUP", "SIGINT", "SIGTERM", "SIGKILL"])
def test_runs_ended_at_several_moments_leave_the_earlier_one(tmp_path, name):
    make(tmp_path / "run")
    before = (tmp_path / "run" / "manifest.json").read_bytes()
    for wait in (0.0, 1.0, 2.5):
        process = start(tmp_path)
        time.sleep(wait)
        process.send_signal(getattr(signal, name))
        process.communicate()
        # Python may end by the signal itself where Ctrl-C came while source text was executed, though all is cleaned up
        assert process.returncode in {"SIGINT": (1, -2), "SIGKILL": (-9,)}.get(name, (CODES.get(name),))
        assert name == "SIGKILL" or os.listdir(tmp_path) == ["run"]
        assert (tmp_path / "run" / "manifest.json").read_bytes() == before
    make(tmp_path / "run", "second")
    assert os.listdir(tmp_path) == ["run"]


@pytest.mark.slow
def test_nohup_is_respected(tmp_path):
    process = start(tmp_path, "nohup")
    process.send_signal(signal.SIGHUP)
    process.communicate()
    assert process.returncode == 0
    assert (tmp_path / "run" / "results.nc").is_file()
