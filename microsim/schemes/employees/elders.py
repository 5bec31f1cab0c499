"""Townspeople past the age who once worked in a unit that did not insure them buy the missing years in one sum."""

from microsim.kernel.decide import Decision, decides
from microsim.kernel.draws import ELDERS, lanes
from microsim.kernel.items import Item
from microsim.kernel.jit import event
from microsim.kernel.setting import assumptions_at, book, law_at
from microsim.schema import HukouType, Labour, Membership
from microsim.schemes.employees.account import deemed_months, towards_minimum
from microsim.schemes.employees.ages import statutory
from microsim.schemes.employees.claims import claim
from microsim.schemes.employees.paying import buy_months
from microsim.schemes.employees.records import hold_service
from microsim.schemes.employees.rules.eligibility import missing_months

DECEMBER = 12
LONGEST = 100  # years in such units stop counting here


@event
def lives_in_own_town(person):
    """Return whether a person has urban hukou and lives where it is."""
    return person.hukou_type == HukouType.URBAN and person.place == person.hukou_place


@event(inlined=True)
def note_unit_work(person):
    """Note a year as employee of a unit in the own town that did not insure."""
    if person.labour == Labour.FORMAL and person.covered == 0 and lives_in_own_town(person):
        person.unit_years = min(person.unit_years + 1, LONGEST)


@event(inlined=True)
def elders_purchase(person, world, key, tallies, year):
    """At the end of a year in which the law is open, some elders buy what they lack and claim (renshebufa-2010-107)."""
    note_unit_work(person)
    if person.claim_month > 0 or person.membership == Membership.BRIDGED or not lives_in_own_town(person):
        return
    if person.unit_years == 0 and deemed_months(person) == 0:
        return
    law = law_at(world, person.hukou_place, year)
    if law.elders_open == 0:
        return
    due = statutory(person, law)
    if due >= law.elders_gate:
        return
    chance = assumptions_at(world, person.hukou_place, year).elders_chance
    if decides(Decision.ELDERS, chance, lanes(key.seed, key.replicate, person.number, year, ELDERS).first):
        buy_as_elder(person, world, tallies, year, due)


@event
def buy_as_elder(person, world, tallies, year, due):
    """Buy the months missing to the minimum of all at the floor, and claim."""
    if person.relation < 0:
        hold_service(person, person.hukou_place)
    place = person.fund_place[person.relation]
    law = law_at(world, place, year)
    person.statutory_month = due
    person.required_months = law.minimum_months
    missing = missing_months(towards_minimum(person, law), law.minimum_months)
    if missing > 0:
        cost = buy_months(person, world, year, DECEMBER, place, missing)
        book(person, tallies, year, place, person.scheme, Item.FLEXIBLE, cost)
        person.year_contributions_fen += cost
    claim(person, world, tallies, year, DECEMBER)
