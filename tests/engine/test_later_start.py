"""A run from the end of 2020: nothing before it, the priors of its year, and persons who do not vanish."""

import numpy as np
import pytest

from microsim.engine.run import record_lives, simulate
from microsim.kernel.tallies import UNDATED
from microsim.kernel.world import BASE_YEAR, BASE_YEARS, FIRST_HISTORY_YEAR, FIRST_LAW_YEAR, FIRST_STOCK_YEAR
from microsim.schema import Membership
from tests.geography import SHANGHAI
from tests.world import FIXED_LAW, synthetic_numbers

LATER = BASE_YEARS[-1]
START = LATER - BASE_YEAR
BEFORE = LATER - FIRST_STOCK_YEAR
UNTIL = 2030
RICH = 987_600.0  # yuan a month, which no other pension of the made-up world is


@pytest.fixture(scope="module")
def people():
    """Numbers of persons who stand at the end of 2020, or are born or arrive after it."""
    return synthetic_numbers(start=START)


@pytest.fixture(scope="module")
def whole(world, people):
    """The tallies of these persons."""
    return simulate(people, world, until=UNTIL, threads=1, first=FIRST_STOCK_YEAR)


def test_nothing_is_counted_before_the_start(whole):
    for name, array in whole._asdict().items():
        if name not in UNDATED:
            assert not array[:BEFORE].any(), name
    assert whole.population[BEFORE].any()


def test_the_cut_starts_the_axes_at_the_base_year(world, people, whole):
    cut = simulate(people, world, until=UNTIL, threads=1, first=LATER)
    assert len(cut.population) == UNTIL - LATER + 1
    assert len(cut.flows) == UNTIL - LATER
    assert len(cut.history) == LATER - FIRST_HISTORY_YEAR + 1
    for name, array in cut._asdict().items():
        if name not in UNDATED and name != "history":
            assert np.array_equal(array, getattr(whole, name)[BEFORE:]), name
    assert np.array_equal(cut.lifetimes, whole.lifetimes)


def test_persons_are_conserved(world, people):
    cut = simulate(people, world, until=UNTIL, threads=1, first=LATER)
    change = cut.births + cut.arrivals - cut.deaths + cut.moves.sum(axis=1) - cut.moves.sum(axis=2)
    assert (np.diff(cut.population.sum(axis=(2, 3, 4)), axis=0) == change).all()
    entered = int(((people >> np.uint64(32)) & np.uint64(127) <= UNTIL - BASE_YEAR).sum())
    assert cut.population[0].sum() + cut.births.sum() + cut.arrivals.sum() == entered


@pytest.mark.parametrize(("threads", "block"), [(2, 7), (2, 1000)])
def test_threads_and_blocks_change_nothing(world, people, whole, threads, block):
    other = simulate(people, world, until=UNTIL, threads=threads, block=block, first=FIRST_STOCK_YEAR)
    assert all(np.array_equal(one, two) for one, two in zip(other, whole, strict=True))


def test_pensioners_of_the_base_stock_have_the_priors_of_their_year(world, people):
    tables = world.assumptions.copy()
    tables["base_pension_mean"][:, LATER - FIRST_LAW_YEAR] = RICH
    tables["base_pension_sd"], tables["base_lived"] = 0.0, 0.0
    stand = record_lives(people, world._replace(assumptions=tables), until=LATER)[:, -1]
    drawn = stand["basic_fen"] == round(100 * RICH)
    assert drawn.sum() > 20
    assert (stand["membership"][drawn] == Membership.PENSIONER).all()
    assert (stand["claim_month"][drawn] <= 12 * LATER + 11).all()
    earlier = record_lives(synthetic_numbers(), world._replace(assumptions=tables), until=BASE_YEAR + 1)[:, 0]
    assert not (earlier["basic_fen"] == round(100 * RICH)).any()


def test_a_township_pension_is_that_of_2016_raised_since(world, people):
    """The scheme ended in 2017: a law without it in 2020 leaves the pensions it had awarded."""
    law = world.law.copy()
    law["township_first_share"][:, LATER - FIRST_LAW_YEAR] = 0.0
    law["adjustment_flat"], law["adjustment_per_year"], law["adjustment_rate"] = 10.0, 0.0, 0.0
    law["adjustment_aged"] = 0.0
    tables = world.assumptions.copy()
    tables["base_township"] = 1.0
    tables["base_township_months"] = law["minimum_months"][0, BASE_YEAR - FIRST_LAW_YEAR]
    none = {name: np.zeros_like(getattr(world, name)) for name in ("base_pensioner", "base_public")}
    old = record_lives(people, world._replace(law=law, assumptions=tables, **none), until=LATER)[:, -1]
    here = (old["membership"] == Membership.PENSIONER) & (old["place"] == SHANGHAI) & (old["claim_month"] < 12 * 2016)
    here &= old["place"] == old["hukou_place"]
    here &= old["months"].sum(axis=1) + old["deemed_months"].sum(axis=1) == 0  # no career led to it
    wage = law["reference_wage"][SHANGHAI, BASE_YEAR - FIRST_LAW_YEAR]
    first = round(100 * wage * FIXED_LAW["township_first_share"])
    assert here.sum() >= 2
    assert (np.abs(old["basic_fen"][here] - first) <= 1).all()
    assert (old["pension_fen"][here] - old["basic_fen"][here] == 4 * 1000).all()
