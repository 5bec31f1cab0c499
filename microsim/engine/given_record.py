"""What a file says of the schemes' records: spells replayed under the law of each year, single values laid over."""

import numpy as np

from microsim.amounts import MONTHS
from microsim.kernel.jit import event
from microsim.kernel.setting import law_at, province_of, region_of
from microsim.places import PROVINCE_COUNT, REGION_COUNT
from microsim.schema import Membership
from microsim.schemes.employees.account import deemed_months
from microsim.schemes.employees.ages import months_required, statutory
from microsim.schemes.employees.records import hold_service
from microsim.schemes.residents.pension import residents_month

UNKNOWN = -1

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
        ("by_law", "i1"),
    ],
    align=True,
)


@event
def lay_record(person, facts, world, year):
    """Lay the totals the file gives over the record of one who has not claimed."""
    if person.relation < 0 and facts.paid_months > 0:
        return
    home = person.relation if person.relation >= 0 else province_of(person.place)
    if facts.deemed_months >= 0 and facts.deemed_months != deemed_months(person):
        for province in range(PROVINCE_COUNT):
            person.deemed_months[province] = 0
        person.deemed_months[home] = facts.deemed_months
    if person.relation < 0 and deemed_months(person) > 0:
        hold_service(person, facts.record_place if facts.record_place >= 0 else person.hukou_place)
    if person.relation >= 0:
        lay_account(person, facts)
        lay_index(person, facts)
    extends = facts.membership == Membership.EXTENDING
    if (extends or facts.membership == Membership.WAITING) and person.relation >= 0:
        law = law_at(world, person.fund_place[person.relation], year)
        person.membership = facts.membership
        person.statutory_month = statutory(person, law)
        person.extending_from = person.statutory_month if extends else 0
        then = min(person.statutory_month // MONTHS, year)
        law_then = law_at(world, person.fund_place[person.relation], then)
        person.required_months = months_required(person, law_then, person.statutory_month)


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
        person.early_index_sum[region] *= factor


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
