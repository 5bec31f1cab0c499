"""Figures drawn beside are those drawn here, and the process that draws them ends with what it is drawn for."""

import os
import subprocess
import sys
import time

import pytest

from microsim.report import beside, figures
from microsim.report.beside import Painter, painter
from microsim.report.figure_numbers import figure_numbers
from tests.synthetic import synthetic_results

PATIENCE = 60.0  # seconds until a process that should have ended is one too many
LEFT_ALONE = """
import time
from microsim.report.beside import started
print(started().pid, flush=True)
time.sleep(600)
"""


@pytest.fixture(scope="module")
def numbers():
    """What figures of synthetic results show."""
    return figure_numbers(synthetic_results(years=12))


@pytest.fixture
def two_cores(monkeypatch):
    """A machine with room for a process beside."""
    monkeypatch.setattr(beside, "cores", lambda: 2)


def lives(number):
    """Tell whether a process runs that is no zombie."""
    found = subprocess.run(["ps", "-o", "stat=", "-p", str(number)], capture_output=True, text=True).stdout.strip()
    return bool(found) and not found.startswith("Z")


def test_figures_drawn_beside_are_those_drawn_here(numbers, two_cores, monkeypatch):
    here = figures.drawn(numbers)
    monkeypatch.setattr(figures, "drawn", None)
    with painter() as drawing:
        drawing.begin(numbers)
        assert drawing.finish() == here
    assert drawing.process.poll() is not None


def test_where_the_process_fails_figures_are_drawn_here(numbers, two_cores, monkeypatch):
    monkeypatch.setattr(figures, "drawn", lambda asked, language: {"drawn here": asked is numbers})
    for killed_before in (True, False):
        with painter() as drawing:
            for kill in (True, False):
                if kill == killed_before:
                    drawing.process.kill()
                    drawing.process.wait()
                else:
                    drawing.begin(numbers)
            assert drawing.finish() == {"drawn here": True}


@pytest.mark.parametrize("stop", [ValueError, KeyboardInterrupt, SystemExit])
def test_the_process_ends_with_what_failed(two_cores, stop):
    with pytest.raises(stop), painter() as drawing:
        raise stop
    assert drawing.process.returncode is not None
    assert not lives(drawing.process.pid)


def test_no_process_outlives_one_that_was_killed():
    parent = subprocess.Popen([sys.executable, "-c", LEFT_ALONE], stdout=subprocess.PIPE, text=True)
    number = int(parent.stdout.readline())
    parent.kill()
    parent.communicate()
    since = time.monotonic()
    while lives(number):
        assert time.monotonic() - since < PATIENCE
        time.sleep(0.1)


def test_one_core_and_no_figures_start_no_process(monkeypatch):
    monkeypatch.setattr(beside, "started", None)
    monkeypatch.setattr(beside, "cores", lambda: 1)
    with painter() as drawing:
        assert isinstance(drawing, Painter)
        assert drawing.process is None
    with painter(wanted=False) as drawing:
        assert drawing is None


def test_without_matplotlib_a_warning_says_what_to_install(monkeypatch, caplog):
    monkeypatch.setattr(beside.importlib.util, "find_spec", lambda name: None)
    with painter() as drawing:
        assert drawing is None
    assert "pension-microsim[report]" in caplog.text


def test_drawing_loads_nothing_that_takes_long():
    code = "import sys, microsim.report.figures; print({'numba', 'xarray', 'pandas', 'pydantic'} & set(sys.modules))"
    told = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, env=dict(os.environ)
    )
    assert told.stdout.strip() == "set()"
