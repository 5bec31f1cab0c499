"""Who works and in which kind of job, by area: age curves and job shares scaled to the census."""

import numpy as np

from microsim.engine.world import AGES, BASE_YEAR
from microsim.places import AREA_COUNT, ELSEWHERE, PLACE_COUNT
from microsim.population.attributes import cumulated
from microsim.population.inputs import SEX_KEYS, SINGLE_AGES, areas, mid_census

CURVES = ("city", "rural")  # in the order of hukou types: urban, rural
GROUP_STARTS = (16, 20, 25, 30, 35, 40, 45, 50, 55, 60)
GROUP_MIDDLES = (16, 18, 22.5, 27.5, 32.5, 37.5, 42.5, 47.5, 52.5, 57.5, 62.5, 70)
FIRST_WORKING_AGE, ADULT_FROM = 16, 15
STATUS_KEYS = ("local_urban", "local_rural", "intra", "intra", "inter", "inter")
URBAN_STATUSES, RURAL_STATUSES = slice(0, 6, 2), slice(1, 6, 2)
HALVINGS = 60


def participation(priors, curve, sex):
    """Return labour force participation by single age: group values joined by straight lines."""
    groups = [f"age_{start}_{start + (3 if start == FIRST_WORKING_AGE else 4)}" for start in GROUP_STARTS]
    values = [priors.number(f"labour.participation.{curve}.{sex}.{group}") for group in (*groups, "age_65_up")]
    last = priors.number("labour.last_age")
    ages = np.arange(AGES)
    line = np.interp(ages, (*GROUP_MIDDLES, last), (0.5 * values[0], *values, 0.0))
    return np.where(ages < FIRST_WORKING_AGE, 0.0, line)


def shifted(shares, shift):
    """Return shares with their odds multiplied by exp(shift); zero and one stay."""
    odds = np.exp(shift)
    return shares * odds / (1 - shares + shares * odds)


def solve_shift(shares, persons, target):
    """Return the shift of the odds at which the working share of persons is the target."""
    low, high = -8.0, 8.0
    for _ in range(HALVINGS):
        middle = 0.5 * (low + high)
        working = (shifted(shares, middle) * persons).sum() / persons.sum()
        low, high = (middle, high) if working < target else (low, middle)
    return 0.5 * (low + high)


def employment_table(priors, stock, nation, year=BASE_YEAR):
    """Return World.employment [place, hukou type, sex, age], with the census share of adults working.

    One shift of the odds for each area, so that no age exceeds one.
    """
    curves = np.array([[participation(priors, curve, sex) for sex in SEX_KEYS] for curve in CURVES])
    curves *= 1 - priors.number("labour.unemployment")
    persons = np.zeros((PLACE_COUNT, 2, 2, SINGLE_AGES))
    persons[:AREA_COUNT, 0] = stock[..., URBAN_STATUSES].sum(axis=-1)
    persons[:AREA_COUNT, 1] = stock[..., RURAL_STATUSES].sum(axis=-1)
    persons[ELSEWHERE] = 0.5 * nation
    persons[..., :ADULT_FROM] = 0.0
    target = mid_census("employed", year)
    result = np.empty((PLACE_COUNT, 2, 2, AGES))
    for place in range(PLACE_COUNT):
        shift = solve_shift(curves[..., :SINGLE_AGES], persons[place], target[place])
        result[place] = shifted(curves, shift)
    return result


def farm_shares(priors, stock, employment, year=BASE_YEAR):
    """Return the share in farming among the working [place, status], adding up to the census's."""
    farm = areas()["farm20"].copy()
    farm[:AREA_COUNT] = mid_census("farm", year)[:AREA_COUNT]
    weight = np.full(6, priors.number("labour.farm_migrants"))
    weight[0], weight[1] = priors.number("labour.farm_urban"), 1.0
    result = np.empty((PLACE_COUNT, 6))
    for place in range(AREA_COUNT):
        rates = employment[place][[0, 1, 0, 1, 0, 1], :, :SINGLE_AGES]
        working = np.einsum("xas,sxa->s", stock[place], rates)
        result[place] = farm[place] * working.sum() / (weight * working).sum() * weight
    result[ELSEWHERE] = farm[ELSEWHERE] * 2 * weight
    return np.minimum(result, priors.number("labour.farm_most"))


def sector_table(priors, stock, employment, year=BASE_YEAR):
    """Return World.sector [place, status, (formal, flexible, informal)], cumulated."""
    farm = farm_shares(priors, stock, employment, year)
    formal = np.stack([priors.places(f"labour.formal.{key}") for key in STATUS_KEYS], axis=-1)
    flexible = np.stack([priors.places(f"labour.flexible.{key}") for key in STATUS_KEYS], axis=-1)
    flexible = np.minimum(flexible, 1 - formal)
    shares = np.stack([(1 - farm) * formal, (1 - farm) * flexible], axis=-1)
    informal = 1 - shares.sum(axis=-1, keepdims=True)
    return cumulated(np.concatenate([shares, informal], axis=-1))
