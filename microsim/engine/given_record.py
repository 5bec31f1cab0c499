"""What a file says of the schemes' records: spells replayed under the law of each year, single values laid over."""

import numpy as np

from microsim.amounts import MONTHS
from microsim.kernel.jit import event
from microsim.kernel.setting import law_at, month_in, month_index, province_of, region_of
from microsim.places import PROVINCE_COUNT, REGION_COUNT
from microsim.schema import Membership, Scheme
from microsim.schemes.employees.account import credit_interest, note_balances, settle_index
from microsim.schemes.employees.ages import statutory
from microsim.schemes.employees.paying import pay_months
from microsim.schemes.employees.records import blank_record, enter_scheme, gather_records, insures_in, open_record
from microsim.schemes.employees.stretch import cut, end_of_law
from microsim.schemes.residents.pension import residents_month

UNKNOWN = -1
EMPLOYEE, FLEXIBLE_SPELL, DEEMED, PUBLIC_SPELL = range(4)  # kinds of spells

# What a file says of one person; UNKNOWN where it says nothing. Spells and transfers of a person
# are the entries from ``spell_from`` to before ``spell_to`` of their tables, in order of time.
FACTS = np.dtype(
    [
        ("birth", "i4"),
        ("hukou_place", "i2"),
        ("education", "i1"),
        ("stay_years", "i2"),
        ("tie", "i2"),
        ("labour", "i1"),
        ("wage", "f8"),
        ("track", "i1"),
        ("membership", "i1"),
        ("scheme", "i1"),
        ("record_place", "i2"),
        ("paid_months", "i2"),
        ("deemed_months", "i2"),
        ("mean_index", "f8"),
        ("account_fen", "i8"),
        ("claim", "i4"),
        ("pension_fen", "i8"),
        ("basic_fen", "i8"),
        ("account_pension_fen", "i8"),
        ("transitional_fen", "i8"),
        ("supplement_fen", "i8"),
        ("account_left_fen", "i8"),
        ("residents_member", "i1"),
        ("residents_months", "i2"),
        ("residents_account_fen", "i8"),
        ("residents_place", "i2"),
        ("residents_claim", "i4"),
        ("residents_pension_fen", "i8"),
        ("public", "i1"),
        ("special", "i1"),
        ("temporary_place", "i2"),
        ("certificate_fen", "i8"),
        ("township", "i1"),
        ("township_months", "i2"),
        ("township_paid_fen", "i8"),
        ("disability_case", "i1"),
        ("disability_fen", "i8"),
        ("disability_from", "i4"),
        ("disability_until", "i4"),
        ("spell_from", "i8"),
        ("spell_to", "i8"),
        ("transfer_from", "i8"),
        ("transfer_to", "i8"),
    ],
    align=True,
)
SPELL = np.dtype(
    [
        ("place", "i2"),
        ("kind", "i1"),
        ("first", "i4"),
        ("last", "i4"),
        ("months", "i2"),
        ("base", "f8"),
        ("index", "f8"),
    ],
    align=True,
)
TRANSFER = np.dtype([("month", "i4"), ("target", "i2")], align=True)


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
    person.required_months = 0
    person.claim_month = 0
    person.local_months = 0


@event
def spell_base(spell, law, month):
    """Return the base of a month of a spell: as given, from its index, else the floor."""
    if spell.base >= 0.0:
        return spell.base
    if spell.index >= 0.0:
        return spell.index * law.reference_wage
    return law.base_floor[month - 1]


@event
def is_paid(spell, now):
    """Return whether a month of a spell counts: the months of a spell are spread evenly over it."""
    place, span = now - spell.first, spell.last - spell.first + 1
    return (place + 1) * spell.months // span > place * spell.months // span


@event
def end_in_spell(spell, world, year, month):
    """Return the last month of the year up to which all months of a spell are paid, or none, under the law of a month."""
    until = cut(end_of_law(world, spell.place, year, month), month, month_in(year, spell.last + 1))
    paid = is_paid(spell, month_index(year, month))
    for later in range(month + 1, until + 1):
        if is_paid(spell, month_index(year, later)) != paid:
            return later - 1
    return until


@event
def replay_months(person, spell, world, tallies, year, month, months):
    """Pay, or count as deemed, a stretch of equal months of a spell."""
    if not is_paid(spell, month_index(year, month)):
        return
    if spell.kind == DEEMED:
        person.deemed_months[province_of(spell.place)] += months
        return
    if not insures_in(person, province_of(spell.place)):
        settle_index(person, world, year)
        open_record(person, world, tallies, year, month, spell.place, False)
    enter_scheme(person, world, tallies, year, Scheme.PUBLIC if spell.kind == PUBLIC_SPELL else Scheme.EMPLOYEES)
    person.pays_alone = 1 if spell.kind == FLEXIBLE_SPELL else 0
    base = spell_base(spell, law_at(world, spell.place, year), month)
    pay_months(person, world, tallies, year, month, months, spell.place, base)


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
def replay(person, facts, spells, transfers, world, tallies, last_year):
    """Replay a person's spells and transfers up to the end of a year, each stretch of equal months at once."""
    forget_record(person)
    spell, transfer = facts.spell_from, facts.transfer_from
    for year in range(spells[spell].first // MONTHS, last_year + 1):
        person.paid_months = 0
        month = 1
        while month <= MONTHS:
            now, until = month_index(year, month), MONTHS
            while transfer < facts.transfer_to and transfers[transfer].month <= now:
                move_to(person, world, tallies, year, transfers[transfer].target)
                transfer += 1
            while spell < facts.spell_to and spells[spell].last < now:
                spell += 1
            if transfer < facts.transfer_to:
                until = cut(until, month, month_in(year, transfers[transfer].month))
            if spell < facts.spell_to:
                until = cut(until, month, month_in(year, spells[spell].first))
            if spell < facts.spell_to and spells[spell].first <= now:
                until = min(until, end_in_spell(spells[spell], world, year, month))
                replay_months(person, spells[spell], world, tallies, year, month, until - month + 1)
            note_balances(person, until - month + 1)
            month = until + 1
        settle_index(person, world, year)
        credit_interest(person, world, year)
    if person.relation >= 0:
        person.membership = Membership.PAYING if person.paid_months > 0 else Membership.DORMANT


@event
def lay_record(person, facts, world, year):
    """Lay the totals the file gives over the record of one who has not claimed."""
    if person.relation < 0 and facts.paid_months > 0:
        return
    home = person.relation if person.relation >= 0 else province_of(person.place)
    deemed = 0
    for province in range(PROVINCE_COUNT):
        deemed += person.deemed_months[province]
    if facts.deemed_months >= 0 and facts.deemed_months != deemed:
        for province in range(PROVINCE_COUNT):
            person.deemed_months[province] = 0
        person.deemed_months[home] = facts.deemed_months
    if person.relation >= 0:
        lay_account(person, facts)
        lay_index(person, facts)
    if facts.membership == Membership.EXTENDING and person.relation >= 0:
        law = law_at(world, person.fund_place[person.relation], year)
        person.membership = Membership.EXTENDING
        person.statutory_month = statutory(person, law)
        person.required_months = law_at(
            world, person.fund_place[person.relation], min(person.statutory_month // MONTHS, year)
        ).minimum_months


@event
def lay_account(person, facts):
    """Scale the accounts of all provinces to the total the file gives."""
    if facts.account_fen < 0:
        return
    total = 0
    for province in range(PROVINCE_COUNT):
        total += person.account_fen[province]
    rest = facts.account_fen
    for province in range(PROVINCE_COUNT):
        if province != person.relation and total > 0:
            person.account_fen[province] = int(facts.account_fen * (person.account_fen[province] / total))
            rest -= person.account_fen[province]
    person.account_fen[person.relation] = rest


@event
def lay_index(person, facts):
    """Scale the index points of all regions so that the one that holds the record has the file's mean."""
    months = 0
    for province in range(PROVINCE_COUNT):
        months += person.months[province]
    have = person.index_sum[region_of(person.fund_place[person.relation])]
    if facts.mean_index < 0.0 or have <= 0.0:
        return
    factor = facts.mean_index * months / have
    for region in range(REGION_COUNT):
        person.index_sum[region] *= factor


@event
def lay_pension(person, facts):
    """Lay what the file says of a pension in payment over one who draws it."""
    if facts.record_place >= 0:
        person.relation = province_of(facts.record_place)
        person.fund_place[person.relation] = facts.record_place
        person.paying_place = facts.record_place
    if facts.claim > 0:
        person.claim_month = facts.claim
    months = max(facts.paid_months, 0) + max(facts.deemed_months, 0)
    if months > 0:
        person.contribution_months = months
    if facts.mean_index >= 0.0:
        person.mean_index = facts.mean_index
    if facts.pension_fen > 0:
        person.pension_fen = facts.pension_fen
        person.account_pension_fen = max(facts.account_pension_fen, 0)
        person.transitional_fen = max(facts.transitional_fen, 0)
        person.supplement_fen = max(facts.supplement_fen, 0)
        others = person.account_pension_fen + person.transitional_fen + person.supplement_fen
        person.basic_fen = facts.basic_fen if facts.basic_fen >= 0 else max(facts.pension_fen - others, 0)
    if facts.account_left_fen >= 0:
        person.account_left_fen = facts.account_left_fen


@event
def leave_residents(person):
    """Blank the record of the residents' scheme."""
    person.residents_member = 0
    person.residents_months = 0
    person.residents_account_fen = 0
    person.residents_claim = 0
    person.residents_annuity_fen = 0
    person.residents_pension_fen = 0
    person.residents_left_fen = 0
    person.residents_place = -1


@event
def lay_residents(person, facts, world, year):
    """Lay what the file says of the residents' scheme over the person."""
    draws = facts.residents_claim > 0 or facts.residents_pension_fen > 0
    if person.membership == Membership.PENSIONER or (facts.residents_member == 0 and not draws):
        leave_residents(person)
        return
    if facts.residents_member == 1 or draws:
        person.residents_member = 1 if facts.residents_member != 0 else 0
        if person.residents_place < 0:
            person.residents_place = person.hukou_place
    if facts.residents_place >= 0:
        person.residents_place = facts.residents_place
    if person.residents_place < 0:
        return
    if facts.residents_months >= 0:
        person.residents_months = facts.residents_months
    if draws and person.residents_claim == 0:
        law = law_at(world, person.residents_place, year)
        person.residents_claim = max(person.birth + law.residents_claim_age, law.residents_start)
        person.residents_left_fen = person.residents_account_fen
        person.residents_account_fen = 0
    if facts.residents_claim > 0:
        person.residents_claim = facts.residents_claim
    if facts.residents_account_fen >= 0:
        if person.residents_claim > 0:
            person.residents_left_fen = facts.residents_account_fen
        else:
            person.residents_account_fen = facts.residents_account_fen
    if facts.residents_pension_fen > 0:
        person.residents_annuity_fen = 0
        law = law_at(world, person.residents_place, year)
        bare = residents_month(person, law, year, MONTHS)
        person.residents_annuity_fen = max(facts.residents_pension_fen - bare, 0)
        person.residents_pension_fen = facts.residents_pension_fen
