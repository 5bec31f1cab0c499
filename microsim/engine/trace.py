"""The history of a person of the model, year by year: what a social-insurance bureau would have on file."""

import numpy as np

from microsim.amounts import FEN, MONTHS
from microsim.engine.base_stock import take_base_pension, was_past_age
from microsim.engine.enter import (
    NEVER,
    credit_earlier_service,
    enter,
    history_year,
    identify,
    residence_of_absent,
    residence_of_base,
    take_hukou_of,
    take_preferences,
)
from microsim.engine.given import BLANK, LIVING
from microsim.engine.replay import EMPLOYEE, FLEXIBLE_SPELL, PUBLIC_SPELL
from microsim.kernel.jit import event, kernel
from microsim.kernel.numbers import unpack
from microsim.kernel.setting import province_of
from microsim.kernel.world import BASE_YEAR, FIRST_LAW_YEAR
from microsim.places import PROVINCE_COUNT
from microsim.schema import Membership, Origin, Scheme, Status
from microsim.schemes.employees.account import deemed_months
from microsim.schemes.employees.records import holds_record

NOTHING = -1
TRACE = np.dtype(
    [
        ("kind", "i1"),
        ("place", "i2", (PROVINCE_COUNT,)),
        ("base", "f8", (PROVINCE_COUNT,)),
        ("months", "i1", (PROVINCE_COUNT,)),
        ("last", "i4", (PROVINCE_COUNT,)),
        ("deemed", "i2"),  # in the first year also of the service before it
        ("deemed_place", "i2"),
        ("moved_from", "i2"),
        ("moved_to", "i2"),
    ],
    align=True,
)


@event
def note_year(person, row, deemed, before, held, paid, bases):
    """Note what a year added to the record.

    ``held`` are the places whose funds kept one before it, ``paid`` the months paid before it and
    ``bases`` the sums of bases, from which the mean base of the year comes where no record moved.
    """
    row.moved_from, row.moved_to, row.deemed_place = NOTHING, NOTHING, NOTHING
    row.deemed = deemed_months(person) - deemed
    if row.deemed > 0:
        row.deemed_place = before
    row.kind = FLEXIBLE_SPELL if person.pays_alone else EMPLOYEE
    if person.scheme == Scheme.PUBLIC:
        row.kind = PUBLIC_SPELL
    for province in range(PROVINCE_COUNT):
        if held[province] >= 0 and not holds_record(person, province) and person.relation >= 0:
            row.moved_from = held[province]
            row.moved_to = person.fund_place[person.relation]
    for province in range(PROVINCE_COUNT):
        row.months[province] = person.months[province] - paid[province]
        row.place[province] = person.fund_place[province]
        row.last[province] = person.last_paid[province]
        row.base[province] = person.paid_base
        added = person.transfer_base_fen[province] - bases[province]
        if row.months[province] > 0 and added > 0 and row.moved_from == NOTHING:
            row.base[province] = added / FEN / row.months[province]


@event
def forget_forfeited(person, rows, held, paid, first_year, year):
    """Blank what was noted of a province whose record was cashed out: no file keeps it."""
    for province in range(PROVINCE_COUNT):
        if person.months[province] < paid[province]:
            for earlier in range(first_year, year):
                row = rows[earlier - FIRST_LAW_YEAR]
                row.months[province] = 0
                if row.moved_from >= 0 and province_of(row.moved_from) == province:
                    row.moved_from, row.moved_to = NOTHING, NOTHING
            held[province] = NOTHING
            paid[province] = person.months[province]


@event
def residence_of(person, world, key, number):
    """Return where the history was lived, and whether the person is past the age."""
    origin, _, status, _, _, _, _ = unpack(number)
    if origin == Origin.ABSENT and status >= Status.INTER_URBAN:
        return residence_of_absent(person, world, key), False
    return residence_of_base(person, world, key, origin, status), was_past_age(person, world)


@kernel
def trace_block(numbers, world, key, scratch, tallies, noted, people, traces):
    """Make persons of the base stock as the engine does, and note each year of their histories.

    Parameters
    ----------
    noted : int64 [3, PROVINCE_COUNT], working memory
    people : PERSON [n], each at the end of the base year
    traces : TRACE [n, BASE_YEAR - FIRST_LAW_YEAR + 1]
    """
    for i in range(numbers.shape[0]):
        scratch[LIVING] = scratch[BLANK]
        enter(scratch[LIVING], numbers[i], world, key, tallies)
        people[i] = scratch[LIVING]
        for year in range(FIRST_LAW_YEAR, BASE_YEAR + 1):
            traces[i, year - FIRST_LAW_YEAR].moved_from = NOTHING
        if people[i].membership == Membership.PENSIONER:
            continue
        scratch[LIVING] = scratch[BLANK]
        person = scratch[LIVING]
        identify(person, numbers[i], world, key)
        take_preferences(person, world, key, BASE_YEAR)
        status = unpack(numbers[i])[2]
        residence, past = residence_of(person, world, key, numbers[i])
        if past:
            take_base_pension(person, world, key, status)  # says which cover the career has
        trace_history(person, world, key, tallies, residence, noted, traces[i])


@event
def trace_history(person, world, key, tallies, residence, noted, rows):
    """Live the history as ``enter.live_history`` does, and note each year."""
    held, paid, bases = noted[0], noted[1], noted[2]
    first_year = max(person.birth // MONTHS + person.first_job, FIRST_LAW_YEAR)
    if residence.arrives > 0:
        start = first_year > residence.arrives and residence.leaves == NEVER
        person.place = residence.area if start else person.hukou_place
    known = person.hukou_type
    for year in range(first_year, BASE_YEAR + 1):
        take_hukou_of(person, world, key, year, known)
        deemed, before = deemed_months(person), person.place
        for province in range(PROVINCE_COUNT):
            held[province] = person.fund_place[province] if holds_record(person, province) else NOTHING
            paid[province] = person.months[province]
            bases[province] = person.transfer_base_fen[province]
        history_year(person, world, key, tallies, year, residence)
        if year == FIRST_LAW_YEAR:
            credit_earlier_service(person, world)
        forget_forfeited(person, rows, held, paid, first_year, year)
        note_year(person, rows[year - FIRST_LAW_YEAR], deemed, before, held, paid, bases)
