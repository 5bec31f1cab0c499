"""What the test of the minimum livelihood sees of a person: own means, support from children, assets.

There are no households: children and what they give are priors of the person, drawn once in a life from luck of its own.
"""

import math

from microsim.amounts import FEN, MONTHS
from microsim.kernel.decide import Decision, decides
from microsim.kernel.jit import event, pure
from microsim.schema import HukouType, Membership
from microsim.schemes.base.accounts import fen
from microsim.schemes.livelihood.rules import own_means


@pure
def family_support(standard, mean, luck):
    """Return what children give a month: spread exponentially about a mean that is a multiple of the standard."""
    return -math.log(luck) * mean * standard


@event
def months_of_wage(person, last_month):
    """Return the months of the year up to its last lived in which a wage was paid."""
    if person.wage <= 0.0:
        return 0
    return max(0, min(person.work_until, last_month) - person.work_from + 1)


@event
def other_pensions_fen(person, year, last_month):
    """Return the monthly pensions and annuities in force in the last month, that of the residents' scheme aside."""
    now = MONTHS * year + last_month - 1
    amount = person.annuity_fen
    if person.membership == Membership.PENSIONER:
        amount += person.pension_fen + person.local_pension_fen
    elif person.disability_case > 0 and person.disability_from <= now <= person.disability_until:
        amount += person.disability_fen
    return amount


@event
def own_means_of(person, law, year, last_month):
    """Return the own means that the test counts, yuan a month: wages as a mean of the year, all else as last paid."""
    return own_means(
        person.wage * months_of_wage(person, last_month) / last_month,
        law.livelihood_wage_disregard,
        person.residents_pension_fen / FEN,
        law.livelihood_pension_disregard[last_month - 1],
        other_pensions_fen(person, year, last_month) / FEN,
        person.year_beyond_fen / FEN / last_month,
        law.livelihood_allowances_counted,
    )


@event
def support_of(person, assumptions, standard, luck):
    """Return the support from children that the test counts, yuan a month."""
    rural = person.hukou_type == HukouType.RURAL
    childless = assumptions.livelihood_childless
    if decides(Decision.CHILDLESS, childless, luck.first):
        return 0.0
    away = assumptions.livelihood_away_rural if rural else assumptions.livelihood_away_urban
    rest = (luck.first - childless) / (1.0 - childless)  # uniform among those with children
    near = not decides(Decision.CHILDREN_AWAY, away, rest)
    mean = assumptions.livelihood_support_near if near else assumptions.livelihood_support_away
    return family_support(standard, mean, luck.second)


@event
def too_much_owned(person, assumptions, luck):
    """Return whether assets are above the limit."""
    rural = person.hukou_type == HukouType.RURAL
    share = assumptions.livelihood_assets_rural if rural else assumptions.livelihood_assets_urban
    return decides(Decision.ASSETS, share, luck.third)


@event
def note_means(person, own, support):
    """Keep what the test saw."""
    person.own_means_fen = fen(own)
    person.family_support_fen = fen(support)


@event
def means_of(person):
    """Return all means that the test counts, yuan a month."""
    return (person.own_means_fen + person.family_support_fen) / FEN
