"""Pensioners of the base stock: who draws which pension at the base date, and how much."""

import math

from microsim.kernel.decide import Decision, decides
from microsim.kernel.draws import BASE_STOCK, NO_LUCK_YEAR, SPECIAL, lanes, normal
from microsim.kernel.jit import event
from microsim.kernel.setting import assumptions_at, entry_year, law_at, month_index, province_of
from microsim.kernel.world import BASE_YEAR, PENSIONER_GROUPS
from microsim.schema import Membership, Scheme, Status, Track
from microsim.schemes.base.accounts import fen
from microsim.schemes.closed.rules import township_pension
from microsim.schemes.employees.ages import original_month, past_original_age
from microsim.schemes.employees.payments import raise_pension

NO_STOCK, EMPLOYEES_STOCK, PUBLIC_STOCK, TOWNSHIP_STOCK = range(4)


@event
def was_past_age(person, world):
    """Return whether a person of the base stock is past the age before the reform."""
    year = entry_year(person)
    return past_original_age(person, law_at(world, person.place, year), month_index(year, 12))


@event
def take_base_pension(person, world, key, status):
    """Give one past statutory age at the base date the pension he or she draws; return whether there is one."""
    stock = base_pension(person, world, key, status)
    if stock == TOWNSHIP_STOCK:
        become_township_pensioner(person, world)
    elif stock != NO_STOCK:
        become_pensioner(person, world, key, stock == PUBLIC_STOCK)
    return stock != NO_STOCK


@event
def base_pension(person, world, key, status):
    """Return which pension one past statutory age at the base date draws: a public one first, township pensions last."""
    if draws_public_pension(person, world, key, status):
        return PUBLIC_STOCK
    if draws_base_pension(person, world, key, status):
        return EMPLOYEES_STOCK
    return TOWNSHIP_STOCK if draws_township_pension(person, world, key, status) else NO_STOCK


@event
def draws_public_pension(person, world, key, status):
    """Return whether one past statutory age at the base date draws a public pension: local townsmen, men and cadres."""
    if status != Status.LOCAL_URBAN or person.track == Track.WOMEN_WORKER:
        return False
    luck = lanes(key.seed, key.replicate, person.number, NO_LUCK_YEAR, SPECIAL).second
    return decides(Decision.BASE_PUBLIC, world.base_public[province_of(person.place), person.education], luck)


@event
def draws_base_pension(person, world, key, status):
    """Return whether one past statutory age at the base date draws an employees' pension."""
    luck = lanes(key.seed, key.replicate, person.number, NO_LUCK_YEAR, BASE_STOCK).first
    share = world.base_pensioner[person.place, min(status, PENSIONER_GROUPS - 1)]
    return decides(Decision.BASE_PENSIONER, share, luck)


@event
def draws_township_pension(person, world, key, status):
    """Return whether a local without another pension draws one of the former township scheme."""
    if status >= Status.INTRA_URBAN:
        return False
    luck = lanes(key.seed, key.replicate, person.number, NO_LUCK_YEAR, SPECIAL).third
    share = assumptions_at(world, person.place, entry_year(person)).base_township
    return decides(Decision.BASE_TOWNSHIP, share, luck)


@event
def become_pensioner(person, world, key, public):
    """Give a pensioner of the base stock an award drawn around the known mean."""
    assumptions = assumptions_at(world, person.place, entry_year(person))
    law = law_at(world, person.place, entry_year(person))
    shock = normal(lanes(key.seed, key.replicate, person.number, NO_LUCK_YEAR, BASE_STOCK).second)
    spread = assumptions.base_pension_sd
    mean = assumptions.base_public_mean if public else assumptions.base_pension_mean
    pension = fen(mean * math.exp(spread * shock - 0.5 * spread * spread))
    person.scheme = Scheme.PUBLIC if public else Scheme.EMPLOYEES
    hold_pension(person, law, int(assumptions.base_pension_months), pension)


@event
def become_township_pensioner(person, world):
    """Give the flat pension of the township scheme, which the employees' scheme took over (hufufa-2003-65).

    The scheme ended in 2017: a later base year finds the pensions of 2016, raised since.
    """
    assumptions = assumptions_at(world, person.place, entry_year(person))
    law = law_at(world, person.place, BASE_YEAR)
    months = int(assumptions.base_township_months)
    share = law.township_first_share, law.township_per_year, law.township_cap
    pension = fen(township_pension(law.reference_wage, months, law.minimum_months, share[0], share[1], share[2]))
    hold_pension(person, law, months, pension)
    for year in range(BASE_YEAR + 1, entry_year(person) + 1):
        raise_pension(person, world, year)


@event
def hold_pension(person, law, months, pension):
    """Let a person of the base stock draw a pension awarded before it."""
    person.membership = Membership.PENSIONER
    person.relation = province_of(person.place)
    person.fund_place[person.relation] = person.place
    person.paying_place = person.place
    person.statutory_month = original_month(person, law)
    person.claim_month = min(person.statutory_month, month_index(entry_year(person), 12))
    person.contribution_months = months
    person.basic_fen = pension
    person.pension_fen = pension
