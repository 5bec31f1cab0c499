"""Who pays the pension, and gathering all records there."""

from microsim.kernel.jit import event
from microsim.kernel.setting import province_of
from microsim.places import PROVINCE_COUNT
from microsim.schemes.employees.account import credit_interest, settle_index
from microsim.schemes.employees.records import gather_records
from microsim.schemes.employees.rules.portability import paying_place


@event
def months_that_count(person, province):
    """Return the months that make a province the paying place: those in a temporary account do not."""
    if person.temporary[province] and province != province_of(person.hukou_place):
        return 0
    return person.months[province] + person.deemed_months[province]


@event
def last_long_province(person, threshold):
    """Return, of the provinces with as many months as the threshold, the one paid in last; -1 where there is none."""
    long, latest = -1, -1
    for province in range(PROVINCE_COUNT):
        if months_that_count(person, province) >= threshold and person.last_paid[province] > latest:
            long, latest = province, int(person.last_paid[province])
    return long


@event
def place_that_pays(person, law):
    """Return the place whose fund pays the pension: its province by law, in it where the record is kept."""
    threshold, relation = law.paying_place_months, person.relation
    held = months_that_count(person, relation) if relation >= 0 else 0
    long = last_long_province(person, threshold)
    province = paying_place(relation, province_of(person.hukou_place), held, long, threshold)
    place = person.fund_place[province]
    return place if place >= 0 else person.hukou_place


@event
def collect(person, world, tallies, year, place):
    """Gather all records at a place and credit the interest due so far."""
    province = province_of(place)
    settle_index(person, world, year)
    person.fund_place[province] = place
    person.relation = province
    person.temporary[province] = 0
    gather_records(person, world, tallies, year, province)
    credit_interest(person, world, year)
