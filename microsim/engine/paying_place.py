"""Who pays the pension, and gathering all records there."""

from microsim._jit import event
from microsim.engine.account import credit_interest, settle_index
from microsim.engine.records import gather_records
from microsim.engine.setting import province_of
from microsim.rules.portability import paying_place


@event
def months_that_count(person, province):
    """Return the months that make a province the paying place: those in a temporary account do not."""
    if person.temporary[province] and province != province_of(person.hukou_place):
        return 0
    return person.months[province] + person.deemed_months[province]


@event
def place_that_pays(person, law):
    """Return the place whose fund pays the pension: its province by law, in it where the record is kept."""
    last = person.last_paid
    province = paying_place(
        person.relation,
        province_of(person.hukou_place),
        months_that_count(person, 0),
        months_that_count(person, 1),
        months_that_count(person, 2),
        last[0],
        last[1],
        last[2],
        law.paying_place_months,
    )
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
