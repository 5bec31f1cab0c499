"""Whatever lies in a run folder or a population folder, it is read as it was written or refused: a seeded fuzz.

``python -m tests.results.test_any_folder SEED CASE FOLDER`` makes one case again.
"""

import functools
import json
import shutil
import sys
import tempfile
from pathlib import Path

import numpy as np
import pytest

from microsim.folders.manifest import file_hash, write_manifest
from microsim.microdata.bring_in import import_file
from microsim.microdata.commands import folder_lines
from microsim.microdata.folder import read_folder
from microsim.report.outcome import read_run
from microsim.results.dataset import write_results
from microsim.results.read_back import NEEDED, said
from tests.fuzzing import spoiled, try_case, try_cases
from tests.microdata.extracts import Extract
from tests.synthetic import synthetic_manifest, synthetic_results

SEED = 20161231
RESULTS, MANIFEST = "results.nc", "manifest.json"
VALUES = (
    None,
    True,
    -1,
    0,
    7,
    10**30,
    1e400,
    2.5,
    "",
    "x",
    "2016-13",
    "1000",
    [],
    [1],
    {},
    {"x": 1},
    "\x1b[31m",
    "x" * 5000,
)


@functools.cache
def whole_run():
    """Return the bytes of results and the manifest of a run that belong together."""
    tree, manifest = synthetic_results(), synthetic_manifest("small")
    same = {name: manifest[name] for name in ("until", "seed", "replicates", "price_year")}
    tree.attrs.update({"scenario": "small", "inputs": "same", **same})
    with tempfile.TemporaryDirectory() as folder:
        write_results(tree, Path(folder, RESULTS))
        manifest["outputs"] = {RESULTS: file_hash(Path(folder, RESULTS))}
        return Path(folder, RESULTS).read_bytes(), json.dumps(manifest)


@functools.cache
def whole_population():
    """Return the files of a population folder by name."""
    with tempfile.TemporaryDirectory() as folder:
        paths, map_file = Extract().write(Path(folder))
        made = import_file(paths["persons"], map_file, Path(folder, "own"), paths["spells"], paths["transfers"])
        return {path.name: path.read_bytes() for path in made.folder.iterdir()}


def changed(luck, data):
    """Return a manifest with one entry, somewhere, that says something else, nothing, or stands under another name."""
    data = json.loads(data)
    place = data
    while isinstance(place, dict) and place:
        key = luck.choice(list(place))
        if not isinstance(place[key], dict) or not place[key] or luck.random() < 0.4:
            way = luck.randrange(3)
            value = place.pop(key)
            if way < 2:
                place[key + "x" * way] = luck.choice(VALUES) if way == 0 else value
            break
        place = place[key]
    return data


def misplaced(luck, folder, names):
    """Put something else in the place of one file: nothing, a folder, a link that leads nowhere, another file."""
    name = luck.choice(names)
    path = folder / name
    path.unlink()
    way = luck.randrange(4)
    if way == 1:
        path.mkdir()
    elif way == 2:
        path.symlink_to(folder / "nowhere")
    elif way == 3:
        shutil.copy(folder / luck.choice([other for other in names if other != name]), path)


def any_run_folder(luck, folder):
    """Read a run folder of which something is not as it was written."""
    results, manifest = whole_run()
    (folder / RESULTS).write_bytes(results)
    (folder / MANIFEST).write_text(manifest, encoding="utf-8")
    way = luck.choice(("results", "results", "manifest", "manifest", "manifest", "bytes", "files", "cut", "nothing"))
    if way == "results":
        (folder / RESULTS).write_bytes(spoiled(luck, results))
    elif way == "manifest":
        write_manifest(folder / MANIFEST, changed(luck, manifest))
    elif way == "bytes":
        (folder / MANIFEST).write_bytes(spoiled(luck, manifest.encode()))
    elif way == "files":
        misplaced(luck, folder, [RESULTS, MANIFEST])
    elif way == "cut":  # its hash fits
        (folder / RESULTS).write_bytes(results[: luck.randrange(len(results))])
        write_manifest(folder / MANIFEST, json.loads(manifest) | {"outputs": {RESULTS: file_hash(folder / RESULTS)}})
    run = read_run(folder)
    assert (folder / RESULTS).read_bytes() == results, "changed results were read as good"
    for path in NEEDED:
        if path not in (("persons",), ("versions", "microsim")):  # nothing else says these
            assert said(run.manifest, path) == said(json.loads(manifest), path), f"a changed {path} was read as good"
    assert repr(run)


def any_population_folder(luck, folder):
    """Read and show a population folder of which something is not as it was written."""
    files = whole_population()
    for name, content in files.items():
        (folder / name).write_bytes(content)
    summary = files["population.json"]
    way = luck.choice(("summary", "summary", "bytes", "table", "files", "nothing"))
    if way == "summary":
        write_manifest(folder / "population.json", changed(luck, summary))
    elif way == "bytes":
        (folder / "population.json").write_bytes(spoiled(luck, summary))
    elif way == "table":
        name = luck.choice([name for name in files if name.endswith("parquet")])
        (folder / name).write_bytes(spoiled(luck, files[name]))
    elif way == "files":
        misplaced(luck, folder, list(files))
    tables, told = read_folder(folder)
    assert folder_lines(folder, told)
    for name, table in tables.items():
        assert (folder / f"{name}.parquet").read_bytes() == files[f"{name}.parquet"]
        assert table.rows == len(table["person"])
    assert np.isfinite(tables["persons"]["birth"]).all()


CASES = {
    any_run_folder: (8, 120),
    any_population_folder: (40, 600),
}  # short and long form: results take seconds to load
PARAMS = [pytest.param(case, *lengths, id=case.__name__) for case, lengths in CASES.items()]


@pytest.mark.parametrize(("case", "short", "long"), PARAMS)
def test_a_few(tmp_path, case, short, long):
    assert try_cases(case, SEED, range(short), tmp_path)["refused"] > short // 2


@pytest.mark.slow
@pytest.mark.parametrize(("case", "short", "long"), PARAMS)
def test_many(tmp_path, case, short, long):
    counts = try_cases(case, SEED, range(short, long), tmp_path)
    assert min(counts.values()) > 0, f"{counts}: the cases are all alike"


if __name__ == "__main__":
    seed, number, place = int(sys.argv[1]), int(sys.argv[2]), Path(sys.argv[3])
    for one in CASES:
        (place / one.__name__).mkdir(parents=True)
        print(one.__name__, try_case(one, seed, number, place / one.__name__))
