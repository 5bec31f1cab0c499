"""Careers across the base date: what a reform leaves alone, what the history counts, records past the age."""

import numpy as np
import pytest

from microsim.engine.run import record_lives, simulate
from microsim.kernel.numbers import parts_of
from microsim.kernel.tallies import History
from microsim.kernel.world import BASE_YEAR, FIRST_HISTORY_YEAR, FIRST_LAW_YEAR
from microsim.places import PROVINCE_OF
from microsim.schema import Membership, Origin, Scheme
from tests.geography import SHANGHAI

AFTER = BASE_YEAR + 1 - FIRST_LAW_YEAR


@pytest.fixture(scope="module")
def stands(world, numbers):
    """The base stock at the base date."""
    stock = numbers[parts_of(numbers)[0] <= Origin.ABSENT]
    return stock, record_lives(stock, world, until=BASE_YEAR + 1)[:, 0]


def had_career(people):
    return people["months"].sum(axis=1) + people["deemed_months"].sum(axis=1) > 0


def test_careers_led_to_pensions_before_the_base_date(stands):
    people = stands[1]
    lived = (people["membership"] == Membership.PENSIONER) & had_career(people)
    assert lived.sum() >= 10
    assert (people["claim_month"][lived] < 12 * (BASE_YEAR + 1)).all()
    assert (people["scheme"][lived] == Scheme.EMPLOYEES).all()


def test_some_past_the_age_hold_a_record_without_a_pension(stands, world):
    people = stands[1]
    ages = world.law["original_age"][0, BASE_YEAR - FIRST_LAW_YEAR][people["track"]]
    past = people["birth"] + ages <= 12 * BASE_YEAR
    assert (past & (people["membership"] != Membership.PENSIONER) & (people["relation"] >= 0)).sum() >= 5


def test_a_reform_after_the_base_date_changes_no_history(stands, world):
    """But for the minimum years: who pays alone to reach them looks ahead to those of the own age."""
    law = world.law.copy()
    for name in ("accrual_rate", "adjustment_flat", "base_floor", "employer_rate", "benefit_base"):
        law[name][:, AFTER:] = 1.5 * law[name][:, AFTER:]
    stock, before = stands
    after = record_lives(stock, world._replace(law=law), until=BASE_YEAR + 1)[:, 0]
    assert [name for name in before.dtype.names if not np.array_equal(after[name], before[name])] == []


def test_pensions_meet_what_is_known_and_drawn_ones_stay(stands, world):
    """Factors of one leave the award as lived: of who had a career each is its factor times that, others are the same."""
    stock, met = stands
    lived = record_lives(stock, world._replace(base_award=np.ones_like(world.base_award)), until=BASE_YEAR + 1)[:, 0]
    career = (met["membership"] == Membership.PENSIONER) & (met["scheme"] == Scheme.EMPLOYEES) & had_career(met)
    age = BASE_YEAR - met["birth"] // 12
    group = np.searchsorted((60, 70, 80), age, side="right")
    province = PROVINCE_OF[met["paying_place"]]
    factor = world.base_award[province, met["sex"], group]
    for name in ("pension_fen", "account_left_fen"):
        assert (np.abs(met[name] - factor * lived[name])[career] <= 1).all(), name
        assert (met[name] == lived[name])[~career].all(), name
    assert (np.abs(met["basic_fen"] / np.maximum(lived["basic_fen"], 1) - factor)[career] < 0.01).all()


def test_the_history_counts_what_records_say(stands, world):
    """At the end of the base year: pensioners where they are paid, pensions as they were before they met what is known."""
    stock, _ = stands
    world = world._replace(base_award=np.ones_like(world.base_award))
    people = record_lives(stock, world, until=BASE_YEAR + 1)[:, 0]
    counted = simulate(stock, world, until=BASE_YEAR + 1, threads=1).history[BASE_YEAR - FIRST_HISTORY_YEAR]
    drawn = (people["membership"] == Membership.PENSIONER) & had_career(people)
    assert counted[..., History.PENSIONERS].sum() == drawn.sum()
    assert counted[..., History.PENSION_FEN].sum() == people["pension_fen"][drawn].sum()
    new = drawn & (people["claim_month"] >= 12 * BASE_YEAR)
    assert counted[..., History.CLAIMS].sum() == new.sum()
    pays = (people["paid_months"] > 0) & (people["scheme"] == Scheme.EMPLOYEES)
    assert counted[..., History.PAYERS].sum() == pays.sum()
    assert counted[..., History.PAID_MONTHS].sum() == people["paid_months"][pays].sum()
    place, sex, age = people["paid_place"][pays], people["sex"][pays], BASE_YEAR - people["birth"][pays] // 12
    assert (counted[place, sex, np.minimum(age, 100), History.PAYERS] > 0).all()


def test_at_the_base_date_the_counted_are_its_residents(stands, world):
    """Drawn pensioners and children among them, who have lived no work; but not who is set down away whatever was lived."""
    at_home = parts_of(stands[0])[0] == Origin.BASE
    counted = simulate(stands[0][at_home], world, until=BASE_YEAR + 1, threads=1)
    residents = counted.history[BASE_YEAR - FIRST_HISTORY_YEAR, ..., History.RESIDENTS]
    assert np.array_equal(residents, counted.population[0].sum(axis=1))
    before = counted.history[..., History.RESIDENTS].sum(axis=(1, 2, 3))[: BASE_YEAR - FIRST_HISTORY_YEAR + 1]
    born = [(stands[1]["birth"][at_home] < 12 * (year + 1)).sum() for year in range(FIRST_HISTORY_YEAR, BASE_YEAR + 1)]
    assert before.tolist() == born


def test_only_the_base_stock_has_a_history_that_counts(world, numbers):
    later = numbers[parts_of(numbers)[0] >= Origin.BIRTH]
    assert not simulate(later, world, until=2060, threads=1).history.any()


def test_where_pensions_are_drawn_nobody_past_the_age_was_insured(stands, world):
    stock, people = stands
    tables = world.assumptions.copy()
    tables["base_lived"] = 0.0
    drawn = record_lives(stock, world._replace(assumptions=tables), until=BASE_YEAR + 1)[:, 0]
    home = (stock >> np.uint64(50)) & np.uint64(511) == SHANGHAI
    ages = world.law["original_age"][0, BASE_YEAR - FIRST_LAW_YEAR][drawn["track"]]
    past = (drawn["birth"] + ages <= 12 * BASE_YEAR + 11) & (parts_of(stock)[0] == Origin.BASE)
    assert (drawn["relation"][past & (drawn["membership"] != Membership.PENSIONER)] < 0).all()
    assert home.any()  # there they are drawn in this world
    assert [name for name in drawn.dtype.names if not np.array_equal(drawn[name][home], people[name][home])] == []
