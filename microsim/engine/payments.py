"""Pensions in payment and what death leaves behind, employees' scheme."""

from microsim._jit import event
from microsim.draws import DISABILITY, lanes
from microsim.engine.account import total_months
from microsim.engine.local_supplement import pay_local_pension
from microsim.engine.setting import MONTHS, assumptions_at, book, count_months, law_at, month_index
from microsim.engine.tallies import Item, MonthCount
from microsim.places import PROVINCE_COUNT
from microsim.rules.accounts import account_left, fen
from microsim.rules.indexation import adjusted_pension
from microsim.rules.survivors import (
    dependants_lump_months,
    funeral_grant,
    grant_base,
    lump_months_by_law,
    survivor_cap,
)
from microsim.schema import Membership, Scheme

NO_DEPENDANT, ONE_DEPENDANT = 0, 1  # families are not simulated: one dependant at most, see survivors.dependant_share
BASIC, ACCOUNT, TRANSITIONAL = int(Item.BENEFIT_BASIC), int(Item.BENEFIT_ACCOUNT), int(Item.BENEFIT_TRANSITIONAL)
SUPPLEMENT, ADJUSTMENT = int(Item.BENEFIT_SUPPLEMENT), int(Item.BENEFIT_ADJUSTMENT)
SURVIVORS, INHERITANCE = int(Item.SURVIVORS), int(Item.INHERITANCE)
PENSION_MONTHS, PUBLIC_PENSION_MONTHS = int(MonthCount.PENSION), int(MonthCount.PUBLIC_PENSION)
BRIDGED = int(Membership.BRIDGED)
PUBLIC = int(Scheme.PUBLIC)
FEN, YEAR = 100.0, 12.0


@event
def raise_pension(person, world, year):
    """In January, adjust the pension of who had claimed by the end of the year before."""
    if person.claim_month == 0 or person.claim_month >= MONTHS * year:
        return
    law = law_at(world, person.paying_place, year)
    person.pension_fen = fen(
        adjusted_pension(
            person.pension_fen / FEN,
            person.contribution_months / YEAR,
            MONTHS * year - person.birth,
            law.adjustment_flat,
            law.adjustment_per_year,
            law.adjustment_rate,
            law.adjustment_aged,
            law.adjustment_aged_from,
        )
    )


@event
def months_in_payment(claim_month, year, last_month):
    """Return the months of a year for which a pension claimed earlier, or this year, is paid."""
    first = max(month_index(year, 1), claim_month + 1)
    return max(0, month_index(year, last_month) - first + 1)


@event(inlined=True)
def pay_pension(person, tallies, year, last_month):
    """Pay the year's pensions up to the last month lived."""
    if person.claim_month == 0:
        return
    months = months_in_payment(person.claim_month, year, last_month)
    place = person.paying_place
    parts = person.basic_fen + person.account_pension_fen + person.transitional_fen + person.supplement_fen
    book(person, tallies, year, place, person.scheme, BASIC, months * person.basic_fen)
    book(person, tallies, year, place, person.scheme, ACCOUNT, months * person.account_pension_fen)
    book(person, tallies, year, place, person.scheme, TRANSITIONAL, months * person.transitional_fen)
    book(person, tallies, year, place, person.scheme, SUPPLEMENT, months * person.supplement_fen)
    book(person, tallies, year, place, person.scheme, ADJUSTMENT, months * (person.pension_fen - parts))
    person.year_benefits_fen += months * person.pension_fen
    person.account_left_fen = account_left(person.account_left_fen, months * person.account_pension_fen)
    pay_local_pension(person, tallies, year, months)
    kind = PUBLIC_PENSION_MONTHS if person.scheme == PUBLIC else PENSION_MONTHS
    count_months(person, tallies, year, place, kind, months)


@event
def dependants_left(person, world, key, place, year, month):
    """Return the dependants in need that a death leaves, whom only the provincial rules before September 2021 count."""
    if law_at(world, place, year).survivor_national_rule[month - 1] > 0.0:
        return NO_DEPENDANT
    luck = lanes(key.seed, key.replicate, person.number, year, DISABILITY).third
    return ONE_DEPENDANT if luck < assumptions_at(world, place, year).dependant_share else NO_DEPENDANT


@event
def survivors_grants(law, month, dependants, years, in_payment, saved):
    """Return funeral and lump-sum grants in yuan, by the rule in force in the month of death."""
    national = law.survivor_national_rule[month - 1] > 0.0
    base = grant_base(national, law.survivor_base, law.reference_wage)
    if not national:
        lump = dependants_lump_months(
            dependants, law.survivor_dependants_one, law.survivor_dependants_two, law.survivor_dependants_more
        )
        return funeral_grant(base, law.survivor_provincial_funeral_months) + base * lump
    lump = lump_months_by_law(
        years,
        in_payment,
        law.survivor_lump_first,
        law.survivor_lump_second,
        law.survivor_lump_full,
        law.survivor_last_year,
    )
    return survivor_cap(funeral_grant(base, law.funeral_months) + base * lump, years, saved)


@event
def leave_to_heirs(person, world, key, tallies, year, month):
    """At death, pay the survivors' grants and what is left of the account."""
    if person.relation < 0 or person.membership == BRIDGED:
        return
    claimed = person.claim_month > 0
    place = person.paying_place if claimed else person.fund_place[person.relation]
    law = law_at(world, place, year)
    saved = person.account_left_fen
    for province in range(PROVINCE_COUNT):
        saved += person.account_fen[province]
    now = month_index(year, month)
    months = person.contribution_months if claimed else total_months(person)
    in_payment = max(0, now - person.claim_month) / YEAR if claimed else 0.0
    dependants = dependants_left(person, world, key, place, year, month)
    grants = survivors_grants(law, month, dependants, months / YEAR, in_payment, saved / FEN)
    book(person, tallies, year, place, person.scheme, SURVIVORS, fen(grants))
    person.year_benefits_fen += fen(grants) + saved
    book(person, tallies, year, place, person.scheme, INHERITANCE, person.account_left_fen)
    person.account_left_fen = 0
    for province in range(PROVINCE_COUNT):
        if person.account_fen[province] > 0:
            held = person.fund_place[province]
            book(person, tallies, year, held, person.scheme, INHERITANCE, person.account_fen[province])
            person.account_fen[province] = 0
