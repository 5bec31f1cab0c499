"""Past the statutory age without the years: who pays on, buys, leaves for the residents' scheme or waits; records left."""

import numpy as np
import pytest

from microsim.engine.run import record_lives
from microsim.kernel.tallies import PastAge
from microsim.kernel.world import FIRST_LAW_YEAR
from microsim.places import PROVINCE_OF
from microsim.schema import CoverKnown, HukouType, Membership, Origin
from tests.world import synthetic_numbers

WAITING, EXTENDING, BRIDGED = Membership.WAITING, Membership.EXTENDING, Membership.BRIDGED
CERTAINTY = {"bridge_chance": 1.0, "bridge_gap": 0.0, "bridge_age": 0.0, "bridge_wage": 0.0}
MOVED = ("account_fen", "months", "transfer_base_fen")


def lived(world, per_stratum=1, **changes):
    """Return the lives of a sample under other assumptions, law of all years where the name is one of it."""
    tables = {"law": world.law.copy(), "assumptions": world.assumptions.copy()}
    for name, value in changes.items():
        tables["law" if name in world.law.dtype.names else "assumptions"][name] = value
    return record_lives(synthetic_numbers(per_stratum), world._replace(**tables))


def steps(lives):
    """Return each life's standing at the end of a year and of the next, where both are lived."""
    before, after = lives[:, :-1], lives[:, 1:]
    both = (before["alive"] == 1) & (after["alive"] == 1)
    return before[both], after[both]


def test_who_waits_pays_nothing_and_keeps_the_record(lives):
    before, after = steps(lives)
    waits = (before["membership"] == WAITING) & (after["membership"] == WAITING)
    assert waits.sum() > 100
    assert (after["paid_months"][waits] == 0).all()
    assert (after["covered"][waits] == 0).all()
    assert (after["pension_fen"][waits] == 0).all()
    assert (after["months"] == before["months"])[waits].all()
    assert (after["account_fen"].sum(axis=1) >= before["account_fen"].sum(axis=1))[waits].all()


def test_a_death_leaves_the_account_of_who_waits_to_the_heirs(lives):
    before, after = lives[:, :-1], lives[:, 1:]
    waits = (before["membership"] == WAITING) & (after["membership"] == WAITING)
    dies = waits & (before["alive"] == 1) & (after["death_month"] > 0)
    account = before["account_fen"].sum(axis=2)
    assert (dies & (account > 0)).sum() >= 3
    assert (after["year_benefits_fen"] >= account)[dies].all()
    assert (after["account_fen"].sum(axis=2) == 0)[dies].all()


def test_who_waits_chooses_each_january(lives):
    before, after = steps(lives)
    left = (before["membership"] == WAITING) & (after["membership"] != WAITING)
    begins = left & (after["membership"] == EXTENDING)
    assert begins.sum() > 5
    assert (after["extending_from"][begins] % 12 == 1).all()  # February: the choice stands at the end of January
    assert set(after["membership"][left]) <= {EXTENDING, BRIDGED, Membership.PENSIONER}


def test_what_is_counted_is_what_the_lives_show(tallies, lives):
    by_year = tallies.past_age.sum(axis=1)
    for what, membership in ((PastAge.WAITING, WAITING), (PastAge.PAYING_ON, EXTENDING)):
        standing = ((lives["membership"] == membership) & (lives["alive"] == 1)).sum(axis=0)[1:]
        assert (by_year[:, what] == standing[: len(by_year)]).all()
    assert (by_year[:, [PastAge.BEGAN_TO_PAY_ON, PastAge.BOUGHT, PastAge.BRIDGED]].sum(axis=0) > (5, 0, 5)).all()


def test_only_who_was_first_insured_before_the_gate_buys(world):
    lives = lived(world, per_stratum=2, pay_on_chance=0.9, pay_on_gap=0.0, pay_on_months=600, buy_in_chance=1.0)
    before, after = steps(lives)
    claimed = (before["membership"] == EXTENDING) & (after["claim_month"] > 0)
    longer = after["months"].sum(axis=1) > before["months"].sum(axis=1) + 12  # than a year of paying on brings
    assert (claimed & longer).sum() > 5
    assert (after["first_paid"] < 12 * 2011 + 6)[claimed & longer].all()
    assert (after["claim_month"] - after["extending_from"] >= 60)[claimed & longer].all()
    assert (after["claim_month"] % 12 == 0)[claimed & longer].all()


def test_a_certain_bridge_leaves_nobody_waiting_as_before(world):
    lives = lived(world, bridge_open=1.0, bridge_months=600, **CERTAINTY)
    assert (lives["membership"] == BRIDGED).any(axis=1).sum() > 20
    assert not (lives["membership"] == WAITING).any()


@pytest.mark.parametrize("change", [{"pay_on_chance": 0.0}, {"pay_on_months": 0}])
def test_nobody_pays_on_where_nothing_lets_one(world, change):
    lives = lived(world, **change)
    assert (lives["membership"] == WAITING).any(axis=1).sum() > 20
    assert not (lives["membership"] == EXTENDING).any()


def kept_elsewhere(lives):
    """Return, of those who paid where the relation is, who has a record that is no temporary account elsewhere."""
    paid = (lives["alive"] == 1) & (lives["paid_months"] > 0) & (lives["relation"] >= 0)
    rows = lives[paid & (lives["cover_known"] == CoverKnown.UNKNOWN) & (lives["disability_case"] == 0)]
    held = (rows["account_fen"] > 0) | (rows["transfer_base_fen"] > 0)
    held[np.arange(len(rows)), rows["relation"]] = False
    at_relation = rows["fund_place"][np.arange(len(rows)), rows["relation"]] == rows["paid_place"]
    return (held & (rows["temporary"] == 0)).any(axis=1) & at_relation


def test_records_are_taken_along_with_the_chance_assumed(world):
    never, sure = lived(world, transfer_chance=0.0), lived(world, transfer_chance=1.0, transfer_fade=0.0)
    assert kept_elsewhere(never).sum() > 100
    assert kept_elsewhere(sure[:, 1:]).sum() == 0
    fades = lived(world, transfer_chance=1.0, transfer_fade=1.0)  # in the first year or not at all
    assert 0 < kept_elsewhere(fades[:, 1:]).sum() < kept_elsewhere(never[:, 1:]).sum()


@pytest.mark.parametrize(("chance", "early"), [(0.0, True), (1.0, False)])
def test_refunds_leave_migrants_no_months_from_before_2010(world, chance, early):
    years = np.arange(world.assumptions.shape[1]) + FIRST_LAW_YEAR
    entry = lived(world, per_stratum=3, cash_out=np.where(years < 2010, chance, 0.0))[:, 0]
    rural = (
        (entry["hukou_type"] == HukouType.RURAL) & (entry["hukou_place"] != entry["place"]) & (entry["stay_years"] > 8)
    )
    residents = rural & (entry["number"] >> np.uint64(59) == int(Origin.BASE)) & (entry["claim_month"] == 0)
    away = entry["fund_place"][np.arange(len(entry)), entry["relation"]] != entry["hukou_place"]
    one = away & ((entry["months"] > 0).sum(axis=1) == 1)
    old = residents & one & (entry["relation"] == PROVINCE_OF[entry["place"]]) & (entry["first_paid"] < 12 * 2009)
    assert (old.sum() > 5) == early
    assert early or old.sum() == 0
