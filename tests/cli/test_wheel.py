"""What an installed wheel carries: outside the checkout the shipped scenarios run by name."""

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def installed(tmp_path_factory):
    """Build the wheel and unpack it as an installation would."""
    pytest.importorskip("hatchling")
    folder = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
    (wheel,) = folder.glob("pension_microsim-*.whl")
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(folder / "site")
    return folder / "site"


def test_wheel_carries_every_table_and_scenario(installed):
    suffixes = {".py", ".yaml", ".csv", ".npz", ".json", ".html", ".js", ".css"}
    for path in (ROOT / "microsim").rglob("*"):
        if path.suffix in suffixes:
            assert (installed / path.relative_to(ROOT)).is_file(), path
    shipped = {path.name for path in (installed / "microsim" / "scenarios" / "files").iterdir()}
    assert shipped == {path.name for path in (ROOT / "scenarios").iterdir()}


def test_shipped_scenarios_are_found_by_name(installed, tmp_path):
    environment = os.environ | {"PYTHONPATH": str(installed)}
    command = [sys.executable, "-m", "microsim.cli", "scenario", "show", "employer-rate", "--origin"]
    done = subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, text=True, check=True)
    assert str(installed) in done.stdout
