"""Residents' pensions in payment and what death leaves behind."""

from microsim._jit import event
from microsim.engine.payments import months_in_payment
from microsim.engine.setting import book, count_months, law_at, month_in, month_index
from microsim.engine.stretch import cut, end_of_law
from microsim.engine.tallies import Item, MonthCount
from microsim.rules.accounts import account_left, fen
from microsim.rules.residents import residents_pension
from microsim.schema import Scheme

RESIDENTS = int(Scheme.RESIDENTS)
BASIC, ACCOUNT, INHERITANCE = int(Item.BENEFIT_BASIC), int(Item.BENEFIT_ACCOUNT), int(Item.INHERITANCE)
PENSION_MONTHS = int(MonthCount.RESIDENTS_PENSION)
FEN = 100.0


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
    book(person, tallies, year, place, RESIDENTS, BASIC, paid - months * annuity)
    book(person, tallies, year, place, RESIDENTS, ACCOUNT, months * annuity)
    person.year_residents_benefits_fen += paid
    person.residents_left_fen = account_left(person.residents_left_fen, months * annuity)
    count_months(person, tallies, year, place, PENSION_MONTHS, months)


@event
def leave_residents_account(person, tallies, year):
    """At death, pay what is left of the residents' account to the heirs."""
    if person.residents_place >= 0:
        left = person.residents_left_fen + person.residents_account_fen
        book(person, tallies, year, person.residents_place, RESIDENTS, INHERITANCE, left)
        person.year_residents_benefits_fen += left
        person.residents_left_fen = 0
        person.residents_account_fen = 0
