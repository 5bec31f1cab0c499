"""The comparer sees every kind of difference, and none where there is none."""

import numpy as np
import pytest
import xarray as xr

from microsim.results.dataset import write_results
from microsim.results.folder import RESULTS
from microsim.results.sameness import DIFFERENT, SAME, WRONG_INPUT, differences, main
from tests.synthetic import synthetic_results


@pytest.fixture(scope="module")
def tree():
    return synthetic_results()


def changed(tree, group, change):
    """Return the tree with one group changed."""
    copy = tree.copy(deep=True)
    copy[group] = xr.DataTree(change(copy[group].to_dataset()))
    return copy


def cell(dataset):
    dataset.births.values.flat[3] += 1
    return dataset


def unit(dataset):
    dataset.births.attrs["units"] = "thousand persons"
    return dataset


CHANGES = {
    "a value": (cell, "births: 1 of"),
    "a unit": (unit, "attribute units: person and thousand persons"),
    "a coordinate": (lambda found: found.assign_coords(year=found.year.copy(data=found.year + 1)), "/events/year: "),
    "a type": (lambda found: found.assign(births=found.births.astype("f8")), "dtype int64 and float64"),
    "an order of axes": (lambda found: found.assign(births=found.births.T), "births: dims"),
    "a variable less": (lambda found: found.drop_vars("births"), "variable births: only in the first"),
    "a variable more": (lambda found: found.assign(more=found.births), "variable more: only in the second"),
}


def test_a_tree_is_the_same_as_itself(tree):
    assert differences(tree, tree.copy(deep=True)) == []


@pytest.mark.parametrize("name", CHANGES)
def test_a_change_is_seen(tree, name):
    change, said = CHANGES[name]
    found = differences(tree, changed(tree, "events", change))
    assert len(found) == 1
    assert said in found[0]


def test_root_attributes_may_be_left_out(tree):
    other = tree.copy(deep=True)
    other.attrs["inputs"] = "else"
    assert len(differences(tree, other)) == 1
    assert differences(tree, other, ["inputs"]) == []


def test_what_is_not_a_number_is_the_same_as_itself():
    tree = xr.DataTree(xr.Dataset({"share": ("x", np.array([1.0, np.nan]))}))
    assert differences(tree, tree.copy(deep=True)) == []


@pytest.mark.slow
def test_run_folders_are_compared(tree, tmp_path, capsys):
    for name, found in (("one", tree), ("same", tree), ("other", changed(tree, "events", cell))):
        (tmp_path / name).mkdir()
        write_results(found, tmp_path / name / RESULTS)
    one, same, other = (str(tmp_path / name) for name in ("one", "same", "other"))
    assert main([one, same]) == SAME
    assert main([one, other]) == DIFFERENT
    assert "births: 1 of" in capsys.readouterr().out
    assert main([one]) == WRONG_INPUT
