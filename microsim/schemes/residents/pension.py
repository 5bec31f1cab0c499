"""Residents' pensions in payment and what death leaves behind."""

from microsim.amounts import FEN
from microsim.kernel.items import Item
from microsim.kernel.jit import event
from microsim.kernel.setting import book, count_months, law_at, month_in, month_index
from microsim.kernel.tallies import MonthCount
from microsim.schema import Scheme
from microsim.schemes.base.accounts import account_left, fen
from microsim.schemes.employees.payments import months_in_payment
from microsim.schemes.employees.stretch import cut, end_of_law
from microsim.schemes.residents.rules import residents_annuity, residents_pension


@event
def residents_month(person, law, year, month):
    """Return the residents' pension of a month, in fen."""
    return fen(
        residents_pension(
            law.residents_basic[month - 1],
            person.residents_annuity_fen / FEN,
            person.residents_months,
            law.residents_minimum_months,
            law.residents_long_bonus,
            month_index(year, month) - person.birth,
            law.residents_aged_bonus,
            law.residents_aged_from,
        )
    )


@event
def award_residents(person, law, year, due):
    """Award the pension in a month: the account becomes its account part."""
    person.residents_claim = due
    person.residents_annuity_fen = fen(residents_annuity(person.residents_account_fen / FEN, law.residents_divisor))
    person.residents_left_fen = person.residents_account_fen
    person.residents_account_fen = 0
    person.residents_pension_fen = residents_month(person, law, year, month_in(year, due))


@event(inlined=True)
def pay_residents_pension(person, world, tallies, year, last_month):
    """Pay the year's residents' pensions up to the last month lived, or up to their end."""
    if person.residents_claim == 0:
        return
    place = person.residents_place
    law = law_at(world, place, year)
    months = months_in_payment(person.residents_claim, year, last_month)
    annuity = person.residents_annuity_fen
    aged = month_in(year, person.birth + law.residents_aged_from)
    paid, month = 0, last_month - months + 1
    while month <= last_month:
        until = cut(min(end_of_law(world, place, year, month), last_month), month, aged)
        person.residents_pension_fen = residents_month(person, law, year, month)
        paid += (until - month + 1) * person.residents_pension_fen
        month = until + 1
    book(person, tallies, year, place, Scheme.RESIDENTS, Item.BENEFIT_BASIC, paid - months * annuity)
    book(person, tallies, year, place, Scheme.RESIDENTS, Item.BENEFIT_ACCOUNT, months * annuity)
    person.year_residents_benefits_fen += paid
    person.residents_left_fen = account_left(person.residents_left_fen, months * annuity)
    count_months(person, tallies, year, place, MonthCount.RESIDENTS_PENSION, months)


@event
def leave_residents_account(person, tallies, year):
    """At death, pay what is left of the residents' account to the heirs."""
    if person.residents_place >= 0:
        left = person.residents_left_fen + person.residents_account_fen
        book(person, tallies, year, person.residents_place, Scheme.RESIDENTS, Item.INHERITANCE, left)
        person.year_residents_benefits_fen += left
        person.residents_left_fen = 0
        person.residents_account_fen = 0
