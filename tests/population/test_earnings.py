"""Mean relative wages of the insured, by hand for a few persons."""

import math

import numpy as np
import pytest

from microsim.kernel.world import AGES, BASE_YEAR, COHORTS, FIRST_LAW_YEAR, LAW_YEARS
from microsim.places import AREA_COUNT, ELSEWHERE, PLACE_COUNT, PROVINCE_COUNT
from microsim.population.earnings import left_by_minimum, relative_wages, wage_means
from microsim.population.inputs import national_population
from microsim.schema import ASSUMPTIONS, LAW, HukouType, Sex, Status
from tests.geography import SHANGHAI

GUANGZHOU = 0
BASE = BASE_YEAR - FIRST_LAW_YEAR
ASSUMED = {
    "school_primary": 6.0, "school_junior": 9.0, "school_senior": 12.0, "school_college": 16.0,
    "first_job_intercept": 18.0, "first_job_slope": 0.5, "first_job_minimum": 16.0,
    "wage_school": 0.1, "wage_experience": 0.04, "wage_experience_squared": -0.001,
    "wage_migrant_experience": 0.02, "wage_migrant_experience_squared": -0.0005,
    "wage_female_gap": -0.2, "wage_rural_gap": -0.1,
    "wage_permanent_sd": 0.3, "wage_transitory_sd": 0.2,
    "wage_entry_sd": 0.4, "wage_persistence": 0.9, "wage_innovation_sd": 0.1,
}  # fmt: skip
# 300 urban men of 40 with college, 19 years of experience (first job at 21):
# 1.6 + 0.76 - 0.361, and half of 0.09 + 0.04 + [0.9^38 x 0.16 + (1 - 0.9^38) x 0.01 / 0.19]
MAN = math.exp(1.999 + 0.5 * (0.13 + 0.018248 * 0.16 + 0.981752 * 0.0526316))
# 100 women of 30 with primary school and rural hukou of another city, 14 years of experience (first job at 16):
# 0.6 + 0.28 - 0.098, less 0.2 and 0.1, and half of 0.13 + [0.9^28 x 0.16 + (1 - 0.9^28) x 0.01 / 0.19]
WOMAN = math.exp(0.782 - 0.3 + 0.5 * (0.13 + 0.0523348 * 0.16 + 0.9476652 * 0.0526316))


@pytest.fixture
def records():
    table = np.zeros((PROVINCE_COUNT, LAW_YEARS), ASSUMPTIONS)
    for name, value in ASSUMED.items():
        table[name] = value
    return table


@pytest.fixture
def stock():
    people = np.zeros((1, AREA_COUNT, len(Status), len(Sex), AGES))
    people[0, GUANGZHOU, Status.LOCAL_URBAN, Sex.MALE, [20, 40]] = 50.0, 300.0  # at 20 still at college
    people[0, GUANGZHOU, Status.INTRA_RURAL, Sex.FEMALE, 30] = 100.0
    people[0, SHANGHAI, Status.LOCAL_URBAN, Sex.MALE, 40] = 7.0
    return people


@pytest.fixture
def tables():
    employment = np.zeros((PLACE_COUNT, len(HukouType), len(Sex), AGES))
    employment[:, HukouType.URBAN, Sex.MALE] = 0.9
    employment[:, HukouType.RURAL, Sex.FEMALE] = 0.6
    employment[ELSEWHERE] = 0.0
    employment[ELSEWHERE, HukouType.RURAL, :, 30] = 0.5
    sector = np.full((PLACE_COUNT, LAW_YEARS, len(Status), 3), (0.8, 0.9, 1.0))
    sector[:, :, Status.INTRA_RURAL] = 0.5, 0.6, 1.0
    cover = np.full((PLACE_COUNT, LAW_YEARS, len(Status), 2), 0.5)
    cover[:, :, Status.LOCAL_URBAN] = 1.0
    education = np.ones((PLACE_COUNT, len(Status), len(Sex), COHORTS, 4))
    education[:, Status.LOCAL_URBAN] = 0.0, 0.0, 0.0, 1.0
    return {"employment_all": employment, "sector": sector, "cover": cover, "education": education}


def test_insured_employees_are_weighed_as_they_work_and_are_covered(records, stock, tables):
    men, women = 300 * 0.9 * 0.8 * 1.0, 100 * 0.6 * 0.5 * 0.5
    guangdong, shanghai, elsewhere = relative_wages(records, stock, tables).mean[[GUANGZHOU, SHANGHAI, ELSEWHERE], BASE]
    assert guangdong == pytest.approx((men * MAN + women * WOMAN) / (men + women), rel=1e-5)
    assert shanghai == pytest.approx(MAN, rel=1e-5)
    man, woman = national_population()[:, 30]  # at home: the experience profile of locals, no gap but those of two
    local = math.exp(0.6 + 0.56 - 0.196 - 0.1) * WOMAN / math.exp(0.782 - 0.3)
    assert elsewhere == pytest.approx(local * (man + woman * math.exp(-0.2)) / (man + woman), rel=1e-5)


def test_the_average_wage_follows_who_is_covered(records, stock, tables):
    tables["cover"][:, BASE:, [Status.INTRA_URBAN, Status.INTRA_RURAL]] = 0.0
    means = relative_wages(records, stock, tables).mean
    assert means[0, BASE] == pytest.approx(MAN, rel=1e-5)
    assert means[0, BASE - 1] < means[0, BASE]


def test_where_nobody_is_covered_all_employees_count(records, stock, tables):
    tables["cover"][:, 0] = 0.0
    men, women = 300 * 0.9 * 0.8, 100 * 0.6 * 0.5
    means = relative_wages(records, stock, tables).mean
    assert np.isfinite(means).all()
    assert means[0, 0] == pytest.approx((men * MAN + women * WOMAN) / (men + women), rel=1e-5)


def test_a_place_has_the_wages_of_its_own_insured(records, stock, tables):
    """In Guangzhou men and women, in the province nobody else; a city without anybody takes the province's."""
    wages = relative_wages(records, stock, tables)
    men, women = 300 * 0.9 * 0.8 * 1.0, 100 * 0.6 * 0.5 * 0.5
    logs = np.array([1.999, 0.482])
    luck = 2 * (np.log([MAN, WOMAN]) - logs)
    share = np.array([men, women]) / (men + women)
    spread = math.sqrt(share @ (logs**2 + luck) - (share @ logs) ** 2)
    assert wages.local[:2, BASE] == pytest.approx([1.0, 1.0])
    assert wages.spread[:2, BASE] == pytest.approx([spread, spread], rel=1e-5)


@pytest.mark.parametrize(("minimum", "mean", "spread"), [(0.3, 1.0, 0.6), (0.6, 0.8, 0.4), (0.95, 1.0, 0.7)])
def test_wages_that_know_the_minimum_keep_their_mean(minimum, mean, spread):
    factor = math.exp(left_by_minimum(np.array([[minimum]]), np.array([[mean]]), np.array([[spread]]))[0, 0])
    score = np.linspace(-8, 8, 200_001)
    wages = np.maximum(mean * factor * np.exp(spread * score - spread**2 / 2), minimum)
    density = np.exp(-(score**2) / 2)
    assert (wages * density).sum() / density.sum() == pytest.approx(mean, rel=1e-6)
    assert factor < 1


def test_where_there_is_no_minimum_means_stay_as_they_are(records, stock, tables):
    records["wage_level"] = 1.0
    law = np.zeros((PLACE_COUNT, LAW_YEARS), LAW)
    law["average_wage"] = 5000.0
    law["minimum_wage"][GUANGZHOU] = 2000.0
    wages = relative_wages(records, stock, tables)
    means = wage_means(wages, law, records)
    assert (means[GUANGZHOU] > wages.mean[GUANGZHOU]).all()
    assert np.array_equal(np.delete(means, GUANGZHOU, axis=0), np.delete(wages.mean, GUANGZHOU, axis=0))
