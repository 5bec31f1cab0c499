"""The processes of life estimated again from simulated lives: what comes out should be what went in."""

from typing import NamedTuple

import numpy as np

from calibration.people import assumption_of, law_of
from microsim.engine.world import FIRST_LAW_YEAR
from microsim.schema import HukouType, Labour, Membership, Sex

FEMALE, RURAL = int(Sex.FEMALE), int(HukouType.RURAL)
FORMAL = int(Labour.FORMAL)
PENSIONER = int(Membership.PENSIONER)
MONTHS = 12
SCHOOL_FIELDS = ("school_primary", "school_junior", "school_senior", "school_college")
MOST_EXPERIENCE, MOST_LAG = 40, 15
GRID = np.linspace(0.80, 0.99, 191)  # persistences tried


class WageMoments(NamedTuple):
    """Covariances of wage residuals by years since the first job and lag, with the pairs behind them."""

    covariance: np.ndarray
    pairs: np.ndarray


class WageProcess(NamedTuple):
    """Parameters of ln wage = permanent + persistent + transitory."""

    persistence: float
    innovation_sd: float
    permanent_sd: float
    entry_sd: float
    transitory_sd: float


class WageEquation(NamedTuple):
    """Coefficients of the part of wages that schooling, experience and sex explain."""

    school: float
    experience: float
    experience_squared: float
    migrant_experience: float
    migrant_experience_squared: float
    female_gap: float


def earners(people):
    """Return who earns in a year, after careers that began where the law records do.

    Not in the year of entry: who arrives at its end earned the wage elsewhere.
    """
    begin = people["birth"] // MONTHS + people["first_job"]
    here = people.working & (people["wage"] > 0) & (begin >= FIRST_LAW_YEAR)[:, None]
    here[:, 1:] &= people.lived[:, :-1]
    here[:, 0] = False
    return here


def wage_regressors(people, world, here):
    """Return log wages over the average wage of place and year, and what explains them: one row a wage."""
    person, _ = np.nonzero(here)
    columns = np.stack([assumption_of(people, world, name)[here] for name in SCHOOL_FIELDS])
    school = columns[people["education"][person], np.arange(len(person))]
    experience = (people.age - people["first_job"][:, None])[here].astype(float)
    away = (people["hukou_type"] == RURAL) & (people["place"] != people["hukou_place"])
    migrant = away[here].astype(float)
    square = experience**2
    province = people.province[here]
    rows = [
        school, experience * (1 - migrant), square * (1 - migrant), experience * migrant, square * migrant,
        (people["sex"][person] == FEMALE).astype(float), migrant, *(province == code for code in range(3)),
    ]  # fmt: skip
    return np.log(people["wage"][here] / law_of(people, world, "average_wage")[here]), np.stack(rows, axis=1)


def wage_equation(people, world, here=None):
    """Return the wage equation by least squares, and the residuals [person, year] (nan where nobody earns)."""
    here = earners(people) if here is None else here
    logs, regressors = wage_regressors(people, world, here)
    gram = regressors.T @ regressors
    coefficients = np.linalg.lstsq(gram, regressors.T @ logs, rcond=None)[0]
    residuals = np.full(here.shape, np.nan, np.float32)
    residuals[here] = logs - regressors @ coefficients
    return WageEquation(*(float(one) for one in coefficients[:6])), residuals


def wage_moments(residuals, experience):
    """Return covariances of residuals [years since the first job, lag]: the later year of each pair counts."""
    sums = np.zeros((MOST_EXPERIENCE + 1, MOST_LAG + 1))
    pairs = np.zeros_like(sums)
    for lag in range(MOST_LAG + 1):
        product = residuals[:, lag:] * residuals[:, : residuals.shape[1] - lag]
        later = experience[:, lag:]
        use = np.isfinite(product) & (later >= lag) & (later <= MOST_EXPERIENCE)
        sums[:, lag] = np.bincount(later[use], product[use], minlength=MOST_EXPERIENCE + 1)
        pairs[:, lag] = np.bincount(later[use], minlength=MOST_EXPERIENCE + 1)
    return WageMoments(sums / np.maximum(pairs, 1), pairs)


def fit_wage_process(moments):
    """Return the wage process whose covariances come nearest (least squares weighted by pairs).

    Given the persistence the moments are linear in the four variances; persistence is searched on a grid and refined.
    """
    weight = np.sqrt(moments.pairs / moments.pairs.max())
    best = refined(lambda rho: misfit(rho, moments, weight)[0])
    permanent, entry, innovation, transitory = np.sqrt(np.maximum(misfit(best, moments, weight)[1], 0.0))
    return WageProcess(float(best), *(float(one) for one in (innovation, permanent, entry, transitory)))


def misfit(rho, moments, weight):
    """Return the weighted sum of squares at a persistence, and the four variances that reach it."""
    later, lag = np.meshgrid(np.arange(MOST_EXPERIENCE + 1), np.arange(MOST_LAG + 1), indexing="ij")
    before = np.maximum(later - lag, 0)
    start = rho ** (2.0 * before)
    parts = [np.ones(later.shape), rho**lag * start, rho**lag * (1 - start) / (1 - rho**2), lag == 0]
    design = np.stack([(weight * part).ravel() for part in parts], axis=1)
    target = (weight * moments.covariance).ravel()
    variances = np.linalg.lstsq(design, target, rcond=None)[0]
    return float(((target - design @ variances) ** 2).sum()), variances


def refined(loss):
    """Return the persistence of the least loss: the best of the grid and the bottom of the parabola around it."""
    losses = np.array([loss(rho) for rho in GRID])
    best = int(np.clip(losses.argmin(), 1, len(GRID) - 2))
    left, middle, right = losses[best - 1 : best + 2]
    bend = left - 2 * middle + right
    return GRID[best] + (0.5 * (left - right) / bend * (GRID[1] - GRID[0]) if bend > 0 else 0.0)


def may_choose_work(people):
    """Return the years [person, year 1..] in which last year's work decides this year's chance to work.

    Pensioners and the disabled do not choose, nor does anybody before the year after the first job.
    """
    past = people["first_job"][:, None]
    free = (people["membership"][:, :-1] != PENSIONER) & (people["disability_case"][:, :-1] == 0)
    fit = people["disability_case"][:, 1:] == 0
    return people.lived[:, :-1] & people.lived[:, 1:] & (people.age[:, 1:] > past) & free & fit


def employment_persistence(people):
    """Return the slope of this year's work on last year's within place, hukou type, sex, age and year."""
    here = may_choose_work(people)
    worked, works = ((people["labour"][:, part] >= FORMAL)[here] for part in (slice(None, -1), slice(1, None)))
    person, year = np.nonzero(here)
    cell = people["place"][:, 1:][here].astype(np.int64) * 2 + people["hukou_type"][:, 1:][here]
    cell = ((cell * 2 + people["sex"][person]) * 128 + people.age[:, 1:][here]) * 128 + year
    _, cell = np.unique(cell, return_inverse=True)
    before, now = demeaned(worked.astype(float), cell), demeaned(works.astype(float), cell)
    slope = (before @ now) / (before @ before)
    error = np.sqrt((((now - slope * before) * before) ** 2).sum()) / (before @ before)
    return float(slope), float(error)


def demeaned(values, cell):
    """Return values less the mean of their cell."""
    return values - (np.bincount(cell, values) / np.bincount(cell))[cell]


def expected_work(people, world):
    """Return the chance to work [person, year 1..] that the inputs give, whatever the state of the year before."""
    from microsim.life.employment import OLDER_FROM, OLDER_TO

    age, last = people.age[:, 1:], world.employment.shape[-1] - 1
    uplift = assumption_of(people, world, "employment_uplift")[:, 1:]
    kept = assumption_of(people, world, "employment_persistence")[:, 1:]
    place, kind, sex = people["place"][:, 1:], people["hukou_type"][:, 1:], people["sex"][:, None]

    def rate(years):
        base = world.employment[place, kind, sex, np.clip(years, 0, last)]
        return np.where((years >= OLDER_FROM) & (years < OLDER_TO), np.minimum(base + uplift, 1.0), base)

    fresh = np.clip((rate(age) - kept * rate(age - 1)) / (1 - kept), 0.0, 1.0)
    worked = people["labour"][:, :-1] >= FORMAL
    return kept * worked + (1 - kept) * fresh


def stays_in_place(people):
    """Return who lives at the same place as the year before [person, year 1..]."""
    return people["place"][:, 1:] == people["place"][:, :-1]


def keeps_working(people):
    """Return who worked both years at one place and was free to change the job [person, year 1..]."""
    works = people["labour"] >= FORMAL
    return may_choose_work(people) & works[:, :-1] & works[:, 1:] & stays_in_place(people)


def binomial_distance(successes, chances):
    """Return how many standard errors the number of successes lies from its expectation."""
    return float((successes - chances).sum() / np.sqrt((chances * (1 - chances)).sum()))


def random_groups(people, groups):
    """Return index arrays that cut persons into groups at random, by the low bits of a mixed row number."""
    order = np.random.default_rng(groups).permutation(len(people["number"]))
    return [order[start::groups] for start in range(groups)]
