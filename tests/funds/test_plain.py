"""The ledger is, to the fen, that of a second one in plain Python (``plain``), under rules of every kind."""

import numpy as np
import pytest

from microsim.funds.ledger import BOOKED_HERE, keep_books
from microsim.funds.national import members_of
from microsim.funds.policy import no_policy
from microsim.funds.provincial import in_force
from microsim.kernel.items import Item, Kind, items_of
from microsim.kernel.tallies import MonthCount, Standing, new_tallies
from microsim.places import ELSEWHERE, PLACE_COUNT
from microsim.schema import Labour, Scheme
from tests.funds.plain import Year

YEARS = 3
SHARES = np.arange(17) / 16  # that a float holds exactly, so that both ledgers round the same amounts


def made_up(random, most=30_000):
    """Return tallies of small uneven amounts up to a most, with places that spend nothing and places in deficit."""
    tallies = new_tallies(YEARS)
    paying, spending = items_of(Kind.CONTRIBUTION), items_of(Kind.BENEFIT, Kind.INHERITANCE)
    for item in [*paying, *spending]:
        tallies.flows[..., item] = random.integers(0, 1 + most // 8, tallies.flows.shape[:3]) * (random.random() < 0.8)
    busy = random.random(tallies.flows.shape[:3]) < 0.6
    tallies.flows[..., Item.EMPLOYER] += random.integers(0, most, busy.shape) * busy
    idle = random.random(tallies.flows.shape[:3]) < 0.2
    tallies.flows[idle] = 0
    tallies.flows[..., BOOKED_HERE] = 12_345  # what the kernel left there is not kept
    tallies.months[..., MonthCount.RESIDENTS_PENSION] = random.integers(0, 9, tallies.months.shape[:2])
    for standing in (Standing.PAYING, Standing.DORMANT, Standing.PENSIONER, Standing.PUBLIC_PAYING):
        tallies.standing[:, :, standing, 0, 30] = random.integers(0, 40, tallies.standing.shape[:2])
    tallies.labour[:, :, 0, Labour.FORMAL, 1] = random.integers(0, 60, tallies.labour.shape[:2])
    return tallies


def rules(random):
    """Return rules that differ by year, province and scheme, each left out in some of them."""
    policy = no_policy(YEARS)
    for name, array in policy._asdict().items():
        there = random.random(array.shape) < 0.7
        if name in ("subsidy", "central_basic", "rest_covered", "rest_retired", "upload"):
            array[...] = random.integers(1, 400, array.shape) * there
        elif name == "settled_months":
            array[...] = random.choice((3, 6, 9), array.shape) * there  # quarters of a year: a float holds them exactly
        elif name.endswith("months"):
            array[...] = random.integers(1, 9, array.shape) * there
        else:
            array[...] = random.choice(SHARES, array.shape) * there
    policy.provincial_fund[:] = random.choice((0.0, 0.5, 1.0), policy.provincial_fund.shape)
    policy.public_fund[:] = random.choice((0.0, 0.5, 1.0), policy.public_fund.shape)
    return policy


def opening(random, most=30_000, held=0):
    """Return stocks of either sign; the cities of a province together hold so many fen of the public scheme."""
    stocks = random.integers(-2 * most, 3 * most, (PLACE_COUNT, len(Scheme)))
    stocks[:ELSEWHERE, Scheme.PUBLIC] -= stocks[:ELSEWHERE, Scheme.PUBLIC].sum() // (ELSEWHERE - 1)
    stocks[0, Scheme.PUBLIC] += held - stocks[: ELSEWHERE - 1, Scheme.PUBLIC].sum()
    return stocks


@pytest.mark.parametrize("most", [30_000, 8])
@pytest.mark.parametrize("seed", range(8))
def test_both_ledgers_agree_to_the_fen(seed, most):
    random = np.random.default_rng(seed)
    tallies, policy, stocks = made_up(random, most), rules(random), opening(random, most, held=seed % 2)
    books = keep_books(tallies, stocks, policy)
    members = members_of(tallies)
    held = stocks.tolist()
    for year in range(YEARS):
        kept = tallies.flows[year].copy()
        kept[..., BOOKED_HERE] = 0
        heads = [heads[year].tolist() for heads in members]
        of_year = policy._make(array[year] for array in policy)
        months = tallies.months[year, :, MonthCount.RESIDENTS_PENSION].tolist()
        plain = Year(kept.tolist(), held, of_year, months, heads)
        held = plain.keep()
        assert books.flows[year].tolist() == plain.flows
        assert books.closing[year].tolist() == held
        assert books.national[year].tolist() == plain.moved


def test_what_no_float_holds_is_kept_where_the_whole_year_is_common():
    amount = 2**60 + 1
    assert in_force(np.array([amount, -amount]), 1.0).tolist() == [amount, -amount]
    assert in_force(np.array([3, -3]), 0.5).tolist() == [1, -1]


def test_the_heads_that_are_counted():
    tallies = made_up(np.random.default_rng(3))
    insured, employed, public, retired = members_of(tallies)
    for year in range(YEARS):
        for place in range(PLACE_COUNT):
            of = tallies.standing[year, place].sum(axis=(1, 2))
            assert insured[year, place] == of[Standing.PAYING] + of[Standing.DORMANT]
            assert public[year, place] == of[Standing.PUBLIC_PAYING]
            assert retired[year, place] == of[Standing.PENSIONER]
            jobs = tallies.labour[year, place, :, Labour.FORMAL].sum()
            assert employed[year, place] == max(jobs - of[Standing.PUBLIC_PAYING], 0)
