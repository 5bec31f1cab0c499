"""Wages: schooling and experience, permanent, persistent and transitory differences."""

import math

from microsim._jit import event
from microsim.schema import Sex

FEMALE = int(Sex.FEMALE)


@event
def stationary_variance(permanent_sd, persistence, innovation_sd, transitory_sd):
    """Return the variance of log wages around their mean when the persistent part has settled."""
    persistent = innovation_sd * innovation_sd / (1.0 - persistence * persistence)
    return permanent_sd * permanent_sd + persistent + transitory_sd * transitory_sd


@event
def profile(experience, linear, squared, reference):
    """Return the log wage of an experience against that of the reference worker."""
    return linear * (experience - reference) + squared * (experience * experience - reference * reference)


@event
def next_persistent(persistent, persistence, innovation_sd, shock):
    """Return the persistent part a year later."""
    return persistence * persistent + innovation_sd * shock


@event
def log_deviation(school, reference_school, school_return, female, female_gap, reference_women):
    """Return the log wage of schooling and sex against the reference."""
    return school_return * (school - reference_school) + female_gap * (female - reference_women)


@event
def wage(average_wage, level, deviation, variance):
    """Return the monthly wage in yuan; half the variance keeps the mean at the level."""
    return average_wage * level * math.exp(deviation - 0.5 * variance)
