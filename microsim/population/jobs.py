"""Which kind of job those who work have, by place and hukou status: farming as counted, formal jobs by city."""

from typing import TYPE_CHECKING

import numpy as np

from microsim.kernel.world import BASE_YEAR
from microsim.places import AREA_COUNT, AREAS_OF, ELSEWHERE, PLACE_COUNT, WITH_CITIES
from microsim.population.attributes import cumulated
from microsim.population.inputs import SINGLE_AGES, areas, mid_census

if TYPE_CHECKING:
    from microsim.population.inputs import Priors

STATUS_KEYS = ("local_urban", "local_rural", "intra", "intra", "inter", "inter")
TYPE_OF = [0, 1, 0, 1, 0, 1]  # hukou type of each status
WIDEST, HALVINGS = 12.0, 60  # search for the level of formal jobs


def logit(shares: np.ndarray) -> np.ndarray:
    """Return log odds."""
    return np.log(shares / (1 - shares))


def working(stock: np.ndarray, employment: np.ndarray) -> np.ndarray:
    """Return the working of the areas at the base date [area, status]. ``employment``: shares of all persons."""
    return np.einsum("pxas,psxa->ps", stock, employment[:AREA_COUNT, TYPE_OF, :, :SINGLE_AGES])


def farm_shares(priors: "Priors", stock: np.ndarray, employment: np.ndarray, year: int = BASE_YEAR) -> np.ndarray:
    """Return the share in farming among the working [place, status], adding up to the census's."""
    farm = areas()["farm20"].copy()
    farm[:AREA_COUNT] = mid_census("farm", year)[:AREA_COUNT]
    weight = np.full(6, priors.number("labour.farm_migrants"))
    weight[0], weight[1] = priors.number("labour.farm_urban"), 1.0
    persons = working(stock, employment)
    result = np.empty((PLACE_COUNT, 6))
    result[:AREA_COUNT] = (farm[:AREA_COUNT] * persons.sum(axis=1) / (persons * weight).sum(axis=1))[:, None] * weight
    result[ELSEWHERE] = farm[ELSEWHERE] * 2 * weight
    return np.minimum(result, priors.number("labour.farm_most"))


def city_index(cities: slice, year: int = BASE_YEAR) -> np.ndarray:
    """Return how far the work of a province's cities has left the farms: the log odds of work outside farming."""
    return logit(1 - mid_census("farm", year)[cities])


def formal_shares(priors: "Priors", persons: np.ndarray, year: int = BASE_YEAR) -> np.ndarray:
    """Return employees of firms among workers outside farming [place, status].

    In a province of several cities the odds rise with ``city_index``; the province keeps its share by status.
    ``persons``: workers outside farming [area, status].
    """
    result = np.stack([priors.places(f"labour.formal.{key}") for key in STATUS_KEYS], axis=-1)
    for province in WITH_CITIES:
        cities = AREAS_OF[province]
        slope = priors.number("labour.formal_slope") * city_index(cities, year)[:, None]
        result[cities] = sloped(result[cities.start], slope, persons[cities] / persons[cities].sum(axis=0))
    return result


def sloped(mean: np.ndarray, slope: np.ndarray, weights: np.ndarray) -> np.ndarray:
    """Return shares [city, status] whose odds rise with a slope, with a mean by status. ``weights``: [city, status]."""
    low, high = np.full(len(mean), -WIDEST), np.full(len(mean), WIDEST)
    for _ in range(HALVINGS):
        middle = 0.5 * (low + high)
        shares = 1 / (1 + np.exp(-middle - slope))
        less = (shares * weights).sum(axis=0) < mean
        low, high = np.where(less, middle, low), np.where(less, high, middle)
    return shares


def sector_table(priors: "Priors", stock: np.ndarray, employment: np.ndarray, year: int = BASE_YEAR) -> np.ndarray:
    """Return World.sector [place, status, (formal, flexible, informal)], cumulated."""
    farm = farm_shares(priors, stock, employment, year)
    formal = formal_shares(priors, working(stock, employment) * (1 - farm[:AREA_COUNT]), year)
    flexible = np.stack([priors.places(f"labour.flexible.{key}") for key in STATUS_KEYS], axis=-1)
    flexible = np.minimum(flexible, 1 - formal)
    shares = np.stack([(1 - farm) * formal, (1 - farm) * flexible], axis=-1)
    informal = 1 - shares.sum(axis=-1, keepdims=True)
    return cumulated(np.concatenate([shares, informal], axis=-1))
