"""The order of rows means nothing: with the rows of every table of places shuffled nothing changes."""

import csv
import json
import os
import random
import shutil
import subprocess
import sys
from pathlib import Path

from tests.places.fingerprint import fingerprint

ROOT = Path(__file__).parents[2]
BY_PLACE = {"place", "area", "key", "receiver"}  # columns that make a table one of places


def shuffle(path, seed):
    """Shuffle the rows of a table of places; return whether it is one."""
    lines = path.read_text(encoding="utf-8").splitlines()
    head = next(number for number, line in enumerate(lines) if not line.startswith("#"))
    if not BY_PLACE & set(next(csv.reader([lines[head]]))):
        return False
    kept = lines[head + 1 :]
    chance, rows = random.Random(seed), kept
    while rows == kept:
        rows = chance.sample(kept, len(kept))
    path.write_text("\n".join([*lines[: head + 1], *rows]) + "\n", encoding="utf-8")
    return True


def test_shuffled_rows_change_nothing(tmp_path):
    skipped = shutil.ignore_patterns("__pycache__")
    shutil.copytree(ROOT / "microsim", tmp_path / "microsim", ignore=skipped)
    tables = sorted((tmp_path / "microsim").rglob("*.csv"))
    shuffled = [path.stem for seed, path in enumerate(tables) if shuffle(path, seed)]
    assert {"places", "provinces", "regions", "areas", "settling", "opening_weights"} < set(shuffled)
    environment = os.environ | {"PYTHONPATH": str(tmp_path), "NUMBA_DISABLE_JIT": "1"}
    script = ROOT / "tests" / "places" / "fingerprint.py"
    command = [sys.executable, "-P", str(script)]
    found = subprocess.run(command, env=environment, capture_output=True, text=True, check=True, cwd=tmp_path)
    assert json.loads(found.stdout) == json.loads(json.dumps(fingerprint()))
