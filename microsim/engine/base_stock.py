"""Pensioners of the base stock: who draws which pension at the base date, and how much.

Employees' pensions are those that careers before the base date led to, at the level known of it. Public pensions are
drawn before the career, township pensions after it, of those it led to none; so are employees' pensions where
``base_stock.lived`` says so.
"""

import math

from microsim.amounts import FEN, MONTHS
from microsim.engine.given_record import leave_residents
from microsim.engine.replay import forget_record
from microsim.kernel.decide import Decision, decides
from microsim.kernel.draws import BASE_STOCK, NO_LUCK_YEAR, SPECIAL, lanes, normal
from microsim.kernel.jit import event, pure
from microsim.kernel.setting import (
    assumptions_at,
    entry_year,
    law_at,
    month_index,
    province_of,
    schooling_cohort,
)
from microsim.kernel.world import AWARD_AGES, BASE_YEAR, PENSIONER_GROUPS
from microsim.schema import CoverKnown, Membership, Scheme, Status
from microsim.schemes.base.accounts import fen
from microsim.schemes.closed.rules import township_pension
from microsim.schemes.employees.ages import original_month, past_original_age
from microsim.schemes.employees.award import in_proportion
from microsim.schemes.employees.payments import raise_pension
from microsim.schemes.employees.rules.benefits import PensionParts


@event
def was_past_age(person, world):
    """Return whether a person of the base stock is past the age before the reform."""
    year = entry_year(person)
    return past_original_age(person, law_at(world, person.place, year), month_index(year, 12))


@event
def take_base_pension(person, world, key, status):
    """Give one past statutory age at the base date the pension that is drawn for him or her; return whether there is one.

    All others live the career that may have led to one: in enterprises, for public pensioners are drawn here. Where
    employees' pensions are drawn too, who draws none was never insured.
    """
    person.cover_known = CoverKnown.NOT_PUBLIC
    if draws_public_pension(person, world, key, status):
        become_pensioner(person, world, key, True)
    elif assumptions_at(world, person.place, entry_year(person)).base_lived == 0.0:
        person.cover_known = CoverKnown.UNINSURED
        if draws_base_pension(person, world, key, status):
            become_pensioner(person, world, key, False)
    return person.membership == Membership.PENSIONER


@event
def take_township_pension(person, world, key, status):
    """Give some of the locals past statutory age whose career led to no pension the flat one of the township scheme.

    It was for farmers whose land was taken; what they had in other schemes went into it. Who still pays is not one of them.
    """
    idle = person.membership != Membership.PENSIONER and person.paid_months == 0
    if idle and draws_township_pension(person, world, key, status):
        forget_record(person)
        leave_residents(person)
        person.year_residents_paid_fen, person.year_residents_benefits_fen = 0, 0
        person.covered, person.pays_alone = 0, 0
        become_township_pensioner(person, world)


@event
def draws_public_pension(person, world, key, status):
    """Return whether a local townsman past statutory age at the base date draws a public pension."""
    if status != Status.LOCAL_URBAN:
        return False
    luck = lanes(key.seed, key.replicate, person.number, NO_LUCK_YEAR, SPECIAL).second
    shares = world.base_public[province_of(person.place), schooling_cohort(person.birth // MONTHS)]
    return decides(Decision.BASE_PUBLIC, shares[person.education], luck)


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
    share = assumptions_at(world, person.hukou_place, entry_year(person)).base_township
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
    hold_pension(person, law, person.place, int(assumptions.base_pension_months), pension)


@event
def become_township_pensioner(person, world):
    """Give the flat pension of the township scheme, which the employees' scheme took over (hufufa-2003-65).

    The scheme ended in 2017: a later base year finds the pensions of 2016, raised since.
    """
    place = person.hukou_place
    assumptions = assumptions_at(world, place, entry_year(person))
    law = law_at(world, place, min(entry_year(person), BASE_YEAR))
    months = int(assumptions.base_township_months)
    share = law.township_first_share, law.township_per_year, law.township_cap
    pension = fen(township_pension(law.reference_wage, months, law.minimum_months, share[0], share[1], share[2]))
    hold_pension(person, law, place, months, pension)
    for year in range(BASE_YEAR + 1, entry_year(person) + 1):
        raise_pension(person, world, year)


@event
def hold_pension(person, law, place, months, pension):
    """Let a person of the base stock draw a pension that a place awarded before it."""
    person.membership = Membership.PENSIONER
    person.relation = province_of(place)
    person.fund_place[person.relation] = place
    person.paying_place = place
    person.statutory_month = original_month(person, law)
    person.claim_month = min(person.statutory_month, month_index(entry_year(person), 12))
    person.contribution_months = months
    person.basic_fen = pension
    person.pension_fen = pension


@pure
def award_group(age):
    """Return the age group by which the mean pension at the base date is known."""
    group = 0
    for first in AWARD_AGES:
        if age >= first:
            group += 1
    return group


@event
def meet_known_pensions(person, world):
    """Bring an employees' pension awarded in the history to the level known of the base date.

    The award, its account and all raises alike, as of a record so many times as large: who had more than others still has.
    """
    if person.membership != Membership.PENSIONER or person.scheme != Scheme.EMPLOYEES:
        return
    group = award_group(entry_year(person) - person.birth // MONTHS)
    factor = world.base_award[province_of(person.paying_place), person.sex, group]
    parts = PensionParts(
        person.basic_fen,
        person.account_pension_fen,
        person.transitional_fen,
        person.supplement_fen,
        person.basic_fen + person.account_pension_fen + person.transitional_fen + person.supplement_fen,
    )
    parts = in_proportion(parts, fen(factor * parts.total_fen / FEN))
    person.basic_fen = parts.basic_fen
    person.account_pension_fen = parts.account_fen
    person.transitional_fen = parts.transitional_fen
    person.supplement_fen = parts.supplement_fen
    person.pension_fen = fen(factor * person.pension_fen / FEN)
    person.account_left_fen = fen(factor * person.account_left_fen / FEN)
