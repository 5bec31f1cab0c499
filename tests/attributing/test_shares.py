"""Shares of a change: those of a made-up game are known, those of runs add up to the change of the runs."""

import numpy as np
import pytest

import microsim as ms
from microsim.attributing.attribute import attribute, in_groups, setting_values
from microsim.attributing.shares import all_sets, alone, last_in, sets_wanted, shapley, stepwise
from microsim.reading import InputError

NAMES = ["a", "b", "c"]
GAME = {some: np.array([10.0 * ("a" in some) + 4.0 * ({"a", "b"} <= some)]) for some in all_sets(NAMES)}


def test_shares_of_a_known_game():
    """What a and b make together only is shared between them; who does nothing gets nothing."""
    assert shapley(GAME, NAMES)[:, 0] == pytest.approx([12.0, 2.0, 0.0])
    assert stepwise(GAME, NAMES)[:, 0].tolist() == [10.0, 4.0, 0.0]
    assert last_in(GAME, NAMES)[:, 0].tolist() == [14.0, 4.0, 0.0]
    assert alone(GAME, NAMES)[:, 0].tolist() == [10.0, 0.0, 0.0]


def test_shares_add_up_whatever_the_game():
    random = np.random.default_rng(1)
    names = list("abcd")
    game = {some: random.normal(size=3) for some in all_sets(names)}
    whole = game[frozenset(names)] - game[frozenset()]
    assert shapley(game, names).sum(axis=0) == pytest.approx(whole)
    assert stepwise(game, names).sum(axis=0) == pytest.approx(whole)


def test_of_many_settings_one_order_is_run_and_all_but_one():
    names = list("abcdefg")
    assert len(sets_wanted(names[:5])) == 32
    wanted = sets_wanted(names)
    assert len(wanted) == 14  # eight steps and seven that lack one, of which the one that lacks the last is a step
    assert frozenset("abc") in wanted
    assert frozenset("abdefg") in wanted


BASE = ms.scenario("baseline")
RATE, POOL = "national.employees.employer_rate", "national.pooling.national_pooling"


@pytest.fixture(scope="module")
def runs():
    reform = BASE.set(RATE, {"2021-01-01": 0.2}).set(POOL, {"2022-01-01": 0})
    options = {"one_in": 20_000, "until": 2030, "threads": 1, "progress": False, "lives": False}
    return ms.run(BASE, **options), ms.run(reform, **options)


def test_parts_of_a_reform_add_up_to_its_change(runs):
    table = ms.attribute(*runs, "balance_after", "both", threads=1, progress=False)
    frame = ms.compare(*runs).headline()["difference"]
    whole = frame.loc[("both", "balance_after", "bn yuan"), 2030]
    rows = {row.key: line for row, line in zip(table.rows, table.cells, strict=True)}
    assert rows["whole_change"][0].value == pytest.approx(whole)
    assert rows[RATE][0].value + rows[POOL][0].value == pytest.approx(whole)
    assert rows[RATE][0].value > 0
    assert [column.name.key for column in table.columns] == ["shapley", "last_in", "alone"]
    assert "4 runs" in table.notes[0].en
    assert "单位缴费比例" in [row.zh for row in table.rows]


def test_wrong_uses_are_told(runs):
    wrong = [
        (lambda: attribute(*runs, "balanc"), "indicator: found balanc, allowed are population"),
        (
            lambda: attribute(*runs, region="guangzhou"),
            "region: found guangzhou, allowed are guangdong, shanghai, both",
        ),
        (lambda: attribute(*runs, year=2040), "years: found 2040, allowed are years from 2017 to 2030"),
        (lambda: attribute(*runs, groups={"x": ["nothing"]}), "groups: x: found no difference in nothing"),
        (lambda: attribute(*runs, groups={"x": [RATE], "y": [RATE]}), "groups: y: found a path twice"),
        (lambda: attribute(runs[0], runs[0]), "found no setting that differs"),
    ]
    for call, message in wrong:
        with pytest.raises(InputError, match=message):
            call()


def test_what_a_base_sets_and_a_reform_drops_is_a_setting():
    base = BASE.set(RATE, {"2027-01-01": 0.2})
    assert setting_values(base, BASE) == {f"law.{RATE}": None}
    groups = in_groups({f"law.{RATE}": 1, f"law.{POOL}": 2, "assumptions.economy.cpi": 3}, {"both": [RATE, POOL]})
    assert list(groups) == ["both", "economy.cpi"]
    with pytest.raises(InputError, match="another base year, horizon"):
        setting_values(BASE, BASE.set("horizon.end", 2050))
