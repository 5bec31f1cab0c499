"""Schemes beyond the pension: what is paid and counted, and that switching them off changes nothing else."""

import numpy as np
import pytest

from microsim.engine.run import record_lives, simulate
from microsim.funds.beyond import keep_reserves
from microsim.kernel.world import BASE_YEAR, LAST_YEAR, lived_beyond
from microsim.schema import BEYOND, COUNTED, MONEY, PERSON_FIELDS, PERSONS, SWITCH, counted, lines
from tests.synthetic import synthetic_policy
from tests.world import synthetic_numbers

YEARS = LAST_YEAR - BASE_YEAR
OWN_FIELDS = {  # of a person: set by schemes beyond the pension alone
    "year_beyond_fen",
    "excess_risk",
    "care_grade",
    "care_light",
    "care_moderate",
    "care_severe",
    "livelihood_standing",
    "livelihood_fen",
    "livelihood_from",
    "livelihood_months",
    "livelihood_spells",
    "year_livelihood_fen",
    "family_support_fen",
    "own_means_fen",
}
RECIPIENTS = counted(PERSONS, "allowances", "recipients")
PAID = counted(MONEY, "allowances", "paid")
CASH = counted(MONEY, "care", "cash")
GRADES = [counted(PERSONS, "care", f"need_{name}") for name in ("light", "moderate", "severe")]


def assuming(world, **values):
    """Return a world with other assumptions for all years and provinces."""
    assumptions = world.assumptions.copy()
    for name, value in values.items():
        assumptions[name] = value
    return world._replace(assumptions=assumptions)


@pytest.fixture(scope="module")
def without(world):
    """Return the same world with every scheme beyond the pension switched off."""
    return assuming(world, **{SWITCH + name: 0.0 for name in BEYOND})


@pytest.fixture(scope="module")
def alike(world):
    """Return the same world in which need of care does not touch mortality."""
    return assuming(world, care_death=1.0)


def test_lives_meet_what_is_switched_on(world, without):
    assert lived_beyond(world) == list(BEYOND)
    assert lived_beyond(without) == []


def test_a_switch_changes_nothing_else(alike, without, numbers):
    on, off = simulate(numbers, alike, seed=1), simulate(numbers, without, seed=1)
    for name, counted_on in on._asdict().items():
        if name.startswith("beyond"):
            assert counted_on.any()
            assert not getattr(off, name).any()
        else:
            assert np.array_equal(counted_on, getattr(off, name)), name


def test_no_field_of_a_life_is_another(alike, without):
    few = synthetic_numbers()[::5]
    on, off = record_lives(few, alike), record_lives(few, without)
    assert on["year_beyond_fen"].any()
    changed = {field.name for field in PERSON_FIELDS if not np.array_equal(on[field.name], off[field.name])}
    assert changed == OWN_FIELDS


def test_what_persons_receive_is_what_places_pay(lives, tallies):
    before_livelihood = lives["year_beyond_fen"] - lives["year_livelihood_fen"]
    of_year = before_livelihood[:, 1:].sum(axis=0)
    assert of_year.tolist() == tallies.beyond_fen[..., [PAID, CASH]].sum(axis=(1, 2)).tolist()


def test_recipients_of_allowances_are_the_old_with_the_hukou(lives, tallies):
    """The made-up law has bands from 65 on at the first places alone."""
    last = np.flatnonzero(tallies.beyond[..., RECIPIENTS].any(axis=(0, 2, 3))).max()
    age = np.arange(lives.shape[1]) + BASE_YEAR - lives["birth"] // 12
    for sex in (0, 1):
        old = (lives["alive"] == 1) & (lives["sex"] == sex) & (age >= 70) & (age < 75) & (lives["hukou_place"] <= last)
        assert old.sum() > 100
        assert old.sum(axis=0)[1:].tolist() == tallies.beyond[:, :, sex, 14, RECIPIENTS].sum(axis=1).tolist()


def test_need_is_counted_by_grade_where_one_lives(lives, tallies):
    for grade, index in enumerate(GRADES, start=1):
        found = ((lives["alive"] == 1) & (lives["care_grade"] == grade)).sum(axis=0)[1:]
        assert found.sum() > 50
        assert found.tolist() == tallies.beyond[..., index].sum(axis=(1, 2, 3)).tolist()


def test_need_follows_the_shares_of_the_like(lives):
    """Over all lives as many are in a grade as the like make expect: what keeps mortality neutral holds."""
    met = (lives["alive"] == 1) & (lives["care_light"] > 0.0)
    for grade, name in enumerate(("care_light", "care_moderate", "care_severe"), start=1):
        shares, has = lives[name][met], lives["care_grade"][met] == grade
        spread = np.sqrt((shares * (1 - shares)).sum())
        assert abs(has.sum() - shares.sum()) < 12 * spread, name  # years of one life are not independent
    assert abs(lives["excess_risk"][met].mean()) < 0.05


def test_who_needs_care_dies_sooner(lives):
    before, dies = lives[:, :-1], (lives["death_month"][:, 1:] > 0)
    old = (
        (before["alive"] == 1)
        & (before["care_light"] > 0.0)
        & (BASE_YEAR + np.arange(YEARS) - before["birth"] // 12 < 85)
    )
    rates = [dies[old & (before["care_grade"] == grade)].mean() for grade in range(4)]
    assert rates == sorted(rates)
    assert rates[3] > 2 * rates[0]


def test_an_unknown_count_is_refused():
    with pytest.raises(KeyError, match="no persons recipient"):
        counted(PERSONS, "allowances", "recipient")


def test_the_fund_of_care_balances(tallies):
    rate = 0.031
    kept = keep_reserves(tallies, synthetic_policy(YEARS, reserve_return=rate)).beyond_fen
    (stock,), (returned,) = lines("care", "stock"), lines("care", "return")
    before = np.zeros(kept.shape[1], np.int64)
    for year in kept:
        assert year[:, returned].tolist() == [round(max(one, 0) * rate) for one in before.tolist()]
        moved = year[:, lines("care", "in")].sum(axis=1) - year[:, lines("care", "out")].sum(axis=1)
        assert year[:, stock].tolist() == (before + moved + year[:, returned]).tolist()
        before = year[:, stock]
    assert (kept[..., stock] > 0).any()
    own = [index for index, row in enumerate(COUNTED[MONEY]) if row.part not in ("return", "stock")]
    assert np.array_equal(kept[..., own], tallies.beyond_fen[..., own])
