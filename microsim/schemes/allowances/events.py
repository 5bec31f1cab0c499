"""Allowances by age in a life: the place of the hukou pays, wherever one lives, and asks for nothing but age."""

from microsim.amounts import MONTHS
from microsim.kernel.jit import event
from microsim.kernel.lifetimes import Money
from microsim.kernel.setting import assumptions_at, law_at, note_money
from microsim.schema import MONEY, PERSONS, counted
from microsim.schemes.allowances.rules import age_allowance
from microsim.schemes.base.accounts import fen
from microsim.schemes.base.beyond import count_beyond, pay_beyond

RECIPIENTS = counted(PERSONS, "allowances", "recipients")
PAID = counted(MONEY, "allowances", "paid")


@event
def allowance_at(law, age):
    """Return the monthly allowance at an age in years, fen."""
    amount = 0.0
    for band in range(len(law.allowance_from)):
        amount = age_allowance(amount, age, law.allowance_from[band], law.allowance_amounts[band])
    return fen(amount)


@event(inlined=True)
def pay_allowance(person, world, tallies, year, last_month, survives):
    """Pay the months of the year, those from the birthday's on at the age that is reached."""
    place = person.hukou_place
    if assumptions_at(world, place, year).beyond_allowances == 0.0:
        return
    law = law_at(world, place, year)
    age = year - person.birth // MONTHS
    now = allowance_at(law, age)
    before = min(person.birth % MONTHS, last_month)  # months that end before the birthday's
    amount = before * allowance_at(law, age - 1) + (last_month - before) * now
    if amount > 0:
        pay_beyond(person, tallies, year, place, PAID, amount)
        note_money(tallies, Money.ALLOWANCES, amount)
        if survives:
            count_beyond(person, tallies, year, place, RECIPIENTS)
