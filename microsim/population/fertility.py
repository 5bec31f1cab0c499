"""Births per woman by place, year and age, and the sex ratio at birth."""

from typing import TYPE_CHECKING

import numpy as np

from microsim.kernel.world import BASE_YEAR, FIRST_YEAR, LAST_YEAR
from microsim.places import AREA_COUNT, AREAS_OF, ELSEWHERE_PROVINCE, PROVINCE_KEYS, PROVINCE_OF
from microsim.population.inputs import areas, base_residents, chosen, table

if TYPE_CHECKING:
    from microsim.population.inputs import Priors

MOTHERS = slice(15, 50)  # ages of mothers
GROUP_STARTS = range(15, 50, 5)
VARIANTS = ("medium", "low", "high", "lower_80", "upper_80")
CENSUS_YEAR = 2020
YOUNG_CHILDREN = slice(0, 4)  # born in the years of the projection before the census
YEARS = np.arange(FIRST_YEAR, LAST_YEAR + 1)
USUAL = BASE_YEAR + 1 - FIRST_YEAR  # of the axis of years: by whose ages of mothers the cities' levels are told


def faded(known: np.ndarray, last: float, final: float, efold: float) -> np.ndarray:
    """Return yearly values that are the known ones to the last year known and then approach the final one."""
    left = np.exp(-np.maximum(YEARS - last, 0) / efold)
    return np.where(last >= YEARS, known, final + (known[YEARS <= last][-1] - final) * left)


def national_column(name: str, information: int | None = None) -> np.ndarray:
    """Return a column of the nation's fertility table from the first simulated year on.

    After a year of information its value stays; a variant then keeps its distance from the medium one.
    """
    columns = table("china_fertility")
    years, values = columns["year"], columns[name]
    if information is not None:
        kept = columns[VARIANTS[0] if name in VARIANTS else name]
        distance = values / columns[VARIANTS[0]] if name in VARIANTS else 1.0
        values = np.where(years > information, kept[years == information] * distance, values)
    return np.asarray(values[years >= FIRST_YEAR])


def total_fertility(priors: "Priors", province: str) -> np.ndarray:
    """Return total fertility by year: the nation's variant, corrected, times the province's ratio.

    The ratio is the one observed as long as births are known, and fades after.
    """
    ratio = faded(
        priors.years("fertility.ratio", YEARS, province),
        priors.number("fertility.ratio_until"),
        priors.number("fertility.ratio_final", province),
        priors.number("fertility.ratio_years"),
    )
    nation = national_column(chosen(priors, "fertility.variant", VARIANTS), priors.information)
    return nation * ratio * birth_scale(priors, province)


def birth_scale(priors: "Priors", province: str) -> np.ndarray:
    """Return how births of each year depart from the projection."""
    return priors.years("fertility.scale", YEARS, province)


def age_shares(later: float, information: int | None = None) -> np.ndarray:
    """Return the share of fertility by single age [year, 15..49], shifted by some years of age."""
    groups = np.stack([national_column(f"p{start}", information) for start in GROUP_STARTS], axis=-1)
    reached = np.concatenate([np.zeros((len(YEARS), 1)), groups.cumsum(axis=1)], axis=1)
    knots, edges = np.arange(15, 51, 5), np.arange(15, 51)
    curves = np.stack([np.interp(edges - later, knots, row) for row in reached])
    shares = np.diff(curves, axis=1)
    return shares / shares.sum(axis=1, keepdims=True)


def city_factors(priors: "Priors", shares: np.ndarray) -> np.ndarray:
    """Return how much more women of an area have children than others of their age [area].

    Two measures: what its rural share says, and young children counted for its women, which
    includes those who stay with grandparents while their mothers work elsewhere. A prior weighs them.
    """
    rural = 1 - areas()["urban20"][:AREA_COUNT]
    by_rural = 1 + (priors.number("fertility.rural_ratio") - 1) * rural
    residents = base_residents(CENSUS_YEAR)
    children = residents[..., YOUNG_CHILDREN].sum(axis=(1, 2))
    by_children = children / (residents[:, 1, MOTHERS] * shares[PROVINCE_OF[:AREA_COUNT]]).sum(axis=1)
    weight = priors.number("fertility.place_weight")
    return by_rural ** (1 - weight) * by_children**weight


def fertility_rates(priors: "Priors", women: np.ndarray) -> np.ndarray:
    """Return births per woman [year - 2017, area, age 15..49].

    The cities' levels differ, so that the province's births at the base date are those of the
    province's rate. ``women``: residents of the base [area, age 15..49].
    """
    later = [priors.number("fertility.later_mothers", key) for key in PROVINCE_KEYS[:ELSEWHERE_PROVINCE]]
    shares = np.stack([age_shares(one, priors.information) for one in later])
    city = city_factors(priors, shares[:, USUAL])
    rates = np.empty((len(YEARS), AREA_COUNT, MOTHERS.stop - MOTHERS.start))
    for code, province in enumerate(PROVINCE_KEYS[:ELSEWHERE_PROVINCE]):
        here = AREAS_OF[code]
        births = women[here] @ shares[code, USUAL]
        relative = city[here] * births.sum() / (city[here] * births).sum()
        level = total_fertility(priors, province)[:, None] * relative
        rates[:, here] = level[:, :, None] * shares[code][:, None, :]
    return rates


def share_boys(priors: "Priors") -> np.ndarray:
    """Return the share of boys among newborns [year - 2017, area]."""
    efold = priors.number("fertility.sex_ratio_years")
    fade = np.exp(-np.maximum(YEARS - CENSUS_YEAR, 0) / efold)[:, None]
    nation = national_column("sex_ratio", priors.information)[:, None]
    ratio = nation + (priors.places("fertility.sex_ratio")[:AREA_COUNT] - nation) * fade
    return ratio / (1 + ratio)
