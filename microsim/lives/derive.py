"""What a table of lives says of each person, from what the engine kept: dates, group keys, rates of replacement.

Group keys are worked out after the run, from the finished lives alone; those that rank a person do so within the sample.
"""

from typing import NamedTuple

import numpy as np

from microsim.amounts import MONTHS
from microsim.kernel.lifetimes import Count, PayingRule, Value
from microsim.kernel.world import BASE_YEAR, FIRST_LAW_YEAR, LAST_YEAR
from microsim.lives.gather import Lives
from microsim.lives.identity import parts_of
from microsim.places import PROVINCE_OF
from microsim.schema import Membership, Origin, Scheme

COHORT_YEARS, QUINTILES = 5, 5
WHOLE_LIVES = (1960, 2004)  # years of birth of which the run holds whole lives, see docs/lives-table.md
RECENT = 36  # months before the claim in which a wage was paid on, else there is no individual replacement rate
SOON = 60  # months before the claim in which it is near
NONE = 0
FORMAL, FLEXIBLE, PUBLIC, RESIDENTS_ONLY = range(1, 5)  # codes of ``track``, in the order of columns.yaml
HISTORY, HORIZON = 1, 2  # of ``truncated_by``
STAYED, RETURNED, LEFT_AGAIN = 1, 2, 3  # of ``migrant_after``
TO_RESIDENTS, TO_EMPLOYEES = 1, 2  # of ``bridged``
ACROSS = 2  # of ``migrant_class``


class Person(NamedTuple):
    """What the number of each person says, and the year of birth."""

    origin: np.ndarray
    entry: np.ndarray
    birth_year: np.ndarray


def persons_of(lives: Lives) -> Person:
    """Return origin, year of entry and year of birth."""
    parts = parts_of(lives.number)
    return Person(parts[0], BASE_YEAR + parts[5], lives.counts[:, Count.BIRTH] // MONTHS)


def truncated(lives: Lives, person: Person) -> np.ndarray:
    """Return what is cut of each life: NONE, HISTORY or HORIZON."""
    counts = lives.counts
    first_job = person.birth_year + counts[:, Count.FIRST_JOB]
    from_stock = (person.origin == Origin.BASE) | (person.origin == Origin.ABSENT)
    late = (counts[:, Count.FIRST_YEAR] > first_job) | (counts[:, Count.FIRST_YEAR] == 0)
    drawn = (counts[:, Count.CLAIM_MONTH] > 0) & ~claimed_in_life(lives)
    cut = np.where(counts[:, Count.ALIVE] == 1, HORIZON, NONE)
    return np.where(from_stock & (late | drawn), HISTORY, cut)


def age_at_exit(lives: Lives) -> np.ndarray:
    """Return the age in months at death, or at the end of the run."""
    counts = lives.counts
    died = counts[:, Count.ALIVE] == 0
    month = np.where(died, counts[:, Count.DEATH_MONTH], MONTHS)
    return MONTHS * counts[:, Count.EXIT_YEAR] + month - 1 - counts[:, Count.BIRTH]


def track(lives: Lives) -> np.ndarray:
    """Return what most months paid were; of who paid none what the pension is, the deemed months, or the residents' scheme."""
    counts = lives.counts
    flexible, public = counts[:, Count.FLEXIBLE], counts[:, Count.PUBLIC_PAID]
    formal = counts[:, Count.PAID] + public - public - flexible
    paid = np.stack([formal, flexible, public], axis=1)
    found = np.where(paid.any(axis=1), FORMAL + paid.argmax(axis=1), NONE)
    insured = (counts[:, Count.CLAIM_MONTH] > 0) | (lives.deemed > 0)
    without = np.where(counts[:, Count.SCHEME] == Scheme.PUBLIC, PUBLIC, FORMAL)
    resident = (counts[:, Count.RESIDENTS] > 0) | (counts[:, Count.RESIDENTS_CLAIM] > 0)
    other = np.where(insured, without, np.where(resident, RESIDENTS_ONLY, NONE))
    return np.where(found == NONE, other, found)


def quintiles(earned: np.ndarray, cohort: np.ndarray, number: np.ndarray) -> np.ndarray:
    """Return the fifth of each cohort by what was earned, 1 to 5; 0 where nothing was. Equal sums go by number."""
    found = np.zeros(len(earned), dtype=np.int8)
    some = np.flatnonzero(earned > 0)
    order = some[np.lexsort((number[some], earned[some], cohort[some]))]
    _, starts, sizes = np.unique(cohort[order], return_index=True, return_counts=True)
    rank = np.arange(len(order)) - np.repeat(starts, sizes)
    found[order] = 1 + QUINTILES * rank // np.repeat(sizes, sizes)
    return found


def after_migration(lives: Lives) -> np.ndarray:
    """Return where who was insured across provinces is in the end: NONE for all others."""
    counts = lives.counts
    across = counts[:, Count.OUTSIDE] == ACROSS
    here, home, there = (
        PROVINCE_OF[np.maximum(counts[:, place] - 1, 0)] for place in (Count.PLACE, Count.HUKOU, Count.OUTSIDE_PLACE)
    )
    found = np.where(here == there, STAYED, np.where(here == home, RETURNED, LEFT_AGAIN))
    return np.where(across, found, NONE)


def average_wage_at_claim(lives: Lives, law: np.ndarray) -> np.ndarray:
    """Return the average wage where and when the pension was claimed; not a number where none was."""
    claim, place = lives.counts[:, Count.CLAIM_MONTH], lives.counts[:, Count.PAYING_PLACE] - 1
    year = np.clip(claim // MONTHS, FIRST_LAW_YEAR, LAST_YEAR)
    wages = law["average_wage"][np.maximum(place, 0), year - FIRST_LAW_YEAR]
    return np.where((claim > 0) & (place >= 0), wages, np.nan)


def over(part: np.ndarray, whole: np.ndarray) -> np.ndarray:
    """Return a share; not a number where there is no whole."""
    return np.divide(part, whole, out=np.full(len(part), np.nan), where=whole > 0)


def career_index(lives: Lives) -> np.ndarray:
    """Return the mean over months paid in a job of the wage over the average wage; not a number without one."""
    return over(lives.value[:, Value.CAREER_POINTS], lives.counts[:, Count.CAREER_MONTHS].astype(float))


def base_index(lives: Lives) -> np.ndarray:
    """Return the mean over months paid of the base over the average wage; not a number without one."""
    months = lives.counts[:, Count.PAID] + lives.counts[:, Count.PUBLIC_PAID]
    return over(lives.value[:, Value.BASE_POINTS], months.astype(float))


def last_wage(lives: Lives) -> np.ndarray:
    """Return the mean wage of the last twelve months paid; not a number without one."""
    return np.where(lives.counts[:, Count.RECENT_MONTHS] > 0, lives.value[:, Value.RECENT_WAGE], np.nan)


def recently_paid(lives: Lives) -> np.ndarray:
    """Return who paid in a job in the months before the claim in which a wage counts for the individual replacement rate."""
    claim, last = lives.counts[:, Count.CLAIM_MONTH], MONTHS * lives.counts[:, Count.RECENT_YEAR] + MONTHS - 1
    return (claim > 0) & (claim - last <= RECENT)


def claimed_in_life(lives: Lives) -> np.ndarray:
    """Return whose claim was lived: pensions that are drawn or given at the base date stand as of that date."""
    return lives.counts[:, Count.CLAIM_PLACE] > 0


def standing_at(claim_month: np.ndarray, birth_year: np.ndarray, month: int) -> np.ndarray:
    """Return where persons stand at a reform's date by the claim of the BASE run: 0 unborn, 1 later, 2 within five years, 3 retired.

    Parameters
    ----------
    claim_month : month (12 * year + month - 1) of the claim of the employees' or public pension, 0 without one
    birth_year : year of birth
    month : month of the reform's date
    """
    soon = (claim_month > 0) & (claim_month <= month + SOON)
    found = np.where(soon, 2, 1)
    found = np.where((claim_month > 0) & (claim_month <= month), 3, found)
    return np.where(birth_year > month // MONTHS, 0, found)


def scheme_of_pension(lives: Lives) -> np.ndarray:
    """Return the code of ``claim_scheme``: none, employees, public, residents."""
    counts = lives.counts
    of_claim = np.where(counts[:, Count.SCHEME] == Scheme.PUBLIC, 2, 1)
    without = np.where(counts[:, Count.RESIDENTS_CLAIM] > 0, 3, NONE)
    return np.where(counts[:, Count.CLAIM_MONTH] > 0, of_claim, without)


def paying_rule(lives: Lives) -> np.ndarray:
    """Return the code of ``paying_rule``."""
    return np.clip(lives.counts[:, Count.PAYING_RULE], PayingRule.NONE, PayingRule.FALLBACK)


def dormant_at_exit(lives: Lives) -> np.ndarray:
    """Return the months since the last one paid of who holds unclaimed rights at the end."""
    counts = lives.counts
    standing = counts[:, Count.MEMBERSHIP]
    holds = (standing == Membership.DORMANT) | (standing == Membership.WAITING)
    end = counts[:, Count.BIRTH] + age_at_exit(lives)
    return np.where(holds & (counts[:, Count.LAST_PAID] > 0), np.maximum(end - counts[:, Count.LAST_PAID], 0), 0)


def bridged(lives: Lives) -> np.ndarray:
    """Return the code of ``bridged``."""
    joined = np.where(lives.counts[:, Count.JOINED] == 1, TO_EMPLOYEES, NONE)
    return np.where(lives.counts[:, Count.MEMBERSHIP] == Membership.BRIDGED, TO_RESIDENTS, joined)
