"""Machines as they are: no home, caches nobody can write, locales without Chinese, narrow terminals, outputs that are gone."""

import io
import os
import subprocess
import sys
from pathlib import Path

import pytest
from rich.console import Console
from rich.table import Table

from microsim.kernel import jit
from microsim.notices import Notice
from microsim.reading import InputError
from microsim.report import beside, terminal

ROOT = Path(__file__).parents[2]
CASE = "person: {sex: male, birth: 1966-02}\n"


def command(*words, given="", **surroundings):
    """Run the command in surroundings of its own; None takes a variable away."""
    env = {**os.environ, "PYTHONPATH": str(ROOT)} | surroundings
    return subprocess.run(
        [sys.executable, "-m", "microsim", *words],
        input=given.encode(),
        capture_output=True,
        env={name: value for name, value in env.items() if value is not None},
        timeout=120,
    )


@pytest.mark.parametrize(
    "locale",
    [
        {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"},
        {"LC_ALL": "zh_CN.GB18030", "LANG": "zh_CN.GB18030"},
        {"PYTHONIOENCODING": "latin-1"},
    ],
    ids=str,
)
def test_any_locale_answers_in_chinese(locale, tmp_path):
    file = tmp_path / "案例.yaml"
    file.write_text(CASE, encoding="utf-8")
    done = command("pension", str(file), "--lang", "zh", **locale)
    assert done.returncode == 0, done.stderr
    assert "年龄" in done.stdout.decode("utf-8") or b"\\u5e74\\u9f84" in done.stdout
    if locale.get("PYTHONIOENCODING"):
        assert b"note: latin-1 lacks characters" in done.stderr.replace(b"iso8859-1", b"latin-1")


def test_a_closed_output_is_said():
    done = subprocess.run(
        ["sh", "-c", f'"{sys.executable}" -m microsim pension - >&-'],
        input=CASE.encode(),
        stderr=subprocess.PIPE,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        timeout=120,
    )
    assert done.returncode == 0
    assert done.stderr.decode() == "note: standard output is closed, so nothing is printed\n"


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="a device that is full is Linux's")
@pytest.mark.parametrize(("words", "target", "codes"), [("pension -", "> /dev/full", (1,)), ("law", "| true", (0, 1))])
def test_a_full_or_broken_output_is_no_traceback(words, target, codes):
    line = f'"{sys.executable}" -m microsim {words} {target}'
    done = subprocess.run(
        ["sh", "-c", line], input=CASE.encode(), capture_output=True, env={**os.environ, "PYTHONPATH": str(ROOT)}
    )
    assert done.returncode in codes
    assert b"Traceback" not in done.stderr
    assert b"No space left" in done.stderr or "full" not in target


CACHES = """
import pathlib, sys, warnings

def no_home(*_):
    raise RuntimeError("Could not determine home directory.")

if len(sys.argv) > 1:
    pathlib.Path.home = no_home  # as where neither HOME nor the list of users names one
warnings.simplefilter("always")
from microsim.kernel import jit
print(jit.compiler().config.CACHE_DIR)
"""


@pytest.mark.parametrize("cache", [None, "/dev/null/cache"])
def test_without_a_cache_it_is_said_and_nothing_stays(cache, tmp_path):
    env = {**os.environ, "PYTHONPATH": str(ROOT), "TMPDIR": str(tmp_path), "NUMBA_CACHE_DIR": cache}
    for name in ("HOME", "XDG_CACHE_HOME", *(["NUMBA_CACHE_DIR"] if cache is None else [])):
        env.pop(name, None)
    done = subprocess.run(
        [sys.executable, "-c", CACHES, *(["homeless"] if cache is None else [])],
        capture_output=True,
        text=True,
        env=env,
    )
    assert done.returncode == 0, done.stderr
    assert "compiled code cannot be kept" in done.stderr
    assert "set NUMBA_CACHE_DIR to a folder that can be written" in done.stderr
    assert Path(done.stdout.strip()).name.startswith("microsim-numba-")
    assert not Path(done.stdout.strip()).exists(), "a folder stays behind every command"


def test_a_cache_that_can_be_written_is_not_spoken_of(tmp_path, monkeypatch, recwarn):
    monkeypatch.setenv("NUMBA_CACHE_DIR", str(tmp_path))
    assert jit.cache_folder().is_relative_to(tmp_path)
    assert not recwarn.list


def table():
    result = Table()
    result.add_column("a name that is long enough to be cut", no_wrap=True)
    result.add_column("2100", no_wrap=True)
    result.add_row("Contributors a pensioner, of all there are", "1,234,567.8")
    return result


@pytest.mark.parametrize("columns", [5, 20, 40, 200])
@pytest.mark.parametrize("at_a_terminal", [True, False])
def test_no_terminal_is_too_narrow_for_a_figure(columns, at_a_terminal, monkeypatch, capsys):
    out = io.StringIO()
    monkeypatch.setattr(
        terminal, "Console", lambda width=columns: Console(file=out, width=width, force_terminal=at_a_terminal)
    )
    terminal.print_table(table(), 110)
    assert "1,234,567.8" in out.getvalue()
    assert "of all there are" in out.getvalue()
    assert ("widen it to see it whole" in capsys.readouterr().err) == (at_a_terminal and columns < 60)


@pytest.fixture
def no_matplotlib(monkeypatch):
    monkeypatch.setattr(beside.importlib.util, "find_spec", lambda name: None)


def test_without_matplotlib_figures_are_refused_by_the_name_of_the_extra(no_matplotlib):
    from microsim.report.outcome import Plots

    for name in ("pyramids", "participants", "funds", "pensions"):
        with pytest.raises(InputError, match=r"pip install 'pension-microsim\[report\]'"):
            getattr(Plots(None), name)()
    with pytest.warns(Notice, match="no figures: matplotlib is missing"), beside.painter() as painter:
        assert painter is None


BLOCKED = """
import importlib.util, sys, warnings

EXTRAS = {"matplotlib", "openpyxl", "pyreadstat", "duckdb"} if sys.argv[1] == "blocked" else set()
found = importlib.util.find_spec

class Blocked:
    def find_spec(self, name, path=None, target=None):
        if name.partition(".")[0] in EXTRAS:
            raise ModuleNotFoundError(name)

sys.meta_path.insert(0, Blocked())
importlib.util.find_spec = lambda name, package=None: None if name.partition(".")[0] in EXTRAS else found(name, package)
warnings.simplefilter("ignore")
import microsim as ms
ms.run(one_in=200_000, until=2017, out=sys.argv[2], progress=False, language="zh")
"""


@pytest.mark.slow
def test_without_the_extras_results_are_the_same_bytes(tmp_path):
    for which in ("blocked", "free"):
        subprocess.run(
            [sys.executable, "-c", BLOCKED, which, str(tmp_path / which)],
            check=True,
            env={**os.environ, "PYTHONPATH": str(ROOT)},
        )
    assert (tmp_path / "blocked" / "results.nc").read_bytes() == (tmp_path / "free" / "results.nc").read_bytes()
    assert not (tmp_path / "blocked" / "figures").exists()
    figure = (tmp_path / "free" / "figures" / "funds.svg").read_text(encoding="utf-8")
    assert any("一" <= sign <= "龥" for sign in figure)
