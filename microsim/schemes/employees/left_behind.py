"""Money of a record that a move treats by itself: the employer's of before bases counted, and that of temporary accounts.

Both clauses are switched by the law, see ``portability.own_money_only`` and ``portability.temporary_rate_paid``.
"""

from microsim.kernel.jit import event
from microsim.places import PROVINCE_COUNT
from microsim.schema import Scheme
from microsim.schemes.base.accounts import year_interest
from microsim.schemes.base.contributions import contribution
from microsim.schemes.employees.rules.transfers import transfer_temporary


@event
def note_employers_money(person, province, months, credit, own):
    """Note the employer's part of what a stretch of months credits to the account, which a move leaves behind."""
    if credit > own:
        person.has_left_money = 1
        person.left_fen[province] += months * (credit - own)
        person.left_balance_fen[province] -= (credit - own) * (months * (months - 1) // 2)


@event
def note_left_balances(person, months):
    """Add the month-end balances of employers' money, as for the whole account."""
    for province in range(PROVINCE_COUNT):
        person.left_balance_fen[province] += person.left_fen[province] * months


@event
def credit_left_money(person, province, rate):
    """Credit to the employers' money in an account its part of the interest."""
    person.left_fen[province] += year_interest(0, person.left_balance_fen[province], rate)
    person.left_balance_fen[province] = 0


@event
def leave_employers_money(person, province):
    """Take the employers' money out of an account that moves; the fund left keeps it. Return how much it is."""
    left = person.left_fen[province]
    person.account_fen[province] -= left
    person.balance_months_fen[province] -= person.left_balance_fen[province]
    person.left_fen[province] = 0
    person.left_balance_fen[province] = 0
    return left


@event
def note_temporary(person, pay, law, province, months, base):
    """Note the bases of a temporary account, and what moves of them: the employer's part at the rate paid."""
    rate = pay.public_employer_rate if person.scheme == Scheme.PUBLIC else pay.employer_rate
    if person.pays_alone:
        rate = pay.flexible_rate - pay.flexible_account_rate
    paid = contribution(base, 1.0)
    person.temporary_base_fen[province] += months * paid
    person.temporary_pool_fen[province] += months * transfer_temporary(paid, rate, law.transfer_pool_rate)


@event
def become_normal(person, province):
    """Count the bases of a temporary account that becomes a normal one as all others."""
    person.temporary[province] = 0
    person.transfer_base_fen[province] += person.temporary_base_fen[province]
    person.temporary_base_fen[province] = 0
    person.temporary_pool_fen[province] = 0


@event
def carry_temporary(person, origin, destination):
    """Carry along what temporary accounts move, and return it: it moves on as it is."""
    carried = person.temporary_pool_fen[origin] + person.carried_pool_fen[origin]
    person.carried_pool_fen[destination] += carried
    person.carried_pool_fen[origin] = 0
    person.temporary_base_fen[origin] = 0
    person.temporary_pool_fen[origin] = 0
    return carried
