"""The run without moves: the same persons, nobody moves from the year on, arrivals arrive, and what tables make of it."""

import numpy as np
import pytest

import microsim as ms
from microsim.moving.tables import known_groups
from microsim.moving.twins import MOVES, without_moves
from microsim.reading import InputError
from microsim.scenarios import scenario

BORN = (1960, 2004)
START = 2021


@pytest.fixture(scope="module")
def moved():
    return ms.run("baseline", one_in=50_000, until=2024, lives=True, figures=False, progress=False, threads=1)


@pytest.fixture(scope="module")
def found(moved):
    return ms.mobility(moved, START, births=BORN, threads=1, progress=False)


def test_only_moves_differ(moved, found):
    path = MOVES.partition(".")[2]
    still = without_moves(scenario("baseline"), START)
    assert set(still.assumptions) - set(scenario("baseline").assumptions) == {path}
    assert still.law == scenario("baseline").law
    assert found.stayed.manifest["inputs"]["population"] == moved.manifest["inputs"]["population"]


def test_nobody_moves_from_the_year_on_and_arrivals_arrive(moved, found):
    moves = [run.tree["events"].moves.sum(("from_place", "to_place")) for run in (moved, found.stayed)]
    assert (moves[1].sel(year=slice(START, None)) == 0).all()
    assert (moves[0].sel(year=slice(START, None)) > 0).any()
    assert (moves[0].sel(year=slice(None, START - 1)) == moves[1].sel(year=slice(None, START - 1))).all()
    entered = [run.lives.set_index("id")["entry_year"] for run in (moved, found.stayed)]
    assert entered[0].equals(entered[1])


def test_who_did_not_move_has_the_same_life(found):
    still = ~found.movers.moved
    assert still.any()
    assert found.movers.moved.any()
    assert not found.movers.fen[still].any()


def test_tables_by_group_and_corridor(found):
    cost, parts = found.cost("corridor"), found.parts("corridor")
    sampled = [line[0].value for line in cost.cells]
    assert sum(sampled) == found.movers.moved.sum()
    assert all("→" in row.zh for row in cost.rows)
    values = np.array([[figure.value for figure in line[1:]] for line in parts.cells])
    assert values[:, 0] == pytest.approx(values[:, 1:].sum(axis=1))
    assert found.cost("sex").rows[0].key == "male"
    assert {"mobility", "mobility_parts"} == set(found.frame()["table"])
    assert len(found.persons()) == found.movers.moved.sum()


def test_whose_money_adds_up_to_nothing(found):
    table = found.funds()
    assert [cell.value for cell in table.cells[-1]][:-1] == [0.0] * (len(table.columns) - 1)


def test_what_is_refused(moved, found):
    with pytest.raises(InputError, match="found moves from every year on"):
        ms.mobility(moved, stayed=moved, births=BORN)
    with pytest.raises(InputError, match=f"found moves from {START}"):
        ms.mobility(moved, START + 1, stayed=found.stayed, births=BORN)
    with pytest.raises(InputError, match="allowed is a whole number from 2017 to 2024"):
        ms.mobility(moved, 2025, births=BORN)
    with pytest.raises(InputError, match="runs to 2056 or later"):
        ms.mobility(moved)
    with pytest.raises(InputError, match="did you mean sex"):
        known_groups("sexx")
    again = ms.mobility(moved, stayed=found.stayed, births=BORN)
    assert again.start == START
