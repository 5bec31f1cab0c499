"""What no law may break: persons and money do not vanish, nothing is negative, tallies are sums over lives."""

import numpy as np

from microsim.amounts import FEN
from microsim.kernel.items import Item
from microsim.kernel.tallies import MonthCount, Standing
from microsim.kernel.world import BASE_YEAR, LAST_YEAR
from microsim.places import PLACE_COUNT
from microsim.schema import PERSON_FIELDS, Membership, Scheme

YEARS = LAST_YEAR - BASE_YEAR
EMPLOYEES, RESIDENTS, PUBLIC, LOCAL = Scheme
FULL = 40  # years in which many of a small sample pay
RECORDS = (EMPLOYEES, PUBLIC)  # one record, in one of two funds
SIGNED = {
    "attachment",
    "excess_risk",
    "permanent",
    "persistent",
    "relation",
    "paying_place",
    "paid_place",
    "residents_place",
    "fund_place",
}


def item(tallies, schemes, *items):
    """Return flows of some items of some schemes by year, over all places."""
    return sum(tallies.flows[:, :, scheme, code].sum(axis=1) for scheme in schemes for code in items)


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
    counted = tallies.months.sum(axis=1)
    assert (counted[:, MonthCount.PAID] + counted[:, MonthCount.PUBLIC_PAID] == paid).all()
    died = tallies.deaths.sum(axis=1)
    for months, standing in (
        (MonthCount.PENSION, Standing.PENSIONER),
        (MonthCount.PUBLIC_PENSION, Standing.PUBLIC_PENSIONER),
    ):
        pensioners = tallies.standing[:, :, standing].sum(axis=(1, 2, 3))
        assert (counted[:, months] <= 12 * (pensioners + died)).all()
        assert counted[:, months].sum() > 0


def test_bases_are_those_of_the_months_paid(tallies):
    """The mean base of a month is that of who pays, and contributions are the law's rates of the bases."""
    counted, wages = tallies.months.sum(axis=1)[:FULL], tallies.wages.sum(axis=(1, 2))[:FULL]
    last = wages[:, 2] / wages[:, 0] * counted[:, MonthCount.PAID]  # had all months had the year's last base
    assert abs(counted[:, MonthCount.BASE].sum() / last.sum() - 1) < 0.03
    contributions = item(tallies, [EMPLOYEES], Item.EMPLOYER, Item.EMPLOYEE, Item.FLEXIBLE)[:FULL] / FEN
    rate = contributions / counted[:, MonthCount.BASE]
    assert ((rate > 0.15) & (rate < 0.29)).all()
    of_public = item(tallies, [PUBLIC], Item.EMPLOYER, Item.EMPLOYEE)[:FULL] / FEN
    rate = of_public / counted[:, MonthCount.PUBLIC_BASE]
    assert ((rate > 0.2) & (rate < 0.29)).all()


def test_months_are_kept_for_life_and_add_up_alike(lives):
    by_province, by_region = lives["months"].sum(axis=-1), lives["region_months"].sum(axis=-1)
    assert (by_province == by_region).all()
    later = lives["number"][:, 1:] > 0
    assert (np.diff(by_province, axis=1)[later] >= lives["paid_months"][:, 1:][later]).all()


def first_years(lives):
    """Return the year in which each person entered."""
    return BASE_YEAR + (lives["number"] > 0).argmax(axis=1)


def test_nothing_is_negative(tallies, lives):
    for name, array in tallies._asdict().items():
        assert array.min() >= 0, name
    for field in PERSON_FIELDS:
        if field.name not in SIGNED:
            assert lives[field.name].min() >= 0, field.name
        if field.type == "f8":
            assert np.isfinite(lives[field.name]).all(), field.name


def test_money_that_moves_leaves_one_fund_and_reaches_another(tallies):
    for schemes, out, into in (
        (RECORDS, Item.TRANSFER_OUT_ACCOUNT, Item.TRANSFER_IN_ACCOUNT),
        (RECORDS, Item.TRANSFER_OUT_POOLED, Item.TRANSFER_IN_POOLED),
        ((RESIDENTS,), Item.TRANSFER_OUT_ACCOUNT, Item.TRANSFER_IN_ACCOUNT),
    ):
        assert item(tallies, schemes, out).sum() > 0
        assert (item(tallies, schemes, out) == item(tallies, schemes, into)).all()
    for ones, others in ((RECORDS, (RESIDENTS,)), ((RESIDENTS,), RECORDS)):
        assert item(tallies, ones, Item.BRIDGE_OUT).sum() > 0
        assert (item(tallies, ones, Item.BRIDGE_OUT) == item(tallies, others, Item.BRIDGE_IN)).all()


def test_public_employees_take_money_into_their_fund_and_out_of_it(tallies):
    """What leaves one of the two funds and not both reaches the other."""
    for out, into in (
        (Item.TRANSFER_OUT_ACCOUNT, Item.TRANSFER_IN_ACCOUNT),
        (Item.TRANSFER_OUT_POOLED, Item.TRANSFER_IN_POOLED),
    ):
        gained = [item(tallies, (scheme,), into) - item(tallies, (scheme,), out) for scheme in RECORDS]
        assert (gained[0] == -gained[1]).all()
        assert gained[0].min() < 0 < gained[0].max()


def test_transfers_between_places_are_those_of_the_books(tallies):
    """The books also hold what moves between the two funds of a place: as much out of one as into the other."""
    flows = tallies.flows[:, :, EMPLOYEES] + tallies.flows[:, :, PUBLIC]
    for measure, out, into in (
        (1, Item.TRANSFER_OUT_ACCOUNT, Item.TRANSFER_IN_ACCOUNT),
        (2, Item.TRANSFER_OUT_POOLED, Item.TRANSFER_IN_POOLED),
    ):
        moved = tallies.transfers[..., measure]
        between_funds = flows[..., out] - moved.sum(axis=2)
        assert (between_funds == flows[..., into] - moved.sum(axis=1)).all()
        assert between_funds.min() == 0 < between_funds.max()


def test_books_hold_what_persons_pay_and_receive(tallies, lives):
    after_entry = np.arange(YEARS + 1) + BASE_YEAR > first_years(lives)[:, None]
    benefits = (*range(Item.BENEFIT_BASIC, Item.INHERITANCE + 1), Item.BENEFIT_DISABILITY)
    for schemes, paid, items in (
        (RECORDS, "year_contributions_fen", (Item.EMPLOYER, Item.EMPLOYEE, Item.FLEXIBLE)),
        (RECORDS, "year_benefits_fen", benefits),
        ((RESIDENTS,), "year_residents_paid_fen", (Item.PERSONAL,)),
        ((RESIDENTS,), "year_residents_benefits_fen", benefits),
    ):
        of_lives = (lives[paid] * after_entry).sum(axis=0)[1:]
        booked = item(tallies, schemes, *items)
        if paid == "year_contributions_fen":  # the fee on months paid up late is no contribution of anybody's
            booked = booked - tallies.months[..., MonthCount.LATE_FEE].sum(axis=1)
        assert (booked == of_lives).all(), paid


def test_records_keep_what_they_hold_at_a_place(lives):
    held = lives["account_fen"] + lives["transfer_base_fen"] + lives["months"]
    assert (lives["fund_place"][held > 0] >= 0).all()
    assert (lives["residents_place"][lives["residents_account_fen"] > 0] >= 0).all()
    claimed = (lives["membership"] == Membership.PENSIONER) & (lives["alive"] == 1)
    assert (lives["pension_fen"][claimed] > 0).all()
    assert (lives["account_fen"][claimed] == 0).all()
    assert (lives["pension_fen"][~claimed & (lives["alive"] == 1)] == 0).all()
