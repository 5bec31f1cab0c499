"""Which kind of job those who work have, by place, year and hukou status: farming as counted, formal jobs by city."""

from typing import TYPE_CHECKING

import numpy as np

from microsim.kernel.world import BASE_YEAR, FIRST_LAW_YEAR, LAST_YEAR
from microsim.places import AREA_COUNT, AREAS_OF, ELSEWHERE, PLACE_COUNT, PLACES_OF, PROVINCE_KEYS, WITH_CITIES
from microsim.population.attributes import cumulated
from microsim.population.inputs import SINGLE_AGES, areas, mid_census
from microsim.population.solving import solved

if TYPE_CHECKING:
    from microsim.population.inputs import Priors

STATUS_KEYS = ("local_urban", "local_rural", "intra", "intra", "inter", "inter")
TYPE_OF = [0, 1, 0, 1, 0, 1]  # hukou type of each status
KEY_OF = np.array([0, 1, 2, 2, 3, 3])  # statuses that have one assumption together
LAW_YEARS = np.arange(FIRST_LAW_YEAR, LAST_YEAR + 1)
WIDEST, HALVINGS = 24.0, 45  # search for a level of log odds


def logit(shares: np.ndarray) -> np.ndarray:
    """Return log odds."""
    return np.log(shares / (1 - shares))


def working(stock: np.ndarray, employment: np.ndarray) -> np.ndarray:
    """Return the working of the areas at the base date [area, status]. ``employment``: shares of all persons."""
    return np.einsum("pxas,psxa->ps", stock, employment[:AREA_COUNT, TYPE_OF, :, :SINGLE_AGES])


def farm_shares(priors: "Priors", persons: np.ndarray, year: int = BASE_YEAR) -> np.ndarray:
    """Return the share in farming among the working [place, status], adding up to the census's.

    ``persons``: the working [area, status].
    """
    farm = areas()["farm20"].copy()
    farm[:AREA_COUNT] = mid_census("farm", year)[:AREA_COUNT]
    weight = np.full(6, priors.number("labour.farm_migrants"))
    weight[0], weight[1] = priors.number("labour.farm_urban"), 1.0
    result = np.empty((PLACE_COUNT, 6))
    result[:AREA_COUNT] = (farm[:AREA_COUNT] * persons.sum(axis=1) / (persons * weight).sum(axis=1))[:, None] * weight
    result[ELSEWHERE] = farm[ELSEWHERE] * 2 * weight
    return np.minimum(result, priors.number("labour.farm_most"))


def by_status(
    priors: "Priors",
    path: str,
    province: int,
    keys: tuple[str, ...] = STATUS_KEYS,
    years: np.ndarray = LAW_YEARS,
) -> np.ndarray:
    """Return an assumption that is given by hukou status, for a province: [year, status]."""
    return np.stack([priors.years(f"{path}.{key}", years, PROVINCE_KEYS[province]) for key in keys], axis=-1)


def shifted(means: np.ndarray, shifts: np.ndarray, weights: np.ndarray, groups: np.ndarray = KEY_OF) -> np.ndarray:
    """Return shares [city, year, status] whose log odds differ by given shifts and whose means are given ones.

    Parameters
    ----------
    means : mean over the cities [year, status]; statuses of one group have one mean together
    shifts : log odds of a city and status against others [city, status]
    weights : persons the mean is taken over [city, year, status]
    groups : group of each status
    """
    member = np.eye(groups.max() + 1)[groups]
    persons = weights.sum(axis=0) @ member
    goal = (weights.sum(axis=0) * means) @ member
    plain = np.broadcast_to(means, weights.shape)
    if not shifts.any():
        return plain.copy()

    def shares(level: np.ndarray) -> np.ndarray:
        return 1 / (1 + np.exp(-level[:, groups] - shifts[:, None]))

    level = solved(
        lambda level: (shares(level) * weights).sum(axis=0) @ member < goal, np.full(goal.shape, WIDEST), HALVINGS
    )
    certain = (means <= 0) | (means >= 1) | (persons[:, groups] == 0)  # nothing to shift, nobody to weigh with
    return np.where(certain, plain, shares(level))


def city_index(cities: slice, year: int = BASE_YEAR) -> np.ndarray:
    """Return how far the work of a province's cities has left the farms: the log odds of work outside farming."""
    return logit(1 - mid_census("farm", year)[cities])


def formal_shares(priors: "Priors", persons: np.ndarray, shifts: np.ndarray, year: int = BASE_YEAR) -> np.ndarray:
    """Return employees of firms among workers outside farming [place, year of the law, status].

    Parameters
    ----------
    persons : workers outside farming [area, status]
    shifts : log odds of each city against its province [area]
    """
    result = np.empty((PLACE_COUNT, len(LAW_YEARS), len(STATUS_KEYS)))
    for province in range(len(PROVINCE_KEYS)):
        here = PLACES_OF[province]
        if province in WITH_CITIES:
            result[here] = formal_in_cities(priors, province, persons[here], shifts[here], year)
        else:
            result[here] = by_status(priors, "labour.formal", province)
    return result


def formal_in_cities(
    priors: "Priors",
    province: int,
    persons: np.ndarray,
    shifts: np.ndarray,
    year: int = BASE_YEAR,
    years: np.ndarray = LAW_YEARS,
) -> np.ndarray:
    """Return the shares of formal jobs in the cities of a province [city, year, status].

    Their log odds differ by the city's shift and rise with ``city_index``; the province keeps its share by status.
    """
    shift = shifts + priors.number("labour.formal_slope") * city_index(AREAS_OF[province], year)
    weights = np.repeat(persons[:, None], len(years), axis=1)
    by_city = np.repeat(shift[:, None], len(STATUS_KEYS), axis=1)
    return shifted(by_status(priors, "labour.formal", province, years=years), by_city, weights)


def sector_table(priors: "Priors", formal: np.ndarray, farm: np.ndarray) -> np.ndarray:
    """Return World.sector [place, year of the law, status, (formal, flexible, informal)], cumulated.

    Parameters
    ----------
    formal : employees of firms among workers outside farming [place, year of the law, status]
    farm : farming among the working [place, status]
    """
    flexible = np.empty_like(formal)
    for province in range(len(PROVINCE_KEYS)):
        flexible[PLACES_OF[province]] = by_status(priors, "labour.flexible", province)
    outside = 1 - farm[:, None]
    shares = np.stack([outside * formal, outside * np.minimum(flexible, 1 - formal)], axis=-1)
    informal = 1 - shares.sum(axis=-1, keepdims=True)
    return cumulated(np.concatenate([shares, informal], axis=-1))
