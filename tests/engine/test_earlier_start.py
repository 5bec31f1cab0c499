"""A run from the end of 2010: its people are others, and live from 2011 on by the same loop."""

import numpy as np
import pytest

from microsim.engine.run import entry_years, record_lives, simulate
from microsim.kernel.numbers import pack, unpack, year_code, years_of
from microsim.kernel.world import BASE_YEAR, BASE_YEARS
from microsim.schema import Membership, Origin, Status
from tests.world import synthetic_numbers

EARLY = BASE_YEARS[0]
UNTIL = 2022


@pytest.fixture(scope="module")
def people():
    """Numbers of persons who stand at the end of 2010, or are born or arrive after it."""
    later = synthetic_numbers(start=0)
    codes = np.array([unpack(number) for number in later])
    years = codes[:, 5] + EARLY - BASE_YEAR
    return np.sort(pack(*(column.astype(np.uint64) for column in codes[:, :5].T), *coded(years, codes[:, 6])))


def coded(years, counts):
    """Return the codes of years from 2016, and counts, as a number holds them."""
    return year_code(years).astype(np.uint64), counts.astype(np.uint64)


@pytest.fixture(scope="module")
def whole(world, people):
    """The tallies of these persons."""
    return simulate(people, world, until=UNTIL, threads=1, first=EARLY)


def test_years_before_2016_have_codes_of_their_own():
    years = np.arange(-16, 112)
    assert sorted(year_code(years)) == list(range(128))
    assert (years_of(year_code(years)) == years).all()
    number = pack(
        *(np.uint64(code) for code in (int(Origin.BIRTH), 3, int(Status.LOCAL_RURAL), 1, 0)),
        *coded(np.int64(-5), np.int64(7)),
    )
    assert unpack(number)[5] == -5
    assert entry_years(np.array([number])) == [2011]


def test_axes_begin_with_the_start(whole, people):
    assert len(whole.population) == UNTIL - EARLY + 1
    assert len(whole.flows) == UNTIL - EARLY
    assert len(whole.history) == 1
    assert whole.population[0].sum() == (entry_years(people) == EARLY).sum()


def test_persons_are_conserved(whole, people):
    change = whole.births + whole.arrivals - whole.deaths + whole.moves.sum(axis=1) - whole.moves.sum(axis=2)
    assert (np.diff(whole.population.sum(axis=(2, 3, 4)), axis=0) == change).all()
    assert whole.deaths[0].any()
    assert whole.population[0].sum() + whole.births.sum() + whole.arrivals.sum() == (entry_years(people) <= UNTIL).sum()


def test_claims_of_the_years_before_2017_are_lived_and_booked(world, people, whole):
    lives = record_lives(people, world, until=UNTIL, first=EARLY)
    assert lives.shape[1] == UNTIL - EARLY + 1
    early = (lives["claim_month"][:, -1] >= 12 * (EARLY + 1)) & (lives["claim_month"][:, -1] < 12 * (BASE_YEAR + 1))
    assert early.any()
    assert (lives["membership"][early][:, -1] == Membership.PENSIONER).all()
    assert whole.claims[: BASE_YEAR - EARLY].any()


@pytest.mark.parametrize(("threads", "block"), [(2, 7), (2, 1000)])
def test_threads_and_blocks_change_nothing(world, people, whole, threads, block):
    other = simulate(people, world, until=UNTIL, threads=threads, block=block, first=EARLY)
    assert all(np.array_equal(one, two) for one, two in zip(other, whole, strict=True))
