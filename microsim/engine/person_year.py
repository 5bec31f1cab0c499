"""The year of one life, in the order of the law: reads as a contents page."""

from microsim.amounts import MONTHS
from microsim.engine.counting import count_lifetime, count_resident, count_standing, count_work
from microsim.engine.demography import hukou_year, month_of_death, settle_at, where_next
from microsim.engine.lifetime import note_year
from microsim.engine.transitions import count_transitions
from microsim.engine.work import stay_uncovered, stop_work, working_year
from microsim.kernel.jit import event
from microsim.kernel.setting import assumptions_at, province_of
from microsim.kernel.world import FIRST_YEAR
from microsim.life.mortality import SURVIVES
from microsim.schema import Membership
from microsim.schemes.beyond import year_beyond
from microsim.schemes.closed.events import credit_outside_worker, land_taken
from microsim.schemes.disability.events import disability_onset, pay_disability, raise_disability
from microsim.schemes.employees.account import credit_interest, credit_moving_interest, note_balances, settle_index
from microsim.schemes.employees.arrears import pay_up_arrears
from microsim.schemes.employees.claims import claim_test, first_test, near_claim
from microsim.schemes.employees.elders import elders_purchase
from microsim.schemes.employees.paying import contribute, extend
from microsim.schemes.employees.payments import leave_to_heirs, pay_pension, raise_pension
from microsim.schemes.employees.records import insures_in, keep_register, take_along
from microsim.schemes.employees.stretch import cut, end_of_stretch
from microsim.schemes.pillars.events import leave_beside_funds, year_beside_funds
from microsim.schemes.residents.account import credit_residents_interest
from microsim.schemes.residents.pension import leave_residents_account, pay_residents_pension
from microsim.schemes.residents.year import residents_claim_test, residents_contribution

NO_MOVE = 0


@event(inlined=True)
def start_year(person):
    """Clear what counts from January."""
    person.wage_last_year = person.wage
    person.paid_months = 0
    person.work_from = 1
    person.work_until = MONTHS
    person.new_job = 0
    person.death_month = 0
    person.residents_opening_fen = person.residents_account_fen
    person.year_contributions_fen = 0
    person.year_benefits_fen = 0
    person.year_residents_paid_fen = 0
    person.year_residents_benefits_fen = 0
    if person.membership == Membership.PAYING:
        person.membership = Membership.DORMANT  # until the first month paid this year


@event
def end_before_test(person, world, year, month):
    """Return the month at whose end the next claim test is due: this one past statutory age, or where a record opens."""
    if person.membership == Membership.WAITING:
        return month if month == 1 else MONTHS
    if person.membership == Membership.EXTENDING or not insures_in(person, province_of(person.place)):
        return month
    return max(month, first_test(person, world, year))


@event
def live_months(person, world, key, tallies, year, age, place, move_month, last_month, last_test):
    """Live the months: the job begins in January or on arrival, then each stretch of equal months is paid.

    Who may claim this year is tested at the end of each stretch: from the first month on in which that may change
    anything, of each month.
    ``last_test``: who dies within a month does not claim in it any more.
    """
    begins = max(move_month, 1)
    moved = move_month > 0
    if moved and assumptions_at(world, person.place, year).accrual == 0.0:
        stay_uncovered(person)  # last year's job goes on until the move, and earns nothing
    if age < person.first_job or person.membership == Membership.PENSIONER:
        if moved:
            settle_at(person, place)
        working_year(person, world, key, year, age, moved)
        note_balances(person, last_month)
        return
    near = moved and near_claim(person, world, year)
    month = 1
    while month <= last_month:
        if month == begins:
            if moved:
                settle_index(person, world, year)
                settle_at(person, place)
            working_year(person, world, key, year, age, moved)
            near = near_claim(person, world, year)  # the year's job may change the age that applies
        if month > person.work_until:
            stop_work(person)
        until = cut(end_of_stretch(person, world, year, month, last_month), month, begins)
        if near or person.membership == Membership.EXTENDING:
            until = min(until, end_before_test(person, world, year, month))
        months = until - month + 1
        if person.membership == Membership.EXTENDING:
            extend(person, world, tallies, year, month)
        elif person.membership != Membership.PENSIONER:
            contribute(person, world, tallies, year, month, months)
            credit_outside_worker(person, world, year, month, months)
        note_balances(person, months)
        if near and until <= last_test:
            claim_test(person, world, key, tallies, year, until)
        month = until + 1
    settle_index(person, world, year)


@event
def die(person, world, key, tallies, year, month):
    """Leave what the schemes owe to the heirs."""
    leave_to_heirs(person, world, key, tallies, year, month)
    leave_residents_account(person, tallies, year)
    leave_beside_funds(person, tallies, year)
    person.alive = 0
    person.death_month = month
    tallies.deaths[year - FIRST_YEAR, person.place] += 1


@event
def person_year(person, world, key, tallies, year, before):
    """Live a simulated year; ``before``: the states at the end of the last one, as those of this one are returned."""
    age = year - person.birth // MONTHS
    start_year(person)
    raise_pension(person, world, year)
    raise_disability(person, world, year)
    death = month_of_death(person, world, key, year)
    place, move_month = person.place, NO_MOVE
    if death == SURVIVES:
        place, move_month = where_next(person, world, key, year, age - 1)
        if move_month > 0:
            tallies.moves[year - FIRST_YEAR, person.place, place] += 1
        elif hukou_year(person, world, key, year, age - 1):
            land_taken(person, world, key, tallies, year)
    last_month = min(death, MONTHS)
    if death == SURVIVES:
        disability_onset(person, world, key, year, age)
    live_months(person, world, key, tallies, year, age, place, move_month, last_month, min(death - 1, MONTHS))
    if death == SURVIVES:
        pay_up_arrears(person, world, key, tallies, year, move_month)
        elders_purchase(person, world, key, tallies, year)
    credit_interest(person, world, year, True)
    credit_moving_interest(person, world, year)
    paid_residents = False
    if death == SURVIVES:
        take_along(person, world, key, tallies, year)
        keep_register(person, world, key, year)
        paid_residents = residents_contribution(person, world, tallies, year, age)
        residents_claim_test(person, world, tallies, year, MONTHS)
    if person.residents_claim == 0:
        credit_residents_interest(person, world, year, last_month)
    pay_disability(person, world, tallies, year, last_month)
    year_beside_funds(person, world, tallies, year, last_month)
    pay_pension(person, tallies, year, last_month)
    pay_residents_pension(person, world, tallies, year, last_month)
    if world.beyond > 0:
        year_beyond(person, world, key, tallies, year, last_month, death == SURVIVES)
    if death < SURVIVES:
        die(person, world, key, tallies, year, death)
    count_lifetime(person, world, tallies, year)
    note_year(person, world, tallies, year, last_month)
    after = count_transitions(person, tallies, before, year)
    if not person.alive:
        return after
    slot = year - FIRST_YEAR
    count_resident(person, tallies, year)
    count_work(person, tallies, slot, age)
    count_standing(person, tallies, slot, paid_residents)
    return after
