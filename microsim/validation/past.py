"""The years before a run: what its history counts of the people of the base date, raised to the residents of each year.

Everybody alive at the base date lives a career in the history; who has died or left since is not there. What is counted of
them in a year is raised, by sex and age, to the residents of that year: those of the census of 2010 and of the base date,
joined along cohorts. Where that raises a figure by more than a tenth it is no longer theirs and is not given. Pensions and
the residents' scheme are counted of the base date alone.
"""

import functools
from collections.abc import Callable
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from microsim import data
from microsim.amounts import FEN
from microsim.places import PLACE_CODE, PLACE_COUNT
from microsim.population.inputs import SEX_CODES
from microsim.results import indicators
from microsim.validation.groups import Group

if TYPE_CHECKING:
    import xarray as xr

Raised = Callable[[str], np.ndarray]

HISTORY = "history"  # the group of the results [history_year, place, sex, age]
COUNTED = {  # variables of scopes: what the history calls them
    "payers": "payers",
    "insured": "insured",
    "contributions": "contributions",
    "public_staff": "public_staff",
    "earners": "payers",
    "base_sum": "base_sum",
    "public_contributions": "public_contributions",
}
RESIDENTS = "residents"  # all of the counted who lived at the place, the measure of the raising
YEARS = "history_year"
MOST_RAISED = 1.10
BASE_DATE = "base_date"  # the group of what is counted of the base date alone [place, sex, age]
STANDING = {
    "pensioners": "pensioners",
    "drawing": "pensioners",
    "pension_sum": "pension_sum",
    "public_pensioners": "public_pensioners",
    "recipients": "residents_pensioners",
    "residents_drawing": "residents_pensioners",
    "residents_pension_sum": "residents_pension_sum",
    "residents_payers": "residents_contributors",
}
TOWNSHIP = "township_pensioners"
GROUP_WIDTH = 5
CENSUS = 2010 + 10 / 12  # 1 November
_AXES = ("place", "sex", "age")


def at_the_base_date(tree: "xr.DataTree", name: str, region: str, group: Group) -> pd.Series | None:
    """Return a variable of a region and a group at the base date alone; None where the run does not count it so."""
    if BASE_DATE not in tree.children or name not in (*STANDING, TOWNSHIP):
        return None
    standing = tree.children[BASE_DATE].to_dataset()
    if name == TOWNSHIP:  # they have no career that led to their pension
        careers = tree.children[HISTORY].to_dataset()["pensioners"].isel({YEARS: -1})
        found = _sum(standing["pensioners"], region, group) - _sum(careers, region, group)
    else:
        variable = standing[STANDING[name]]
        found = _sum(variable, region, group) / (FEN if variable.attrs["units"].startswith("fen") else 1)
    return pd.Series([found], index=[int(tree["population"].year[0])])


def _sum(variable: "xr.DataArray", region: str, group: Group) -> float:
    """Return a variable of one date summed over a region and a group."""
    places = variable.isel(place=list(indicators.REGIONS[region])).sel(age=slice(group.first, group.last))
    return float((places if group.sex == "all" else places.sel(sex=[group.sex])).sum())


def in_the_past(
    tree: "xr.DataTree", name: str, region: str, group: Group, raised_by: Raised | None = None
) -> pd.Series | None:
    """Return a variable of a region and a group by year of the history; None where the run counts no such thing.

    Years in which the raising exceeds MOST_RAISED are missing numbers. ``raised_by`` gives the ``raising`` of a region,
    where many variables are asked for.
    """
    if HISTORY not in tree.children or name not in COUNTED:
        return at_the_base_date(tree, name, region, group)
    history = tree.children[HISTORY].to_dataset()
    variable = history[COUNTED[name]]
    sexes = slice(None) if group.sex == "all" else [list(history["sex"].values).index(group.sex)]
    ages = slice(group.first, None if group.last is None else group.last + 1)
    counted = _by_sex_and_age(variable, region)[:, sexes, ages]
    factor = raised_by(region) if raised_by else raising(tree, region)
    raised = (counted * factor[:, sexes, ages]).sum(axis=(1, 2))
    raised[raised > MOST_RAISED * counted.sum(axis=(1, 2))] = np.nan
    years = [int(year) for year in history[YEARS].values]
    return pd.Series(raised / (FEN if variable.attrs["units"] == "fen" else 1), index=years)


def _by_sex_and_age(variable: "xr.DataArray", region: str) -> np.ndarray:
    """Return a variable of the history of a region [year, sex, age]."""
    places = variable.transpose(YEARS, *_AXES).values[:, list(indicators.REGIONS[region])]
    return places.sum(axis=1).astype(float)


def raising(tree: "xr.DataTree", region: str) -> np.ndarray:
    """Return how many residents of each year one of the counted stands for, measured by the base date [year, sex, age].

    What is measured is by how much rarer residents of a sex and five years of age are counted in a year than at the base
    date, so that what a sample holds too many or too few of in both years cancels.
    """
    history = tree.children[HISTORY].to_dataset()
    lived = _by_groups(_by_sex_and_age(history[RESIDENTS], region))
    there = [residents_in(tree, int(year), region).sum(axis=0) for year in history[YEARS].values]
    found = _by_groups(np.stack(there))
    share = np.where((lived > 0) & (found > 0), lived / np.where(found > 0, found, 1.0), np.nan)
    factor = np.nan_to_num(share[-1:] / share, nan=1.0)
    return np.repeat(factor, GROUP_WIDTH, axis=-1)[..., : history.sizes["age"]]


def _by_groups(persons: np.ndarray) -> np.ndarray:
    """Return persons by groups of five years of age, the last axis."""
    return np.add.reduceat(persons, range(0, persons.shape[-1], GROUP_WIDTH), axis=-1)


def residents_in(tree: "xr.DataTree", year: int, region: str | None = None) -> np.ndarray:
    """Return the residents at the end of a year before the base date or at it [place, sex, age], of a region or everywhere.

    Each cohort goes from its number at the census of 2010 to that of the base date at an even rate; who was born after
    the census, or has no number there, is counted as at the base date.
    """
    persons = tree["population"].persons
    base = int(persons.year[0])
    places = slice(None) if region is None else list(indicators.REGIONS[region])
    last = persons.isel(year=0, place=places).sum("status").transpose(*_AXES).values.astype(float)
    ages = np.arange(last.shape[-1])
    then = ages + base - year
    ends = last[..., np.minimum(then, ages[-1])] * (then <= ages[-1])  # whom the last group of ages holds is not known
    elapsed, whole = year + 1 - CENSUS, base + 1 - CENSUS
    begins = _at_ages(census()[places], ages - elapsed)
    known = (begins > 0) & (ends > 0) & (ages >= elapsed)
    rate = np.where(known, ends / np.where(known, begins, 1.0), 1.0)
    return np.where(known, begins * rate ** (elapsed / whole), ends)


def _at_ages(persons: np.ndarray, ages: np.ndarray) -> np.ndarray:
    """Return the persons of single years of age at ages between them, none below the first."""
    low = np.clip(np.floor(ages).astype(int), 0, persons.shape[-1] - 1)
    high = np.minimum(low + 1, persons.shape[-1] - 1)
    part = np.clip(ages - low, 0, 1)
    return ((1 - part) * persons[..., low] + part * persons[..., high]) * (ages >= 0)


@functools.cache
def census() -> np.ndarray:
    """Return the residents of the census of 2010 [place, sex, age]; of the outside world none."""
    found: np.ndarray | None = None
    for row in data.rows("population/tables/residents_2010.csv"):
        numbers = [float(cell) for name, cell in row.cells.items() if name not in ("place", "sex")]
        if found is None:
            found = np.zeros((PLACE_COUNT, 2, len(numbers)))
        found[PLACE_CODE[row.cells["place"]], SEX_CODES.index(row.cells["sex"])] = numbers
    assert found is not None
    return found
