"""Lives over time against what the inputs make one expect: each check a number, its expectation and the distance."""

from statistics import NormalDist
from typing import NamedTuple

import numpy as np

from calibration.longitudinal import exit_rates, lag_correlation, shares, spells, transitions
from calibration.people import assumption_of
from calibration.reestimate import (
    FORMAL,
    MOST_EXPERIENCE,
    MOST_LAG,
    PENSIONER,
    WageProcess,
    attachment_spread,
    binomial_distance,
    employment_persistence,
    expected_work,
    keeps_working,
    may_choose_work,
    stays_in_place,
)
from microsim.amounts import MONTHS
from microsim.kernel.world import FIRST_LAW_YEAR

LAGS = (1, 5, 10)
PRIME = (30, 45)
TINY = 1e-9
LONG = 100  # years in a job, above any
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
    slope, error = employment_persistence(people, world)
    kept = float(assumption_of(people, world, "employment_persistence")[:, 1:][free].mean())
    memory = Check("memory of work of men, given their attachment", slope, kept, (slope - kept) / error,
                   "employment.persistence")  # fmt: skip
    spread = float(world.assumptions["employment_attachment"][0, -1])
    rows = [memory, Check("spread of attachment that work of men at 32 and at 42 points to", attachment_spread(people, world),
                          spread, np.nan, "employment.attachment_sd")]  # fmt: skip
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
        simulated, expected, error = lasting(state, stays, watched, people.age, horizon)
        rows.append(Check(f"spells of {name} begun at 25 to 39 that last over {horizon} years", simulated, expected,
                          (simulated - expected) / error, PLACES))  # fmt: skip
    return rows


def lasting(state, stays, watched, age, horizon):
    """Return the share of spells that last longer than some years, as seen and from the chances to stay, and its error.

    Both are products over the years in the spell, so that spells cut off by the end of the run count while they last.
    """
    found = spells(state, one_stretch(watched))
    begin = age[found.person, found.first]
    use = found.began & (begin >= 25) & (begin < 40)
    person, first, length, ended = (part[use] for part in (found.person, found.first, found.length, found.ended))
    seen, given, variance = 1.0, 1.0, 0.0
    for year in range(1, horizon + 1):
        risk = (length > year) | ((length == year) & ended)
        seen *= 1.0 - ((length == year) & ended).sum() / risk.sum()
        stay = stays[person[risk], first[risk] + year - 1]
        given *= stay.mean()
        variance += (stay * (1 - stay)).sum() / stay.sum() ** 2
    return float(seen), float(given), float(given * np.sqrt(variance))


def one_stretch(watched):
    """Return the first unbroken stretch of years watched of each person."""
    started = np.maximum.accumulate(watched, axis=1)
    return watched & ~np.maximum.accumulate(started & ~watched, axis=1)


def kind_checks(people, world):
    """Return checks of the kind of the next job of those who change jobs at one place.

    Its luck is a blend of the last one's and a fresh draw, so that the chance of a kind follows from the last luck.
    """
    here = keeps_working(people) & (people["new_job"][:, 1:] == 1)
    luck = people["sector_luck"][:, :-1][here].astype(float)
    alike = assumption_of(people, world, "luck_persistence")[:, 1:][here]
    years = np.broadcast_to(people.years[1:] - FIRST_LAW_YEAR, here.shape)[here]
    edges = world.sector[people["place"][:, 1:][here], years, people.status[:, 1:][here]]
    kinds = people["labour"][:, 1:][here] - FORMAL
    source = "labour.formal, labour.flexible, employment.luck_persistence"
    return [
        binomial_check("next job formal", kinds == 0, chance_below(edges[:, 0], luck, alike), source),
        binomial_check("next job formal or flexible", kinds <= 1, chance_below(edges[:, 1], luck, alike), source),
    ]


def chance_below(edge, luck, alike):
    """Return the chance that a blend of old luck and a fresh draw lies below an edge."""
    normal = NormalDist()
    score = np.vectorize(normal.inv_cdf)
    inside = np.clip(np.stack([edge, luck]), TINY, 1 - TINY)
    distance = (score(inside[0]) - alike * score(inside[1])) / np.sqrt(1 - alike**2)
    return np.vectorize(normal.cdf)(distance)


def job_checks(people, world):
    """Return checks of job changes and of months missed in covered jobs."""
    here = keeps_working(people)
    rows = []
    for name, low, high in (("all", 0, LONG), ("in the first year", 0, 1), ("after ten years", 10, LONG)):
        who = here & (people["tenure"][:, :-1] >= low) & (people["tenure"][:, :-1] < high)
        rows.append(binomial_check(f"job changes a year of those who keep working, {name}", people["new_job"][:, 1:][who],
                                   expected_changes(people, world)[who], "employment.job_change"))  # fmt: skip
    full = here & (people["covered"][:, 1:] == 1) & (people["membership"][:, 1:] == 1)
    full &= stays_in_place(people)
    late = np.where(people["pays_alone"] == 1, 0.0, assumption_of(people, world, "arrears_paid_up"))
    regular = assumption_of(people, world, "paying_share")
    share = np.where(people["public"] == 1, 1.0, regular + (1.0 - regular) * late)[:, 1:]
    paid = people["paid_months"][:, 1:] / MONTHS
    of_persons = ((paid - share) * full).sum(
        axis=1
    )  # a job is regular or not for years: persons are the independent units
    distance = float(of_persons.sum() / np.sqrt((of_persons**2).sum()))
    name = "months paid in a covered job"
    return [
        *rows,
        Check(name, float(paid[full].mean()), float(share[full].mean()), distance, "contributions.paying_share"),
    ]


def expected_changes(people, world):
    """Return the chance to change the job [person, year 1..] by the years in it at the end of the year before."""
    first, settled, years = (
        assumption_of(people, world, name)[:, 1:] for name in ("job_change_first", "job_change", "job_change_years")
    )
    return settled + (first - settled) * np.exp(-people["tenure"][:, :-1] / years)


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


def by_duration(people, horizon=10):
    """Return the chance at 25 to 54 to leave work, and to leave a gap, by years spent there; begun within sight."""
    free = may_choose_work(people)
    watched = one_stretch(np.concatenate([free[:, :1], free], axis=1) & people.lived)
    works = people["labour"] >= FORMAL
    rates = []
    for state in (works, ~works):
        prime = watched & (people.age >= 25) & (people.age < 55)
        found = spells(state, one_stretch(prime))
        rates.append(exit_rates(found.length[found.began], found.ended[found.began], horizon)[0])
    return rates


def yearly_transitions(people, sex):
    """Return the states of those of 25 to 54 in the areas a year later [from, to]: no work, three kinds of job, claimed."""
    claimed = np.where(people["membership"] == PENSIONER, 4, 0)
    state = np.maximum(np.clip(people["labour"].astype(int) - FORMAL + 1, 0, 3), claimed)
    watched = people.in_area & (people.age >= 25) & (people.age < 55) & (people["sex"] == sex)[:, None]
    watched[:, 1:] &= people.lived[:, :-1]
    return shares(transitions(state, watched, 5))


def paying_flows(people):
    """Return yearly rates at prime age: payers who stop, others of the insured who start again, entries over exits."""
    age = people.age[:, 1:]
    here = may_choose_work(people) & (age >= PRIME[0]) & (age < PRIME[1]) & people.in_area[:, 1:]
    paid, pays = people.paying[:, :-1], people.paying[:, 1:]
    known = (people["months"][:, :-1] > 0) & here
    stops, starts = known & paid & ~pays, known & ~paid & pays
    return stops.sum() / (known & paid).sum(), starts.sum() / (known & ~paid).sum(), starts.sum() / stops.sum()
