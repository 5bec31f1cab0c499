"""A run folder is read back as it was written, or refused with what is wrong with it."""

import json
from pathlib import Path

import pytest
import xarray as xr

from microsim.folders.manifest import file_hash, write_manifest
from microsim.reading import InputError
from microsim.report.outcome import read_run
from microsim.results.dataset import write_results
from microsim.results.read_back import contradictions, missing_variables
from microsim.results.variables import VARIABLES
from tests.synthetic import ATTRIBUTES, synthetic_manifest, synthetic_results

RESULTS, MANIFEST = "results.nc", "manifest.json"


@pytest.fixture(scope="module")
def written(tmp_path_factory):
    """The bytes of results and the manifest of a whole run folder."""
    folder = tmp_path_factory.mktemp("written")
    tree = synthetic_results()
    manifest = synthetic_manifest("small")
    numbers = ("until", "seed", "replicates", "price_year")
    same = {"scenario": "small", "inputs": "same", **{name: manifest[name] for name in numbers}}
    tree.attrs.update(same)
    write_results(tree, folder / RESULTS)
    return (folder / RESULTS).read_bytes(), manifest | {"outputs": {RESULTS: file_hash(folder / RESULTS)}}


@pytest.fixture
def folder(written, tmp_path):
    """A whole run folder."""
    results, manifest = written
    (tmp_path / RESULTS).write_bytes(results)
    write_manifest(tmp_path / MANIFEST, manifest)
    return tmp_path


def change(folder, **changes):
    """Change what a manifest says."""
    manifest = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
    write_manifest(folder / MANIFEST, manifest | changes)


def rewrite(folder, tree):
    """Write other results, whose hash the manifest knows."""
    write_results(tree, folder / RESULTS)
    change(folder, outputs={RESULTS: file_hash(folder / RESULTS)})


def reasons(folder):
    """Return the lines with which a folder is refused."""
    with pytest.raises(InputError) as error:
        read_run(folder)
    return str(error.value).splitlines()


def test_a_whole_folder_is_read(folder, tree):
    run = read_run(folder)
    assert run.tree["funds"].identical(tree["funds"])
    assert run.manifest["one_in"] == ATTRIBUTES["one_in"]


def test_every_bit_of_the_results_counts(folder, written):
    """A value in the middle and the very last byte: neither is read as good, though the file may open."""
    for place in (200, len(written[0]) // 2, len(written[0]) - 1):
        changed = bytearray(written[0])
        changed[place] ^= 1
        (folder / RESULTS).write_bytes(bytes(changed))
        (line,) = reasons(folder)
        assert "results.nc: found other bytes than the run wrote" in line


@pytest.mark.parametrize("share", [0.0, 0.001, 0.5, 0.999])
def test_a_file_cut_short(folder, written, share):
    (folder / RESULTS).write_bytes(written[0][: int(share * len(written[0]))])
    (line,) = reasons(folder)
    assert "found an empty file" in line or "cut short" in line


@pytest.mark.parametrize(
    ("head", "name"),
    [
        (b"CDF\x01", "netCDF 3"),
        (b"PK\x03\x04", "a zip file"),
        (b"PAR1", "Parquet"),
        (b"<html>", "HTML"),
        (b"1,2\n", "another"),
    ],
)
def test_a_file_of_another_format_is_named(folder, head, name):
    (folder / RESULTS).write_bytes(head + bytes(100))
    (line,) = reasons(folder)
    assert name in line
    assert "allowed is netCDF 4" in line


def test_a_file_cut_short_whose_hash_fits(folder, written):
    (folder / RESULTS).write_bytes(written[0][: len(written[0]) // 2])
    change(folder, outputs={RESULTS: file_hash(folder / RESULTS)})
    (line,) = reasons(folder)
    assert "cannot be read as netCDF 4, it was cut short or changed" in line


@pytest.fixture(scope="module")
def tree():
    """A tree of results."""
    return synthetic_results()


MADE_BY = {"versions": {"microsim": "0.0.7"}}


def test_a_variable_that_is_missing_is_named(tree):
    tables = {group: tree[group].to_dataset() for group in tree.children}
    for variable in VARIABLES[::5]:
        left = xr.DataTree.from_dict(tables | {variable.group: tables[variable.group].drop_vars(variable.name)})
        (problem,) = missing_variables(left, MADE_BY, Path("r.nc"))
        assert f"found no {variable.group}/{variable.name}" in problem.message
        assert "written by microsim 0.0.7: run it again" in problem.message


def test_groups_that_are_missing_are_counted(tree):
    for group in tree.children:
        left = xr.DataTree.from_dict({name: tree[name].to_dataset() for name in tree.children if name != group})
        (problem,) = missing_variables(left, MADE_BY, Path("r.nc"))
        lost = sum(one.group == group for one in VARIABLES)
        assert lost <= 3 or f"and {lost - 3} more" in problem.message


def test_a_variable_of_other_axes_or_words(tree):
    events = tree["events"].to_dataset()
    words = events["deaths"].astype(str)
    changed = xr.DataTree.from_dict(
        {name: tree[name].to_dataset() for name in tree.children}
        | {"events": events.assign(births=events["births"].transpose(), deaths=words)}
    )
    first, second = missing_variables(changed, MADE_BY, Path("r.nc"))
    assert str(first) == "r.nc: events/births: found numbers by place, year, allowed is by year, place"
    assert second.key == "events/deaths"


def test_a_file_whose_variables_are_missing(folder, tree):
    rewrite(folder, xr.DataTree.from_dict({"events": tree["events"].to_dataset()}))
    (line,) = (one for one in reasons(folder) if "found no" in one)
    assert f"and {sum(one.group != 'events' for one in VARIABLES) - 3} more" in line


def test_a_manifest_of_another_run(tree, written):
    told = {name: written[1][name] for name in ("until", "seed", "replicates", "price_year", "one_in")}
    same = xr.DataTree(xr.Dataset(attrs={"scenario": "small", "inputs": "same", **told}))
    assert not contradictions(same, written[1], Path("run"))
    for name in told:
        (problem,) = contradictions(same, written[1] | {name: 4711}, Path("run"))
        assert str(problem).startswith(f"run/manifest.json: {name}: found 4711, results.nc says {told[name]}")
    other = written[1] | {"inputs": {"all": "another"}}
    assert contradictions(same, other, Path("run"))[0].key == "inputs.all"


def test_a_manifest_beside_the_results_of_another_run(folder):
    change(folder, seed=4711)
    assert "manifest.json: seed: found 4711, results.nc says 1" in reasons(folder)[0]


def test_all_that_is_wrong_with_a_manifest_is_said_at_once(folder):
    change(folder, one_in="many", seed=True, until=None, inputs=[], scenario={"name": "small"})
    told = "\n".join(reasons(folder))
    for name in (
        "one_in: found many",
        "seed: found true",
        "until: found nothing",
        "inputs.all",
        "population.base_year",
    ):
        assert name in told


@pytest.mark.parametrize("text", ["", "{", "[1]", "null", "[" * 100_000, "\ud800"])
def test_what_is_no_manifest(folder, text):
    (folder / MANIFEST).write_bytes(text.encode("utf-8", "surrogatepass"))
    (line,) = reasons(folder)
    assert "manifest.json" in line


@pytest.mark.parametrize("name", [RESULTS, MANIFEST])
def test_a_file_that_is_missing(folder, name):
    (folder / name).unlink()
    (line,) = reasons(folder)
    assert f"found no {name}" in line
