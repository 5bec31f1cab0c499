"""Schemes beyond the pension: what is paid and counted, and that switching them off changes nothing else."""

import numpy as np
import pytest

from microsim.engine.run import record_lives, simulate
from microsim.kernel.world import BASE_YEAR, lived_beyond
from microsim.schema import BEYOND, MONEY, PERSON_FIELDS, PERSONS, SWITCH, counted
from tests.world import synthetic_numbers

OWN_FIELDS = {  # of a person: set by schemes beyond the pension alone
    "year_beyond_fen",
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


@pytest.fixture(scope="module")
def without(world):
    """Return the same world with every scheme beyond the pension switched off."""
    assumptions = world.assumptions.copy()
    for name in BEYOND:
        assumptions[SWITCH + name] = 0.0
    return world._replace(assumptions=assumptions)


def test_lives_meet_what_is_switched_on(world, without):
    assert lived_beyond(world) == list(BEYOND)
    assert lived_beyond(without) == []


def test_a_switch_changes_nothing_else(world, without, tallies, numbers):
    off = simulate(numbers, without, seed=1)
    for name, counted_on in tallies._asdict().items():
        if name.startswith("beyond"):
            assert counted_on.any()
            assert not getattr(off, name).any()
        else:
            assert np.array_equal(counted_on, getattr(off, name)), name


def test_no_field_of_a_life_is_another(world, without, lives):
    few = synthetic_numbers()[::5]
    on, off = record_lives(few, world), record_lives(few, without)
    assert on["year_beyond_fen"].any()
    differing = {field.name for field in PERSON_FIELDS if not np.array_equal(on[field.name], off[field.name])}
    assert differing == OWN_FIELDS


def allowances(lives):
    """Return the allowances by age of each life and year, fen."""
    return lives["year_beyond_fen"] - lives["year_livelihood_fen"]


def test_what_persons_receive_is_what_places_pay(lives, tallies):
    of_year = allowances(lives)[:, 1:].sum(axis=0)
    assert of_year.tolist() == tallies.beyond_fen[..., PAID].sum(axis=1).tolist()


def test_recipients_are_the_old_with_the_hukou(lives, tallies):
    year = np.arange(lives.shape[1]) + BASE_YEAR
    age = year - lives["birth"] // 12
    receives = (allowances(lives) > 0) & (lives["alive"] == 1)
    assert age[receives].min() == 65
    for sex in (0, 1):
        found = (receives & (lives["sex"] == sex) & (age >= 70) & (age < 75)).sum(axis=0)[1:]
        assert found.tolist() == tallies.beyond[:, :, sex, 14, RECIPIENTS].sum(axis=1).tolist()


def test_an_unknown_count_is_refused():
    with pytest.raises(KeyError, match="no persons recipient"):
        counted(PERSONS, "allowances", "recipient")


def test_a_birthday_within_the_year_parts_it(lives):
    """Band at 72 of the made-up law: the months before the birthday's at 50 yuan, the others at 90.5."""
    person, year = np.nonzero(
        (lives["birth"] // 12 + 72 == np.arange(lives.shape[1]) + BASE_YEAR) & (lives["alive"] == 1)
    )
    rows = lives[person, year]
    paid = rows[allowances(rows) > 0]
    assert len(paid) > 10
    before = paid["birth"] % 12
    assert (allowances(paid) == before * 5_000 + (12 - before) * 9_050).all()
