"""Who worked in other years than that of the last census: shifts of the scores by place and year.

The table of the last census (``labour``) is moved at all ages alike, on the scale of normal scores on which a person's
attachment to work is added: at each place so that as many work as the census of 2010 counted, before it towards what
is known of the towns of 1988, by one step for the whole nation. Straight lines lie between.
"""

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from microsim.kernel.world import FIRST_LAW_YEAR, LAST_YEAR
from microsim.places import ELSEWHERE, PLACE_COUNT, PROVINCE_KEYS, PROVINCE_OF
from microsim.population.attachment import attachment_scores, shares_of_scores
from microsim.population.inputs import SINGLE_AGES, areas, national_population
from microsim.population.labour import (
    LAST_CENSUS,
    Employment,
    adults,
    counted_persons,
    out_of_school,
    together,
)
from microsim.population.solving import solved
from microsim.schema import HukouType

if TYPE_CHECKING:
    from microsim.population.inputs import Priors

CENSUS, PLANNED = 2010, 1988
WORKING_AGES = ((16, 60), (16, 55))  # men, women: those the rate of 1988 is of
WIDEST, HALVINGS = 4.0, 40
YEARS = np.arange(FIRST_LAW_YEAR, LAST_YEAR + 1)


class Workers(NamedTuple):
    """What a share working is worked out from.

    Attributes
    ----------
    table : Employment of the last census
    scores : normal scores of its own shares, see ``population.attachment``
    drawing : share who draw a pension [place, hukou type, sex, age]
    after : share of pensioners working over the share of all at their age [place, 1, 1, 1]
    """

    table: Employment
    scores: np.ndarray
    drawing: np.ndarray
    after: np.ndarray

    def working(self, finished: np.ndarray, shift: np.ndarray) -> np.ndarray:
        """Return the share of all persons who work under a shift of each place [place, hukou type, sex, age]."""
        own = shares_of_scores(self.scores + shift[:, None, None, None], 0.0)
        return together(own, self.table.all, self.drawing, self.after, finished)


def workers_of(table: Employment, drawing: np.ndarray, after: np.ndarray) -> Workers:
    """Return the Workers of the last census."""
    return Workers(table, attachment_scores(table.own, 0.0), drawing, after)


def work_shifts(priors: "Priors", stock: np.ndarray, education: np.ndarray, workers: Workers) -> np.ndarray:
    """Return World.work_shift [place, year - FIRST_LAW_YEAR]; after a year of information its shift stays.

    ``stock``: base [area, sex, age, status]; ``education``: World.education.
    """
    census = census_shifts(priors, stock, education, workers)
    step = planned_step(priors, stock, education, workers, census[ELSEWHERE])
    known = np.stack([census + step, census, np.zeros(PLACE_COUNT)], axis=-1)
    dated = YEARS if priors.information is None else np.minimum(YEARS, priors.information)
    lines = np.stack([np.interp(dated, (PLANNED, CENSUS, LAST_CENSUS), row) for row in known])
    spread = np.hypot(1.0, priors.number("employment.attachment_sd"))
    after = np.stack([priors.years("labour.after_2020", YEARS, province) for province in PROVINCE_KEYS])[PROVINCE_OF]
    return spread * (priors.number("labour.dating") * lines + np.where(YEARS > LAST_CENSUS, after, 0.0))


def census_shifts(priors: "Priors", stock: np.ndarray, education: np.ndarray, workers: Workers) -> np.ndarray:
    """Return the shift of each place with which as many adults work as the census of 2010 counted."""
    persons = counted_persons(stock, national_population(CENSUS), CENSUS)
    finished, heads = out_of_school(priors, stock, education, CENSUS), adults(persons)

    def too_few(shift: np.ndarray) -> np.ndarray:
        return adults(workers.working(finished, shift)[..., :SINGLE_AGES] * persons) / heads < areas()["employed10"]

    return np.asarray(solved(too_few, np.full(PLACE_COUNT, WIDEST), HALVINGS))


def planned_step(
    priors: "Priors", stock: np.ndarray, education: np.ndarray, workers: Workers, census: float
) -> np.ndarray:
    """Return the step from 2010 back to 1988, the same everywhere, that makes the nation's urban rate that of 1988."""
    nation = national_population(CENSUS)
    of_age = np.array([[first <= age < last for age in range(SINGLE_AGES)] for first, last in WORKING_AGES])
    finished, persons = out_of_school(priors, stock, education, PLANNED), nation * of_age
    wanted = priors.number("labour.urban_1988")

    def too_few(step: np.ndarray) -> np.ndarray:
        table = workers.working(finished, np.full(PLACE_COUNT, census + step[0]))
        urban = table[ELSEWHERE, HukouType.URBAN, :, :SINGLE_AGES]
        return np.array([(urban * persons).sum() / persons.sum()]) < wanted

    return np.asarray(solved(too_few, np.full(1, WIDEST), HALVINGS))
