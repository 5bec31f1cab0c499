"""Wages: schooling and experience, permanent, persistent and transitory differences."""

from microsim.kernel.jit import pure
from microsim.schema import HukouType, Labour, Sex


@pure
def profile(experience, linear, squared):
    """Return the log wage of an experience against that of a beginner."""
    return linear * experience + squared * experience * experience


@pure
def next_persistent(persistent, persistence, innovation_sd, shock):
    """Return the persistent part a year later."""
    return persistence * persistent + innovation_sd * shock


@pure
def gaps(sex, hukou_type, labour, female_gap, rural_gap, own_account_gap):
    """Return the log wage gaps of women, of rural hukou and of jobs without an employer."""
    gap = female_gap if sex == Sex.FEMALE else 0.0
    if hukou_type == HukouType.RURAL:
        gap += rural_gap
    return gap if labour == Labour.FORMAL else gap + own_account_gap


@pure
def wage(average_wage, level, relative, mean_relative):
    """Return the monthly wage in yuan.

    ``mean_relative`` is the mean of ``relative`` over the insured employees of the province and year, less what the
    minimum wage adds at the place, so that their mean wage is the average wage times ``level``.
    """
    return average_wage * level * relative / mean_relative


@pure
def at_least_minimum(wage, minimum_wage, labour):
    """Return the wage of one whom an employer owes the minimum wage; who works on own account is owed none."""
    return max(wage, minimum_wage) if labour == Labour.FORMAL else wage
