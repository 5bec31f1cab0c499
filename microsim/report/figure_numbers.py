"""What the figures show, as plain numbers: small, quick to hand over, and all that drawing needs."""

from typing import NamedTuple

import numpy as np

from microsim.kernel.items import IN, OUT, Kind, labels_of
from microsim.results import indicators
from microsim.results.headline import BILLION, MILLION
from microsim.results.indicators import PROVINCES

THOUSAND = 1e3
PYRAMID_YEARS = (2050, 2100)  # and the first and the last simulated year
SEXES = ("male", "female")
HUKOU = {  # groups of a pyramid from the axis outwards, and their statuses
    "local_urban": ("local_urban",),
    "local_rural": ("local_rural",),
    "intra": ("intra_urban", "intra_rural"),
    "inter": ("inter_urban", "inter_rural"),
}
ABOVE = {  # entries of the books drawn above the axis, and below it
    "contributions": labels_of(Kind.CONTRIBUTION, Kind.CREDIT),
    "fiscal": labels_of(Kind.SUBSIDY),
    "investment": labels_of(Kind.RETURN),
    "other_in": labels_of(Kind.MOVED, sign=IN),
}
BELOW = {
    "benefits": labels_of(Kind.BENEFIT),
    "other_out": labels_of(Kind.INHERITANCE, Kind.MOVED, sign=OUT),
}


class Numbers(NamedTuple):
    """What the figures of a run show; all series are by province of PROVINCES and simulated year.

    Attributes
    ----------
    source : what the figures are of: scenario, one_in, inputs
    years : simulated years
    pyramid_years : years of the pyramids
    residents : thousands by hukou group, each with all groups before it, [year, province, group, sex, age from 0]
    contributors, pensioners : million persons
    wage, pension, new_pension : yuan a month; the wage is the mean of who pays
    inflows, outflows : by part of the books, billion yuan at the first year's wages, positive
    balance, balance_after : the same, before and after pooling between provinces
    reserve : percent of the year's contribution bases; below zero the accumulated gap
    """

    source: dict[str, str]
    years: np.ndarray
    pyramid_years: list[int]
    residents: np.ndarray
    contributors: np.ndarray
    pensioners: np.ndarray
    wage: np.ndarray
    pension: np.ndarray
    new_pension: np.ndarray
    inflows: dict[str, np.ndarray]
    outflows: dict[str, np.ndarray]
    balance: np.ndarray
    balance_after: np.ndarray
    reserve: np.ndarray


def figure_numbers(tree):
    """Return what the figures of a tree of results show; the mean of replicates."""
    source = {key: str(tree.attrs[key]) for key in ("scenario", "one_in", "inputs")}
    tree = indicators.mean_of_replicates(tree)
    years = pyramid_years(tree)
    return Numbers(
        source=source,
        years=indicators.years_of(tree),
        pyramid_years=years,
        residents=np.stack([residents(tree, year) for year in years]) / THOUSAND,
        contributors=indicators.standing(tree, PROVINCES, "contributors") / MILLION,
        pensioners=indicators.standing(tree, PROVINCES, "pensioners") / MILLION,
        wage=indicators.payers_wage(tree, PROVINCES),
        pension=indicators.mean_pension(tree, PROVINCES),
        new_pension=indicators.mean_new_pension(tree, PROVINCES),
        **money(tree),
    )


def pyramid_years(tree):
    """Return the years whose pyramids are drawn."""
    simulated = indicators.years_of(tree).tolist()
    return [year for year in sorted({simulated[0], *PYRAMID_YEARS, simulated[-1]}) if year in simulated]


def residents(tree, year):
    """Return residents of one year by group, each with all groups before it, [province, group, sex, age]."""
    persons = tree["population"].persons.sel(year=year, sex=list(SEXES)).transpose("place", "status", "sex", "age")
    groups = np.stack([persons.sel(status=list(statuses)).values.sum(axis=1) for statuses in HUKOU.values()])
    return np.stack([groups[:, list(indicators.REGIONS[name])].sum(axis=1).cumsum(axis=0) for name in PROVINCES])


def money(tree):
    """Return the numbers of the employees' funds."""
    wage = indicators.payers_wage(tree, PROVINCES)
    unit = BILLION * wage / wage[:, :1]
    balance = indicators.balance(tree, PROVINCES)
    received, paid = (indicators.between_provinces(tree, PROVINCES, sign) for sign in (1, -1))
    inflows, outflows = (
        {name: indicators.flow(tree, PROVINCES, items) / unit for name, items in parts.items()}
        for parts in (ABOVE, BELOW)
    )
    return {
        "inflows": inflows,
        "outflows": outflows,
        "balance": balance / unit,
        "balance_after": (balance + received - paid) / unit,
        "reserve": 100 * indicators.share_of_bases(tree, PROVINCES, indicators.closing_stock(tree, PROVINCES)),
    }
