"""Who is paid where: shares of rows add up, the rule and months elsewhere beside them, and what is refused."""

import numpy as np
import pytest

from microsim.places import PROVINCE_KEYS
from microsim.reading import InputError
from microsim.report.outcome import Run
from tests.made_lives import made_lives
from tests.synthetic import synthetic_manifest, synthetic_results

TREE = synthetic_results(3)


@pytest.fixture(scope="module")
def run():
    return Run(TREE, synthetic_manifest("baseline", until=2100), None, made_lives())


def values(table, *keys):
    names = [column.name.key for column in table.columns]
    return np.array([[line[names.index(key)].value for key in keys] for line in table.cells])


@pytest.mark.parametrize("by_place", [False, True])
@pytest.mark.parametrize("earned", ["longest", "last"])
def test_a_row_is_paid_whole_and_decided_once(run, earned, by_place):
    table, lives = run.paying_places(earned, by_place), run.lives
    claims = lives[lives["paying_rule"] != "none"]
    assert values(table, "sampled").sum() == len(claims)
    assert values(table, "claims").sum() == pytest.approx(claims["persons"].sum() / 1000)
    payers = [column.name.key for column in table.columns if column.name.key.startswith("paid_by_")]
    assert values(table, *payers).sum(axis=1) == pytest.approx(100.0)
    rules = [f"rule_{rule}" for rule in ("hukou", "relation", "last_long", "fallback")]
    assert values(table, *rules).sum(axis=1) == pytest.approx(100.0)
    (line,) = [line for row, line in zip(table.rows, table.cells, strict=True) if row.key == "shanghai"]
    of = claims[claims[f"city_{earned}"] == "shanghai"]
    assert line[2].value == pytest.approx(100 * (of["paying_place"] != "shanghai").mean())
    assert line[2].se > 0


def test_months_in_another_province_than_the_payers(run):
    lives = run.lives
    claims = lives[(lives["paying_rule"] != "none") & (lives["city_longest"] == "shanghai")]
    months = claims[[f"months_paid_{key}" for key in PROVINCE_KEYS]].to_numpy(float)
    payer = claims["paying_place"].map({"guangzhou": 0, "shenzhen": 0, "shanghai": 1, "elsewhere": 2}).to_numpy()
    outside = 100 * (1 - months[np.arange(len(months)), payer].sum() / months.sum())
    (row,) = [at for at, name in enumerate(run.paying_places().rows) if name.key == "shanghai"]
    assert values(run.paying_places(), "months_elsewhere")[row, 0] == pytest.approx(outside)


def test_the_picture_holds_the_same_persons(run):
    frame = run.plot.data("paying_places")
    for kind in ("places", "rules"):
        thousands = frame.loc[frame["kind"] == kind, "value"].sum()
        assert thousands == pytest.approx(values(run.paying_places(), "claims").sum())


def test_what_is_refused(run):
    with pytest.raises(InputError, match="did you mean longest"):
        run.paying_places("longest_at")
    with pytest.raises(InputError, match="found a run without lives"):
        Run(TREE, synthetic_manifest("baseline")).paying_places()
