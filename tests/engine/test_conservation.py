"""What no law may break: persons and money do not vanish, nothing is negative, tallies are sums over lives."""

import numpy as np

from microsim.engine.tallies import Item, MonthCount, Standing
from microsim.engine.world import BASE_YEAR, FIRST_YEAR, YEARS
from microsim.places import PLACE_COUNT
from microsim.schema import PERSON_FIELDS, Membership, Scheme

EMPLOYEES, RESIDENTS = Scheme
SIGNED = {"permanent", "persistent", "relation", "paying_place", "residents_place", "fund_place"}


def item(tallies, scheme, *items):
    """Return flows of some items of a scheme by year, over all places."""
    return sum(tallies.flows[:, :, scheme, code].sum(axis=1) for code in items)


def test_persons_are_conserved_in_every_place_and_year(tallies):
    stock = tallies.population.sum(axis=(2, 3, 4))
    change = tallies.births + tallies.arrivals - tallies.deaths + tallies.moves.sum(axis=1) - tallies.moves.sum(axis=2)
    assert (np.diff(stock, axis=0) == change).all()
    assert tallies.moves.sum() > 0
    assert stock[0].sum() > stock[-1].sum() > 0


def test_population_deaths_and_moves_are_those_of_the_lives(tallies, lives):
    here = np.where(lives["alive"] == 1, lives["place"], -1)
    stock = np.array([np.bincount(column[column >= 0], minlength=PLACE_COUNT) for column in here.T])
    assert (tallies.population.sum(axis=(2, 3, 4)) == stock).all()
    assert (tallies.deaths.sum(axis=1) == (lives["death_month"] > 0).sum(axis=0)[1:]).all()
    moved = (here[:, 1:] >= 0) & (here[:, :-1] >= 0) & (here[:, 1:] != here[:, :-1])
    assert (tallies.moves.sum(axis=(1, 2)) == moved.sum(axis=0)).all()


def test_every_person_has_a_labour_state_each_year(tallies):
    assert (tallies.labour.sum(axis=(2, 3, 4)) == tallies.population[1:].sum(axis=(2, 3, 4))).all()


def test_months_are_counted_once_and_lie_within_the_year(tallies, lives):
    assert lives["paid_months"].min() >= 0
    assert lives["paid_months"].max() <= 12
    simulated = (lives["entered"] == 1) & (np.arange(YEARS + 1) + BASE_YEAR > first_years(lives)[:, None])
    paid = (lives["paid_months"] * simulated).sum(axis=0)[1:]
    assert (tallies.months[..., MonthCount.PAID].sum(axis=1) == paid).all()
    pensioners = tallies.standing[:, :, Standing.PENSIONER].sum(axis=(1, 2, 3))
    died = tallies.deaths.sum(axis=1)
    assert (tallies.months[..., MonthCount.PENSION].sum(axis=1) <= 12 * (pensioners + died)).all()


def first_years(lives):
    """Return the year in which each person entered."""
    return BASE_YEAR + (lives["number"] > 0).argmax(axis=1)


def test_nothing_is_negative(tallies, lives):
    for name, array in tallies._asdict().items():
        assert array.min() >= 0, name
    for field in PERSON_FIELDS:
        if field.name not in SIGNED:
            assert lives[field.name].min() >= 0, field.name
        if field.kind == "f8":
            assert np.isfinite(lives[field.name]).all(), field.name


def test_money_that_moves_leaves_one_fund_and_reaches_another(tallies):
    for scheme, out, into in (
        (EMPLOYEES, Item.TRANSFER_OUT_ACCOUNT, Item.TRANSFER_IN_ACCOUNT),
        (EMPLOYEES, Item.TRANSFER_OUT_POOLED, Item.TRANSFER_IN_POOLED),
        (RESIDENTS, Item.TRANSFER_OUT_ACCOUNT, Item.TRANSFER_IN_ACCOUNT),
    ):
        assert item(tallies, scheme, out).sum() > 0
        assert (item(tallies, scheme, out) == item(tallies, scheme, into)).all()
    for one, other in ((EMPLOYEES, RESIDENTS), (RESIDENTS, EMPLOYEES)):
        assert item(tallies, one, Item.BRIDGE_OUT).sum() > 0
        assert (item(tallies, one, Item.BRIDGE_OUT) == item(tallies, other, Item.BRIDGE_IN)).all()


def test_transfers_between_places_are_those_of_the_books(tallies):
    account, pooled = tallies.transfers[..., 1], tallies.transfers[..., 2]
    flows = tallies.flows[:, :, EMPLOYEES]
    assert (account.sum(axis=2) == flows[..., Item.TRANSFER_OUT_ACCOUNT]).all()
    assert (account.sum(axis=1) == flows[..., Item.TRANSFER_IN_ACCOUNT]).all()
    assert (pooled.sum(axis=2) == flows[..., Item.TRANSFER_OUT_POOLED]).all()
    assert (pooled.sum(axis=1) == flows[..., Item.TRANSFER_IN_POOLED]).all()


def test_books_hold_what_persons_pay_and_receive(tallies, lives):
    after_entry = np.arange(YEARS + 1) + BASE_YEAR > first_years(lives)[:, None]
    for scheme, paid, items in (
        (EMPLOYEES, "year_contributions_fen", (Item.EMPLOYER, Item.EMPLOYEE, Item.FLEXIBLE)),
        (EMPLOYEES, "year_benefits_fen", (*range(Item.BENEFIT_BASIC, Item.INHERITANCE + 1),)),
        (RESIDENTS, "year_residents_paid_fen", (Item.PERSONAL,)),
        (RESIDENTS, "year_residents_benefits_fen", (*range(Item.BENEFIT_BASIC, Item.INHERITANCE + 1),)),
    ):
        of_lives = (lives[paid] * after_entry).sum(axis=0)[FIRST_YEAR - BASE_YEAR :]
        assert (item(tallies, scheme, *items) == of_lives).all(), paid


def test_records_keep_what_they_hold_at_a_place(lives):
    held = lives["account_fen"] + lives["transfer_base_fen"] + lives["months"]
    assert (lives["fund_place"][held > 0] >= 0).all()
    assert (lives["residents_place"][lives["residents_account_fen"] > 0] >= 0).all()
    claimed = (lives["membership"] == Membership.PENSIONER) & (lives["alive"] == 1)
    assert (lives["pension_fen"][claimed] > 0).all()
    assert (lives["account_fen"][claimed] == 0).all()
    assert (lives["pension_fen"][~claimed & (lives["alive"] == 1)] == 0).all()
