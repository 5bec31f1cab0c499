"""Who is insured and what is declared, by place, year and hukou status, and how far each city departs from its province."""

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from microsim.kernel.world import BASE_YEAR
from microsim.places import (
    AREA_COUNT,
    AREAS_OF,
    PLACE_KEYS,
    PLACES_OF,
    PROVINCE_COUNT,
    PROVINCE_KEYS,
    SIMULATED,
    WITH_CITIES,
)
from microsim.population.inputs import table
from microsim.population.jobs import LAW_YEARS, TYPE_OF, by_status, formal_in_cities, shifted
from microsim.schema import HukouType, Status

if TYPE_CHECKING:
    from microsim.population.inputs import Priors

COVER_KEYS = ("local_urban", "local_rural", *["intra_provincial"] * 2, *["inter_provincial"] * 2)
FLEXIBLE_KEYS = ("flexible_local",) * 2 + ("flexible_migrant",) * 4
RURAL_MIGRANT = np.array([status in (Status.INTRA_RURAL, Status.INTER_RURAL) for status in Status])
RURAL = np.array(TYPE_OF) == HukouType.RURAL
ALL_AS_ONE = np.zeros(len(Status), dtype=int)
STEPS, STEP = 6, 1e-4  # of the search for the cities' shifts


class Figures(NamedTuple):
    """Insured workers that were published of cities of a province.

    Attributes
    ----------
    cities : indices of the cities
    years : the year of each figure
    shares : the city's part of the province's insured workers
    sd : standard deviation of its logarithm
    """

    cities: np.ndarray
    years: np.ndarray
    shares: np.ndarray
    sd: np.ndarray


def figures_of(province: int) -> Figures:
    """Return the published figures of a province's cities."""
    columns = table("city_insured")
    held = np.array([key in PLACE_KEYS[AREAS_OF[province]] for key in columns["city"]], dtype=bool)
    cities = np.array([PLACE_KEYS.index(key) for key in columns["city"][held]], dtype=int)
    years = columns["year"][held].astype(int)
    return Figures(cities, years, (columns["insured"] / columns["province"])[held], columns["sd"][held])


def city_shifts(priors: "Priors", outside: np.ndarray, year: int = BASE_YEAR) -> np.ndarray:
    """Return how far formal jobs and their cover in each city depart from what its province makes one expect [area].

    One shift of log odds a city, drawn from one spread: where a figure of the city's insured workers is known, the most
    likely one given both; a city without one keeps the mean of all, which is none.

    Parameters
    ----------
    outside : workers outside farming at the base date [area, status]
    """
    result = np.zeros(AREA_COUNT)
    spread = priors.number("coverage.city_spread")
    for province in WITH_CITIES:
        figures = figures_of(province)
        if spread > 0 and len(figures.cities):
            result[figures.cities] = most_likely(priors, province, figures, outside, spread, year)
    return result


def most_likely(
    priors: "Priors", province: int, figures: Figures, outside: np.ndarray, spread: float, year: int
) -> np.ndarray:
    """Return the shifts of the cities that have a figure, by Gauss and Newton's method."""
    here = AREAS_OF[province]
    at = figures.cities - here.start

    def misfit(shift: np.ndarray) -> np.ndarray:
        shifts = np.zeros(len(outside[here]))
        shifts[at] = shift
        insured = expected_insured(priors, province, outside[here], shifts, year, figures.years)
        shares = (insured / insured.sum(axis=0))[at, np.arange(len(at))]
        return np.concatenate([np.log(shares / figures.shares) / figures.sd, shift / spread])

    shift = np.zeros(len(at))
    for _ in range(STEPS):
        left = misfit(shift)
        slope = np.stack([(misfit(shift + step) - left) / STEP for step in STEP * np.eye(len(shift))], axis=-1)
        shift = shift - np.linalg.solve(slope.T @ slope, slope.T @ left)
    return shift


def expected_insured(
    priors: "Priors", province: int, outside: np.ndarray, shifts: np.ndarray, year: int, years: np.ndarray
) -> np.ndarray:
    """Return expected insured workers of a province's cities under some shifts [city, year].

    Parameters
    ----------
    outside : workers outside farming at the base date [city, status]
    year : the base year
    years : years that are asked for; all with the people of the base date
    """
    formal = formal_in_cities(priors, province, outside, shifts, year, years)
    jobs = outside[:, None] * formal
    covered = jobs * formal_cover(priors, province, jobs, shifts, years)
    flexible = np.minimum(by_status(priors, "labour.flexible", province, years=years), 1 - formal)
    alone = outside[:, None] * flexible * by_status(priors, "coverage", province, FLEXIBLE_KEYS, years)
    return (covered + alone).sum(axis=-1)


def formal_cover(
    priors: "Priors", province: int, jobs: np.ndarray, shifts: np.ndarray, years: np.ndarray = LAW_YEARS
) -> np.ndarray:
    """Return the share of formal jobs that are insured [city, year, status].

    Rural migrants are insured less often than urban ones; each status of the assumptions keeps its mean in the province.
    ``jobs``: formal jobs [city, year, status]; ``shifts``: log odds of the cities.
    """
    apart = shifts[:, None] + priors.number("coverage.rural_migrants") * RURAL_MIGRANT
    return shifted(by_status(priors, "coverage", province, COVER_KEYS, years), apart, jobs)


def cover_table(priors: "Priors", formal: np.ndarray, outside: np.ndarray, shifts: np.ndarray) -> np.ndarray:
    """Return World.cover [place, year of the law, status, (formal, flexible)].

    Parameters
    ----------
    formal : employees of firms among workers outside farming [place, year of the law, status]
    outside : workers outside farming [area, status]
    shifts : log odds of each city against its province [area]
    """
    result = np.empty((*formal.shape, 2))
    for province in range(PROVINCE_COUNT):
        here = PLACES_OF[province]
        result[here, ..., 1] = by_status(priors, "coverage", province, FLEXIBLE_KEYS)
        result[here, ..., 0] = by_status(priors, "coverage", province, COVER_KEYS)
        if province in SIMULATED:
            jobs = outside[here][:, None] * formal[here]
            result[here, ..., 0] = formal_cover(priors, province, jobs, shifts[here])
    return result


def declared_table(priors: "Priors", formal: np.ndarray, outside: np.ndarray, cover: np.ndarray) -> np.ndarray:
    """Return World.declared [province, year of the law, status, (floor, basic wage)]: how many covered jobs declare what.

    Jobs of people with rural hukou declare the floor more often; the province keeps its share. Of the other jobs as
    many declare the basic wage whatever the hukou. Parameters as of ``cover_table``; ``cover``: World.cover.
    """
    result = np.empty((PROVINCE_COUNT, len(LAW_YEARS), len(Status), 2))
    for province, key in enumerate(PROVINCE_KEYS):
        floor, basic = (
            priors.years(f"contributions.{name}_share", LAW_YEARS, key)[:, None] for name in ("floor", "basic_wage")
        )
        floors = np.repeat(floor, len(Status), axis=1)
        here = PLACES_OF[province]
        if province in SIMULATED:
            jobs = (outside[here][:, None] * formal[here] * cover[here, ..., 0]).sum(axis=0)
            rural = priors.number("contributions.floor_rural") * RURAL
            floors = shifted(floors, rural[None], jobs[None], ALL_AS_ONE)[0]
        others = np.where(floor < 1, 1 - floor, 1.0)
        result[province] = np.stack([floors, (1 - floors) * basic / others], axis=-1)
    return result
