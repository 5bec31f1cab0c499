"""The record of the employees' scheme from spells: each stretch of equal months is paid under the law of its time.

Own microdata and cases replay careers. A case also says how a base follows from a wage or a choice, and holds acts
beside its spells: a move of the registration, months bought, money that enters an account.
"""

import numpy as np

from microsim.amounts import MONTHS
from microsim.engine.lifetime import value_year
from microsim.kernel.jit import event
from microsim.kernel.setting import law_at, month_in, month_index, pay_at, province_of
from microsim.kernel.world import FIRST_LAW_YEAR
from microsim.places import PROVINCE_COUNT, REGION_COUNT, REGION_PROVINCE
from microsim.schema import Membership, Scheme
from microsim.schemes.base.contributions import contribution_base
from microsim.schemes.closed.rules import chosen_base
from microsim.schemes.employees.account import (
    add_points,
    credit_interest,
    earns_transitional,
    note_balances,
    settle_index,
)
from microsim.schemes.employees.paying import buy_months, earns_deemed_month, pay_months
from microsim.schemes.employees.records import (
    blank_record,
    enter_scheme,
    gather_records,
    insures_in,
    open_record,
    settle_temporary,
    take_relation,
)
from microsim.schemes.employees.rules.variants import bounded_index
from microsim.schemes.employees.stretch import cut, end_of_law

EMPLOYEE, FLEXIBLE_SPELL, DEEMED, PUBLIC_SPELL = range(4)  # kinds of spells
MOVE, REGISTER, BUY, CREDIT = range(4)  # kinds of acts: the records move, the registration does, months or money enter

# Stretches of a career and acts beside them, in order of time. ``choice`` is the share of the reference wage a flexible
# worker chooses, ``official`` marks one whom an organisation moved; what is not given is UNKNOWN or 0, see spell_base.
SPELL = np.dtype(
    [
        ("place", "i2"),
        ("kind", "i1"),
        ("first", "i4"),
        ("last", "i4"),
        ("months", "i2"),
        ("base", "f8"),
        ("index", "f8"),
        ("wage", "f8"),
        ("choice", "f8"),
        ("official", "i1"),
    ],
    align=True,
)
TRANSFER = np.dtype(
    [("month", "i4"), ("target", "i2"), ("kind", "i1"), ("months", "i2"), ("amount_fen", "i8")], align=True
)


@event
def forget_record(person):
    """Blank the record of the employees' scheme."""
    for province in range(PROVINCE_COUNT):
        blank_record(person, province)
        person.deemed_months[province] = 0
    for region in range(REGION_COUNT):
        person.region_months[region] = 0
        person.index_sum[region] = 0.0
    person.relation = -1
    person.scheme = Scheme.EMPLOYEES
    person.paid_place = -1
    person.paying_place = -1
    person.membership = Membership.NONE
    person.first_paid = 0
    person.paid_months = 0
    person.year_base = 0.0
    person.year_base_months = 0
    person.paid_base = 0.0
    person.statutory_month = 0
    person.extending_from = 0
    person.required_months = 0
    person.claim_month = 0
    person.local_months = 0
    person.local_early_months = 0
    person.has_left_money = 0


@event
def spell_base(spell, law, month):
    """Return the base of a month of a spell: as given, from index, wage or choice, else the floor."""
    if spell.base >= 0.0:
        return spell.base
    if spell.index >= 0.0:
        return spell.index * law.reference_wage
    floor, cap = law.base_floor[month - 1], law.base_cap[month - 1]
    if spell.wage > 0.0:
        return contribution_base(spell.wage, floor, cap)
    if spell.choice > 0.0:
        wage = law.reference_wage
        return chosen_base(spell.choice, wage, floor / wage, cap / wage) if wage > 0.0 else 0.0
    return floor


@event
def is_paid(spell, now):
    """Return whether a month of a spell counts: the months of a spell are spread evenly over it."""
    place, span = now - spell.first, spell.last - spell.first + 1
    return (place + 1) * spell.months // span > place * spell.months // span


@event
def end_in_spell(spell, world, year, month):
    """Return the last month of the year up to which all months of a spell are paid, or none, under the law of a month."""
    until = cut(end_of_law(world, spell.place, year, month), month, month_in(year, spell.last + 1))
    if spell.months > spell.last - spell.first:
        return until
    paid = is_paid(spell, month_index(year, month))
    for later in range(month + 1, until + 1):
        if is_paid(spell, month_index(year, later)) != paid:
            return later - 1
    return until


@event
def counts_unpaid(person, spell, facts, world, year, month):
    """Return whether months of a spell are deemed: as said, or where the file leaves it to the law, by the law."""
    if spell.kind == DEEMED or not facts.by_law:
        return spell.kind == DEEMED
    person.public = 1 if spell.kind == PUBLIC_SPELL else 0
    law = law_at(world, spell.place, year)
    return earns_deemed_month(person, law, pay_at(world, spell.place, year, month), year, month)


@event
def insure(person, spell, facts, world, tallies, year, month):
    """Open a record where the person is not insured; where all moves are applied for at once, settle older accounts."""
    province = province_of(spell.place)
    if not insures_in(person, province):
        settle_index(person, world, year)
        if spell.official or (facts.by_law and person.deemed_months[province] > 0):  # insured there, if unpaid
            person.fund_place[province] = spell.place
            take_relation(person, world, tallies, year, province, facts.by_law)
        else:
            open_record(person, world, tallies, year, month, spell.place, facts.by_law)
    if facts.by_law:
        settle_temporary(person, world, tallies, year, province)


@event
def replay_months(person, spell, facts, world, tallies, year, month, months):
    """Pay, or count as deemed, a stretch of equal months of a spell."""
    if not is_paid(spell, month_index(year, month)):
        return
    deemed = counts_unpaid(person, spell, facts, world, year, month)
    if not deemed or facts.by_law:
        insure(person, spell, facts, world, tallies, year, month)
    if deemed:
        province = province_of(spell.place)
        person.deemed_months[province] += months
        if facts.by_law:
            person.fund_place[province] = spell.place
        return
    enter_scheme(person, world, tallies, year, Scheme.PUBLIC if spell.kind == PUBLIC_SPELL else Scheme.EMPLOYEES)
    person.pays_alone = 1 if spell.kind == FLEXIBLE_SPELL else 0
    base = spell_base(spell, law_at(world, spell.place, year), month)
    if facts.by_law and spell.index > 0.0:
        settle_index(person, world, year)
        pay_months(person, world, tallies, year, month, months, spell.place, base)
        count_index(person, world, year, months, spell, base)
    else:
        pay_months(person, world, tallies, year, month, months, spell.place, base)


@event
def count_index(person, world, year, months, spell, base):
    """Count an index as given: in its own province, and where nobody knows the wages; elsewhere its base counts."""
    early = earns_transitional(person, world, year, spell.place)
    for region in range(REGION_COUNT):
        law, index = world.indexing[year - FIRST_LAW_YEAR, region], spell.index
        own = REGION_PROVINCE[region] == province_of(spell.place)
        if not own and law.reference_wage > 0.0:
            index = bounded_index(base, law.reference_wage, 0.0, law.index_cap)
        add_points(person, region, months * index, early and own)
    person.year_base = 0.0
    person.year_base_months = 0


@event
def move_to(person, world, tallies, year, place):
    """Move all records a person has to the fund of a place, which takes the relation."""
    if person.relation < 0:
        return
    settle_index(person, world, year)
    province = province_of(place)
    person.fund_place[province] = place
    person.temporary[province] = 0
    person.relation = province
    gather_records(person, world, tallies, year, province)


@event
def act(person, world, tallies, year, month, one):
    """Do what a file says beside spells: move, register elsewhere, buy months, or credit money to the account."""
    if one.kind == MOVE:
        move_to(person, world, tallies, year, one.target)
    elif one.kind == REGISTER:
        person.hukou_place = one.target
    else:
        province = province_of(one.target)
        if person.fund_place[province] < 0:
            person.fund_place[province] = one.target
        if person.relation < 0 and one.months > 0:
            person.relation = province
        person.account_fen[province] += one.amount_fen
        if one.kind == BUY:
            buy_months(person, world, year, month, one.target, one.months)


@event
def first_year(facts, spells, transfers):
    """Return the year in which a career begins."""
    first = (
        spells[facts.spell_from].first if facts.spell_to > facts.spell_from else transfers[facts.transfer_from].month
    )
    if facts.transfer_to > facts.transfer_from:
        first = min(first, transfers[facts.transfer_from].month)
    return first // MONTHS


@event
def replay(person, facts, spells, transfers, world, tallies, last):
    """Replay a person's spells and acts up to the end of a month, each stretch of equal months at once."""
    forget_record(person)
    spell, transfer = facts.spell_from, facts.transfer_from
    for year in range(first_year(facts, spells, transfers), last // MONTHS + 1):
        person.paid_months = 0
        month, end = 1, min(MONTHS, month_in(year, last))
        while month <= end:
            now, until = month_index(year, month), end
            while transfer < facts.transfer_to and transfers[transfer].month <= now:
                act(person, world, tallies, year, month, transfers[transfer])
                transfer += 1
            while spell < facts.spell_to and spells[spell].last < now:
                spell += 1
            if transfer < facts.transfer_to:
                until = cut(until, month, month_in(year, transfers[transfer].month))
            if spell < facts.spell_to:
                until = cut(until, month, month_in(year, spells[spell].first))
            if spell < facts.spell_to and spells[spell].first <= now:
                until = min(until, end_in_spell(spells[spell], world, year, month))
                replay_months(person, spells[spell], facts, world, tallies, year, month, until - month + 1)
            note_balances(person, until - month + 1)
            month = until + 1
        if end == MONTHS:
            settle_index(person, world, year)
            credit_interest(person, world, year, True)
        value_year(tallies, world, person, year)
    if person.relation >= 0:
        person.membership = Membership.PAYING if person.paid_months > 0 else Membership.DORMANT
