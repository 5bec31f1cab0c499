"""Stretches of equal months: where they end, and that one paid at once is its months paid one by one."""

import numpy as np
import pytest

from microsim.amounts import MONTHS
from microsim.engine import run
from microsim.engine.run import record_lives, simulate
from microsim.kernel.tallies import Tallies
from microsim.kernel.world import FIRST_LAW_YEAR, equal_until, pack_world
from microsim.schema import LAW, LAW_FIELDS, PERSON, Labour
from microsim.schemes.employees import stretch
from tests.compiled import from_python
from tests.world import month_by_month

PLACE, YEAR, CHANGED = 1, 2026, 8  # the first month of something else
BEFORE, AFTER = [CHANGED - 1] * (CHANGED - 1), [MONTHS] * (MONTHS - CHANGED + 1)
MONTHLY = [field.name for field in LAW_FIELDS if field.length == MONTHS]
end_of_stretch = from_python(stretch.end_of_stretch)


@pytest.mark.parametrize("name", MONTHLY)
def test_months_part_where_any_monthly_value_changes(name):
    law = np.zeros((2, 2), LAW)
    law[name][1, 1, CHANGED - 1 :] = 0.5
    until = equal_until(law)
    assert until[1, 1].tolist() == BEFORE + AFTER
    assert (until[0] == MONTHS).all()
    assert (until[1, 0] == MONTHS).all()


@pytest.mark.parametrize("name", ["account_start", "transfer_since"])
def test_months_part_where_accounts_and_pooled_money_begin(name):
    law = np.zeros((1, 2), LAW)
    law[name] = MONTHS * (FIRST_LAW_YEAR + 1) + CHANGED - 1
    until = equal_until(law)
    assert until[0, 1].tolist() == BEFORE + AFTER
    assert (until[0, 0] == MONTHS).all()


@pytest.mark.parametrize(
    ("fields", "ends"),
    [
        ({}, [12]),
        ({"work_from": 4}, [3, 12]),
        ({"work_until": 6}, [6, 12]),
        ({"missed_from": 3, "missed_months": 4}, [2, 6, 12]),
        ({"missed_from": 1, "missed_months": 12}, [12]),
        ({"disability_case": 1, "disability_from": 12 * YEAR + 9}, [9, 12]),
        ({"disability_case": 1, "disability_from": 12 * YEAR - 3}, [12]),
        ({"work_from": 2, "missed_from": 5, "missed_months": 1, "work_until": 9}, [1, 4, 5, 9, 12]),
    ],
)
def test_a_stretch_ends_where_the_job_or_what_is_paid_changes(world, fields, ends):
    person = np.zeros(1, PERSON)
    person["place"], person["covered"], person["labour"] = PLACE, 1, Labour.FORMAL
    person["work_from"], person["work_until"] = 1, MONTHS
    for name, value in fields.items():
        person[name] = value
    tables = pack_world(world)
    tables["equal_until"] = MONTHS
    assert walk(person[0], tables[0]) == ends
    tables["equal_until"][:, PLACE, YEAR - FIRST_LAW_YEAR] = [7] * 7 + [MONTHS] * 5
    assert walk(person[0], tables[0]) == sorted({*ends, 7})
    assert walk(person[0], tables[0], 10) == sorted({*(end for end in ends if end < 10), 7, 10})


def walk(person, tables, last_month=MONTHS):
    """Return the ends of the stretches of a year."""
    ends = [0]
    while ends[-1] < last_month:
        ends.append(end_of_stretch(person, tables, YEAR, ends[-1] + 1, last_month))
    return ends[1:]


def test_lives_in_stretches_are_lives_in_months(world, numbers, monkeypatch):
    """Under a law that changes within every year, all that is booked and counted and every record is the same."""
    law = world.law.copy()
    for month, name in ((4, "employer_rate"), (7, "base_floor"), (9, "residents_basic"), (11, "outside_rate")):
        law[name][..., month - 1 :] *= 1.01
    changing = world._replace(law=law)
    stretches = record_lives(numbers, changing), simulate(numbers, changing, threads=1)
    monkeypatch.setattr(run, "pack_world", month_by_month)
    months = record_lives(numbers, changing), simulate(numbers, changing, threads=1)
    assert stretches[0].tobytes() == months[0].tobytes()
    for name, one, other in zip(Tallies._fields, stretches[1], months[1], strict=True):
        assert np.array_equal(one, other), name
