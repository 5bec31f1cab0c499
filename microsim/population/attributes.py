"""What the base stock does not say of a migrant: home city and years of stay, and who is away."""

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from microsim.kernel.world import AGES, BASE_YEAR, STAYS
from microsim.places import (
    AREA_COUNT,
    AREAS_OF,
    ELSEWHERE,
    PLACE_COUNT,
    PROVINCE_KEYS,
    PROVINCE_OF,
    SIMULATED,
    WITH_CITIES,
)
from microsim.population.base import registered_present
from microsim.population.inputs import BETWEEN_CENSUSES, SINGLE_AGES, areas, table
from microsim.population.ipf import fit

if TYPE_CHECKING:
    from microsim.population.inputs import Priors

HUKOU_TYPES = 2
TINY = 1e-12
EARTH_RADIUS = 6371.0  # kilometres


class Away(NamedTuple):
    """Registered people who live outside their area.

    Attributes
    ----------
    homes : shares of home cities among intra-provincial migrants [area, home area], zero across provinces
    members : share of each area's registered people among a province's migrants from beyond it [province, home area]
    elsewhere : persons living outside the provinces projected [area, hukou type, sex, age 0..100]
    """

    homes: np.ndarray
    members: np.ndarray
    elsewhere: np.ndarray


def registered(year: int = BASE_YEAR) -> np.ndarray:
    """Return registered population of the areas at a base year, growing evenly between the censuses."""
    figures = areas()
    first, last = figures["hukou10"][:AREA_COUNT], figures["hukou20"][:AREA_COUNT]
    return first * (last / first) ** BETWEEN_CENSUSES[year]


def people_out(priors: "Priors", totals: np.ndarray, cities: slice, year: int = BASE_YEAR) -> np.ndarray:
    """Return registered people of each city of a province who live in another one, scaled to those counted there."""
    intra = totals[cities, 2:4].sum(axis=1)
    local = totals[cities, :2].sum(axis=1)
    people = registered(year)[cities]
    least = priors.number("migration.least_out") * people
    receiving = intra > priors.number("migration.receiving_from") * totals[cities].sum(axis=1)
    settled = priors.number("migration.settled_out") * people
    out = np.where(receiving, np.minimum(people - local, settled), people - local)
    out = np.maximum(out, least)
    return out * intra.sum() / out.sum()


def distances(cities: slice) -> np.ndarray:
    """Return great-circle distances between the seats of a province's cities in kilometres; none to itself."""
    columns = table("centres")
    longitude, latitude = (np.radians(columns[name][cities]) for name in ("longitude", "latitude"))
    cosine = np.sin(latitude)[:, None] * np.sin(latitude) + np.cos(latitude)[:, None] * np.cos(latitude) * np.cos(
        longitude[:, None] - longitude
    )
    return EARTH_RADIUS * np.arccos(np.clip(cosine, -1.0, 1.0))


def home_shares(priors: "Priors", totals: np.ndarray, cities: slice, year: int = BASE_YEAR) -> np.ndarray:
    """Return the share of home cities among intra-provincial migrants of a province [city, home city].

    A gravity rule: as many as are away from a city and have come to another, the nearer the likelier.
    """
    out, intra = people_out(priors, totals, cities, year), totals[cities, 2:4].sum(axis=1)
    away = ~np.eye(len(out), dtype=bool)
    pairs = np.zeros(away.shape)
    pairs[away] = distances(cities)[away] ** -priors.number("migration.distance_decay")
    flows = fit(pairs, (((0,), out[None, :]), ((1,), intra[:, None])))
    return flows / flows.sum(axis=1, keepdims=True)


def people_elsewhere(priors: "Priors", stock: np.ndarray, profile: np.ndarray) -> np.ndarray:
    """Return registered people who live outside the provinces projected [area, hukou type, sex, age].

    Those of an area with a register are the share who are not present, at every age alike. Those of other areas have
    the ages of migrants. ``profile``: migrants by age.
    """
    local = stock[..., :2].transpose(0, 3, 1, 2)
    away = local / local.sum(axis=(2, 3), keepdims=True)
    away *= profile[:SINGLE_AGES] / local.sum(axis=(0, 1, 2))
    away *= (local.sum(axis=(2, 3)) / away.sum(axis=(2, 3)))[..., None, None]
    for province in SIMULATED:
        here = AREAS_OF[province]
        away[here] *= priors.number("migration.away", PROVINCE_KEYS[province]) / local[here].sum()
    present = priors.number("hukou.registered_present")
    for area in registered_present(priors):
        away[area] = local[area] * (1 - present) / present
    return away


def people_away(
    priors: "Priors", stock: np.ndarray, totals: np.ndarray, profile: np.ndarray, year: int = BASE_YEAR
) -> Away:
    """Return who lives outside his or her area at a base year."""
    homes = np.zeros((AREA_COUNT, AREA_COUNT))
    for province in WITH_CITIES:
        cities = AREAS_OF[province]
        homes[cities, cities] = home_shares(priors, totals, cities, year)
    return Away(homes, members(priors, stock), people_elsewhere(priors, stock, profile))


def members(priors: "Priors", stock: np.ndarray) -> np.ndarray:
    """Return the share of each area's registered people among a province's migrants from beyond [province, home area].

    A prior says how many of one province live in another, ``migration.HOME_in_PROVINCE``; without one nobody does.
    """
    result = np.zeros((len(SIMULATED), AREA_COUNT))
    for province in SIMULATED:
        migrants = stock[AREAS_OF[province], ..., 4:].sum()
        for home in SIMULATED:
            path = f"migration.{PROVINCE_KEYS[home]}_in_{PROVINCE_KEYS[province]}"
            if priors.has(path):
                local = stock[AREAS_OF[home], ..., :2].sum(axis=(1, 2, 3))
                result[province, AREAS_OF[home]] = priors.number(path) / migrants * local / local.sum()
    return result


def from_outside(shares: np.ndarray) -> float:
    """Return what shares of home areas [home area] leave to the outside world, added up by province."""
    return 1.0 - sum(float(shares[here].sum()) for here in AREAS_OF)


def home_table(out: Away) -> np.ndarray:
    """Return World.home: cumulated home places by place, within or beyond the province, and hukou type."""
    homes = np.zeros((PLACE_COUNT, 2, HUKOU_TYPES, PLACE_COUNT))
    homes[:AREA_COUNT, 0, :, :AREA_COUNT] = out.homes[:, None, :]
    homes[:AREA_COUNT, 1, :, :AREA_COUNT] = out.members[PROVINCE_OF[:AREA_COUNT], None, :]
    homes[homes.sum(axis=-1) == 0, ELSEWHERE] = 1.0
    homes[:, 1, :, ELSEWHERE] = 1.0 - homes[:, 1, :, :ELSEWHERE].sum(axis=-1)
    return cumulated(homes)


def by_hukou_type(shares: np.ndarray, stock: np.ndarray) -> np.ndarray:
    """Return shares by hukou type [place, hukou type, ...] from those by status, weighted with the base stock.

    ``shares``: [place, status, sex, age]; ``stock``: [area, sex, age 0..100, status]; elsewhere its locals count.
    """
    result = np.empty((PLACE_COUNT, HUKOU_TYPES, *shares.shape[2:]))
    result[ELSEWHERE] = shares[ELSEWHERE, :HUKOU_TYPES]
    for kind in range(HUKOU_TYPES):
        persons = stock[..., kind::HUKOU_TYPES].transpose(0, 3, 1, 2)
        oldest = np.repeat(persons[..., -1:], AGES - SINGLE_AGES, axis=-1)
        persons = np.concatenate([persons, oldest], axis=-1) + TINY
        result[:AREA_COUNT, kind] = (shares[:AREA_COUNT, kind::HUKOU_TYPES] * persons).sum(axis=1) / persons.sum(axis=1)
    return result


def cumulated(shares: np.ndarray) -> np.ndarray:
    """Return shares cumulated over the last axis, which ends in exactly one."""
    sums = np.cumsum(shares, axis=-1)
    sums /= sums[..., -1:]
    sums[..., -1] = 1.0
    return np.ascontiguousarray(sums)


def stay_shares(stock: np.ndarray) -> np.ndarray:
    """Return years of stay by age [age, STAYS]; nobody stays longer than he or she lives."""
    possible = np.arange(STAYS)[None, :] <= np.arange(AGES)[:, None]
    shares = (stock + TINY) * possible
    return shares / shares.sum(axis=1, keepdims=True)
