"""Births per woman by place, year and age, and the sex ratio at birth."""

import numpy as np

from microsim.engine.world import FIRST_YEAR, LAST_YEAR
from microsim.places import AREA_COUNT, CITY_COUNT, PROVINCE_KEYS
from microsim.population.inputs import PROVINCE_OF, areas, table

MOTHERS = slice(15, 50)  # ages of mothers
GROUP_STARTS = range(15, 50, 5)
CENSUS_YEAR = 2020
YEARS = np.arange(FIRST_YEAR, LAST_YEAR + 1)


def faded(first, final, efold):
    """Return yearly values that stay at the first to the census year and then approach the final one."""
    return final + (first - final) * np.exp(-np.maximum(YEARS - CENSUS_YEAR, 0) / efold)


def national_column(name):
    """Return a column of the nation's fertility table from the first simulated year on."""
    columns = table("china_fertility")
    return columns[name][columns["year"] >= FIRST_YEAR]


def total_fertility(priors, province):
    """Return total fertility by year: the nation's variant, corrected, times the province's ratio."""
    ratio = faded(
        priors.number("fertility.ratio", province),
        priors.number("fertility.ratio_final", province),
        priors.number("fertility.ratio_years"),
    )
    nation = national_column(priors.text("fertility.variant"))
    return nation * ratio * priors.years("fertility.scale", YEARS, province)


def age_shares(later):
    """Return the share of fertility by single age [year, 15..49], shifted by some years of age."""
    groups = np.stack([national_column(f"p{start}") for start in GROUP_STARTS], axis=-1)
    reached = np.concatenate([np.zeros((len(YEARS), 1)), groups.cumsum(axis=1)], axis=1)
    knots, edges = np.arange(15, 51, 5), np.arange(15, 51)
    curves = np.stack([np.interp(edges - later, knots, row) for row in reached])
    shares = np.diff(curves, axis=1)
    return shares / shares.sum(axis=1, keepdims=True)


def fertility_rates(priors, women):
    """Return births per woman [year - 2017, area, age 15..49].

    The cities' levels differ by their rural share, so that the province's births at the base
    date are those of the province's rate. ``women``: residents of the base [area, age 15..49].
    """
    rural = 1 - areas()["urban20"][:AREA_COUNT]
    ratio = priors.number("fertility.rural_ratio")
    city = np.ones(AREA_COUNT)
    city[:CITY_COUNT] = 1 + (ratio - 1) * rural[:CITY_COUNT]
    rates = np.empty((len(YEARS), AREA_COUNT, MOTHERS.stop - MOTHERS.start))
    for code, province in enumerate(PROVINCE_KEYS[:2]):
        shares = age_shares(priors.number("fertility.later_mothers", province))
        here = PROVINCE_OF[:AREA_COUNT] == code
        births = women[here] @ shares[0]
        relative = city[here] * births.sum() / (city[here] * births).sum()
        level = total_fertility(priors, province)[:, None] * relative
        rates[:, here] = level[:, :, None] * shares[:, None, :]
    return rates


def share_boys(priors):
    """Return the share of boys among newborns [year - 2017, area]."""
    efold = priors.number("fertility.sex_ratio_years")
    fade = np.exp(-np.maximum(YEARS - CENSUS_YEAR, 0) / efold)[:, None]
    nation = national_column("sex_ratio")[:, None]
    ratio = nation + (priors.places("fertility.sex_ratio")[:AREA_COUNT] - nation) * fade
    return ratio / (1 + ratio)
