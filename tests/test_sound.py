"""Numbers without a meaning are refused wherever they stand, with the settings that could have caused them."""

import numpy as np
import pytest

from microsim.funds.ledger import Ledger
from microsim.kernel.items import Item
from microsim.kernel.tallies import Pillar, Tallies, new_tallies
from microsim.kernel.world import World
from microsim.law.compile import _check_fits
from microsim.population.ipf import Misfit
from microsim.reading import InputError
from microsim.scenarios import scenario
from microsim.sound import (
    CUMULATED,
    SHARES,
    SIGNED,
    Unsound,
    blamed,
    check_books,
    check_counts,
    check_table,
    check_world,
)
from tests.world import synthetic_world

WORLD = synthetic_world()
TALLIES = new_tallies(3)
NONSENSE = (float("nan"), float("inf"), -float("inf"), 2.0**62, -(2.0**63))
HUGE = 2**62
FIELDS = [(name, None) for name in World._fields if getattr(WORLD, name).dtype.names is None]
FIELDS += [(name, field) for name in ("law", "assumptions") for field in getattr(WORLD, name).dtype.names]


def poisoned(table, field, value):
    """Return a copy of a table with one number, the last, in place of another."""
    table = (table if field is None else table[:1, :2]).copy()  # of records a few, which have very many fields
    cells = table if field is None else table[field]
    cells.flat[cells.size - 1] = value
    return table


def test_a_made_up_world_is_sound():
    check_world(WORLD)


@pytest.mark.parametrize(("name", "field"), FIELDS, ids=lambda part: str(part))
def test_any_number_of_any_table_that_means_nothing_is_found(name, field):
    table = getattr(WORLD, name)
    whole = (table if field is None else table[field]).dtype.kind == "i"
    for value in (-1,) if whole else NONSENSE:
        if whole and name == "assumptions":
            continue
        with pytest.raises(Unsound, match=name if field is None else f"{name}.{field}"):
            check_table(name, poisoned(table, field, value))


@pytest.mark.parametrize("name", [name for name in World._fields if name not in (*SIGNED, "law", "assumptions")])
def test_what_is_no_score_is_not_negative(name):
    with pytest.raises(Unsound, match=f"{name} holds -0.25, which cannot be negative"):
        check_table(name, poisoned(getattr(WORLD, name), None, -0.25))


@pytest.mark.parametrize("name", [*SHARES, *CUMULATED])
def test_no_share_is_above_one(name):
    with pytest.raises(Unsound, match=f"{name} holds a share of 1.25"):
        check_table(name, poisoned(getattr(WORLD, name), None, 1.25))


@pytest.mark.parametrize("name", CUMULATED)
def test_shares_added_up_do_not_fall(name):
    table = getattr(WORLD, name).copy()
    table[..., -2], table[..., -1] = 0.9, 0.8
    with pytest.raises(Unsound, match=f"{name} holds a negative share"):
        check_table(name, table)


@pytest.mark.parametrize("name", Tallies._fields)
def test_no_count_is_negative_or_wraps(name):
    check_counts(TALLIES, 1000)
    for value, times in ((-1, 1), (HUGE, 1), (HUGE // 1000 + 1, 1000), (-(2**63), 1)):
        counted = getattr(TALLIES, name).copy()
        counted.reshape(-1)[0] = value
        with pytest.raises(Unsound, match=name):
            check_counts(TALLIES._replace(**{name: counted}), times)


def test_sums_of_counts_that_fit_one_by_one_are_held_too():
    flows = TALLIES.flows.copy()
    flows[0] = HUGE // 100
    with pytest.raises(Unsound, match="flows add up to"):
        check_counts(TALLIES._replace(flows=flows), 1)


def test_annuities_may_lose():
    pillars = TALLIES.pillars.copy()
    pillars[..., Pillar.RETURN] = -5
    check_counts(TALLIES._replace(pillars=pillars), 1000)


def ledger(**changed):
    flows, stock = np.zeros((2, 3, 4, len(Item)), np.int64), np.zeros((2, 3, 4), np.int64)
    return Ledger(flows, stock, stock, flows, stock, stock, np.zeros((2, 3, 4), np.int64))._replace(**changed)


@pytest.mark.parametrize("item", list(Item), ids=lambda item: item.name)
def test_only_returns_on_debt_are_negative_in_the_books(item):
    flows = ledger().flows.copy()
    flows[1, 1, 1, item] = -1
    if item in (Item.INVESTMENT, Item.DELEGATED_RETURN):
        check_books(ledger(flows=flows))
    else:
        with pytest.raises(Unsound, match="flows of the funds holds -1"):
            check_books(ledger(flows=flows))


@pytest.mark.parametrize("sign", [1, -1])
@pytest.mark.parametrize("name", ["closing", "national"])
def test_no_reserve_wraps(name, sign):
    stock = ledger().closing.copy()
    stock[0, 0, 0] = sign * HUGE
    with pytest.raises(Unsound, match="too large to count"):
        check_books(ledger(**{name: stock}))


@pytest.mark.parametrize(
    "error", [Unsound("x"), OverflowError("y"), ZeroDivisionError("z"), FloatingPointError("w"), Misfit("v")]
)
def test_the_settings_that_could_have_caused_it_are_named(error):
    base = scenario("baseline")
    one = base.set("wages.level", 1.1)
    several = one.set("national.employees.employer_rate", {"2030": 0.1})
    with pytest.raises(InputError) as caught, blamed(one, "the population"):
        raise error
    assert "assumptions.wages.level: gives" in str(caught.value)
    with pytest.raises(InputError) as caught, blamed(several, "the population"):
        raise error
    assert "assumptions.wages.level (set wages.level)" in str(caught.value)
    assert "law.national.employees.employer_rate (set national.employees.employer_rate)" in str(caught.value)
    with pytest.raises(type(error)), blamed(base, "the population"):
        raise error


@pytest.mark.parametrize("value", [2.0**31, -(2.0**31) - 2, 1e300, float("inf")])
def test_a_law_that_its_record_cannot_hold_is_refused(value):
    with pytest.raises(InputError, match=r"guangdong\.chapter\.name: works out as"):
        _check_fits(np.array([0.0, value]), "guangdong.chapter.name", "i4")
