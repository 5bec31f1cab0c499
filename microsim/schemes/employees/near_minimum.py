"""The insured who lack years: who looks to the minimum and pays alone to reach it."""

from microsim.amounts import MONTHS
from microsim.kernel.decide import Decision, decides
from microsim.kernel.draws import MONEY, NO_LUCK_YEAR, lanes
from microsim.kernel.jit import event
from microsim.kernel.setting import assumptions_at, law_at, month_index
from microsim.kernel.world import LAST_YEAR
from microsim.life.short_of_years import leaning_chance
from microsim.schema import CoverKnown, Membership
from microsim.schemes.employees.account import towards_minimum
from microsim.schemes.employees.ages import months_required, statutory_on, track_alone
from microsim.schemes.employees.past_age import wage_among_alike
from microsim.schemes.employees.rules.eligibility import may_pay_on, missing_months


@event
def leaning_to_minimum(person, key):
    """Return the person's luck for the decision to pay alone towards the minimum, one for all years before the age."""
    return lanes(key.seed, key.replicate, person.number, NO_LUCK_YEAR, MONEY).third


@event
def pays_to_minimum(person, world, key, year, age):
    """Return whether one out of covered work, at the place of the hukou, pays alone because the minimum is in reach.

    The months ahead are those to the statutory age of who pays alone; what is missing then may be paid on for after it.
    Who leans to it more than others does so at every age; the nearer the age, the smaller the gap and the higher the
    wage, the more do.
    """
    if person.relation < 0 or person.statutory_month > 0 or person.membership == Membership.BRIDGED:
        return False
    if person.cover_known == CoverKnown.UNINSURED or person.disability_case > 0 or person.work_until < MONTHS:
        return False
    assumptions = assumptions_at(world, person.place, year)
    if age < assumptions.near_minimum_age or person.place != person.hukou_place:
        return False
    law = law_at(world, person.place, year)
    due, now = statutory_on(person, law, track_alone(person, law)), month_index(year, 1)
    if now >= due:
        return False
    required = months_required(person, law_at(world, person.place, min(due // MONTHS, LAST_YEAR)), due)
    gap = missing_months(towards_minimum(person, law), required)
    if gap == 0 or not may_pay_on(max(1, gap - (due - now)), law.pay_on_months):
        return False
    chance = leaning_chance(
        gap,
        due - now,
        wage_among_alike(person),
        assumptions.near_minimum_share,
        assumptions.pay_on_gap,
        assumptions.near_minimum_ahead,
        assumptions.pay_on_wage,
    )
    return decides(Decision.NEAR_MINIMUM, chance, leaning_to_minimum(person, key))
