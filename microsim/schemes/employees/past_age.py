"""Past the statutory age without the minimum years: who pays on, buys the rest, asks for the residents' scheme, or waits.

The first choice falls in the month of the age, the next in each January. Who waits keeps the record: it is told of in
``Membership.WAITING``, pays nothing and is paid nothing, and a death leaves the account to the heirs.
"""

from microsim.kernel.decide import Decision, decides
from microsim.kernel.draws import RIGHTS, lanes
from microsim.kernel.jit import event
from microsim.kernel.setting import assumptions_at
from microsim.kernel.tallies import PastAge
from microsim.kernel.world import FIRST_YEAR
from microsim.life.short_of_years import odds_past_age
from microsim.schema import Membership
from microsim.schemes.employees.rules.eligibility import may_buy_in, may_pay_on

STAYS, PAYS_ON, BRIDGES = range(3)


@event
def wage_among_alike(person):
    """Return the log of the person's earning power over that of people alike in school, age, sex and hukou."""
    return person.permanent + person.persistent


@event
def way_past_age(person, world, key, year, law, gap, now, may_bridge):
    """Return what one past the age who lacks some months does this year, of the ways the law leaves open.

    The ways compete: each has its odds against staying, and what is left of the chances is to stay.
    """
    assumptions = assumptions_at(world, person.fund_place[person.relation], year)
    past, wage = now - person.statutory_month, wage_among_alike(person)
    on, bridge = 0.0, 0.0
    if may_pay_on(gap, law.pay_on_months):
        on = odds_past_age(
            gap,
            past,
            wage,
            assumptions.pay_on_chance,
            assumptions.pay_on_gap,
            assumptions.pay_on_age,
            assumptions.pay_on_wage,
        )
    if may_bridge:
        bridge = odds_past_age(
            gap,
            past,
            wage,
            assumptions.bridge_chance,
            assumptions.bridge_gap,
            assumptions.bridge_age,
            assumptions.bridge_wage,
        )
    luck = lanes(key.seed, key.replicate, person.number, year, RIGHTS)
    if decides(Decision.CATCH_UP, on / (1.0 + on + bridge), luck.first):
        return PAYS_ON
    return BRIDGES if decides(Decision.BRIDGE, bridge / (1.0 + bridge), luck.third) else STAYS


@event
def buys_rest(person, world, key, year, law, gap, now):
    """Return whether one who has paid on as long as the law asks buys the rest this January."""
    if not may_buy_in(person.first_paid, now, person.extending_from, law.buy_in_gate, law.buy_in_extension):
        return False
    assumptions = assumptions_at(world, person.fund_place[person.relation], year)
    odds = odds_past_age(
        gap,
        now - person.statutory_month,
        wage_among_alike(person),
        assumptions.buy_in_chance,
        assumptions.buy_in_gap,
        assumptions.buy_in_age,
        assumptions.buy_in_wage,
    )
    luck = lanes(key.seed, key.replicate, person.number, year, RIGHTS)
    return decides(Decision.BUY_IN, odds / (1.0 + odds), luck.second)


@event
def pay_on(person, tallies, year, now):
    """Begin to pay on by the month, from the next one."""
    person.membership = Membership.EXTENDING
    person.extending_from = now + 1
    count_way(person, tallies, year, PastAge.BEGAN_TO_PAY_ON)


@event
def wait_past_age(person):
    """Stay without a claim: no job is covered any more, and the record stays where it is."""
    person.membership = Membership.WAITING
    person.covered = 0


@event
def count_way(person, tallies, year, what):
    """Count what one past the age without the years did, at the place whose fund keeps the record."""
    if person.entered:
        tallies.past_age[person.fund_place[person.relation], year - FIRST_YEAR, what] += 1


@event
def count_past_age(person, tallies, slot):
    """Count at the year's end who waits past the age, and who pays on."""
    if person.membership == Membership.WAITING:
        tallies.past_age[person.fund_place[person.relation], slot, PastAge.WAITING] += 1
    elif person.membership == Membership.EXTENDING:
        tallies.past_age[person.fund_place[person.relation], slot, PastAge.PAYING_ON] += 1
