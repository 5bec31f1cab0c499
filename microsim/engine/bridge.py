"""The bridge between the employees' and the residents' scheme, either way (renshebufa-2014-17)."""

from microsim._jit import event
from microsim.engine.account import total_months
from microsim.engine.paying_place import collect, place_that_pays
from microsim.engine.residents_account import credit_residents_interest
from microsim.engine.residents_pension import pay_residents_pension
from microsim.engine.setting import book, law_at, month_index
from microsim.engine.tallies import Item
from microsim.rules.accounts import fen
from microsim.rules.bridge import TO_RESIDENTS, bridged_months
from microsim.rules.residents import residents_annuity
from microsim.schema import Membership, Scheme

RESIDENTS = int(Scheme.RESIDENTS)
BRIDGED = int(Membership.BRIDGED)
BRIDGE_OUT, BRIDGE_IN = int(Item.BRIDGE_OUT), int(Item.BRIDGE_IN)
NO_OVERLAP = 0  # nobody pays to the residents' scheme in a year with months of the other
FEN = 100.0


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
    book(person, tallies, year, person.residents_place, RESIDENTS, BRIDGE_OUT, account)
    book(person, tallies, year, person.fund_place[person.relation], person.scheme, BRIDGE_IN, account)
    person.account_fen[person.relation] += account
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
    account = person.account_fen[person.relation]
    book(person, tallies, year, place, person.scheme, BRIDGE_OUT, account)
    if person.residents_place < 0:
        person.residents_place = person.hukou_place
    book(person, tallies, year, person.residents_place, RESIDENTS, BRIDGE_IN, account)
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
    person.membership = BRIDGED
    person.covered = 0
