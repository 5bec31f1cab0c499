"""Mean relative wages of insured employees: what keeps simulated wages at the average wage, whoever works."""

from typing import Any

import numpy as np

from microsim.kernel.world import BASE_YEAR, COHORTS, FIRST_COHORT, FIRST_LAW_YEAR, LAW_YEARS
from microsim.places import AREA_COUNT, ELSEWHERE, PLACE_COUNT, PROVINCE_COUNT, PROVINCE_OF
from microsim.population.education import COHORT_WIDTH
from microsim.population.inputs import national_population
from microsim.population.jobs import STATUS_KEYS, TYPE_OF
from microsim.population.labour import ages_after_school
from microsim.schema import Sex, Status

YOUNGEST, OLDEST = 16, 75
WORKING_AGES = np.arange(YOUNGEST, OLDEST + 1)
HALF = 0.5
SCHOOL = ("school_primary", "school_junior", "school_senior", "school_college")
COVERAGE = tuple(f"coverage_{key}" for key in STATUS_KEYS)
MIGRANT_RURAL = np.array([status in (Status.INTRA_RURAL, Status.INTER_RURAL) for status in Status])
RURAL = np.arange(len(Status)) % 2 == 1


def wage_means(
    records: np.ndarray, frame_stock: np.ndarray, tables: dict[str, np.ndarray], base_year: int = BASE_YEAR
) -> np.ndarray:
    """Return World.wage_mean [province, year - FIRST_LAW_YEAR].

    Two things are left out, a few percent each way: people past the age of a pension count with the share of their age
    that works, though few of them are insured; and who turns urban keeps the schooling of a rural childhood.

    Parameters
    ----------
    records : ASSUMPTIONS records [province, year - FIRST_LAW_YEAR]
    frame_stock : persons at year ends from BASE_YEAR on [year, place, status, sex, age]; years before it have the
        people of the base year, with the schooling of the cohorts that had their age then
    tables : tables of ``World`` by name: employment_all, sector, education
    base_year : the first year of the frame that has people
    """
    attainment = np.diff(tables["education"], axis=-1, prepend=0.0)
    works = employees(tables)
    means = np.empty((PROVINCE_COUNT, LAW_YEARS))
    for slot in range(LAW_YEARS):
        year = FIRST_LAW_YEAR + slot
        persons = people(frame_stock[min(max(year, base_year) - BASE_YEAR, len(frame_stock) - 1)], base_year) * works
        cohorts = np.clip((year - WORKING_AGES - FIRST_COHORT) // COHORT_WIDTH, 0, COHORTS - 1)
        schooled = attainment[:, :, :, cohorts]  # [place, status, sex, age, level]
        for province in range(PROVINCE_COUNT):
            here = PROVINCE_OF == province
            weight = persons[here] * coverage(records[province, slot])[:, None, None]
            if not weight.any():  # nobody is insured: the mean of all employees
                weight = persons[here]
            factors = relative_factors(records[province, slot])
            insured = np.einsum("pkxa,pkxal->kxal", weight, schooled[here]) * (factors > 0)
            means[province, slot] = (insured * factors).sum() / insured.sum()
    return means


def employees(tables: dict[str, np.ndarray]) -> np.ndarray:
    """Return the share of persons who work in formal jobs [place, status, sex, age]."""
    rates = tables["employment_all"][..., YOUNGEST : OLDEST + 1]
    formal = tables["sector"][..., 0]
    return formal[:, :, None, None] * rates[:, TYPE_OF]


def people(stock: np.ndarray, base_year: int) -> np.ndarray:
    """Return persons of working age [place, status, sex, age]; elsewhere the nation of the base year."""
    result = np.zeros((PLACE_COUNT, len(Status), len(Sex), len(WORKING_AGES)))
    ages = slice(YOUNGEST, OLDEST + 1)
    result[:AREA_COUNT] = stock[:AREA_COUNT, :, :, ages]
    result[ELSEWHERE, :2] = HALF * national_population(base_year)[:, ages]
    return result


def coverage(record: Any) -> np.ndarray:
    """Return the coverage of formal jobs by status."""
    return np.array([record[name] for name in COVERAGE])


def relative_factors(record: Any) -> np.ndarray:
    """Return mean relative wages [status, sex, age, level] by the assumptions of a year; 0 before the first job."""
    school = np.array([record[name] for name in SCHOOL])
    first = ages_after_school(school, *(record[f"first_job_{part}"] for part in ("intercept", "slope", "minimum")))
    experience = WORKING_AGES[:, None] - first
    years = np.maximum(experience, 0.0)
    spread = unexplained(record, years)
    kinds = [
        record[f"{kind}experience"] * years + record[f"{kind}experience_squared"] * years**2
        for kind in ("wage_", "wage_migrant_")
    ]
    logs = np.stack([kinds[int(migrant)] for migrant in MIGRANT_RURAL])[:, None]
    logs = logs + record["wage_school"] * school + 0.5 * spread
    logs = logs + record["wage_female_gap"] * np.arange(len(Sex))[None, :, None, None]
    logs = logs + record["wage_rural_gap"] * RURAL[:, None, None, None]
    return np.where(experience >= 0, np.exp(logs), 0.0)


def unexplained(record: Any, years: np.ndarray) -> np.ndarray:
    """Return the variance of log wages that schooling and experience leave, by years of experience."""
    memory = record["wage_persistence"] ** (2.0 * years)
    settled = record["wage_innovation_sd"] ** 2 / (1.0 - record["wage_persistence"] ** 2)
    persistent = memory * record["wage_entry_sd"] ** 2 + (1.0 - memory) * settled
    return record["wage_permanent_sd"] ** 2 + persistent + record["wage_transitory_sd"] ** 2
