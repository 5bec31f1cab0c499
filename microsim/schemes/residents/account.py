"""The account of the residents' scheme: what enters it and what it earns."""

from microsim.kernel.items import Item
from microsim.kernel.jit import event
from microsim.kernel.setting import book, law_at
from microsim.schema import Scheme
from microsim.schemes.base.accounts import claim_year_interest
from microsim.schemes.residents.rules import residents_buy_in


@event
def credit_payment(person, tallies, year, place, personal, credit, months):
    """Enter a payment to the account, fen; what is not the person's own comes from the government or a collective."""
    book(person, tallies, year, place, Scheme.RESIDENTS, Item.PERSONAL, personal)
    book(person, tallies, year, place, Scheme.RESIDENTS, Item.ENTRY_SUBSIDY, credit - personal)
    person.year_residents_paid_fen += personal
    person.residents_account_fen += credit
    person.residents_months += months
    person.residents_member = 1


@event
def buy_missing(person, tallies, year, tier, months):
    """Buy missing months at a tier, yuan a year; the government adds nothing."""
    cost = residents_buy_in(tier, months)
    credit_payment(person, tallies, year, person.residents_place, cost, cost, months)


@event
def credit_residents_interest(person, world, year, month):
    """Credit what the balance of 1 January has earned by the end of a month; money of this year earns from next."""
    credit_interest_since(person, world, year, month, 0, 0)


@event
def credit_interest_since(person, world, year, month, paid, weighted):
    """Credit the year's interest to the end of a month, where the months of this year's payments are known.

    Parameters
    ----------
    paid, weighted : sum of the year's payments, fen, and of each times ``interest_months`` of its month
    """
    if person.residents_opening_fen > 0 or paid > 0:
        rate = law_at(world, person.residents_place, year).residents_interest
        earned = claim_year_interest(person.residents_opening_fen, paid, weighted, rate, month)
        person.residents_account_fen += earned
        person.residents_opening_fen = 0
