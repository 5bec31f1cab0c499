"""Payments to the residents' scheme as a file tells them: amounts and months of its own, months paid twice handed back.

A run pays a tier at the end of a year; a case says what was paid from which month to which, and may have paid to the
employees' scheme in some of them.
"""

from microsim.amounts import MONTHS
from microsim.kernel.jit import event
from microsim.kernel.setting import law_at, month_in, month_index
from microsim.schemes.base.accounts import fen, interest_months
from microsim.schemes.bridge.events import cross_over
from microsim.schemes.bridge.rules import bridge_refund, double_drawing_debt
from microsim.schemes.employees.rules.transfers import merged_months, overlap_months
from microsim.schemes.residents.account import credit_interest_since, credit_payment
from microsim.schemes.residents.rules import assisted_payment, capped_tier, collective_support, residents_credit

UNKNOWN = -1.0  # a subsidy that the law of the place decides


@event
def own_payment(spell, law, month):
    """Return a year's own payment and a collective's, yuan, within the limits of a place whose law is known."""
    tier = spell.tier
    if spell.assisted:
        tier = max(tier, assisted_payment(law.residents_assisted_tier, True))
    collective = spell.collective
    if spell.limited:
        least = MONTHS * law.base_floor[month - 1] * law.flexible_rate[month - 1]
        top = 0.0
        for amount in law.residents_tier:
            top = max(top, amount)
        tier = capped_tier(tier, least) if least > 0.0 else tier
        collective = collective_support(collective, top) if top > 0.0 else collective
    return tier, collective


@event
def entry_subsidy(spell, law, paid):
    """Return the government's subsidy of a year: as the file says, or that of the highest tier the payment reaches."""
    if spell.subsidy != UNKNOWN:
        return spell.subsidy
    subsidy = 0.0
    for tier in range(len(law.residents_tier)):
        if 0.0 < law.residents_tier[tier] <= paid:
            subsidy = law.residents_subsidy[tier]
    return subsidy


@event
def doubly_paid(jobs, first, last):
    """Return the months of a stretch in which the employees' scheme was paid too."""
    double = 0
    for job in jobs:
        double += overlap_months(first, last, job.first, job.last)
    return double


@event
def pay_spell(person, spell, jobs, world, tallies, year, first, last):
    """Pay the months of a year that lie in a spell; return what is credited and what goes back for months paid twice.

    Parameters
    ----------
    spell : place, tier, subsidy, collective (yuan a year), assisted, limited
    jobs : spells of the employees' scheme, of which no two overlap
    first, last : months, as indices
    """
    law, months = law_at(world, spell.place, year), last - first + 1
    tier, collective = own_payment(spell, law, month_in(year, first))
    own, support = tier * months / MONTHS, collective * months / MONTHS
    credit, refund = residents_credit(own, entry_subsidy(spell, law, tier) * months / MONTHS, support), 0
    double = doubly_paid(jobs, first, last)
    if double > 0:
        refund = bridge_refund(fen(own), fen(support), double, months)
        credit -= bridge_refund(credit, 0, double, months)
    personal = 0 if spell.assisted else min(credit, fen(own))
    credit_payment(person, tallies, year, spell.place, personal, credit, merged_months(months, double))
    return credit, refund


@event
def enter_sum(person, one, world, tallies, year):
    """Enter what comes in one sum, or what crosses over from the employees' scheme; return it in fen."""
    before = person.residents_account_fen
    if one.place >= 0:
        cross_over(person, world, tallies, year, month_in(year, one.month), one.place)
    else:
        person.residents_account_fen += one.amount_fen
        person.residents_member = 1
    return person.residents_account_fen - before


@event
def year_of_spells(person, spells, jobs, sums, world, tallies, year, last):
    """Live a year up to the month before a last one: each spell pays in the first of its months, sums when they come.

    Parameters
    ----------
    sums : month and fen of what else enters the account; ``place``, which is -1 for others, marks the employees'
        account and months that cross over from the fund there
    last : month index

    Returns
    -------
    What entered, the interest, and what goes back for months paid twice, fen.
    """
    person.residents_opening_fen = person.residents_account_fen
    start, end = month_index(year, 1), min(last, month_index(year, MONTHS))
    paid, weighted, back = 0, 0, 0
    for spell in spells:
        first, until = max(spell.first, start), min(spell.last, end)
        if first <= until:
            credit, refund = pay_spell(person, spell, jobs, world, tallies, year, first, until)
            paid += credit
            weighted += credit * interest_months(month_in(year, first))
            back += refund
    for one in sums:
        if start <= one.month <= end:
            came = enter_sum(person, one, world, tallies, year)
            paid += came
            weighted += came * interest_months(month_in(year, one.month))
    before = person.residents_account_fen
    credit_interest_since(person, world, year, min(MONTHS, month_in(year, last) - 1), paid, weighted)
    return paid, person.residents_account_fen - before, back


@event
def drawn_twice(world, place, first, last):
    """Return what is owed where both pensions were drawn from a month to another, fen: the basic part."""
    debt = 0
    for month in range(first, last + 1):
        law = law_at(world, place, month // MONTHS)
        debt += double_drawing_debt(fen(law.residents_basic[month % MONTHS]), 1)
    return debt
