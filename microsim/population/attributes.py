"""What the base stock does not say of a migrant: home city and years of stay."""

import numpy as np

from microsim.engine.world import AGES, STAYS
from microsim.places import AREA_COUNT, CITY_COUNT, ELSEWHERE, PLACE_COUNT
from microsim.population.inputs import BETWEEN_CENSUSES, areas
from microsim.population.ipf import fit

HUKOU_TYPES = 2
TINY = 1e-12


def registered_2016(figures):
    """Return registered population of the areas at the base date, growing evenly between the censuses."""
    first, last = figures["hukou10"][:AREA_COUNT], figures["hukou20"][:AREA_COUNT]
    return first * (last / first) ** BETWEEN_CENSUSES


def people_out(priors, totals):
    """Return registered people of each city who live in another city, scaled to those counted there."""
    intra = totals[:CITY_COUNT, 2:4].sum(axis=1)
    local = totals[:CITY_COUNT, :2].sum(axis=1)
    registered = registered_2016(areas())[:CITY_COUNT]
    least = priors.number("migration.least_out") * registered
    receiving = intra > priors.number("migration.receiving_from") * totals[:CITY_COUNT].sum(axis=1)
    settled = priors.number("migration.settled_out") * registered
    out = np.where(receiving, np.minimum(registered - local, settled), registered - local)
    out = np.maximum(out, least)
    return out * intra.sum() / out.sum()


def home_shares(priors, totals):
    """Return the share of home cities among intra-provincial migrants [city, home city].

    Proportional to who is away and who has come, with nobody from the city itself (C).
    """
    out, intra = people_out(priors, totals), totals[:CITY_COUNT, 2:4].sum(axis=1)
    pairs = np.ones((CITY_COUNT, CITY_COUNT)) - np.eye(CITY_COUNT)
    flows = fit(pairs, (((0,), out[None, :]), ((1,), intra[:, None])))
    return flows / flows.sum(axis=1, keepdims=True)


def home_table(shares):
    """Return World.home: cumulated home places by place and hukou type."""
    table = np.zeros((PLACE_COUNT, HUKOU_TYPES, PLACE_COUNT))
    table[:CITY_COUNT, :, :CITY_COUNT] = shares[:, None, :]
    table[CITY_COUNT:, :, ELSEWHERE] = 1.0
    return cumulated(table)


def cumulated(shares):
    """Return shares cumulated over the last axis, which ends in exactly one."""
    table = np.cumsum(shares, axis=-1)
    table /= table[..., -1:]
    table[..., -1] = 1.0
    return np.ascontiguousarray(table)


def stay_shares(stock):
    """Return years of stay by age [age, STAYS]; nobody stays longer than he or she lives."""
    possible = np.arange(STAYS)[None, :] <= np.arange(AGES)[:, None]
    shares = (stock + TINY) * possible
    return shares / shares.sum(axis=1, keepdims=True)
