"""The base date is counted as everybody stands when the run begins, and the history counts who lived and served where."""

import numpy as np
import pytest

from microsim.engine.run import record_lives, simulate
from microsim.kernel.tallies import AtBase, History
from microsim.kernel.world import BASE_YEAR, FIRST_HISTORY_YEAR
from microsim.places import PLACE_COUNT
from microsim.schema import Membership, Scheme
from tests.world import synthetic_numbers


@pytest.fixture(scope="module")
def people():
    return synthetic_numbers()


@pytest.fixture(scope="module")
def counted(world, people):
    return simulate(people, world, until=BASE_YEAR + 1, threads=1)


@pytest.fixture(scope="module")
def stand(world, people):
    """The records of those who stand at the base date."""
    found = record_lives(people, world, until=BASE_YEAR + 1)[:, 0]
    return found[found["entered"] == 1]


def by_place(records, place, weights=None):
    return np.bincount(records[place], weights, minlength=PLACE_COUNT)


@pytest.mark.parametrize(
    ("scheme", "heads", "money"),
    [
        (Scheme.EMPLOYEES, AtBase.PENSIONERS, AtBase.PENSION_FEN),
        (Scheme.PUBLIC, AtBase.PUBLIC_PENSIONERS, AtBase.PUBLIC_PENSION_FEN),
    ],
)
def test_pensioners_of_the_base_date(counted, stand, scheme, heads, money):
    draw = stand[(stand["membership"] == Membership.PENSIONER) & (stand["scheme"] == scheme)]
    assert len(draw) > 0
    assert (counted.at_base[..., heads].sum(axis=(1, 2)) == by_place(draw, "paying_place")).all()
    assert (counted.at_base[..., money].sum(axis=(1, 2)) == by_place(draw, "paying_place", draw["pension_fen"])).all()


def test_the_residents_scheme_at_the_base_date(counted, stand):
    draw = stand[stand["residents_claim"] > 0]
    pay = stand[(stand["residents_claim"] == 0) & (stand["year_residents_paid_fen"] > 0)]
    assert min(len(draw), len(pay)) > 5
    for records, measure in ((draw, AtBase.RECIPIENTS), (pay, AtBase.RESIDENTS_PAYERS)):
        assert (counted.at_base[..., measure].sum(axis=(1, 2)) == by_place(records, "residents_place")).all()
    assert counted.at_base[..., AtBase.RECIPIENT_FEN].sum() == draw["residents_pension_fen"].sum()


def test_the_history_counts_residents_and_public_staff_where_they_live(counted):
    last = counted.history[BASE_YEAR - FIRST_HISTORY_YEAR]
    lived, served, paid = (last[..., one] for one in (History.RESIDENTS, History.PUBLIC_STAFF, History.PAYERS))
    assert (served <= lived).all()
    assert served.sum() > 0
    assert last[..., History.BASES].sum() > 100 * paid.sum()  # yuan a month
