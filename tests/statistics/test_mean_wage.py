"""Simulated wages of insured employees against the average wage they are set to."""

import numpy as np
import pytest

from microsim.kernel.world import FIRST_LAW_YEAR
from microsim.population.earnings import WORKING_AGES, YOUNGEST, relative_factors
from microsim.schema import Labour

BOUND = 4.0  # standard errors
PROVINCES = {"guangdong": 0, "shanghai": 1, "elsewhere": 2}
# What the mean leaves out: who is past the age of a pension seldom stays insured, and who turns urban keeps the
# schooling of the villages. Both go against each other.
COMPOSITION = 0.04


def insured_employees(people, year, province):
    """Return the rows of those whom an employer insures in a year."""
    at = year - people.years[0]
    insured = people.lived[:, at] & (people["labour"][:, at] == Labour.FORMAL) & (people["covered"][:, at] == 1)
    insured &= (people["paid_months"][:, at] > 0) & (people["pays_alone"][:, at] == 0)
    return np.flatnonzero(insured & (people.province[:, at] == province) & (people.age[:, at] <= WORKING_AGES[-1]))


def relative_wages(people, world, year, province, rows):
    """Return wages over the average wage of the place times the level."""
    at, slot = year - people.years[0], year - FIRST_LAW_YEAR
    average = world.law["average_wage"][people["place"][rows, at], slot]
    return people["wage"][rows, at] / (average * world.assumptions["wage_level"][province, slot])


@pytest.mark.slow
@pytest.mark.parametrize("year", [2018, 2030, 2050])
@pytest.mark.parametrize("province", PROVINCES)
def test_mean_wage_of_persons_alike_is_the_one_the_mean_rests_on(people, inputs, year, province):
    """Only luck is left: the parts of the wage that no attribute explains have the mean of one they should."""
    code, at, slot = PROVINCES[province], year - people.years[0], year - FIRST_LAW_YEAR
    rows = insured_employees(people, year, code)
    factors = relative_factors(inputs.world.assumptions[code, slot])
    expected = factors[
        people.status[rows, at], people["sex"][rows], people.age[rows, at] - YOUNGEST, people["education"][rows]
    ]
    means = inputs.world.wage_mean[people["place"][rows, at], slot]
    luck = relative_wages(people, inputs.world, year, code, rows) * means / expected
    assert len(rows) > 200
    assert luck.mean() == pytest.approx(1.0, abs=BOUND * luck.std() / np.sqrt(len(rows)))


@pytest.mark.slow
@pytest.mark.parametrize("year", [2018, 2030, 2050])
@pytest.mark.parametrize("province", PROVINCES)
def test_insured_employees_earn_the_average_wage(people, inputs, year, province):
    code = PROVINCES[province]
    rows = insured_employees(people, year, code)
    wages = relative_wages(people, inputs.world, year, code, rows)
    error = wages.std() / np.sqrt(len(rows))
    assert wages.mean() == pytest.approx(1.0, abs=COMPOSITION + BOUND * error)
