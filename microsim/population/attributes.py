"""What the base stock does not say of a migrant: home city and years of stay, and who is away."""

from typing import NamedTuple

import numpy as np

from microsim.engine.world import AGES, BASE_YEAR, STAYS
from microsim.places import AREA_COUNT, CITY_COUNT, ELSEWHERE, PLACE_COUNT, SHANGHAI
from microsim.population.inputs import BETWEEN_CENSUSES, SINGLE_AGES, areas, table
from microsim.population.ipf import fit

HUKOU_TYPES = 2
TINY = 1e-12
EARTH_RADIUS = 6371.0  # kilometres


class Away(NamedTuple):
    """Registered people who live outside their area.

    Attributes
    ----------
    homes : shares of home cities among intra-provincial migrants [city, home city]
    in_shanghai : share of each Guangdong city's registered people among Shanghai's migrants
    elsewhere : persons living outside both provinces [area, hukou type, sex, age 0..100]
    """

    homes: np.ndarray
    in_shanghai: np.ndarray
    elsewhere: np.ndarray


def registered(year=BASE_YEAR):
    """Return registered population of the areas at a base year, growing evenly between the censuses."""
    figures = areas()
    first, last = figures["hukou10"][:AREA_COUNT], figures["hukou20"][:AREA_COUNT]
    return first * (last / first) ** BETWEEN_CENSUSES[year]


def people_out(priors, totals, year=BASE_YEAR):
    """Return registered people of each city who live in another city, scaled to those counted there."""
    intra = totals[:CITY_COUNT, 2:4].sum(axis=1)
    local = totals[:CITY_COUNT, :2].sum(axis=1)
    people = registered(year)[:CITY_COUNT]
    least = priors.number("migration.least_out") * people
    receiving = intra > priors.number("migration.receiving_from") * totals[:CITY_COUNT].sum(axis=1)
    settled = priors.number("migration.settled_out") * people
    out = np.where(receiving, np.minimum(people - local, settled), people - local)
    out = np.maximum(out, least)
    return out * intra.sum() / out.sum()


def distances():
    """Return great-circle distances between the cities' seats in kilometres; none to itself."""
    columns = table("centres")
    longitude, latitude = (np.radians(columns[name]) for name in ("longitude", "latitude"))
    cosine = np.sin(latitude)[:, None] * np.sin(latitude) + np.cos(latitude)[:, None] * np.cos(latitude) * np.cos(
        longitude[:, None] - longitude
    )
    return EARTH_RADIUS * np.arccos(np.clip(cosine, -1.0, 1.0))


def home_shares(priors, totals, year=BASE_YEAR):
    """Return the share of home cities among intra-provincial migrants [city, home city].

    A gravity rule: as many as are away from a city and have come to another, the nearer the likelier.
    """
    out, intra = people_out(priors, totals, year), totals[:CITY_COUNT, 2:4].sum(axis=1)
    away = ~np.eye(CITY_COUNT, dtype=bool)
    pairs = np.zeros((CITY_COUNT, CITY_COUNT))
    pairs[away] = distances()[away] ** -priors.number("migration.distance_decay")
    flows = fit(pairs, (((0,), out[None, :]), ((1,), intra[:, None])))
    return flows / flows.sum(axis=1, keepdims=True)


def people_elsewhere(priors, stock, profile):
    """Return registered people who live outside both provinces [area, hukou type, sex, age].

    Shanghai's are the share of its registered people who are not present, at every age alike. A
    Guangdong city's have the ages of migrants. ``profile``: migrants by age.
    """
    local = stock[..., :2].transpose(0, 3, 1, 2)
    away = local / local.sum(axis=(2, 3), keepdims=True)
    away[:CITY_COUNT] *= profile[:SINGLE_AGES] / local.sum(axis=(0, 1, 2))
    away *= (local.sum(axis=(2, 3)) / away.sum(axis=(2, 3)))[..., None, None]
    away[:CITY_COUNT] *= priors.number("migration.away") / local[:CITY_COUNT].sum()
    present = priors.number("hukou.shanghai_present")
    away[SHANGHAI] = local[SHANGHAI] * (1 - present) / present
    return away


def people_away(priors, stock, totals, profile, year=BASE_YEAR):
    """Return who lives outside his or her area at a base year."""
    homes = home_shares(priors, totals, year)
    local = stock[:CITY_COUNT, ..., :2].sum(axis=(1, 2, 3))
    migrants = stock[SHANGHAI, ..., 4:].sum()
    in_shanghai = priors.number("migration.guangdong_in_shanghai") / migrants * local / local.sum()
    return Away(homes, in_shanghai, people_elsewhere(priors, stock, profile))


def home_table(out):
    """Return World.home: cumulated home places by place and hukou type."""
    homes = np.zeros((PLACE_COUNT, HUKOU_TYPES, PLACE_COUNT))
    homes[:CITY_COUNT, :, :CITY_COUNT] = out.homes[:, None, :]
    homes[SHANGHAI, :, :CITY_COUNT] = out.in_shanghai
    homes[CITY_COUNT:, :, ELSEWHERE] = 1.0 - homes[CITY_COUNT:].sum(axis=-1)
    return cumulated(homes)


def by_hukou_type(shares, stock):
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


def cumulated(shares):
    """Return shares cumulated over the last axis, which ends in exactly one."""
    sums = np.cumsum(shares, axis=-1)
    sums /= sums[..., -1:]
    sums[..., -1] = 1.0
    return np.ascontiguousarray(sums)


def stay_shares(stock):
    """Return years of stay by age [age, STAYS]; nobody stays longer than he or she lives."""
    possible = np.arange(STAYS)[None, :] <= np.arange(AGES)[:, None]
    shares = (stock + TINY) * possible
    return shares / shares.sum(axis=1, keepdims=True)
