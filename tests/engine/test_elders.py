"""Elders who buy years: whom the law lets in, what they hold after it; township pensions after the career."""

import numpy as np
import pytest

from microsim.engine.run import record_lives
from microsim.kernel.world import BASE_YEAR
from microsim.schema import HukouType, Membership, Origin, Scheme
from tests.world import ASSUMED, FIXED_LAW, PLACE, synthetic_numbers

OPEN_AT = PLACE[PLACE % 2 == 1]  # places of the made-up law that let elders in, 2009-2016
DECEMBER = 11
PER_STRATUM = 30


def stock(world, **changes):
    """Return the records of the base stock at the base date, none of them drawn to be a public pensioner."""
    numbers = synthetic_numbers(PER_STRATUM)
    numbers = numbers[numbers >> np.uint64(59) == Origin.BASE]
    assumptions = world.assumptions.copy()
    for name, value in changes.items():
        assumptions[name] = value
    tables = world._replace(assumptions=assumptions, base_public=np.zeros_like(world.base_public))
    return record_lives(numbers, tables, until=BASE_YEAR + 1)[:, 0]


@pytest.fixture(scope="module")
def none(world):
    return stock(world, elders_chance=0.0, base_township=0.0)


@pytest.fixture(scope="module")
def all_who_may(world):
    return stock(world, elders_chance=1.0, base_township=0.0)


def may(people):
    """Return who is past the age in time, at home in town where the law is open, has worked in a unit and draws nothing."""
    home = (people["hukou_type"] == HukouType.URBAN) & (people["place"] == people["hukou_place"])
    worked = (people["unit_years"] > 0) | (people["deemed_months"].sum(axis=1) > 0)
    in_time = (people["statutory_month"] > 0) & (people["statutory_month"] < FIXED_LAW["elders_gate"])
    idle = ~np.isin(people["membership"], (Membership.PENSIONER, Membership.BRIDGED))
    return home & worked & in_time & idle & np.isin(people["place"], OPEN_AT)


def test_certain_chance_leaves_nobody_who_may(none, all_who_may):
    assert may(none).sum() > 10
    assert may(all_who_may).sum() == 0


def test_elders_hold_the_minimum_and_claim_in_december(none, all_who_may):
    assert (none["number"] == all_who_may["number"]).all()
    bought = (none["membership"] != Membership.PENSIONER) & (all_who_may["membership"] == Membership.PENSIONER)
    people = all_who_may[bought]
    assert bought.sum() > 10
    assert (people["scheme"] == Scheme.EMPLOYEES).all()
    assert (people["claim_month"] % 12 == DECEMBER).all()
    assert (people["contribution_months"] >= people["required_months"]).all()
    assert (people["required_months"] == 180).all()
    assert (people["pension_fen"] > 0).all()
    assert (people["residents_claim"] == 0).all()
    assert np.isin(people["hukou_place"], OPEN_AT).all()


def test_who_never_had_a_record_may_buy_all_years(none, all_who_may):
    bought = (none["relation"] < 0) & (none["membership"] == Membership.NONE)
    bought &= all_who_may["membership"] == Membership.PENSIONER
    assert bought.any()
    assert (all_who_may["months"][bought].sum(axis=1) == 180).all()
    assert (none["unit_years"][bought] > 0).all()


def test_township_pensions_go_to_locals_whose_career_led_to_none(none, world):
    """At a certain share all of them draw one, and nobody loses the pension of a career."""
    people = stock(world, elders_chance=0.0, base_township=1.0)
    drew, draws = (records["membership"] == Membership.PENSIONER for records in (none, people))
    assert (draws | ~drew).all()
    assert (people["pension_fen"] == none["pension_fen"])[drew].all()
    township = draws & ~drew
    assert township.sum() > 10
    assert (people["place"] == people["hukou_place"])[township].all()
    assert (people["months"].sum(axis=1) + people["deemed_months"].sum(axis=1) == 0)[township].all()
    assert (people["residents_member"] + people["residents_claim"] == 0)[township].all()
    assert people["contribution_months"][township].max() <= ASSUMED["base_township_months"]
