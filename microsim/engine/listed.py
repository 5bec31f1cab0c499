"""The life and the claim of one case of a list, compiled: the same events as a case by itself, called by Python once each.

What is read and noted is one record, see ``notebook`` and ``gazetteer``; numbers of the person are as wide as they come.
"""

from typing import NamedTuple

from microsim.engine.replay import replay
from microsim.kernel.jit import event, kernel
from microsim.kernel.setting import cohort_of, law_at, month_index, province_of, region_of
from microsim.schema import Membership
from microsim.schemes.employees.account import credit_interest, settle_index
from microsim.schemes.employees.award import account_divisor, known_terms
from microsim.schemes.employees.claims import award_claim
from microsim.schemes.employees.known import NOTHING_KNOWN, Known
from microsim.schemes.employees.paying_place import (
    collect,
    last_long_province,
    months_that_count,
    place_that_pays,
)
from microsim.schemes.employees.provisional import provisional_terms

BLANK, CLAIMING = range(2)  # rows of the persons of a claim

# What is known of who claims: whole numbers, and amounts, the last of which are those of ``Known``.
(PLACE, YEAR, MONTH, BIRTH, REGISTERED_HERE, SCHEME, REQUIRED, PAID, DEEMED, ACCOUNT, OLD_LOCAL, LOCAL, LOCAL_EARLY) = (
    range(13)
)
NUMBERS = 13
(WAGE, EARLY_POINTS, KNOWN) = range(3)
VALUES = KNOWN + len(Known._fields)


class Whose(NamedTuple):
    """Which spells and acts are the person's, and that the law decides what the case leaves open."""

    spell_to: int
    transfer_to: int
    spell_from: int
    transfer_from: int
    by_law: int


@event
def begin(world):
    """Begin a page of notes."""
    world.noted = 0
    world.month = 0
    world.claims = 0


@kernel
def live(persons, spells, acts, how_many, worlds, last):
    """Live a career up to the end of a month.

    Parameters
    ----------
    persons : the record of the person, of whom birth, sex and registration are laid down
    spells, acts : SPELL and TRANSFER, those of the case first
    how_many : int64 [2], of each
    worlds : the tables and the notes of the list
    """
    person, world = persons[0], worlds[0]
    begin(world)
    for row in range(world.money.shape[0]):
        world.money[row, 0] = 0
        world.money[row, 1] = 0
        world.paid[row] = 0
    person.entered = 0  # no books of a fund are kept
    replay(person, Whose(how_many[0], how_many[1], 0, 0, 1), spells, acts, world, world, last)
    return world.noted


@event
def chosen(person, world, year):
    """Return the place that pays, months there, and the province long paid in last, with the months that are long.

    -1 where the person has no record.
    """
    if person.relation < 0:
        return -1, 0, -1, 0
    law = law_at(world, person.fund_place[person.relation], year)
    place, long = place_that_pays(person, law), last_long_province(person, law.paying_place_months)
    return int(place), int(months_that_count(person, province_of(place))), int(long), int(law.paying_place_months)


@kernel
def choose(persons, worlds, year):
    """Return ``chosen`` of a life."""
    return chosen(persons[0], worlds[0], year)


@kernel
def close(persons, worlds, year, month, place):
    """Close the accounts at a month, at a claim gathered at the place that pays; return what they hold, fen."""
    person, world = persons[0], worlds[0]
    begin(world)
    world.month = month
    if place < 0:
        settle_index(person, world, year)
        credit_interest(person, world, year, False)
    else:
        collect(person, world, world, year, place)
    total = 0
    for fen in person.account_fen:
        total += fen
    return total


@kernel
def terms_of(persons, worlds, place, year, calendar_years):
    """Return index, deemed months, months of the old local pension and early points of a career where a place pays."""
    known = NOTHING_KNOWN
    known = Known(
        known.mean_index,
        known.years,
        known.deemed_years,
        calendar_years,
        known.deemed_index,
        known.weighted_years,
        known.old_account,
        known.indexed_wage,
        known.wage_share,
        known.paper_account,
        known.old_pension,
    )
    found = known_terms(persons[0], worlds[0], place, year, known)
    return found.index, found.deemed, found.old_local, found.early_points


@event
def lay_claim(person, numbers, values, regions):
    """Lay what is known of who claims over a blank record: all months and money at the place that pays.

    ``regions`` holds pairs of a benefit region and the months there, by which several regions of a province weigh.
    """
    place = numbers[PLACE]
    province = province_of(place)
    person.birth = numbers[BIRTH]
    person.hukou_place = place if numbers[REGISTERED_HERE] else -1
    person.scheme = numbers[SCHEME]
    person.membership = Membership.PAYING
    person.relation = province
    person.required_months = numbers[REQUIRED]
    person.wage = values[WAGE]
    person.local_months = numbers[LOCAL]
    person.local_early_months = numbers[LOCAL_EARLY]
    person.fund_place[province] = place
    person.months[province] = numbers[PAID]
    person.deemed_months[province] = numbers[DEEMED]
    person.account_fen[province] = numbers[ACCOUNT]
    person.early_index_sum[region_of(place)] = values[EARLY_POINTS]
    person.old_local_months[province] = numbers[OLD_LOCAL]
    for one in range(len(regions)):
        person.region_months[regions[one][0]] += regions[one][1]


@event
def knowledge(values):
    """Return what is known of a claim beyond the record."""
    return Known(
        values[KNOWN],
        values[KNOWN + 1],
        values[KNOWN + 2],
        values[KNOWN + 3],
        values[KNOWN + 4],
        values[KNOWN + 5],
        values[KNOWN + 6],
        values[KNOWN + 7],
        values[KNOWN + 8],
        values[KNOWN + 9],
        values[KNOWN + 10],
    )


@event
def amounts_of(person):
    """Return the parts of the pension awarded, fen a month: basic, account, transitional, supplements, local, all but that."""
    return (
        person.basic_fen,
        person.account_pension_fen,
        person.transitional_fen,
        person.supplement_fen,
        person.local_pension_fen,
        person.pension_fen,
    )


@kernel
def claim(persons, worlds, numbers, values, regions, early):
    """Award a claim, and where the base of the year is not announced yet, on that of the year before too.

    Parameters
    ----------
    persons : records, one that is blank and one to work on
    numbers, values : int64 [NUMBERS] and float64 [VALUES], what is known of who claims
    regions : int64 [n, 2], see ``lay_claim``
    early : 1 where both awards are wanted

    Returns
    -------
    The base, the divisor, the parts of the award, the base of the provisional award and its parts.
    """
    world, place, year, month = worlds[0], numbers[PLACE], numbers[YEAR], numbers[MONTH]
    persons[CLAIMING] = persons[BLANK]
    person = persons[CLAIMING]
    lay_claim(person, numbers, values, regions)
    terms = known_terms(person, world, place, year, knowledge(values))
    last, first = terms.benefit_base, amounts_of(person)
    if early:
        before = provisional_terms(person, world, place, terms, year, month)
        award_claim(person, world, place, before, year, month)
        last, first = before.benefit_base, amounts_of(person)
        persons[CLAIMING] = persons[BLANK]
        lay_claim(person, numbers, values, regions)
    used = account_divisor(
        world, law_at(world, place, year), cohort_of(person), month_index(year, month) - person.birth
    )
    award_claim(person, world, place, terms, year, month)
    return terms.benefit_base, used, amounts_of(person), last, first
