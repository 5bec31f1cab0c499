"""The wage process estimated from simulated wages gives back what went in."""

import numpy as np
import pytest

from calibration.longitudinal_checks import input_process, wage_checks
from calibration.people import record
from calibration.reestimate import (
    MOST_EXPERIENCE,
    MOST_LAG,
    WageMoments,
    WageProcess,
    fit_wage_process,
    random_groups,
    wage_equation,
    wage_moments,
)

ONE_IN = 4000
GROUPS = 20
BOUND = 4.0  # standard errors
KNOWN = WageProcess(persistence=0.92, innovation_sd=0.20, permanent_sd=0.32, entry_sd=0.28, transitory_sd=0.22)
EQUATION = ("wage_school", "wage_experience", "wage_experience_squared", "wage_migrant_experience",
            "wage_migrant_experience_squared", "wage_female_gap", "wage_rural_gap", "wage_own_account_gap")  # fmt: skip
CORRELATION_ERROR = 0.01


def exact_moments(process):
    """Return the covariances of a process, as many pairs behind each."""
    later, lag = np.meshgrid(np.arange(MOST_EXPERIENCE + 1), np.arange(MOST_LAG + 1), indexing="ij")
    before = np.maximum(later - lag, 0)
    start = process.persistence ** (2.0 * before)
    settled = process.innovation_sd**2 / (1 - process.persistence**2)
    persistent = process.persistence**lag * (start * process.entry_sd**2 + (1 - start) * settled)
    covariance = process.permanent_sd**2 + persistent + (lag == 0) * process.transitory_sd**2
    return WageMoments(covariance, np.where(later >= lag, 1000.0, 0.0))


def test_the_estimator_returns_the_process_of_exact_moments():
    found = fit_wage_process(exact_moments(KNOWN))
    assert found == pytest.approx(KNOWN, abs=2e-3)


def test_the_estimator_on_a_drawn_panel():
    random = np.random.default_rng(3)
    persons, years = 4000, MOST_EXPERIENCE + 1
    persistent = np.empty((persons, years))
    persistent[:, 0] = KNOWN.entry_sd * random.standard_normal(persons)
    for year in range(1, years):
        shock = KNOWN.innovation_sd * random.standard_normal(persons)
        persistent[:, year] = KNOWN.persistence * persistent[:, year - 1] + shock
    wage = persistent + KNOWN.permanent_sd * random.standard_normal((persons, 1))
    wage += KNOWN.transitory_sd * random.standard_normal(wage.shape)
    experience = np.broadcast_to(np.arange(years), wage.shape)
    found = fit_wage_process(wage_moments(wage, experience))
    assert found == pytest.approx(KNOWN, abs=0.05)


@pytest.fixture(scope="module")
def inputs(inputs):
    """Return the baseline without minimum wages: the process is that of what is earned before the law lifts the lowest."""
    law = inputs.world.law.copy()
    law["minimum_wage"] = 0.0
    return inputs._replace(world=inputs.world._replace(law=law))


@pytest.fixture(scope="module")
def people(inputs):
    """Return lives in which no minimum wage lifts what is earned."""
    return record(inputs.population.sample(ONE_IN), inputs.world, ONE_IN)


@pytest.fixture(scope="module")
def residuals(people, inputs):
    return wage_equation(people, inputs.world)[1]


@pytest.mark.slow
def test_process_of_the_baseline(people, inputs, residuals):
    experience = people.age - people["first_job"][:, None]
    found = np.array(fit_wage_process(wage_moments(residuals, experience)))
    parts = [fit_wage_process(wage_moments(residuals[g], experience[g])) for g in random_groups(people, GROUPS)]
    errors = np.std(parts, axis=0, ddof=1) / np.sqrt(GROUPS)
    assert (np.abs(found - np.array(input_process(inputs.world))) < BOUND * errors).all()
    assert errors[0] < 0.01  # the persistence is known well enough for the test to mean something


@pytest.mark.slow
def test_equation_of_the_baseline(people, inputs):
    row = inputs.world.assumptions[0, -1]
    given = np.array([row[name] for name in EQUATION])
    found = np.array(wage_equation(people, inputs.world)[0])
    parts = [wage_equation(people.of(g), inputs.world)[0] for g in random_groups(people, GROUPS)]
    errors = np.std(parts, axis=0, ddof=1) / np.sqrt(GROUPS)
    assert (np.abs(found - given) < BOUND * errors).all()


@pytest.mark.slow
def test_autocorrelation_of_wages(people, inputs, residuals):
    moments = wage_moments(residuals, people.age - people["first_job"][:, None])
    for check in wage_checks(residuals, moments, inputs.world):
        assert check.simulated == pytest.approx(check.expected, abs=CORRELATION_ERROR), check.name
