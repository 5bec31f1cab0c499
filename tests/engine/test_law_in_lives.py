"""Clauses of the law as lives meet them: allowances, grants, the bridge, old awards, land, local and annuity accounts."""

from types import SimpleNamespace

import numpy as np
import pytest

from microsim.engine.run import record_lives
from microsim.kernel.items import Item
from microsim.kernel.setting import province_of
from microsim.kernel.tallies import Pillar
from microsim.kernel.world import BASE_YEAR, LAST_YEAR
from microsim.schema import PERSON, Membership, Scheme
from microsim.schemes.base.accounts import fen
from microsim.schemes.employees.award import Terms, compared_award, transitional_part
from microsim.schemes.employees.known import NOTHING_KNOWN
from microsim.schemes.employees.payments import survivors_grants
from microsim.schemes.employees.records import forfeit_record
from microsim.schemes.employees.rules.benefits import PensionParts
from microsim.schemes.pillars.events import annuity_rate
from microsim.watch.opened import plain
from tests.compiled import from_python
from tests.world import ASSUMED, FIXED_LAW, synthetic_numbers

YEARS = LAST_YEAR - BASE_YEAR
YEAR = np.arange(YEARS + 1) + BASE_YEAR
LIMITED, BASIC_ONLY = 1, 2


def alive(lives):
    """Return which rows are lived to their end."""
    return lives["alive"] == 1


# Disability


def test_the_allowance_of_the_basic_part_rises_by_the_percentage_of_the_nation(lives):
    drawn = np.isin(lives["disability_case"], (LIMITED, BASIC_ONLY)) & alive(lives)
    drawn &= lives["disability_from"] <= 12 * (YEAR + 1)
    person, year = np.nonzero(drawn[:, :-1] & (lives["disability_case"][:, 1:] > 0))
    assert len(person) > 50
    before, after = lives["disability_fen"][person, year], lives["disability_fen"][person, year + 1]
    assert after.tolist() == [fen(old / 100 * (1 + FIXED_LAW["adjustment_overall"])) for old in before]


def test_the_paying_place_pays_the_allowance_and_holds_the_records(lives):
    draws = (lives["disability_case"] > 0) & (lives["disability_from"] <= 12 * YEAR + 11) & alive(lives)
    draws &= (lives["membership"] != Membership.BRIDGED) & (lives["membership"] != Membership.EXTENDING)
    person, year = np.nonzero(draws)
    row = lives[person, year]
    assert len(row) > 50
    assert [province_of(place) for place in row["paying_place"]] == row["relation"].tolist()
    others = row["account_fen"].sum(axis=1) - row["account_fen"][np.arange(len(row)), row["relation"]]
    assert not others.any()


def test_all_allowances_are_booked_where_they_are_paid(lives, tallies):
    booked = tallies.flows[..., Item.BENEFIT_DISABILITY].sum(axis=(0, 2))
    ever = lives["disability_case"] > 0
    assert set(np.flatnonzero(booked)) <= set(lives["paying_place"][ever])


# Survivors

GRANTS = {
    "survivor_base": 4000.0,
    "reference_wage": 6000.0,
    "funeral_months": 2.0,
    "survivor_provincial_funeral_months": 3.0,
    "survivor_dependants_one": 6.0,
    "survivor_dependants_two": 9.0,
    "survivor_dependants_more": 12.0,
    "survivor_lump_first": 3.0,
    "survivor_lump_second": 6.0,
    "survivor_lump_full": 9.0,
    "survivor_last_year": 30.0,
}


@pytest.mark.parametrize(("dependants", "months"), [(0, 3), (1, 9)])
def test_before_the_national_rule_only_a_dependant_brings_the_lump_sum(dependants, months):
    law = SimpleNamespace(**GRANTS, survivor_national_rule=[0.0] * 12)
    assert plain(survivors_grants)(law, 4, dependants, 20.0, 5.0, 0.0) == months * 6000.0


def test_the_national_rule_knows_no_dependants():
    law = SimpleNamespace(**GRANTS, survivor_national_rule=[0.0] * 8 + [1.0] * 4)
    assert plain(survivors_grants)(law, 9, 0, 25.0, 5.0, 0.0) == (2 + 19 - 5) * 4000.0


# Bridge


def test_the_bridge_raises_a_residents_pension_from_the_month_after(world):
    lives = record_lives(synthetic_numbers(per_stratum=4), world)
    over = lives["membership"] == Membership.BRIDGED
    bridged = over[:, 1:] & ~over[:, :-1]
    saved = (lives["account_fen"].sum(axis=2) > 0)[:, :-1]  # service that counts unpaid brings nothing along
    person, year = np.nonzero(bridged & saved & (lives["residents_claim"][:, :-1] > 0) & alive(lives)[:, 1:])
    before, after = lives[person, year], lives[person, year + 1]
    assert len(after) > 5
    assert (after["residents_annuity_fen"] > before["residents_annuity_fen"]).all()
    month = after["residents_claim"] - 12 * (BASE_YEAR + year + 1)
    assert ((month >= 0) & (month < 12)).all()
    higher = after["residents_annuity_fen"] - before["residents_annuity_fen"]
    at_december = after["residents_pension_fen"] - np.where(month < 11, higher, 0)  # without the account it brings
    # The higher annuity comes for no month up to the bridge; the basic part does not fall within a year.
    assert (after["year_residents_benefits_fen"] <= 12 * at_december + (11 - month) * higher).all()


# Public awards


def public_award(deemed, ratio, total):
    """Return the pension of a public employee of 30 years with a wage of 10,000 yuan, half of the gain released."""
    law = SimpleNamespace(
        public_employer_rate=[0.2] * 12,
        public_compared=[1.0] * 12,
        public_released=[0.5] * 12,
        public_old_share_short=0.7,
        public_old_share_medium=0.8,
        public_old_share_long=0.85,
        public_old_share_full=0.9,
    )
    person = SimpleNamespace(scheme=int(Scheme.PUBLIC), wage=10000.0, wage_last_year=0.0)
    parts = PensionParts(total, 0, 0, 0, total)
    terms = Terms(9000.0, 1.2, 360, deemed, deemed, 0.0, NOTHING_KNOWN)
    return plain(compared_award)(person, law, SimpleNamespace(old_pay_ratio=ratio), parts, terms, 6).total_fen


def test_the_old_public_award_rests_on_part_of_the_wage():
    assert public_award(240, 0.6, 6000_00) == 5550_00  # 0.85 x 6,000 = 5,100 and half of 900
    assert public_award(240, 1.0, 6000_00) == 8500_00  # the whole wage: the old award is above the new one


def test_who_served_only_after_the_reform_is_not_compared():
    assert public_award(0, 1.0, 6000_00) == 6000_00


# Transitional pension


@pytest.mark.parametrize(
    ("old_floor", "released", "expected"),
    [
        (1, 0.0, 200.0),  # before 2021 the old method alone
        (1, 0.5, 300.0),  # 200 and half of 500 - 200 - 100
        (1, 1.0, 400.0),
        (0, 0.0, 500.0),  # from 2026 the new method alone
    ],
)
def test_the_gain_of_the_new_transitional_method_is_released(old_floor, released, expected):
    """By the new method 10,000 x 0.5 x 10 years x 1% = 500; the old one gives 0.4 of it; 4 yuan for each of 25 years."""
    law = SimpleNamespace(
        transitional_form=1,
        deemed_index=1.0,
        transitional_rate=0.01,
        supplement_per_year=4.0,
        transitional_released=released,
        transitional_old_floor=old_floor,
    )
    terms = Terms(10000.0, 0.5, 300, 120, 120, 0.0, NOTHING_KNOWN)
    part = plain(transitional_part)(law, SimpleNamespace(old_transitional_ratio=0.4), terms, 25.0)
    assert part == pytest.approx(expected)


# Land money


def test_no_career_is_longer_than_the_time_since_the_working_age(lives):
    months = lives["months"].sum(axis=-1) + lives["deemed_months"].sum(axis=-1)
    since = 12 * YEAR + 12 - lives["birth"] - FIXED_LAW["working_age"] + 11  # a first job begins in January
    careers = alive(lives) & (months > 0) & (lives["membership"] != Membership.PENSIONER)
    assert careers.any()
    assert (months <= since)[careers].all()
    bought = np.diff(lives["months"].sum(axis=-1), axis=1) - lives["paid_months"][:, 1:]
    young = bought[(bought > 0) & (lives["membership"][:, :-1] != Membership.EXTENDING)]
    assert 0 < young.min() < FIXED_LAW["land_months"]


# Cash-out before 2010


def test_a_record_given_up_takes_its_months_and_its_share_of_the_index_along():
    given = {
        "months": [60, 0, 20],
        "index_sum": [40.0, 30.0, 20.0, 80.0],
        "region_months": [50, 10, 0, 20],
        "last_paid": [24100, 0, 23900],
        "fund_place": [3, -1, 22],
        "account_fen": [5_000_00, 0, 900_00],
        "balance_months_fen": [60, 0, 0],
        "transfer_base_fen": [9, 0, 7],
        "membership": int(Membership.DORMANT),
        "first_paid": 23800,
    }
    person = np.zeros(1, PERSON)
    for name, value in given.items():
        person[name][0] = value
    from_python(forfeit_record)(person[0], 0)
    assert person["months"].tolist() == [[0, 0, 20]]
    assert person["region_months"].tolist() == [[0, 0, 0, 20]]
    assert person["index_sum"].tolist() == [[10.0, 7.5, 5.0, 20.0]]
    assert person["account_fen"].tolist() == [[0, 0, 900_00]]
    assert (person["relation"][0], person["first_paid"][0]) == (2, 23800)
    from_python(forfeit_record)(person[0], 2)
    assert (person["relation"][0], person["membership"][0], person["first_paid"][0]) == (-1, Membership.NONE, 0)


# Local supplement


def test_the_local_supplement_is_a_fund_of_its_own(lives, tallies):
    flows = tallies.flows[:, :, Scheme.LOCAL]
    items = {Item.EMPLOYER, Item.BENEFIT_SUPPLEMENT}
    assert set(np.flatnonzero(flows.sum(axis=(0, 1)))) == items
    drawn = lives[(lives["local_pension_fen"] > 0) & alive(lives)]
    assert (drawn["hukou_place"] == drawn["paying_place"]).any()
    assert (drawn["local_early_months"] > 0).any()
    expected = 0.0
    for kind in ("", "early_"):
        months, per_year = drawn[f"local_{kind}months"], FIXED_LAW[f"local_supplement_{kind}per_year"]
        part = months / 12 * drawn["mean_index"] * per_year + FIXED_LAW[f"local_supplement_{kind}flat"]
        expected = expected + np.where(months > 0, part, 0.0)
    assert drawn["local_pension_fen"].tolist() == [fen(yuan) for yuan in expected]


def test_only_local_months_count_for_the_supplement(lives):
    assert (lives["local_months"] <= lives["months"].sum(axis=-1)).all()
    assert (lives["local_months"] > 0).any()


# Annuities


def rate(**person):
    """Return the annuity rate of a job."""
    law = SimpleNamespace(
        public_occupational_employer=[0.08] * 12,
        public_occupational_employee=[0.04] * 12,
        enterprise_employer_cap=0.08,
        enterprise_total_cap=0.12,
    )
    plan = SimpleNamespace(enterprise_share=0.1, enterprise_employer=0.09, enterprise_employee=0.05)
    given = {"scheme": int(Scheme.EMPLOYEES), "pays_alone": 0, "declared_luck": 0.95} | person
    return plain(annuity_rate)(SimpleNamespace(**given), law, plan)


def test_who_has_an_annuity():
    assert rate(scheme=int(Scheme.PUBLIC), declared_luck=0.1) == pytest.approx(0.12)
    assert rate() == pytest.approx(0.12)  # 9% and 5% are cut to the caps of 8% and 12%
    assert rate(declared_luck=0.85) == 0.0
    assert rate(pays_alone=1) == 0.0


def test_annuity_money_is_conserved(lives, tallies):
    """Accounts change by what is paid in, earned, drawn and inherited, and by what persons bring who enter."""
    here = lives["annuity_account_fen"] * alive(lives)
    entered = (lives["number"] > 0).argmax(axis=1)
    brought = np.zeros(YEARS + 1, dtype=np.int64)
    np.add.at(brought, entered, here[np.arange(len(lives)), entered])
    sums = tallies.pillars.sum(axis=1)
    change = sums[:, Pillar.PAID_IN] + sums[:, Pillar.RETURN] - sums[:, Pillar.PAID_OUT] - sums[:, Pillar.INHERITED]
    change = change - sums[:, Pillar.LEFT_BEHIND]
    stock = here.sum(axis=0)
    assert (np.diff(stock) == change + brought[1:]).all()
    assert (sums[:, Pillar.ACCOUNT] == stock[1:]).all()
    assert all(sums[:, measure].sum() > 0 for measure in Pillar)


def test_an_annuity_ends_with_its_account(lives):
    drawing = (lives["annuity_fen"] > 0) & alive(lives)
    assert drawing.sum() > 50
    assert (lives["annuity_account_fen"][drawing] > 0).all()
    used_up = drawing[:, :-1] & (lives["annuity_account_fen"][:, 1:] == 0) & alive(lives)[:, 1:]
    assert used_up.any()
    assert (lives["annuity_fen"][:, 1:][used_up] == 0).all()


# Residents for whom the government pays


def test_the_government_pays_for_the_poor(lives):
    rise = np.diff(lives["residents_months"], axis=1)
    paid = (rise == 12) & (lives["residents_claim"][:, 1:] == 0) & alive(lives)[:, 1:]
    paid &= (lives["membership"][:, 1:] != Membership.BRIDGED) & (lives["number"][:, :-1] > 0)
    own = lives["year_residents_paid_fen"][:, 1:]
    poor = lives["tier_luck"][:, 1:] < ASSUMED["residents_assisted"]
    assert (paid & poor).sum() > 50
    assert (own[paid & poor] == 0).all()
    assert (own[paid & ~poor] > 0).all()
