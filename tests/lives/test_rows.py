"""What is kept of lives adds up to what the run counted, and does not depend on how the run was cut."""

import numpy as np
import pytest

from microsim.engine.run import simulate
from microsim.kernel.lifetimes import MONEY_OF, RATES, Count, Money
from microsim.kernel.numbers import unpack
from microsim.kernel.tallies import Claim, History, MonthCount, Pillar
from microsim.kernel.world import BASE_YEAR, FIRST_HISTORY_YEAR, FIRST_LAW_YEAR, LAW_YEARS
from microsim.lives.gather import Gatherer
from microsim.schema import MONEY, Origin, counted
from tests.world import synthetic_numbers

ALWAYS = np.ones((LAW_YEARS, RATES))
BOOKED = [kind for kind in range(len(Money)) if (kind == MONEY_OF).any() and kind != Money.OTHER]


class Rows:
    """Keeps the rows as the engine leaves them."""

    def __init__(self, discount=ALWAYS):
        self.discount, self.parts = discount, []

    def take(self, rows):
        self.parts.append(rows.copy())

    def all(self):
        return np.concatenate(self.parts)


def only(years):
    """Return factors that leave out the money of all other years."""
    factors = np.zeros((LAW_YEARS, RATES))
    factors[[year - FIRST_LAW_YEAR for year in years]] = 1.0
    return factors


def born(numbers):
    """Return the persons who are born or arrive in the run."""
    return np.array([unpack(number)[0] == Origin.BIRTH for number in numbers])


@pytest.fixture(scope="module")
def kept(world, numbers):
    """Rows of all persons, and the tallies of the run that kept them."""
    rows = Rows()
    return rows, simulate(numbers, world, threads=1, keep=rows)


def test_keeping_lives_changes_no_tally(kept, tallies):
    for name, array in tallies._asdict().items():
        assert np.array_equal(array, getattr(kept[1], name)), name


def test_every_person_has_one_row(kept, numbers):
    assert np.array_equal(np.sort(kept[0].all()["number"]), np.sort(numbers))


@pytest.mark.parametrize("kind", [Money(kind) for kind in BOOKED], ids=lambda kind: kind.name)
def test_money_since_the_entry_is_that_of_the_books(kept, kind):
    flows = kept[1].flows.sum(axis=(0, 1))
    assert kept[0].all()["total"][:, kind].sum() == flows[kind == MONEY_OF].sum() != 0


def test_annuities_are_those_counted_beside_the_funds(kept):
    assert kept[0].all()["total"][:, Money.ANNUITY].sum() == kept[1].pillars[..., Pillar.PAID_OUT].sum() > 0


@pytest.mark.parametrize(
    ("kind", "lines_of"),
    [
        (Money.ALLOWANCES, ["allowances.paid"]),
        (Money.CARE, ["care.home", "care.institution", "care.cash"]),
        (Money.CARE_PASSED_ON, ["care.from_employees", "care.from_residents"]),
        (Money.CARE_OWN, ["care.own_payments"]),
        (Money.LIVELIHOOD, ["livelihood.paid", "livelihood.grace", "livelihood.band"]),
    ],
    ids=lambda value: getattr(value, "name", ""),
)
def test_money_beyond_the_pension_is_that_of_the_places(kept, kind, lines_of):
    at = [counted(MONEY, *line.split(".")) for line in lines_of]
    assert kept[0].all()["total"][:, kind].sum() == kept[1].beyond_fen[..., at].sum() > 0


@pytest.mark.parametrize("year", [2017, 2024, 2050, 2099])
def test_a_year_is_valued_by_its_own_factor(world, numbers, year):
    rows = Rows(only([year]))
    numbers = numbers[
        [unpack(number)[0] != Origin.ARRIVAL for number in numbers]
    ]  # they live some years before the entry
    flows = simulate(numbers, world, threads=1, keep=rows).flows[year - BASE_YEAR - 1].sum(axis=0)
    for kind in BOOKED:
        assert rows.all()["value_at"][:, 0, kind].sum() == flows[kind == MONEY_OF].sum()


def test_without_a_history_all_money_is_since_the_entry(kept):
    rows = kept[0].all()
    children = rows[born(rows["number"])]
    assert len(children) > 10
    for rate in range(RATES):
        assert np.array_equal(children["value_at"][:, rate], children["total"])


def test_the_history_is_included(world, numbers):
    """Contributions of the years counted before the base date are those of the tallies, a city's own scheme apart."""
    law = world.law.copy()
    law["local_supplement_rate"] = 0.0
    stock = numbers[[unpack(number)[0] <= Origin.ABSENT for number in numbers]]
    rows = Rows(only(range(FIRST_HISTORY_YEAR, BASE_YEAR + 1)))
    history = simulate(stock, world._replace(law=law), until=BASE_YEAR + 1, threads=1, keep=rows).history
    counted = history[
        : BASE_YEAR - FIRST_HISTORY_YEAR + 1, ..., [History.CONTRIBUTIONS, History.PUBLIC_CONTRIBUTIONS]
    ].sum()
    paid = rows.all()["value_at"][:, 0, [Money.EMPLOYER, Money.OWN, Money.FLEXIBLE]].sum()
    assert paid == counted > 0


def test_months_and_claims_of_the_born_are_those_counted(world):
    numbers = synthetic_numbers(per_stratum=4)
    rows = Rows()
    tallies = simulate(numbers[born(numbers)], world, threads=1, keep=rows)
    counts = rows.all()["count"]
    for month, count in (
        (MonthCount.PAID, Count.PAID),
        (MonthCount.PUBLIC_PAID, Count.PUBLIC_PAID),
        (MonthCount.PENSION, Count.PENSION),
        (MonthCount.RESIDENTS_PENSION, Count.RESIDENTS_PENSION),
    ):
        assert counts[:, count].sum() == tallies.months[..., month].sum()
    assert (counts[:, Count.CLAIM_PLACE] > 0).sum() == tallies.claims[..., Claim.COUNT].sum() > 0
    assert (counts[:, Count.ALIVE] == 0).sum() == tallies.deaths.sum()
    assert rows.all()["months_at"].sum() == counts[:, [Count.PAID, Count.PUBLIC_PAID]].sum()


@pytest.mark.parametrize(("threads", "block"), [(2, 500), (1, 37), (2, 1)])
def test_threads_and_blocks_change_no_bit(world, numbers, threads, block):
    one, other = Gatherer(ALWAYS), Gatherer(ALWAYS)
    simulate(numbers, world, threads=1, keep=one)
    simulate(numbers[::-1], world, threads=threads, block=block, keep=other)
    for name, array in one.lives()._asdict().items():
        assert array.tobytes() == getattr(other.lives(), name).tobytes(), name


def test_persons_are_paired_between_scenarios(world, numbers):
    law = world.law.copy()
    law["employer_rate"] += 0.01
    one, other = Gatherer(ALWAYS), Gatherer(ALWAYS)
    simulate(numbers, world, threads=1, keep=one)
    simulate(numbers, world._replace(law=law), threads=1, keep=other)
    base, reform = one.lives(), other.lives()
    assert np.array_equal(base.number, reform.number)
    assert np.array_equal(base.value_at[:, Money.WAGES], reform.value_at[:, Money.WAGES])
    paid = base.value_at[:, Money.EMPLOYER] > 0
    assert paid.any()
    assert (reform.value_at[:, Money.EMPLOYER] > base.value_at[:, Money.EMPLOYER])[paid].mean() > 0.9
    assert not (reform.value_at[:, Money.EMPLOYER] < base.value_at[:, Money.EMPLOYER]).any()
