"""The processes of life estimated again from simulated lives: what comes out should be what went in."""

import math
from statistics import NormalDist
from typing import NamedTuple

import numpy as np
from numba import vectorize

from calibration.people import assumption_of, law_of
from microsim.amounts import MONTHS
from microsim.kernel.world import BASE_YEAR, FIRST_LAW_YEAR
from microsim.life.employment import OLDER_FROM, OLDER_TO
from microsim.schema import HukouType, Labour, Membership, Sex

FEMALE, RURAL = int(Sex.FEMALE), int(HukouType.RURAL)
FORMAL = int(Labour.FORMAL)
PENSIONER = int(Membership.PENSIONER)
SCHOOL_FIELDS = ("school_primary", "school_junior", "school_senior", "school_college")
MOST_EXPERIENCE, MOST_LAG = 40, 15
EDGE, STEADY = 0.02, 0.02  # rates this far inside 0 and 1, and this steady, leave the chance to work unbounded
HALVINGS, NODES = 40, 40
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
    rural_gap: float
    own_account_gap: float


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
    """Return log relative wages, and what explains them: one row a wage.

    They are the wages over the average wage of place and year, times the mean relative wage behind it.
    """
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
        (people["sex"][person] == FEMALE).astype(float), (people["hukou_type"] == RURAL)[here].astype(float),
        (people["labour"] != FORMAL)[here].astype(float), *(province == code for code in range(3)),
    ]  # fmt: skip
    mean = world.wage_mean[:, BASE_YEAR - FIRST_LAW_YEAR :][people["place"], np.arange(len(people.years))]
    average = law_of(people, world, "average_wage")
    return np.log(people["wage"][here] * mean[here] / average[here]), np.stack(rows, axis=1)


def wage_equation(people, world, here=None):
    """Return the wage equation by least squares, and the residuals [person, year] (nan where nobody earns)."""
    here = earners(people) if here is None else here
    logs, regressors = wage_regressors(people, world, here)
    gram = regressors.T @ regressors
    coefficients = np.linalg.lstsq(gram, regressors.T @ logs, rcond=None)[0]
    residuals = np.full(here.shape, np.nan, np.float32)
    residuals[here] = logs - regressors @ coefficients
    return WageEquation(*(float(one) for one in coefficients[: len(WageEquation._fields)])), residuals


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


@vectorize
def normal_share(score):
    """Return the share of a standard normal below a score."""
    return 0.5 * math.erfc(-score / math.sqrt(2.0))


def own_rates(people, world, spread=None):
    """Return the share of years a person works at this year's age and at last year's [person, year 1..], by attachment.

    ``spread``: the rates of the population instead, where the attachment has this standard deviation.
    """
    age, last = people.age[:, 1:], world.employment.shape[-1] - 1
    uplift = assumption_of(people, world, "employment_uplift")[:, 1:]
    place, kind, sex = people["place"][:, 1:], people["hukou_type"][:, 1:], people["sex"][:, None]

    slots = people.years[1:] - FIRST_LAW_YEAR

    def rate(years, slots):
        score = world.employment[place, kind, sex, np.clip(years, 0, last)] + world.work_shift[place, slots]
        base = normal_share(score + people["attachment"][:, None] if spread is None else score / np.hypot(1.0, spread))
        return np.where((years >= OLDER_FROM) & (years < OLDER_TO), np.minimum(base + uplift, 1.0), base)

    return rate(age, slots), rate(age - 1, slots - 1)


def expected_work(people, world):
    """Return the chance to work [person, year 1..] that the inputs give, whatever the state of the year before.

    Lay-offs are left out: they are over before the years that are looked at.
    """
    now, before = own_rates(people, world)
    kept = assumption_of(people, world, "employment_persistence")[:, 1:]
    age, women = people.age[:, 1:], (people["sex"] == FEMALE)[:, None]
    youngest, oldest, chance = (
        assumption_of(people, world, f"break_{name}")[:, 1:] for name in ("from", "to", "chance")
    )
    breaks = np.where(women & (age >= youngest) & (age <= oldest), chance, 0.0)
    with np.errstate(divide="ignore", invalid="ignore"):
        comes = np.maximum(now - kept * before, 0.0)
        comes = np.where(
            comes > 1 - kept, (now - before) / (1 - before), comes
        )  # the rate rises too fast: nobody leaves
        stays = np.where(before > 0, (now - comes * (1 - before)) / before, 0.0)
        leaves = np.minimum(before * stays * breaks, (1 - before) * (1 - comes))
        stays = np.where(before > 0, stays - leaves / before, 0.0)
        comes = np.where(before < 1, comes + leaves / (1 - before), comes)
    return np.where(people["labour"][:, :-1] >= FORMAL, stays, comes)


def employment_persistence(people, world):
    """Return the memory of work of men, and its standard error.

    The chance to work differs from a man's share of years at work by the memory times last year's difference.
    """
    here = may_choose_work(people) & (people["sex"] != FEMALE)[:, None] & stays_in_place(people)
    here &= people["hukou_type"][:, 1:] == people["hukou_type"][:, :-1]
    now, before = (rates[here] for rates in own_rates(people, world))
    inside = (now > EDGE) & (now < 1 - EDGE) & (np.abs(now - before) < STEADY)
    worked = (people["labour"][:, :-1] >= FORMAL)[here][inside] - before[inside]
    works = (people["labour"][:, 1:] >= FORMAL)[here][inside] - now[inside]
    slope = (worked @ works) / (worked @ worked)
    error = np.sqrt((((works - slope * worked) * worked) ** 2).sum()) / (worked @ worked)
    return float(slope), float(error)


def attachment_spread(people, world, first=32, second=42):
    """Return the standard deviation of the attachment of men that work at two distant ages points to.

    Both ages are lived at one place under one hukou type; the covariance of work at both rises with the spread.
    """
    rates, works = work_at_both(people, world, first, second)
    found = float(np.cov(works.astype(float))[0, 1])
    rho = float(world.assumptions["employment_persistence"][0, -1])
    low, high = 0.0, 3.0
    for _ in range(HALVINGS):
        middle = 0.5 * (low + high)
        low, high = (middle, high) if covariance_of_work(rates, middle, rho, second - first) < found else (low, middle)
    return 0.5 * (low + high)


def work_at_both(people, world, first, second):
    """Return what ``worked_at_both`` does, of men of all years of birth."""
    pairs = [worked_at_both(people, world, birth, first, second) for birth in range(len(people.years) - second + first)]
    return tuple(np.concatenate([pair[part] for pair in pairs], axis=1) for part in range(2))


def attachment_distance(people, world, spread, first=32, second=42):
    """Return by how many standard errors work of men at two distant ages goes together more than a spread says."""
    rates, works = work_at_both(people, world, first, second)
    rho = float(world.assumptions["employment_persistence"][0, -1])
    together = np.prod(works - works.mean(axis=1, keepdims=True), axis=0)
    apart = together.mean() - covariance_of_work(rates, spread, rho, second - first)
    return float(apart / (together.std() / np.sqrt(together.size)))


def worked_at_both(people, world, column, first, second):
    """Return the population's shares [2, person] at two ages of men at ``first`` in a column's year, and who worked [2, person]."""
    later = column + second - first
    stays = (people["place"][:, column : later + 1] == people["place"][:, [column]]).all(axis=1)
    stays &= (people["hukou_type"][:, column : later + 1] == people["hukou_type"][:, [column]]).all(axis=1)
    here = stays & people.lived[:, column] & people.lived[:, later] & (people["sex"] != FEMALE)
    here &= (people.age[:, column] == first) & (people["membership"][:, later] != PENSIONER)
    here &= people["disability_case"][:, later] == 0
    place, kind, sex = people["place"][here, column], people["hukou_type"][here, column], people["sex"][here]
    spread = float(world.assumptions["employment_attachment"][0, -1])
    slots = people.years[[column, later]] - FIRST_LAW_YEAR
    scores = [
        world.employment[place, kind, sex, age] + world.work_shift[place, slot]
        for age, slot in zip((first, second), slots, strict=True)
    ]
    rates = normal_share(np.stack(scores) / np.hypot(1.0, spread))
    works = people["labour"] >= FORMAL
    return rates, np.stack([works[here, column], works[here, later]])


def covariance_of_work(rates, spread, rho, years):
    """Return the covariance of work at two ages that an attachment's spread gives: the integral over attachments."""
    nodes, weights = np.polynomial.hermite_e.hermegauss(NODES)
    normal = NormalDist()
    scores = np.vectorize(normal.inv_cdf)(rates) * np.hypot(1.0, spread)
    chances = normal_share(scores[..., None] + spread * nodes)
    weights = weights / weights.sum()
    both = (chances[0] * chances[1] + rho**years * chances[0] * (1 - chances[0])) @ weights
    means = (chances @ weights).mean(axis=-1)
    return float(both.mean() - means[0] * means[1])


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
    """Return index arrays that cut persons into groups at random, the same whenever asked."""
    order = np.random.default_rng(groups).permutation(len(people["number"]))
    return [order[start::groups] for start in range(groups)]
