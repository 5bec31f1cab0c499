"""The nation by sex and age, which arrivals are drawn from: a cohort projection with the nation's own rates."""

from typing import TYPE_CHECKING

import numpy as np

from microsim.kernel.world import AGES, BASE_YEAR, FIRST_YEAR, LAST_YEAR, OLDEST
from microsim.places import ELSEWHERE_PROVINCE, PROVINCE_KEYS
from microsim.population.fertility import (
    MOTHERS,
    VARIANTS,
    age_shares,
    birth_scale,
    national_column,
)
from microsim.population.inputs import SINGLE_AGES, base_residents, chosen, national_population
from microsim.population.mortality import OUTSIDE, death_hazards, infant_survival

if TYPE_CHECKING:
    from microsim.population.inputs import Priors

SMOOTHED = 2  # years of age to either side over which the usual number is the mean
WOMEN = 1
NATION = PROVINCE_KEYS[ELSEWHERE_PROVINCE]


def national_projection(priors: "Priors", alive: np.ndarray, base_year: int) -> np.ndarray:
    """Return the nation at the ends of years from FIRST_YEAR - 1 on [year, sex, age], persons; empty before the base year.

    Nobody crosses the nation's border: the United Nations expect a net loss of two in ten thousand a year. ``alive``: life tables of the scenario.
    """
    death, infants = death_hazards(alive)[OUTSIDE], infant_survival(alive)[OUTSIDE]
    level = national_column(chosen(priors, "fertility.variant", VARIANTS), priors.information)
    births = level * birth_scale(priors, NATION)
    shares, ratio = age_shares(0.0, priors.information), national_column("sex_ratio", priors.information)
    boys = ratio / (1 + ratio)
    persons = np.zeros((LAST_YEAR - FIRST_YEAR + 2, 2, AGES))
    first = base_year - FIRST_YEAR + 1
    persons[first, :, :SINGLE_AGES] = national_population(base_year)
    for year in range(first, len(persons) - 1):
        survived = persons[year] * (1 - death[:, year])
        after = persons[year + 1]
        after[:, 1:] = survived[:, :-1]
        after[:, OLDEST] += survived[:, OLDEST]
        women = 0.5 * (persons[year, WOMEN, MOTHERS] + after[WOMEN, MOTHERS])
        born = births[year] * (women * shares[year]).sum()
        after[:, 0] = born * np.array([boys[year], 1 - boys[year]]) * infants[year]
    return persons


def usual_origin() -> np.ndarray:
    """Return the people of the rest of the nation at the base date by sex and age, ages smoothed [sex, age], persons.

    The ages of arrivals were fitted between the censuses, in whose midst the base date lies. Over these people they are
    chances of moving, smooth in age: a cohort larger than theirs sends more.
    """
    rest = national_population(BASE_YEAR) - base_residents(BASE_YEAR).sum(axis=0)
    ages = np.arange(SINGLE_AGES)
    persons = np.zeros((2, AGES))
    for age in ages:
        persons[:, age] = rest[:, np.abs(ages - age) <= SMOOTHED].mean(axis=1)
    return persons
