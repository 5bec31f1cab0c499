"""The bridge between the employees' and the residents' scheme, either way (renshebufa-2014-17)."""

from microsim.amounts import FEN
from microsim.kernel.items import Item
from microsim.kernel.jit import event
from microsim.kernel.setting import book, law_at, month_index
from microsim.schema import Membership, Scheme
from microsim.schemes.base.accounts import fen
from microsim.schemes.bridge.rules import TO_RESIDENTS, bridged_account, bridged_months
from microsim.schemes.employees.account import total_months
from microsim.schemes.employees.paying_place import collect, place_that_pays
from microsim.schemes.residents.account import credit_residents_interest
from microsim.schemes.residents.pension import pay_residents_pension
from microsim.schemes.residents.rules import residents_annuity

NO_OVERLAP = 0  # nobody pays to the residents' scheme in a year with months of the other; a file's were handed back


@event
def join_residents_account(person, world, tallies, year, month):
    """Add the residents' account to the employees' account; its years count for nothing.

    A residents' pension ends with the month of the claim, and what is left of its account comes too.
    """
    if person.residents_place < 0:
        return
    credit_residents_interest(person, world, year, month)
    pay_residents_pension(person, world, tallies, year, month)
    account = person.residents_account_fen + person.residents_left_fen
    book(person, tallies, year, person.residents_place, Scheme.RESIDENTS, Item.BRIDGE_OUT, account)
    book(person, tallies, year, person.fund_place[person.relation], person.scheme, Item.BRIDGE_IN, account)
    person.account_fen[person.relation] = bridged_account(person.account_fen[person.relation], account, NO_OVERLAP)
    person.residents_account_fen = 0
    person.residents_left_fen = 0
    person.residents_claim = 0
    person.residents_annuity_fen = 0
    person.residents_pension_fen = 0
    person.residents_member = 0
    person.residents_place = -1


@event
def bridge(person, world, tallies, year, month):
    """Move the rights to the residents' scheme: the account goes, the pooled money stays.

    Who draws a residents' pension already has it awarded anew, and the higher one is paid from the month after.
    """
    place = place_that_pays(person, law_at(world, person.fund_place[person.relation], year))
    collect(person, world, tallies, year, place)
    cross_over(person, world, tallies, year, month, place)


@event
def cross_over(person, world, tallies, year, month, place):
    """Enter account and months, gathered at a place, in the residents' scheme."""
    account = person.account_fen[person.relation]
    book(person, tallies, year, place, person.scheme, Item.BRIDGE_OUT, account)
    if person.residents_place < 0:
        person.residents_place = person.hukou_place
    book(person, tallies, year, person.residents_place, Scheme.RESIDENTS, Item.BRIDGE_IN, account)
    if person.residents_claim > 0:
        pay_residents_pension(person, world, tallies, year, month)
        person.residents_claim = month_index(year, month)
        law = law_at(world, person.residents_place, year)
        person.residents_annuity_fen += fen(residents_annuity(account / FEN, law.residents_divisor))
        person.residents_left_fen += account
    else:
        person.residents_account_fen += account
    person.residents_months = bridged_months(TO_RESIDENTS, total_months(person), person.residents_months, NO_OVERLAP)
    person.residents_member = 1
    person.account_fen[person.relation] = 0
    person.transfer_base_fen[person.relation] = 0
    person.transfer_further_fen[person.relation] = 0
    person.membership = Membership.BRIDGED
    person.covered = 0
