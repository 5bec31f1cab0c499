"""The project files agree with each other."""

import os
import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

import microsim
from microsim.reading import read_yaml

ROOT = Path(__file__).parents[1]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
WANTED = [*PROJECT["dependencies"], *(name for extra in PROJECT["optional-dependencies"].values() for name in extra)]
TESTED = ("py311", "py312", "py313")


def plain(name):
    """Return the name of a requirement in the spelling of the package index."""
    return re.split(r"[<>=\[ ]", name)[0].lower().replace("_", "-")


def release(text):
    """Return a version as numbers that compare."""
    return tuple(map(int, text.split(".")))


def pins_of(text):
    """Return the versions of a constraints file by name; every line is a plain pin or a comment."""
    pins = [line for line in text.splitlines() if not line.startswith("#")]
    assert all(re.fullmatch(r"[A-Za-z0-9_.-]+==[A-Za-z0-9_.]+", pin) for pin in pins)
    return {plain(pin): pin.partition("==")[2] for pin in pins}


@pytest.mark.parametrize("tag", TESTED)
def test_constraints_are_plain_pins_of_every_dependency(tag):
    pins = pins_of((ROOT / f"constraints-{tag}.txt").read_text(encoding="utf-8"))
    for requirement in WANTED:
        name, bound = requirement.split(">=")
        assert release(pins[plain(name)]) >= release(bound), name


def test_every_python_tested_is_named():
    """By a constraints file, a classifier and the README, and no other."""
    assert {path.name for path in ROOT.glob("constraints-*.txt")} == {f"constraints-{tag}.txt" for tag in TESTED}
    assert TESTED[0] == "py" + PROJECT["requires-python"].removeprefix(">=").replace(".", "")
    named = [f"3.{tag.removeprefix('py3')}" for tag in TESTED]
    classifiers = [line.rpartition(" ")[2] for line in PROJECT["classifiers"] if "Python :: 3." in line]
    assert classifiers == named
    for name in ("README.md", "README.zh.md"):
        assert all(python in (ROOT / name).read_text(encoding="utf-8") for python in named), name


def test_the_lowest_versions_are_the_bounds_declared():
    """``make test-lowest`` installs what this prints, so that a bound nobody can install is seen."""
    printed = subprocess.run([sys.executable, ROOT / ".ci" / "lowest.py"], capture_output=True, text=True, check=True)
    assert pins_of(printed.stdout) == {plain(name): name.split(">=")[1] for name in WANTED}


@pytest.mark.skipif(shutil.which("make") is None, reason="needs make")
@pytest.mark.parametrize(
    ("held", "named", "anew", "constraints"),
    [
        (None, None, True, "py312"),
        (None, "python-13", True, "py313"),
        ("python-13", None, False, "py313"),
        ("python-13", "python-13", False, "py313"),
        ("python-13", "python-11", True, "py311"),
        ("python-13", "python-14", True, None),
    ],
)
def test_make_sets_up_the_python_that_is_named(tmp_path, held, named, anew, constraints):
    """An environment of another Python is made anew; without a name, what is there stays."""
    for name in ("Makefile", "pyproject.toml", *(f"constraints-{tag}.txt" for tag in TESTED)):
        shutil.copy(ROOT / name, tmp_path)
    for name in ("python-11", "python-13", "python-14"):
        fake_python(tmp_path / name)
    fake_python(tmp_path / "python3", "12")  # what make finds without a name
    if held:
        (tmp_path / ".venv" / "bin").mkdir(parents=True)
        shutil.copy(tmp_path / held, tmp_path / ".venv" / "bin" / "python")
    environment = {key: value for key, value in os.environ.items() if key not in ("PY", "MAKEFLAGS", "MFLAGS")}
    environment["PATH"] = f"{tmp_path}:{environment['PATH']}"
    said = subprocess.run(
        ["make", "-n", "test", *([f"PY={named}"] if named else [])],
        cwd=tmp_path, env=environment, capture_output=True, text=True, check=True,
    ).stdout  # fmt: skip
    assert ("-m venv --clear .venv" in said) == anew
    assert ("holds another Python" in said) == bool(held and anew)
    assert set(re.findall(r"constraints-(py\d+)", said)) == ({constraints} if constraints else set())
    assert ".[report,dev,data,explore,distributed]" in said


def fake_python(path, minor=None):
    """Write a command that says it is a Python of some minor version, all that a dry run asks of it."""
    path.write_text(f"#!/bin/sh\necho py3{minor or path.name.rpartition('-')[2]}\n", encoding="utf-8")
    path.chmod(0o755)


def test_citation_names_this_version():
    citation, _ = read_yaml(ROOT / "CITATION.cff")
    assert citation["version"] == microsim.__version__


def test_licence_files_are_there():
    for name in PROJECT["license-files"]:
        assert (ROOT / name).stat().st_size > 500


def test_attribution_of_the_united_nations_is_kept():
    notice = " ".join((ROOT / "NOTICE").read_text(encoding="utf-8").split())
    assert (
        "United Nations, Department of Economic and Social Affairs, Population Division (2024). World Population "
        "Prospects 2024. Licensed under CC BY 3.0 IGO; adapted: China extract, reformatted, single-age rates derived."
    ) in notice
