"""Who works, by place, hukou, sex and age: curves of participation scaled to the census.

The table lives read is that of persons out of school who draw no pension: students do not work,
pensioners work less (``employment.after_pension``), and all together work as the census of 2020
counts. Other years are shifts of it, see ``dated_work``.
"""

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from microsim.kernel.world import AGES, BASE_YEAR, COHORT_WIDTH, COHORTS, FIRST_COHORT
from microsim.life.schooling import BASIC_SCHOOLING
from microsim.places import AREA_COUNT, ELSEWHERE, PLACE_COUNT
from microsim.population.attributes import by_hukou_type
from microsim.population.education import LEVELS
from microsim.population.inputs import SEX_KEYS, SINGLE_AGES, base_residents
from microsim.population.solving import solved

if TYPE_CHECKING:
    from microsim.population.inputs import Priors

CURVES = ("city", "rural")  # in the order of hukou types: urban, rural
GROUP_STARTS = (16, 20, 25, 30, 35, 40, 45, 50, 55, 60)
GROUP_MIDDLES = (16, 18, 22.5, 27.5, 32.5, 37.5, 42.5, 47.5, 52.5, 57.5, 62.5, 70)
FIRST_WORKING_AGE, ADULT_FROM = 16, 15
HALVINGS, WIDEST = 59, 8.0
LAST_CENSUS = 2020


class Employment(NamedTuple):
    """Shares working [place, hukou type, sex, age].

    Attributes
    ----------
    own : among persons out of school who draw no pension, World.employment
    all : among all persons, World.employment_all
    """

    own: np.ndarray
    all: np.ndarray


def participation(priors: "Priors", curve: str, sex: str) -> np.ndarray:
    """Return labour force participation by single age: group values joined by straight lines."""
    groups = [f"age_{start}_{start + (3 if start == FIRST_WORKING_AGE else 4)}" for start in GROUP_STARTS]
    values = [priors.number(f"labour.participation.{curve}.{sex}.{group}") for group in (*groups, "age_65_up")]
    last = priors.number("labour.last_age")
    ages = np.arange(AGES)
    line = np.interp(ages, (*GROUP_MIDDLES, last), (0.5 * values[0], *values, 0.0))
    return np.where(ages < FIRST_WORKING_AGE, 0.0, line)


def shifted(shares: np.ndarray, shift: np.ndarray) -> np.ndarray:
    """Return shares with their odds multiplied by exp(shift); zero and one stay."""
    odds = np.exp(shift)
    return shares * odds / (1 - shares + shares * odds)


def ages_after_school(years: np.ndarray, intercept: float, slope: float, least: float) -> np.ndarray:
    """Return the ages at which work may begin after some school years, as ``life.schooling`` does for one person."""
    return np.floor(np.maximum(least, intercept + slope * (years - BASIC_SCHOOLING)))


def first_job_ages(priors: "Priors") -> np.ndarray:
    """Return the age at which work may begin, by attainment."""
    years = np.array([priors.number(f"schooling.{level}_years") for level in LEVELS])
    rule = (priors.number(f"schooling.first_job_{part}") for part in ("intercept", "slope", "minimum"))
    return ages_after_school(years, *rule)


def out_of_school(priors: "Priors", stock: np.ndarray, education: np.ndarray, year: int = BASE_YEAR) -> np.ndarray:
    """Return the share out of school at the base date [place, hukou type, sex, age].

    ``education``: World.education; ``stock``: base [area, sex, age, status].
    """
    ages = np.arange(AGES)
    cohort = np.clip((year - ages - FIRST_COHORT) // COHORT_WIDTH, 0, COHORTS - 1)
    attained = np.diff(education, axis=-1, prepend=0.0)[:, :, :, cohort]
    first = first_job_ages(priors)
    done = (attained * (ages[:, None] >= first)).sum(axis=-1)
    return by_hukou_type(np.where(ages < first.max(), done, 1.0), stock)


def without_pension(
    rates: np.ndarray, drawing: np.ndarray, after_pension: np.ndarray, finished: np.ndarray
) -> np.ndarray:
    """Return the share working among those out of school without a pension.

    Parameters
    ----------
    rates : share of all persons
    drawing : share who draw a pension, who work ``after_pension`` times as often as all at their age
    finished : share out of school

    At no age do more of them work than of all persons at the best age, and from that age on the share does not rise.
    """
    working = rates * (1 - after_pension * drawing)
    looking = np.maximum(finished - drawing, np.finfo(float).eps)
    own = np.minimum(working / looking, rates.max(axis=-1, keepdims=True))
    past_best = np.arange(rates.shape[-1]) >= rates.argmax(axis=-1)[..., None]
    falling = np.minimum.accumulate(np.where(past_best, own, np.inf), axis=-1)
    return np.where(past_best, falling, own)


def composed(rates: np.ndarray, drawing: np.ndarray, after_pension: np.ndarray, finished: np.ndarray) -> Employment:
    """Return own and all shares of an employment table from the curve of all persons."""
    own = without_pension(rates, drawing, after_pension, finished)
    return Employment(own, together(own, rates, drawing, after_pension, finished))


def together(
    own: np.ndarray, rates: np.ndarray, drawing: np.ndarray, after_pension: np.ndarray, finished: np.ndarray
) -> np.ndarray:
    """Return the share working among all: pensioners by the rates of all, the others who left school by their own."""
    return drawing * after_pension * rates + np.maximum(finished - drawing, 0.0) * own


def adults(persons: np.ndarray) -> np.ndarray:
    """Return the adults of each place. ``persons``: [place, hukou type, sex, age]."""
    return persons[..., ADULT_FROM:].sum(axis=(1, 2, 3))


def employment_table(
    priors: "Priors", persons: np.ndarray, target: np.ndarray, drawing: np.ndarray, finished: np.ndarray
) -> Employment:
    """Return the Employment whose share of adults working is that of a census, by place.

    One shift of the odds for each place, so that no age exceeds one.

    Parameters
    ----------
    persons : [place, hukou type, sex, age 0..100]
    target : share of adults working, by place
    drawing, finished : shares who draw a pension and who are out of school [place, hukou type, sex, age]
    """
    curves = np.array([[participation(priors, curve, sex) for sex in SEX_KEYS] for curve in CURVES])
    curves *= 1 - priors.number("labour.unemployment")
    after = working_after(priors)
    heads = adults(persons)

    def table(shift: np.ndarray) -> Employment:
        return composed(shifted(curves, shift[:, None, None, None]), drawing, after, finished)

    def too_few(shift: np.ndarray) -> np.ndarray:
        return adults(table(shift).all[..., :SINGLE_AGES] * persons) / heads < target

    return table(solved(too_few, np.full(PLACE_COUNT, WIDEST), HALVINGS))


def working_after(priors: "Priors") -> np.ndarray:
    """Return the share of pensioners working over that of all at their age [place, 1, 1, 1]."""
    return priors.places("employment.after_pension")[:, None, None, None]


def counted_persons(stock: np.ndarray, nation: np.ndarray, census: int = LAST_CENSUS) -> np.ndarray:
    """Return persons of a census by place and hukou type [place, hukou type, sex, age 0..100].

    Of each age and sex as many have urban hukou as in the base stock. ``nation``: persons by sex and age.
    """
    persons = np.empty((PLACE_COUNT, len(CURVES), len(SEX_KEYS), SINGLE_AGES))
    everybody = np.maximum(stock.sum(axis=-1), np.finfo(float).tiny)
    for kind in range(len(CURVES)):
        share = stock[..., kind :: len(CURVES)].sum(axis=-1) / everybody
        persons[:AREA_COUNT, kind] = base_residents(census) * share
    persons[ELSEWHERE] = nation / len(CURVES)
    return persons
