"""Who changes from one state to another within a year, seen from each projected province: what a cohort model needs."""

from microsim.amounts import MONTHS
from microsim.engine.counting import DORMANT as NOT_PAYING
from microsim.engine.counting import PAYING, standing_of_record
from microsim.kernel.jit import event
from microsim.kernel.setting import province_of
from microsim.kernel.tallies import AGES_SHOWN, State
from microsim.kernel.world import FIRST_STOCK_YEAR
from microsim.places import ELSEWHERE_PROVINCE
from microsim.schema import Membership, Scheme

BITS = 3  # of a state, beside those in the other provinces
ONE = 2**BITS - 1
NOWHERE = 0  # absent from every province: before birth or arrival
ABSENT, PAYER, DORMANT, PENSIONER, OTHER, DEAD = map(int, State)  # compiled code takes plain numbers as constants


@event(inlined=True)
def state_in(person, province):
    """Return the state in the employees' scheme of a province, by the standing that ``counting`` counts."""
    if person.membership == Membership.PENSIONER:
        if person.scheme != Scheme.PUBLIC and province_of(person.paying_place) == province:
            return PENSIONER
    else:
        standing = standing_of_record(person, province)
        if standing == PAYING:
            return PAYER
        if standing == NOT_PAYING:
            return DORMANT
    return OTHER if province_of(person.place) == province else ABSENT


@event(inlined=True)
def states_of(person):
    """Return the states in all projected provinces in one number."""
    found = 0
    for province in range(ELSEWHERE_PROVINCE):
        found |= state_in(person, province) << (BITS * province)
    return found


@event(inlined=True)
def count_transitions(person, tallies, before, year):
    """Count in which provinces the state is another one at the end of a year than ``before`` it, and return the states."""
    after = states_of(person) if person.alive else NOWHERE
    if after == before:
        return after
    age = min(year - person.birth // MONTHS, AGES_SHOWN - 1)
    for province in range(ELSEWHERE_PROVINCE):
        old, new = (before >> (BITS * province)) & ONE, (after >> (BITS * province)) & ONE
        if old != new:
            end = new if person.alive else DEAD
            tallies.transitions[year - FIRST_STOCK_YEAR, province, person.sex, age, old, end] += 1
    return after
