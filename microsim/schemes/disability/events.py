"""The disability allowance of 2025: onset, payment, and the pension that follows (renshebufa-2024-72)."""

from microsim.amounts import FEN, MONTHS
from microsim.kernel.decide import Decision, decides
from microsim.kernel.draws import DISABILITY, lanes
from microsim.kernel.items import Item
from microsim.kernel.jit import event
from microsim.kernel.setting import assumptions_at, book, cohort_of, law_at, month_index
from microsim.places import PROVINCE_COUNT
from microsim.schema import Membership
from microsim.schemes.base.accounts import fen
from microsim.schemes.base.indexation import adjusted_pension
from microsim.schemes.disability.rules import (
    disability_allowance,
    disability_case,
    disability_months,
    pension_after_disability,
    raised_allowance,
)
from microsim.schemes.employees.account import total_months
from microsim.schemes.employees.ages import statutory
from microsim.schemes.employees.award import at_total, award, terms_at
from microsim.schemes.employees.paying_place import collect, place_that_pays

LIMITED, FULL = 1, 3  # cases of the rule, see rules.disability
FROM_AGE = 40  # years from which the hazard applies, see disability.hazard


@event
def may_become_disabled(person, law, age):
    """Return whether the allowance is open to the person this year."""
    if age < FROM_AGE or person.membership == Membership.PENSIONER or person.membership == Membership.BRIDGED:
        return False
    return law.disability_in_force != 0 and person.disability_case == 0


@event(inlined=True)
def disability_onset(person, world, key, year, age):
    """In some years a member below the statutory age loses all capacity to work; the allowance starts the month after."""
    if person.relation < 0:
        return
    place = person.fund_place[person.relation]
    law = law_at(world, place, year)
    if not may_become_disabled(person, law, age):
        return
    luck = lanes(key.seed, key.replicate, person.number, year, DISABILITY)
    if decides(Decision.DISABILITY, assumptions_at(world, place, year).disability_hazard, luck.first):
        payer, now = place_that_pays(person, law), month_index(year, 1 + int(luck.second * MONTHS))
        grant_allowance(person, world, payer, terms_at(person, world, payer, year), year, now)


@event
def grant_allowance(person, world, place, terms, year, now):
    """Award the allowance by the case of the person, from next month to the statutory month at the latest.

    The place that would pay the pension pays it, by its own formula.
    """
    law, assumptions = law_at(world, place, year), assumptions_at(world, place, year)
    due = statutory(person, law)
    case = disability_case(
        terms.months, law.minimum_months, due - now, law.disability_near_months, law.disability_in_force
    )
    if case == 0:
        return
    account = 0
    for province in range(PROVINCE_COUNT):
        account += person.account_fen[province]
    parts = award(world, law, assumptions, terms, account, now - person.birth, cohort_of(person))
    person.paying_place = place
    person.disability_case = case
    person.disability_fen = fen(disability_allowance(case, parts.basic_fen / FEN, parts.total_fen / FEN))
    person.disability_from = now + 1
    person.disability_until = due
    if case == LIMITED:
        months = disability_months(
            terms.months, law.disability_first_years_months, law.disability_first_months, law.disability_months_per_year
        )
        person.disability_until = min(due, now + months)


@event
def is_disabled(person, year, month):
    """Return whether the person can work no more."""
    return person.disability_case > 0 and month_index(year, month) >= person.disability_from


@event
def raise_disability(person, world, year):
    """In January, adjust the allowance: by the full formula as a pension, else by the percentage of the nation."""
    if person.disability_case == 0 or person.disability_from > MONTHS * year:
        return
    law = law_at(world, person.paying_place, year)
    if person.disability_case != FULL:
        person.disability_fen = fen(raised_allowance(person.disability_fen / FEN, law.adjustment_overall))
        return
    person.disability_fen = fen(
        adjusted_pension(
            person.disability_fen / FEN,
            total_months(person) / MONTHS,
            MONTHS * year - person.birth,
            law.adjustment_flat,
            law.adjustment_per_year,
            law.adjustment_rate,
            law.adjustment_aged,
            law.adjustment_aged_from,
        )
    )


@event
def award_after_disability(person, parts, now):
    """End the allowance with the month of the claim: it is the pension, or the least it may be."""
    if person.disability_case == 0:
        return parts
    person.disability_until = min(person.disability_until, now)
    if now < person.disability_from:
        return parts
    allowance, pension = person.disability_fen / FEN, parts.total_fen / FEN
    return at_total(parts, fen(pension_after_disability(person.disability_case, allowance, pension)))


@event(inlined=True)
def pay_disability(person, world, tallies, year, last_month):
    """Pay the allowance for the months of the year in which it is due; it is over once a pension is claimed.

    With its first payment the records are gathered at the place that pays.
    """
    if person.disability_case == 0:
        return
    first = max(person.disability_from, month_index(year, 1))
    months = max(0, min(person.disability_until, month_index(year, last_month)) - first + 1)
    amount = months * person.disability_fen
    begins = months > 0 and person.disability_from >= month_index(year, 1)
    if begins and person.claim_month == 0 and person.membership != Membership.BRIDGED:
        collect(person, world, tallies, year, person.paying_place)
    book(person, tallies, year, person.paying_place, person.scheme, Item.BENEFIT_DISABILITY, amount)
    person.year_benefits_fen += amount
    if person.claim_month > 0:
        person.disability_case = 0
        person.disability_fen = 0
