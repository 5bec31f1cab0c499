"""The account of the residents' scheme."""

from microsim.kernel.jit import event
from microsim.kernel.setting import law_at
from microsim.schemes.base.accounts import claim_year_interest


@event
def credit_residents_interest(person, world, year, month):
    """Credit what the balance of 1 January has earned by the end of a month; money of this year earns from next."""
    if person.residents_opening_fen > 0:
        rate = law_at(world, person.residents_place, year).residents_interest
        person.residents_account_fen += claim_year_interest(person.residents_opening_fen, 0, 0, rate, month)
        person.residents_opening_fen = 0
