"""Small look-ups every event needs: provinces, regions, law rows, booking."""

from microsim.amounts import FEN, MONTHS
from microsim.kernel.jit import event, pure
from microsim.kernel.lifetimes import MONEY_OF, Count, Money
from microsim.kernel.numbers import unpack
from microsim.kernel.tallies import MonthCount
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
from microsim.schema import Membership


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


@event
def note_money(tallies, kind, amount_fen):
    """Note money of a kind in the year of the life, where lives are kept."""
    if tallies.life_wanted[0] == 0:
        return
    if tallies.life_listed[kind] == 0:
        tallies.life_listed[kind] = 1
        tallies.life_kinds[tallies.life_noted[0]] = kind
        tallies.life_noted[0] += 1
    tallies.life_fen[kind] += amount_fen


@event(inlined=True)
def book(person, tallies, year, place, scheme, item, amount_fen):
    """Enter an amount in a fund's books, and in the life's; in a history before the entry in the life's alone."""
    if amount_fen == 0:
        return
    note_money(tallies, MONEY_OF[scheme, item], amount_fen)
    if person.entered:
        tallies.flows[place, year - FIRST_YEAR, scheme, item] += amount_fen


@event(inlined=True)
def count_months(person, tallies, year, place, kind, months):
    """Count months paid and their bases, or months of pension, at the place whose fund keeps the record."""
    if person.entered:
        tallies.months[place, year - FIRST_YEAR, kind] += months
    note_months(person, tallies, place, kind, months)


@event
def note_months(person, tallies, place, kind, months):
    """Note months paid or of pension, and where, in the life; of bases the yuan."""
    counts = tallies.life_count
    if kind == MonthCount.BASE or kind == MonthCount.PUBLIC_BASE:
        note_money(tallies, Money.DECLARED, FEN * months)
    elif kind == MonthCount.PENSION:
        counts[Count.PENSION] += months
    elif kind == MonthCount.PUBLIC_PENSION:
        counts[Count.PUBLIC_PENSION] += months
    elif kind == MonthCount.RESIDENTS_PENSION:
        counts[Count.RESIDENTS_PENSION] += months
    elif kind == MonthCount.PAID or kind == MonthCount.PUBLIC_PAID:  # those paid up late are among them
        counts[Count.PUBLIC_PAID if kind == MonthCount.PUBLIC_PAID else Count.PAID] += months
        note_insured(person, tallies, place, months)


@event
def note_insured(person, tallies, place, months):
    """Note where months are paid: the first, the last and every place, inside or outside the hukou's."""
    counts = tallies.life_count
    if person.pays_alone or person.membership == Membership.EXTENDING:
        counts[Count.FLEXIBLE] += months
    if counts[Count.FIRST_PLACE] == 0:
        counts[Count.FIRST_PLACE] = place + 1
    counts[Count.LAST_PLACE] = place + 1
    tallies.life_months_at[place] += months
    if place != person.hukou_place:
        far = province_of(place) != province_of(person.hukou_place)
        counts[Count.OUTSIDE] = max(counts[Count.OUTSIDE], 2 if far else 1)
        if far:
            counts[Count.OUTSIDE_PLACE] = place + 1


@event
def note_credit(person, tallies, province, credited_fen, pooled_fen):
    """Note what contributions credit to the account, and what they leave to the pool of a province."""
    note_money(tallies, Money.CREDITED, credited_fen)
    tallies.life_pooled[province] += pooled_fen


@event
def note_move(person, tallies, origin, destination, pooled_fen):
    """Note that a record moves with some pooled money; what the fund that is left holds beyond it stays there."""
    tallies.life_count[Count.TRANSFERS] += 1
    note_money(tallies, Money.LEFT_BEHIND, tallies.life_pooled[origin] - pooled_fen)
    tallies.life_pooled[destination] += pooled_fen
    tallies.life_pooled[origin] = 0
