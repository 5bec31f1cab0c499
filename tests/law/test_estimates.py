"""Estimates move the assumptions they name along their ranges, are told, drawn around, and refused where they are wrong."""

import shutil

import numpy as np
import pytest

import microsim as ms
from microsim.law import load
from microsim.law.assumed import assumption_rows
from microsim.law.estimates import Estimates, read_estimates, written
from microsim.law.load import ASSUMPTION_FOLDER, load_assumptions
from microsim.law.moving import OUTERMOST, ends, prior_table
from microsim.places import PROVINCE_KEYS
from microsim.reading import InputError
from microsim.uncertainty.draws import scores, settings
from microsim.uncertainty.quantities import uncertain_quantities

TAKEUP, FLOOR = "retirement.near_minimum_share", "contributions.floor_share"
FOUND = Estimates((TAKEUP, f"{FLOOR}@guangdong"), np.array([OUTERMOST, -0.5]), np.array([[0.25, 0.05], [0.05, 0.09]]))


@pytest.fixture
def folder(tmp_path):
    """A folder of the shipped assumptions with a file of estimates."""
    where = tmp_path / "assumptions"
    shutil.copytree(ASSUMPTION_FOLDER, where)
    (where / "estimates.csv").write_text(written(FOUND), encoding="utf-8")
    return where


@pytest.fixture
def tree(folder):
    """What is read from it."""
    return load_assumptions(folder)


def plain():
    """The assumptions before any estimate."""
    return load.load_assumptions()


def test_an_estimate_moves_its_assumption_and_nothing_else(tree):
    moved = {path for path, entry in tree.entries.items() if entry.prior is not None}
    assert moved == {TAKEUP, FLOOR}
    assert tree.entries[TAKEUP].table == pytest.approx(
        ends(tree.entries[TAKEUP])[2], rel=1e-6
    )  # scores are written with six digits
    guangdong = PROVINCE_KEYS.index("guangdong")
    before, after = prior_table(tree.entries[FLOOR]), tree.entries[FLOOR].table
    assert (after[:, guangdong] < before[:, guangdong]).all()
    others = np.delete(np.arange(len(PROVINCE_KEYS)), guangdong)
    assert after[:, others] == pytest.approx(before[:, others], rel=1e-8)


def test_a_scenario_still_sets_what_was_estimated(tree):
    assert tree.apply({TAKEUP: 0.42}).entries[TAKEUP].table == pytest.approx(0.42)


def test_the_file_reads_back_as_it_was_written(folder, tree):
    read = read_estimates(folder, tree)
    assert read.names == FOUND.names
    assert read.scores == pytest.approx(FOUND.scores, rel=1e-5)
    assert read.covariance == pytest.approx(FOUND.covariance)


def test_estimates_are_told(tree, monkeypatch):
    monkeypatch.setattr("microsim.law.information.load_assumptions", lambda: tree)
    (row,) = assumption_rows(TAKEUP)
    assert row.prior == 0.5
    assert row.value == pytest.approx(0.7)
    assert row.estimates == {TAKEUP: (pytest.approx(OUTERMOST, rel=1e-5), 0.5)}


def test_draws_lie_around_the_estimates(tree, monkeypatch):
    monkeypatch.setattr("microsim.uncertainty.draws.load_assumptions", lambda: tree)
    names = [quantity.name for quantity in uncertain_quantities()]
    columns = [names.index(name) for name in FOUND.names]
    drawn = scores(1024)[:, columns]
    assert drawn.mean(axis=0) == pytest.approx(FOUND.scores, abs=0.02)
    assert np.cov(drawn.T) == pytest.approx(FOUND.covariance, abs=0.01)
    base = ms.scenario("baseline")
    assert settings(base, {TAKEUP: 0.0})[TAKEUP] == pytest.approx(0.5)  # a score is from the prior's centre
    held = settings(base.set(TAKEUP, 0.2), {TAKEUP: OUTERMOST})  # and what a scenario sets stands at the estimate
    assert held[TAKEUP] == pytest.approx(0.2)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("quantity,score,a\nwages.levl,0,1\n", ["found the columns", "wages.levl, which is no assumption"]),
        ("quantity,score,wages.level@shangai\nwages.level@shangai,0,1\n", ["found shangai, allowed are"]),
        ("quantity,score,wages.level\nwages.level,zero,1\n", ["found what is no number"]),
    ],
)
def test_wrong_files_are_refused(folder, text, told):
    (folder / "estimates.csv").write_text(text, encoding="utf-8")
    with pytest.raises(InputError) as caught:
        read_estimates(folder, plain())
    for words in told:
        assert words in str(caught.value)
