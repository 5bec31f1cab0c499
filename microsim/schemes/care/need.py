"""Need of care as a state with three grades: onset, worsening, recovery, and what need does to mortality.

Beside the own grade a person carries the shares of the grades expected among persons like him or her (sex, schooling, places
lived at). They start with nobody in need at ``FROM_AGE`` and are moved by the same chances. They are what a first grade is
drawn from, and what mortality by grade is held neutral with: a death chance is multiplied by the grade's relative risk over
the mean of the relative risks among the like, so that as many of them die as the life table says.
"""

import math
from typing import NamedTuple

from microsim.kernel.jit import pure

NONE, LIGHT, MODERATE, SEVERE = range(4)
FROM_AGE = 50  # years: below it nobody's need is simulated
PIVOT = 75  # years: age at which the chance of onset is stated
SCHOOLING = 1.5  # mean of the codes of attainment, at which it is stated
MOST = 0.9  # of a year's chances


class Shares(NamedTuple):
    """Shares of the three grades of need among the like."""

    light: float
    moderate: float
    severe: float


@pure
def onset_chance(age, woman, education, level, slope, women, schooling):
    """Return the chance that a need begins in a year: grows with age, differs by sex and attainment (0 to 3)."""
    sex = women if woman > 0 else 1.0
    return min(MOST, level * sex * math.exp(slope * (age - PIVOT) - schooling * (education - SCHOOLING)))


@pure
def worse_chance(grade, onset, worse):
    """Return the chance to need more care within a year: onset for who needs none, one grade more for others."""
    if grade == NONE:
        return onset
    return worse if grade < SEVERE else 0.0


@pure
def better_chance(grade, better):
    """Return the chance to need one grade less: the share of the light grade, half of it and a third of it above."""
    return 0.0 if grade == NONE else better / grade


@pure
def relative_risk(grade, death):
    """Return the death chance of a grade over that of who needs no care: a factor for each grade."""
    return death**grade


@pure
def mean_risk(light, moderate, severe, death):
    """Return the mean relative risk among the like."""
    none = 1.0 - light - moderate - severe
    return none + light * death + moderate * death**2 + severe * death**3


@pure
def after_deaths(light, moderate, severe, chance, death):
    """Return the shares among those of the like who survive a year with a chance of dying."""
    mean = mean_risk(light, moderate, severe, death)
    left = 1.0 - light - moderate - severe
    left *= 1.0 - min(1.0, chance / mean)
    light *= 1.0 - min(1.0, chance * death / mean)
    moderate *= 1.0 - min(1.0, chance * death**2 / mean)
    severe *= 1.0 - min(1.0, chance * death**3 / mean)
    alive = left + light + moderate + severe
    if alive <= 0.0:
        return Shares(0.0, 0.0, 0.0)
    return Shares(light / alive, moderate / alive, severe / alive)


@pure
def after_changes(light, moderate, severe, onset, worse, better):
    """Return the shares once a year's changes befell the like: who gets worse does not get better in the same year."""
    stay = 1.0 - worse
    none = 1.0 - light - moderate - severe
    healed, eased, lifted = light * stay * better, moderate * stay * better / MODERATE, severe * better / SEVERE
    return Shares(
        light + none * onset - light * worse - healed + eased,
        moderate + light * worse - moderate * worse - eased + lifted,
        severe + moderate * worse - lifted,
    )


@pure
def grade_of(luck, light, moderate, severe):
    """Return the grade of a uniform: the most severe first, so that an unlucky number is one whatever the shares."""
    if luck < severe:
        return SEVERE
    if luck < severe + moderate:
        return MODERATE
    return LIGHT if luck < severe + moderate + light else NONE
