"""Months an employer missed and pays up later: they count in their own months, with a fee for each day (sil-86).

In a run the assumption of how many do is nought, for nobody counts them; a scenario may set it.
"""

from microsim.amounts import MONTHS
from microsim.kernel.decide import Decision, decides
from microsim.kernel.draws import ELDERS, lanes
from microsim.kernel.items import Item
from microsim.kernel.jit import event, pure
from microsim.kernel.setting import (
    assumptions_at,
    book,
    count_months,
    law_at,
    month_index,
    pay_at,
    province_of,
)
from microsim.kernel.tallies import MonthCount
from microsim.life.hukou import status_of
from microsim.schema import Membership
from microsim.schemes.disability.events import is_disabled
from microsim.schemes.employees.account import settle_index
from microsim.schemes.employees.paying import declared_base, earns_deemed_month, pay_months, wage_to_declare
from microsim.schemes.employees.records import insures_in
from microsim.schemes.employees.rules.arrears import late_fee

FEBRUARY, DECEMBER = 2, 12


@pure
def days_in(year, month):
    """Return the days of a calendar month."""
    if month == FEBRUARY:
        return 29 if year % 4 == 0 and (year % 100 != 0 or year % 400 == 0) else 28
    return 31 - (month - 1) % 7 % 2


@event
def fee_of_month(world, place, owed, due, paid):
    """Return the fee on what a month owed, fen, paid up in a later month: for each day from the month after it."""
    fee, days, rate = 0, 0, 0.0
    for month in range(due + 1, paid):
        now = law_at(world, place, month // MONTHS).late_fee_rate[month % MONTHS]
        if now != rate:
            fee += late_fee(owed, days, rate)
            days, rate = 0, now
        days += days_in(month // MONTHS, month % MONTHS + 1)
    return fee + late_fee(owed, days, rate)


@event
def pay_up_month(person, world, tallies, year, month):
    """Pay up a month of the year in December: on the base of its time, the fee on top goes to the fund."""
    place = person.place
    law, pay, province = law_at(world, place, year), pay_at(world, place, year, month), province_of(place)
    due = month_index(year, month)
    if due < law.account_start or earns_deemed_month(person, law, pay, year, month) or is_disabled(person, year, month):
        return
    status = status_of(place, person.hukou_place, person.hukou_type)
    base = declared_base(pay, status, wage_to_declare(person, world, year, law, pay, status))
    before, last = person.year_contributions_fen, person.last_paid[province]
    pay_months(person, world, tallies, year, month, 1, place, base)
    person.last_paid[province] = max(last, due)
    fee = fee_of_month(world, place, person.year_contributions_fen - before, due, month_index(year, DECEMBER))
    book(person, tallies, year, place, person.scheme, Item.EMPLOYER, fee)
    count_months(person, tallies, year, place, MonthCount.PAID_UP, 1)
    count_months(person, tallies, year, place, MonthCount.LATE_FEE, fee)


@event
def pay_up_arrears(person, world, key, tallies, year):
    """In December some employers pay up the months they missed in the year."""
    if person.missed_months == 0 or person.covered == 0 or person.pays_alone:
        return
    if person.membership != Membership.PAYING and person.membership != Membership.DORMANT:
        return
    chance = assumptions_at(world, person.place, year).arrears_paid_up
    if chance == 0.0 or not insures_in(person, province_of(person.place)):
        return
    if not decides(Decision.ARREARS, chance, lanes(key.seed, key.replicate, person.number, year, ELDERS).second):
        return
    first, end = max(person.missed_from, person.work_from), min(person.missed_from + person.missed_months - 1, MONTHS)
    for month in range(first, min(end, person.work_until) + 1):
        pay_up_month(person, world, tallies, year, month)
    settle_index(person, world, year)
