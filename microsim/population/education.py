"""Attainment by cohort, place and hukou status: national curves raked to the areas' census shares."""

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from microsim.kernel.world import BASE_YEAR, COHORT_WIDTH, COHORTS, FIRST_COHORT
from microsim.places import AREA_COUNT, PLACE_COUNT
from microsim.population.attributes import cumulated
from microsim.population.inputs import BETWEEN_CENSUSES, SEX_KEYS, SINGLE_AGES, table
from microsim.population.ipf import Misfit

if TYPE_CHECKING:
    from microsim.population.inputs import Priors

LEVELS = ("primary", "junior", "senior", "college")
PRIMARY, JUNIOR, SENIOR, COLLEGE = range(len(LEVELS))
COUNTED_FROM, JUNIOR_FROM, SENIOR_FROM, ADULT_FROM = 6, 12, 15, 18  # ages of schooling in the census
ROUNDS = 1000
TOLERANCE = 2e-7
HALF = 0.5


def national_curves(priors: "Priors") -> np.ndarray:
    """Return national attainment [sex, cohort, level], new cohorts nearing the long run."""
    columns = table("education_cohorts")
    known = np.stack([columns[level] for level in LEVELS], axis=-1).reshape(-1, 2, len(LEVELS)).transpose(1, 0, 2)
    known = np.maximum(known, 1e-3)
    first = int(columns["cohort"][0] - FIRST_COHORT) // COHORT_WIDTH
    last = first + known.shape[1]
    curves = np.empty((2, COHORTS, len(LEVELS)))
    curves[:, :first], curves[:, first:last] = known[:, :1], known
    efold = priors.number("education.catch_up_years")
    weight = np.exp(-COHORT_WIDTH * np.arange(1, COHORTS - last + 1) / efold)[:, None]
    for sex, key in enumerate(SEX_KEYS):
        final = np.zeros(len(LEVELS))
        final[COLLEGE] = priors.number(f"education.college_final.{key}")
        final[SENIOR] = priors.number("education.senior_final")
        final[PRIMARY] = priors.number("education.primary_final")
        final[JUNIOR] = 1.0 - final.sum()
        curves[sex, last:] = final + (known[sex, -1] - final) * weight
    return curves / curves.sum(axis=-1, keepdims=True)


def status_odds(priors: "Priors") -> np.ndarray:
    """Return seed weights [place, status, level]: college odds against local urban people."""
    rural = priors.places("education.college_odds.migrant_rural")
    college = np.ones((PLACE_COUNT, 6))
    college[:, 1] = priors.number("education.college_odds.local_rural")
    college[:, [2, 4]] = priors.number("education.college_odds.migrant_urban")
    college[:, [3, 5]] = rural[:, None]
    odds = np.ones((PLACE_COUNT, 6, len(LEVELS)))
    odds[..., COLLEGE] = college
    odds[..., SENIOR] = college**HALF
    return odds


def counted_as(ages: np.ndarray) -> np.ndarray:
    """Return how the census counts a final attainment [age, final level, counted level]: pupils at their school."""
    counted = np.zeros((len(ages), len(LEVELS), len(LEVELS)))
    counted[:] = np.eye(len(LEVELS))
    counted[ages < ADULT_FROM, COLLEGE] = np.eye(len(LEVELS))[SENIOR]
    counted[ages < SENIOR_FROM] = np.eye(len(LEVELS))[JUNIOR]
    counted[ages < JUNIOR_FROM] = np.eye(len(LEVELS))[PRIMARY]
    counted[ages < COUNTED_FROM] = 0.0
    return counted


class Groups(NamedTuple):
    """Persons of the base by cohort and by how the census counts them.

    Attributes
    ----------
    cohort : cohort of each group
    member : whether an age belongs to a group [age, group]
    persons : [place, status, sex, group]
    counted : level the census counts for a final one [group, final, counted]; nothing for small children
    """

    cohort: np.ndarray
    member: np.ndarray
    persons: np.ndarray
    counted: np.ndarray


def at_school_or_done(stock: np.ndarray, nation: np.ndarray, year: int = BASE_YEAR) -> Groups:
    """Return the groups of a base year. ``stock``: [area, status, sex, age]; ``nation``: persons by sex and age."""
    ages = np.arange(SINGLE_AGES)
    cohort = np.clip((year - ages - FIRST_COHORT) // COHORT_WIDTH, 0, COHORTS - 1)
    school = np.searchsorted((COUNTED_FROM, JUNIOR_FROM, SENIOR_FROM, ADULT_FROM), ages, side="right")
    groups, first, of = np.unique(np.stack([cohort, school]), axis=1, return_index=True, return_inverse=True)
    member = np.eye(groups.shape[1])[of.ravel()]
    everybody = np.zeros((PLACE_COUNT, 6, 2, SINGLE_AGES))
    everybody[:AREA_COUNT] = stock
    everybody[AREA_COUNT:, :2] = nation * HALF
    return Groups(groups[0], member, everybody @ member, counted_as(ages)[first])


def attainment(shares: np.ndarray, groups: Groups) -> np.ndarray:
    """Return what the census would count [place, sex, level]. ``shares``: [place, status, sex, cohort, level]."""
    by_group = (groups.persons[..., None] * shares[..., groups.cohort, :]).sum(axis=1)
    model = np.einsum("pxgl,glk->pxk", by_group, groups.counted)
    return model / model.sum(axis=-1, keepdims=True)


def raked(seed: np.ndarray, margins: np.ndarray, groups: Groups) -> np.ndarray:
    """Return the seed [place, status, sex, cohort, level] tilted by place and sex to the census shares."""
    tilt = np.ones((*margins.shape[:2], len(LEVELS)))
    for _ in range(ROUNDS):
        shares = seed * tilt[:, None, :, None, :]
        shares /= shares.sum(axis=-1, keepdims=True)
        model = attainment(shares, groups)
        if np.abs(model / margins - 1).max() < TOLERANCE:
            return shares
        tilt *= margins / model
    raise Misfit(f"attainment not met after {ROUNDS} rounds")


def census_margins(year: int = BASE_YEAR) -> np.ndarray:
    """Return the census shares by attainment at a base year [place, sex, level]."""
    columns, weight = table("education_margins"), BETWEEN_CENSUSES[year]
    first, last = (
        np.stack([columns[f"{level}{short}"] for level in LEVELS], axis=-1).reshape(PLACE_COUNT, 2, len(LEVELS))
        for short in (10, 20)
    )
    margins = (1 - weight) * first + weight * last
    return margins / margins.sum(axis=-1, keepdims=True)


def final_attainment(priors: "Priors", stock: np.ndarray, nation: np.ndarray, year: int = BASE_YEAR) -> np.ndarray:
    """Return final attainment [place, status, sex, cohort, level] that meets the census shares of a base year."""
    groups = at_school_or_done(stock.transpose(0, 3, 1, 2), nation, year)
    seed = status_odds(priors)[:, :, None, None, :] * national_curves(priors)[None, None]
    return raked(seed, census_margins(year), groups)


def education_table(priors: "Priors", stock: np.ndarray, nation: np.ndarray, year: int = BASE_YEAR) -> np.ndarray:
    """Return World.education. ``stock``: base [area, sex, age, status]; ``nation``: persons by sex and age."""
    return cumulated(final_attainment(priors, stock, nation, year))
