"""The minimum livelihood in lives: who is tested, spells, grace, money by line, and that its luck is its own."""

import numpy as np
import pytest

from microsim.engine.run import record_lives
from microsim.kernel.world import BASE_YEAR
from microsim.schema import MONEY, PERSONS, counted
from microsim.schemes.livelihood.events import (
    ABOVE,
    COUNT_OF,
    IN_GRACE,
    JUST_ABOVE,
    NOT_ASKING,
    NOT_TESTED,
    RECEIVES,
    REFUSED,
    TESTED,
)
from tests.world import synthetic_numbers

LINES = [counted(MONEY, "livelihood", name) for name in ("paid", "grace", "band")]
BEGUN, ENDED = (counted(PERSONS, "livelihood", name) for name in ("begun", "ended"))


def alive(lives):
    """Return who lives at the end of each simulated year, [person, year]."""
    return lives["alive"][:, 1:] == 1


def test_every_standing_is_reached(lives):
    found = {standing: int((lives["livelihood_standing"] == standing).any(axis=1).sum()) for standing in range(7)}
    assert {standing for standing, count in found.items() if count < 5} == set()
    assert set(found) == {NOT_TESTED, ABOVE, REFUSED, NOT_ASKING, JUST_ABOVE, IN_GRACE, RECEIVES}


def test_the_treasury_pays_what_persons_receive(lives, tallies):
    paid = tallies.beyond_fen[..., LINES].sum(axis=(1, 2))
    assert paid.tolist() == lives["year_livelihood_fen"][:, 1:].sum(axis=0).tolist()
    assert (tallies.beyond_fen[..., LINES].sum(axis=(0, 1)) > 0).all()


@pytest.mark.parametrize("standing", sorted(COUNT_OF))
def test_standings_are_counted(lives, tallies, standing):
    expected = ((lives["livelihood_standing"][:, 1:] == standing) & alive(lives)).sum(axis=0)
    assert tallies.beyond[..., COUNT_OF[standing]].sum(axis=(1, 2, 3)).tolist() == expected.tolist()


def test_stocks_follow_from_what_begins_and_ends(lives, tallies):
    """Recipients of a year: those of the last, less who ended alive and who died, and who began."""
    receives = lives["livelihood_standing"] == RECEIVES
    received = receives[:, :-1] & (lives["alive"][:, :-1] == 1)
    died = (received & ~alive(lives)).sum(axis=0)
    begun, ended = (tallies.beyond[..., what].sum(axis=(1, 2, 3)) for what in (BEGUN, ENDED))
    stock = (receives[:, 1:] & alive(lives)).sum(axis=0)
    before = np.concatenate([[0], stock[:-1]])
    assert (stock == before - ended - died + begun).all()
    tested = (lives["livelihood_standing"][:, 1:] != NOT_TESTED) & alive(lives)
    assert tallies.beyond[..., TESTED].sum(axis=(1, 2, 3)).tolist() == tested.sum(axis=0).tolist()


def test_nobody_is_tested_before_the_age_and_without_a_standard(lives, world):
    tested = lives["livelihood_standing"] != NOT_TESTED
    month = (
        12 * (np.arange(lives.shape[1]) + BASE_YEAR) + np.where(lives["death_month"] > 0, lives["death_month"], 12) - 1
    )
    assert ((month - lives["birth"])[tested] >= 720).all()
    assert (world.law["livelihood_urban"][lives["place"][tested], -1, 0] > 0).all()


def test_grace_follows_receipt_and_lasts_no_second_year(lives):
    standing = lives["livelihood_standing"]
    person, year = np.nonzero(standing == IN_GRACE)
    assert (standing[person, year - 1] == RECEIVES).all()
    assert (lives["livelihood_from"][person, year] == 0).all()


def test_more_support_leaves_fewer_recipients_and_no_other_life(world):
    numbers = synthetic_numbers()[::5]
    more = world.assumptions.copy()
    for kind in ("near", "away"):
        more[f"livelihood_support_{kind}"] *= 3.0
    base, other = record_lives(numbers, world), record_lives(numbers, world._replace(assumptions=more))
    assert (other["livelihood_standing"] == RECEIVES).sum() < (base["livelihood_standing"] == RECEIVES).sum()
    assert np.array_equal(base["pension_fen"], other["pension_fen"])
    tested = base["livelihood_standing"] != NOT_TESTED
    assert np.array_equal(tested, other["livelihood_standing"] != NOT_TESTED)
