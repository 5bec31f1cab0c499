"""The rarer schemes in the lives: public service, temporary accounts, disability, bought months, land, certificates."""

import numpy as np

from microsim.engine.run import record_lives
from microsim.kernel.items import Item
from microsim.kernel.setting import province_of
from microsim.kernel.world import BASE_YEAR, LAST_YEAR
from microsim.places import PROVINCE_COUNT
from microsim.schema import Membership, Scheme, Sex
from tests.world import ASSUMED, FIXED_LAW, synthetic_numbers

YEARS = LAST_YEAR - BASE_YEAR
YEAR = np.arange(YEARS + 1) + BASE_YEAR
LIMITED, BASIC_ONLY, FULL = 1, 2, 3


def living(lives):
    """Return which rows are lived to their end."""
    return lives["alive"] == 1


def before_and_after(lives, changes):
    """Return the rows of the year before and of the year of a change."""
    person, year = np.nonzero(changes & living(lives)[:, 1:])
    return lives[person, year], lives[person, year + 1]


def test_nobody_pays_while_drawing_the_disability_allowance(lives):
    drawing = (lives["disability_case"] > 0) & (lives["disability_from"] <= 12 * YEAR)
    drawing &= lives["disability_until"] >= 12 * YEAR + 11
    assert drawing.sum() > 20
    assert (lives["paid_months"][drawing] == 0).all()


def test_the_allowance_ends_with_the_statutory_month_or_the_pension(lives):
    drawn = (lives["disability_case"] > 0) & (lives["statutory_month"] > 0)
    assert (lives["disability_until"] <= lives["statutory_month"])[drawn].all()
    assert not (lives["disability_case"][lives["membership"] == Membership.PENSIONER] > 0).any()


def test_the_allowance_by_the_full_formula_is_the_pension_and_that_of_the_basic_part_its_floor(lives):
    claims = (lives["claim_month"][:, 1:] > 0) & (lives["claim_month"][:, :-1] == 0)
    for case in (BASIC_ONLY, FULL):
        before, after = before_and_after(lives, claims & (lives["disability_case"][:, :-1] == case))
        assert len(after) > 1
        assert (after["pension_fen"] >= before["disability_fen"]).all()
        assert (after["year_benefits_fen"] > 0).all()  # the allowance up to the month of the claim


def test_temporary_accounts_are_opened_late_in_life_away_from_home(lives):
    first_time = (lives["temporary"][:, 1:] > lives["temporary"][:, :-1]) & living(lives)[:, 1:, None]
    person, year, province = np.nonzero(first_time)
    assert len(person) > 10
    row = lives[person, year + 1]
    assert all(row["relation"] != province)
    women = row["sex"] == Sex.FEMALE
    limit = np.where(women, FIXED_LAW["temporary_age_women"], FIXED_LAW["temporary_age_men"])
    assert (12 * (year + BASE_YEAR + 1) + 11 - row["birth"] >= limit).all()


def test_with_the_local_hukou_a_temporary_account_is_one_no_more(lives):
    for province in range(PROVINCE_COUNT):
        there = np.array([province_of(place) == province for place in range(23)])
        paid = (lives["paid_months"] > 0) & (lives["relation"] >= 0) & living(lives)
        paid &= there[lives["hukou_place"]] & there[lives["paid_place"]]
        paid[:, 1:] &= there[lives["hukou_place"][:, :-1]]  # the year of the change has months of both kinds
        assert not (lives["temporary"][..., province][paid] > 0).any()


def test_who_buys_the_missing_months_claims_with_exactly_the_minimum(lives, world):
    rise = np.diff(lives["months"].sum(axis=-1), axis=1)
    bought = (rise > 12) & (lives["membership"][:, :-1] == Membership.EXTENDING)
    before, after = before_and_after(lives, bought)
    assert len(after) > 2
    assert (after["membership"] == Membership.PENSIONER).all()
    law = world.law[before["fund_place"][np.arange(len(before)), before["relation"]], 0]
    credited = np.floor(law["residents_credit"] * before["residents_months"])  # a reform of the made-up law
    assert (after["contribution_months"] + credited == after["required_months"]).all()
    assert (after["first_paid"] < FIXED_LAW["buy_in_gate"]).all()
    extension = after["claim_month"] - after["statutory_month"]
    assert (extension >= FIXED_LAW["buy_in_extension"]).all()
    assert ((after["claim_month"] % 12 == 0) | (extension == FIXED_LAW["buy_in_extension"])).all()  # else in a January


def test_land_money_reaches_both_schemes(tallies):
    assert (tallies.flows[..., Item.LAND_FEE].sum(axis=(0, 1)) > 0).tolist() == [True, True, False, False]


def test_after_arduous_work_one_claims_from_the_special_age(lives):
    claimed = (lives["claim_month"] > 0) & (lives["claim_month"] < 12 * BASE_YEAR + 11 + 12 * YEARS)
    special = claimed & (lives["special"] == 1)
    age = lives["claim_month"] - lives["birth"]
    earliest = np.array(FIXED_LAW["special_age"])[lives["track"]]
    assert (age[special] >= earliest[special]).all()
    assert (age[special] < np.array(FIXED_LAW["original_age"])[lives["track"]][special]).any()
    others = claimed & (lives["special"] == 0)
    assert (age[others] >= np.array(FIXED_LAW["original_age"])[lives["track"]][others]).all()


def test_the_base_stock_draws_all_three_pensions(world):
    lives = record_lives(synthetic_numbers(4), world, until=BASE_YEAR + 1)
    stock = lives[:, 0][lives["membership"][:, 0] == Membership.PENSIONER]
    public = stock["scheme"] == Scheme.PUBLIC
    months = ASSUMED["base_township_months"]
    township = np.isin(stock["contribution_months"], [int(months * (1 - 0.01 * k)) for k in range(PROVINCE_COUNT)])
    assert public.sum() > 3
    assert township.sum() > 3
    assert not (public & township).any()
    assert (stock["pension_fen"] > 0).all()


def test_certificates_are_redeemed_at_the_claim_age(lives):
    held = (lives["certificate_fen"] > 0) & (lives["entered"] == 1) & living(lives) & (YEAR > BASE_YEAR)
    assert held.any()
    age = 12 * YEAR + 11 - lives["birth"]
    assert (age[held] < np.array(FIXED_LAW["original_age"])[lives["track"]][held]).all()


def test_a_residents_pension_ends_with_the_claim_of_the_other(lives):
    ends = (lives["residents_claim"][:, :-1] > 0) & (lives["residents_claim"][:, 1:] == 0)
    before, after = before_and_after(lives, ends)
    assert len(after) > 3
    assert (after["membership"] == Membership.PENSIONER).all()
    months = after["claim_month"] % 12 + 1  # paid up to the month of the claim
    assert (after["year_residents_benefits_fen"] >= months * before["residents_pension_fen"]).all()
    assert (after["residents_account_fen"] + after["residents_left_fen"] == 0).all()
