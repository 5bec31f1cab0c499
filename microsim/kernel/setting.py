"""Small look-ups every event needs: provinces, regions, law rows, booking."""

from microsim.amounts import MONTHS
from microsim.kernel.jit import event, pure
from microsim.kernel.numbers import unpack
from microsim.kernel.world import (
    BASE_YEAR,
    BIRTH_YEARS,
    COHORT_WIDTH,
    COHORTS,
    FIRST_BIRTH_YEAR,
    FIRST_COHORT,
    FIRST_LAW_YEAR,
    FIRST_YEAR,
)
from microsim.places import PROVINCE_OF, REGION_OF


@pure
def province_of(place):
    """Return the province of a place."""
    return int(PROVINCE_OF[place])


@pure
def region_of(place):
    """Return the benefit region of a place."""
    return int(REGION_OF[place])


@pure
def month_index(year, month):
    """Return the index of a calendar month 1 to 12."""
    return MONTHS * year + month - 1


@pure
def month_in(year, index):
    """Return the number of a month, given by its index, in a year: 1 to 12, below for earlier ones, above for later."""
    return index - month_index(year, 1) + 1


@event(inlined=True)
def cohort_of(person):
    """Return the row of the person's year of birth in tables that follow a life."""
    return min(max(person.birth // MONTHS - FIRST_BIRTH_YEAR, 0), BIRTH_YEARS - 1)


@pure
def schooling_cohort(birth_year):
    """Return the row of a year of birth in tables by cohort of schooling."""
    return min(max((birth_year - FIRST_COHORT) // COHORT_WIDTH, 0), COHORTS - 1)


@event
def entry_year(person):
    """Return the year at whose end the person enters; for the base stock that is the base year."""
    return BASE_YEAR + unpack(person.number)[5]


@event(inlined=True)
def law_at(world, place, year):
    """Return the law in force at a place in a year."""
    return world.law[place, year - FIRST_LAW_YEAR]


@event(inlined=True)
def pay_at(world, place, year, month):
    """Return the rates and limits of what is paid at a place in a month."""
    return world.pay[place, year - FIRST_LAW_YEAR, month - 1]


@event(inlined=True)
def assumptions_at(world, place, year):
    """Return behaviour and economy of the province of a place in a year."""
    return world.assumptions[province_of(place), year - FIRST_LAW_YEAR]


@event(inlined=True)
def cover_at(world, place, year, status):
    """Return the shares insured of formal and of flexible jobs at a place in a year."""
    return world.cover[place, year - FIRST_LAW_YEAR, status]


@event(inlined=True)
def declared_at(world, place, year, status):
    """Return the shares of covered jobs in the province of a place that declare the floor, and the basic wage."""
    return world.declared[province_of(place), year - FIRST_LAW_YEAR, status]


@event(inlined=True)
def book(person, tallies, year, place, scheme, item, amount_fen):
    """Enter an amount in a fund's books; the history lived before a person enters keeps none."""
    if person.entered:
        tallies.flows[place, year - FIRST_YEAR, scheme, item] += amount_fen


@event(inlined=True)
def count_months(person, tallies, year, place, kind, months):
    """Count months paid and their bases, or months of pension, at the place whose fund keeps the record."""
    if person.entered:
        tallies.months[place, year - FIRST_YEAR, kind] += months
