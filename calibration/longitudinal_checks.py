"""Lives over time against what the inputs make one expect: each check a number, its expectation and the distance."""

from typing import NamedTuple

import numpy as np

from calibration.longitudinal import lag_correlation, spells, transitions
from calibration.people import assumption_of
from calibration.reestimate import (
    FORMAL,
    MOST_EXPERIENCE,
    MOST_LAG,
    WageProcess,
    binomial_distance,
    employment_persistence,
    expected_work,
    keeps_working,
    may_choose_work,
    stays_in_place,
)
from microsim.schema import Labour

FLEXIBLE = int(Labour.FLEXIBLE)
NOT_WORKING, STATES = int(Labour.NOT_WORKING), 4  # out of work, formal, flexible, informal
MONTHS = 12
LAGS = (1, 5, 10)
PRIME = (30, 45)
COPULA_DRAWS = 400_000
PLACES = "inputs of the model: labour.participation, employment.persistence"


class Check(NamedTuple):
    """One check.

    Attributes
    ----------
    name : what is measured
    simulated, expected : its value, and the value that the inputs give
    distance : in standard errors; nan where the expectation has no sampling error
    source : where the expectation comes from
    """

    name: str
    simulated: float
    expected: float
    distance: float
    source: str


def binomial_check(name, happens, chances, source):
    """Return the check of yearly events that happen with known chances."""
    distance = binomial_distance(happens.astype(float), chances)
    return Check(name, float(happens.mean()), float(chances.mean()), distance, source)


def employment_checks(people, world):
    """Return checks of leaving and entering work, the chain's memory and the length of spells."""
    free, chance = may_choose_work(people), expected_work(people, world)
    worked, works = people["labour"][:, :-1] >= FORMAL, people["labour"][:, 1:] >= FORMAL
    age = people.age[:, 1:]
    slope, error = employment_persistence(people)
    kept = float(assumption_of(people, world, "employment_persistence")[:, 1:][free].mean())
    memory = Check("memory of work from one year to the next", slope, kept, (slope - kept) / error,
                   "employment.persistence")  # fmt: skip
    rows = [memory]
    for low, high in ((20, 30), (30, 45), (45, 60)):
        here = free & (age >= low) & (age < high)
        for state, name in ((worked, "stay in work"), (~worked, "re-enter work")):
            who = here & state
            rows.append(binomial_check(f"{name}, ages {low} to {high - 1}", works[who], chance[who], PLACES))
    return rows + spell_checks(people, chance, free)


def spell_checks(people, chance, free):
    """Return checks of how many spells of work and of gaps, begun at prime age, last for years."""
    works = people["labour"] >= FORMAL
    watched = np.concatenate([free[:, :1], free], axis=1) & people.lived
    rows = []
    for state, stays, name, horizon in ((works, chance, "work", 5), (works, chance, "work", 10),
                                        (~works, 1 - chance, "gaps", 3), (~works, 1 - chance, "gaps", 10)):  # fmt: skip
        simulated, expected = lasting(state, stays, watched, people.age, horizon)
        rows.append(Check(f"spells of {name} begun at 25 to 39 that last over {horizon} years", simulated, expected,
                          np.nan, PLACES))  # fmt: skip
    return rows


def lasting(state, stays, watched, age, horizon):
    """Return the share of spells that last longer than some years: as seen, and from the chances to stay.

    Both are products over the years in the spell, so that spells cut off by the end of the run count while they last.
    """
    found = spells(state, one_stretch(watched))
    begin = age[found.person, found.first]
    use = found.began & (begin >= 25) & (begin < 40)
    person, first, length, ended = (part[use] for part in (found.person, found.first, found.length, found.ended))
    seen = given = 1.0
    for year in range(1, horizon + 1):
        risk = (length > year) | ((length == year) & ended)
        seen *= 1.0 - ((length == year) & ended).sum() / risk.sum()
        given *= stays[person[risk], first[risk] + year - 1].mean()
    return float(seen), float(given)


def one_stretch(watched):
    """Return the first unbroken stretch of years watched of each person."""
    started = np.maximum.accumulate(watched, axis=1)
    return watched & ~np.maximum.accumulate(started & ~watched, axis=1)


def copula_matrix(shares, alike, random):
    """Return the chance of the kind of a new job given the last one's, both shared out as given."""
    scores = random.standard_normal((2, COPULA_DRAWS))
    scores[1] = alike * scores[0] + np.sqrt(1 - alike**2) * scores[1]
    edges = np.quantile(scores, np.cumsum(shares)[:-1])
    kinds = [np.searchsorted(edges, row) for row in scores]
    counts = np.bincount(kinds[0] * len(shares) + kinds[1], minlength=len(shares) ** 2)
    counts = counts.reshape(len(shares), len(shares))
    return counts / counts.sum(axis=1, keepdims=True)


def kind_checks(people, world, place, status):
    """Return checks of the kind of job a year later, of those who keep working at a place with one status.

    A job changes with a yearly chance, the next one's kind follows the last one's through a copula.
    """
    both = (people.status[:, 1:] == status) & (people.status[:, :-1] == status) & (people["place"][:, 1:] == place)
    here = keeps_working(people) & both
    changes = float(assumption_of(people, world, "job_change")[:, 1:][here].mean())
    alike = float(assumption_of(people, world, "luck_persistence")[:, 1:][here].mean())
    shares = np.diff(world.sector[place, status], prepend=0.0)
    expected = (1 - changes) * np.eye(3) + changes * copula_matrix(shares, alike, np.random.default_rng(1))
    kinds = people["labour"].astype(int) - FORMAL
    counts = transitions(kinds, np.concatenate([np.zeros_like(here[:, :1]), here], axis=1), 3)
    names = ("formal", "flexible", "informal")
    rows = []
    for before in range(2):
        total = counts[before].sum()
        share, chance = counts[before, before] / total, expected[before, before]
        rows.append(Check(f"{names[before]} to {names[before]}", share, chance,
                          (share - chance) / np.sqrt(chance * (1 - chance) / total),
                          "employment.job_change, employment.luck_persistence, labour.formal"))  # fmt: skip
    return rows


def job_checks(people, world):
    """Return checks of job changes and of months missed in covered jobs."""
    here = keeps_working(people)
    changes = assumption_of(people, world, "job_change")[:, 1:][here]
    rows = [binomial_check("job changes a year of those who keep working", people["new_job"][:, 1:][here], changes,
                           "employment.job_change")]  # fmt: skip
    full = here & (people["covered"][:, 1:] == 1) & (people["membership"][:, 1:] == 1)
    paid = people["paid_months"][:, 1:][full & stays_in_place(people)] / MONTHS
    share = assumption_of(people, world, "paying_share")[:, 1:][full & stays_in_place(people)]
    error = paid.std() / np.sqrt(len(paid))
    distance = float((paid.mean() - share.mean()) / error)
    name = "months paid in a covered job"
    return [*rows, Check(name, float(paid.mean()), float(share.mean()), distance, "contributions.paying_share")]


def expected_moments(process, pairs):
    """Return variances and covariances of wage residuals that a wage process gives: later, earlier, both."""
    later, lag = np.meshgrid(np.arange(MOST_EXPERIENCE + 1), np.arange(MOST_LAG + 1), indexing="ij")

    def persistent(years):
        start = process.persistence ** (2.0 * years)
        settled = process.innovation_sd**2 / (1 - process.persistence**2)
        return start * process.entry_sd**2 + (1 - start) * settled

    before = np.maximum(later - lag, 0)
    shared = process.permanent_sd**2 + process.persistence**lag * persistent(before)
    own = process.permanent_sd**2 + process.transitory_sd**2
    weights = np.where(later >= lag, pairs, 0)
    return [(part * weights).sum(axis=0) for part in (own + persistent(later), own + persistent(before), shared)]


def input_process(world, province=0, year=-1):
    """Return the wage process of the inputs."""
    row = world.assumptions[province, year]
    names = ("persistence", "innovation_sd", "permanent_sd", "entry_sd", "transitory_sd")
    return WageProcess(*(float(row[f"wage_{name}"]) for name in names))


def wage_checks(residuals, moments, world):
    """Return checks of the autocorrelation of wage residuals."""
    now, before, both = expected_moments(input_process(world), moments.pairs)
    rows = []
    for lag in LAGS:
        correlation, _ = lag_correlation(residuals, np.isfinite(residuals), lag)
        expected = float(both[lag] / np.sqrt(now[lag] * before[lag]))
        rows.append(Check(f"correlation of wage residuals {lag} years apart", correlation, expected, np.nan,
                          "wages.persistence and the standard deviations of wages"))  # fmt: skip
    return rows


def paying_flows(people):
    """Return yearly rates at prime age: payers who stop, others of the insured who start again, entries over exits."""
    age = people.age[:, 1:]
    here = may_choose_work(people) & (age >= PRIME[0]) & (age < PRIME[1]) & people.in_area[:, 1:]
    paid, pays = people.paying[:, :-1], people.paying[:, 1:]
    known = (people["months"][:, :-1] > 0) & here
    stops, starts = known & paid & ~pays, known & ~paid & pays
    return stops.sum() / (known & paid).sum(), starts.sum() / (known & ~paid).sum(), starts.sum() / stops.sum()
