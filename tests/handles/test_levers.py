"""Each lever of a reform moves what it should, by its rule, and nothing else."""

from functools import cache

import numpy as np
import pytest

from microsim.amounts import FEN, MONTHS
from microsim.engine.run import record_lives, simulate
from microsim.kernel.items import Item
from microsim.kernel.world import BASE_YEAR, FIRST_BIRTH_YEAR, FIRST_YEAR, pack_world
from microsim.schema import PERSON, Membership
from microsim.schemes.base.accounts import fen
from tests.handles.eventful import UNTIL, Read, inputs

ONE_IN = 150_000
REFORM = "2030-01-01"
YEAR = np.arange(UNTIL - BASE_YEAR + 1) + BASE_YEAR
ALONE = {"beyond.livelihood": 0.0}  # the test of means reads pensions, and would differ wherever they do
PARTS = ("basic_fen", "account_pension_fen", "transitional_fen", "supplement_fen")
OF_THE_PENSION = {*PARTS, "pension_fen", "account_left_fen", "year_benefits_fen"}


def lived(**changes):
    """Return the lives of a sample under changes, given by path with two underscores for a dot."""
    changes = {path.replace("__", "."): {REFORM: value} for path, value in changes.items()}
    return record_lives(inputs().population.sample(ONE_IN), Read(ALONE | changes).world, until=UNTIL)


@cache
def base():
    """Return the lives of the sample without a reform."""
    return lived()


def differing(reform):
    """Return the fields in which the lives under a reform differ from those without."""
    return {name for name in PERSON.names if not np.array_equal(base()[name], reform[name])}


def who(reform):
    """Return the rows of persons whose lives differ."""
    return np.flatnonzero((base() != reform).any(axis=1))


def at_claims(lives, since=REFORM):
    """Return person, column of the year and row of each pension claimed since a date, at the end of that year."""
    person, year = np.nonzero(
        (lives["claim_month"] // 12 == YEAR) & (YEAR >= int(since[:4])) & (lives["claim_month"] > 0)
    )
    return person, year, lives[person, year]


def total(rows):
    """Return pensions as awarded, in fen."""
    return sum(rows[part].astype(np.int64) for part in PARTS)


def test_an_early_claim_is_cut_and_a_late_one_raised_by_the_month():
    reform = lived(national__retirement__early_reduction=0.004, national__retirement__late_bonus=0.006)
    assert differing(reform) == OF_THE_PENSION
    person, year, rows = at_claims(reform)
    before = base()[person, year]
    months = rows["claim_month"] - rows["statutory_month"]
    paid_on = (months > 0) & (rows["contribution_months"] <= rows["required_months"])  # for the minimum: no bonus
    months[paid_on] = 0
    assert (months < 0).sum() > 20
    assert (months > 0).sum() > 5
    factor = 1 + np.where(months < 0, 0.004, 0.006) * months
    expected = [fen(times * yuan / FEN) for times, yuan in zip(factor, total(before), strict=True)]
    drew = base()[person, year - 1]["disability_case"] > 0  # their pension is the allowance, or not below it
    assert total(rows)[~drew].tolist() == np.array(expected)[~drew].tolist()
    assert (total(rows)[drew] >= np.array(expected)[drew]).all()


def test_a_guarantee_lifts_low_pensions_to_its_share_and_no_other():
    reform = lived(national__pension__guarantee_share=0.3, national__pension__guarantee_months=240)
    assert differing(reform) == {"supplement_fen", "pension_fen", "year_benefits_fen"}
    person, year, rows = at_claims(reform)
    before = total(base()[person, year])
    law = Read({}).law["benefit_base"]
    bases = law[rows["paying_place"], YEAR[year] - 1970]
    least = np.array([fen(yuan) for yuan in 0.3 * bases * np.minimum(1, rows["contribution_months"] / 240)])
    alone = (rows["region_months"] > 0).sum(axis=1) == 1  # one benefit region, one base
    assert (least > before)[alone].sum() > 10
    assert total(rows)[alone].tolist() == np.maximum(before, least)[alone].tolist()


def test_a_pension_by_the_months_takes_the_place_of_the_cliff():
    reform = lived(national__retirement__pro_rata_months=60)
    changed = who(reform)
    assert len(changed) > 3
    short_in_vain = np.isin(base()["membership"], (Membership.BRIDGED, Membership.WAITING)).any(axis=1)
    assert short_in_vain[changed].all()
    person, _, rows = at_claims(reform)
    short = rows[np.isin(person, changed)]
    assert len(short) == len(changed)
    assert (short["contribution_months"] < short["required_months"]).all()
    assert (short["contribution_months"] >= 60).all()
    assert (total(short) > 0).all()


def test_residents_months_open_the_employees_pension_and_raise_no_amount():
    reform = lived(national__retirement__residents_credit=1.0)
    person, year, rows = at_claims(reform)
    by_credit = rows["contribution_months"] < rows["required_months"]
    assert by_credit.sum() > 3
    before = reform[person, year - 1][by_credit]["residents_months"]
    assert (rows["contribution_months"][by_credit] + before + 12 >= rows["required_months"][by_credit]).all()
    mine = total(rows)[by_credit]
    assert (mine > 0).all()
    joined = (base()["residents_months"] > 0).any(axis=1)
    assert joined[who(reform)].all()


@pytest.mark.parametrize("path", ["national__retirement__early_reduction", "national__pension__guarantee_share"])
def test_before_its_date_a_lever_changes_nothing(path):
    reform = lived(**{path: 0.02})
    before = YEAR < int(REFORM[:4])
    assert np.array_equal(reform[:, before], base()[:, before])


# Moves between provinces


def simulated(**changes):
    """Return the books of the sample under changes from the reform on: fen [year, place, scheme, item]."""
    changes = {path.replace("__", "."): {REFORM: value} for path, value in changes.items()}
    return simulate(inputs().population.sample(ONE_IN), Read(changes).world, until=UNTIL, threads=1).flows


@cache
def flows():
    """Return the books without a reform."""
    return simulated()


MOVED = [Item.TRANSFER_IN_POOLED, Item.TRANSFER_OUT_POOLED]
SHARED = [Item.BENEFIT_BASIC, Item.BENEFIT_TRANSITIONAL, Item.BENEFIT_ADJUSTMENT]


def items_that_differ(books):
    """Return the items of the books that differ from those without a reform."""
    return {Item(item) for item in np.flatnonzero((books != flows()).any(axis=(0, 1, 2)))}


def test_a_higher_share_moves_for_bases_since_the_reform_only():
    reform = lived(national__portability__further_rate=0.08)
    assert differing(reform) == {"transfer_further_fen"}
    year = int(REFORM[:4]) - BASE_YEAR
    before, after = reform[:, year - 1], reform[:, year]
    since = after["transfer_base_fen"].sum(axis=1) - before["transfer_base_fen"].sum(axis=1)
    paid = (since > 0) & (before["number"] > 0)  # without who enters with a career lived elsewhere
    assert paid.sum() > 100
    further = after["transfer_further_fen"].sum(axis=1)
    assert np.abs(further[paid] - 0.08 * since[paid]).max() < 12  # half a fen a month
    books = simulated(national__portability__further_rate=0.08)
    assert items_that_differ(books) == set(MOVED)
    moved = (books - flows())[..., MOVED].sum(axis=(1, 2))
    assert (moved[:, 0] == moved[:, 1]).all()


def test_what_moves_earns_interest_and_nothing_else_changes():
    reform = lived(national__portability__pool_interest=1.0)
    assert differing(reform) == {"transfer_base_fen"}
    year = int(REFORM[:4]) - BASE_YEAR
    before, after = base()["transfer_base_fen"][:, year], reform["transfer_base_fen"][:, year]
    held = (before > 0).sum(axis=1) == 1
    place = base()["fund_place"][:, year][held][before[held] > 0]
    rate = Read({}).law["notional_interest"][place, int(REFORM[:4]) - 1970]
    assert np.abs(after[held].sum(axis=1) - before[held].sum(axis=1) * (1 + rate)).max() <= 1
    assert items_that_differ(simulated(national__portability__pool_interest=1.0)) == set(MOVED)


def test_under_totalisation_each_province_pays_by_the_months_there():
    """A pension is the sum of the shares of provinces, each of what the whole career would earn by its own law."""
    reform = lived(national__portability__totalisation=1, national__portability__totalisation_months=12)
    assert differing(reform) == OF_THE_PENSION | {"shared", "borne_share"}
    lifted = np.flatnonzero((base()["supplement_fen"] != reform["supplement_fen"]).any(axis=1))
    assert (base()["disability_from"][lifted] > 0).any(axis=1).all()  # to the allowance drawn before
    shared = (reform["shared"] == 1).any(axis=1)
    assert shared.sum() > 20
    assert shared[who(reform)].all()
    accounts = np.flatnonzero((base()["account_pension_fen"] != reform["account_pension_fen"]).any(axis=1))
    assert (base()["disability_from"][accounts] > 0).any(axis=1).all()  # cut alike with the other parts
    rows = at_claims(reform)[2]
    rows = rows[rows["shared"] == 1]
    assert (rows["borne_share"].sum(axis=1) < 1).all()
    books = simulated(national__portability__totalisation=1)
    of_the_disabled = [Item.BENEFIT_ACCOUNT, Item.BENEFIT_SUPPLEMENT]
    assert items_that_differ(books) == {*SHARED, *of_the_disabled}
    touched = [*SHARED, *of_the_disabled]
    paid, before = books[..., touched].sum(axis=(0, 2, 3)), flows()[..., touched].sum(axis=(0, 2, 3))
    assert paid.sum() != before.sum()
    assert (np.abs(paid - before) > 0).sum() > 3  # the places that bear a share pay it
    assert reform["year_benefits_fen"].sum() - base()["year_benefits_fen"].sum() == paid.sum() - before.sum()


# Divisors


def test_a_cohort_divisor_is_the_life_expectancy_of_the_cohort():
    """Without interest, months of age 60: those a cohort may expect to live, half of the month of death left out."""
    reform = Read({"national.pension.cohort_divisors": {REFORM: 1}}).world
    table = pack_world(reform)["cohort_divisor"][0]
    at_sixty = table[:, (60 - 40) * MONTHS]
    assert 200 < at_sixty[1965 - FIRST_BIRTH_YEAR] < at_sixty[2000 - FIRST_BIRTH_YEAR] < 420
    death = reform.death[:-1].mean(axis=(0, 1))
    ages = np.arange(60, death.shape[1] - 1)
    alive = np.cumprod(1 - death[np.clip(1965 + ages - FIRST_YEAR, 0, None), ages])
    years = 1 + alive.sum() - 0.5  # full years lived, and half of the last
    assert at_sixty[1965 - FIRST_BIRTH_YEAR] == pytest.approx(12 * years, abs=12)


def test_cohort_divisors_change_the_account_part_alone():
    reform = lived(national__pension__cohort_divisors=1)
    touched = OF_THE_PENSION | {"disability_fen"}
    assert differing(reform) <= touched
    person, year, rows = at_claims(reform)
    before = base()[person, year]
    account = (before["disability_from"] == 0) & (before["account_left_fen"] > 0) & (before["scheme"] == 0)
    later = rows["claim_month"] - rows["birth"] >= 60 * MONTHS
    fell = rows["account_pension_fen"] < before["account_pension_fen"]
    assert fell[account & later].mean() > 0.95  # lives are longer than the table of 2005 has it
