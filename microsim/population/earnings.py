"""Mean relative wages of insured employees: what keeps simulated wages at the average wage, whoever works."""

import math
from typing import Any, NamedTuple

import numpy as np

from microsim import caching
from microsim.kernel.world import (
    BASE_YEAR,
    COHORT_WIDTH,
    COHORTS,
    FIRST_COHORT,
    FIRST_LAW_YEAR,
    LAW_YEARS,
    first_of_axes,
)
from microsim.places import AREA_COUNT, ELSEWHERE, PLACE_COUNT, PROVINCE_COUNT, PROVINCE_OF
from microsim.population.inputs import national_population
from microsim.population.jobs import TYPE_OF
from microsim.population.labour import ages_after_school
from microsim.population.solving import solved
from microsim.schema import Sex, Status

YOUNGEST, OLDEST = 16, 75
WORKING_AGES = np.arange(YOUNGEST, OLDEST + 1)
HALF = 0.5
SCHOOL = ("school_primary", "school_junior", "school_senior", "school_college")
MIGRANT_RURAL = np.array([status in (Status.INTRA_RURAL, Status.INTER_RURAL) for status in Status])
RURAL = np.arange(len(Status)) % 2 == 1
IN_MEMORY = 4  # the last minimum wages: most reforms of the law leave them as they are
LEAST, HALVINGS = -8.0, 40  # search for the logarithm of what the minimum wage leaves of other wages
MEMO = caching.Memo(IN_MEMORY)
NORMAL = np.frompyfunc(lambda score: HALF * math.erfc(-score / math.sqrt(2.0)), 1, 1)


class Wages(NamedTuple):
    """Relative wages of the insured employees, before the minimum wage.

    Attributes
    ----------
    mean : mean in the province of each place [place, year - FIRST_LAW_YEAR]
    local : mean at the place itself, over that of the province
    spread : standard deviation of their logarithm at the place
    """

    mean: np.ndarray
    local: np.ndarray
    spread: np.ndarray


def relative_wages(
    records: np.ndarray, frame_stock: np.ndarray, tables: dict[str, np.ndarray], base_year: int = BASE_YEAR
) -> Wages:
    """Return what relative wages insured employees have in every place and year.

    Two things are left out, a few percent each way: people past the age of a pension count with the share of their age
    that works, though few of them are insured; and who turns urban keeps the schooling of a rural childhood.

    Parameters
    ----------
    records : ASSUMPTIONS records [province, year - FIRST_LAW_YEAR]
    frame_stock : persons at year ends from that of ``first_of_axes`` on [year, place, status, sex, age]; years before it have the
        people of the base year, with the schooling of the cohorts that had their age then
    tables : tables of ``World`` by name: employment_all, sector, cover, education
    base_year : the first year of the frame that has people
    """
    attainment = np.diff(tables["education"], axis=-1, prepend=0.0)
    result = Wages(*np.empty((3, PLACE_COUNT, LAW_YEARS)))
    for slot in range(LAW_YEARS):
        year = FIRST_LAW_YEAR + slot
        frame = frame_stock[min(max(year, base_year) - first_of_axes(base_year), len(frame_stock) - 1)]
        persons = people(frame, base_year) * employees(tables, slot)
        cohorts = np.clip((year - WORKING_AGES - FIRST_COHORT) // COHORT_WIDTH, 0, COHORTS - 1)
        schooled = attainment[:, :, :, cohorts]  # [place, status, sex, age, level]
        for province in range(PROVINCE_COUNT):
            here = PROVINCE_OF == province
            weight = persons[here] * tables["cover"][here, slot, :, 0][:, :, None, None]
            if not weight.any():  # nobody is insured: the mean of all employees
                weight = persons[here]
            logs, variance = relative_logs(records[province, slot])
            factors = np.where(np.isnan(logs), 0.0, np.exp(logs + HALF * variance))
            insured = weight[..., None] * schooled[here] * (factors > 0)
            mean = (insured * factors).sum() / insured.sum()
            result.mean[here, slot] = mean
            local, spread = by_place(insured, factors, np.where(np.isnan(logs), 0.0, logs), variance)
            result.local[here, slot], result.spread[here, slot] = local / mean, spread
    return result


def by_place(
    insured: np.ndarray, factors: np.ndarray, logs: np.ndarray, variance: np.ndarray
) -> tuple[np.ndarray, np.ndarray]:
    """Return mean relative wage and standard deviation of its logarithm at places; of all together where nobody is.

    Parameters
    ----------
    insured : insured employees [place, status, sex, age, level]
    factors, logs : their relative wage and its logarithm without luck [status, sex, age, level]
    variance : variance of the logarithm by luck [age, level]
    """
    persons = insured.reshape(len(insured), -1).sum(axis=1)
    cells = np.where(persons[:, None] > 0, insured.reshape(len(insured), -1), insured.sum(axis=0).ravel())
    cells = cells / cells.sum(axis=1, keepdims=True)
    flat = [np.broadcast_to(part, logs.shape).ravel() for part in (factors, logs, logs**2 + variance)]
    mean, first, second = (cells @ part for part in flat)
    return mean, np.sqrt(second - first**2)


def wage_means(wages: Wages, law: np.ndarray, records: np.ndarray, cache: bool = True) -> np.ndarray:
    """Return World.wage_mean [place, year - FIRST_LAW_YEAR], by which wages that know the minimum wage keep their mean.

    Wages at a place are taken as log-normal where the minimum cuts them.

    Parameters
    ----------
    wages : relative wages before the minimum wage
    law : LAW records [place, year - FIRST_LAW_YEAR]
    records : ASSUMPTIONS records [province, year - FIRST_LAW_YEAR]
    cache : True takes what the last few minimum wages left from memory
    """
    years = law.shape[1]
    average = law["average_wage"] * records["wage_level"][PROVINCE_OF, :years]
    read = (law["minimum_wage"] / average, wages.local, wages.spread)
    key = tuple(part.tobytes() for part in read)
    left = MEMO.get(key, lambda: left_by_minimum(*read)) if cache else left_by_minimum(*read)
    means = wages.mean.copy()
    means[:, :years] /= np.exp(left)
    return means


def left_by_minimum(minimum: np.ndarray, mean: np.ndarray, spread: np.ndarray) -> np.ndarray:
    """Return the logarithm of what log-normal wages must be multiplied by to keep their mean once a minimum holds.

    Where the minimum is above the mean no factor keeps it; then all but nothing of the spread is left.
    """
    result = np.zeros(minimum.shape)
    at = np.nonzero(minimum)
    lowest, mean, spread = (part[:, : minimum.shape[1]][at] for part in (minimum, mean, spread))

    def too_low(left: np.ndarray) -> np.ndarray:
        score = (np.log(lowest / mean) - left) / spread
        below = NORMAL(score + HALF * spread).astype(float)
        above = NORMAL(HALF * spread - score).astype(float)
        return lowest * below + mean * np.exp(left) * above <= mean

    result[at] = solved(too_low, np.zeros(len(lowest)), HALVINGS, low=LEAST)
    return result


def employees(tables: dict[str, np.ndarray], slot: int) -> np.ndarray:
    """Return the share of persons who work in formal jobs in a year [place, status, sex, age]."""
    rates = tables["employment_all"][..., YOUNGEST : OLDEST + 1]
    formal = tables["sector"][:, slot, :, 0]
    return formal[:, :, None, None] * rates[:, TYPE_OF]


def people(stock: np.ndarray, base_year: int) -> np.ndarray:
    """Return persons of working age [place, status, sex, age]; elsewhere the nation of the base year."""
    result = np.zeros((PLACE_COUNT, len(Status), len(Sex), len(WORKING_AGES)))
    ages = slice(YOUNGEST, OLDEST + 1)
    result[:AREA_COUNT] = stock[:AREA_COUNT, :, :, ages]
    result[ELSEWHERE, :2] = HALF * national_population(base_year)[:, ages]
    return result


def relative_factors(record: Any) -> np.ndarray:
    """Return mean relative wages [status, sex, age, level] by the assumptions of a year; 0 before the first job."""
    logs, variance = relative_logs(record)
    return np.where(np.isnan(logs), 0.0, np.exp(logs + HALF * variance))


def relative_logs(record: Any) -> tuple[np.ndarray, np.ndarray]:
    """Return logarithms of relative wages without luck [status, sex, age, level], nan before the first job; their variance.

    The variance, by luck alone, is [age, level].
    """
    school = np.array([record[name] for name in SCHOOL])
    first = ages_after_school(school, *(record[f"first_job_{part}"] for part in ("intercept", "slope", "minimum")))
    experience = WORKING_AGES[:, None] - first
    years = np.maximum(experience, 0.0)
    kinds = [
        record[f"{kind}experience"] * years + record[f"{kind}experience_squared"] * years**2
        for kind in ("wage_", "wage_migrant_")
    ]
    logs = np.stack([kinds[int(migrant)] for migrant in MIGRANT_RURAL])[:, None]
    logs = logs + record["wage_school"] * school
    logs = logs + record["wage_female_gap"] * np.arange(len(Sex))[None, :, None, None]
    logs = logs + record["wage_rural_gap"] * RURAL[:, None, None, None]
    return np.where(experience >= 0, logs, np.nan), unexplained(record, years)


def unexplained(record: Any, years: np.ndarray) -> np.ndarray:
    """Return the variance of log wages that schooling and experience leave, by years of experience."""
    memory = record["wage_persistence"] ** (2.0 * years)
    settled = record["wage_innovation_sd"] ** 2 / (1.0 - record["wage_persistence"] ** 2)
    persistent = memory * record["wage_entry_sd"] ** 2 + (1.0 - memory) * settled
    return record["wage_permanent_sd"] ** 2 + persistent + record["wage_transitory_sd"] ** 2
