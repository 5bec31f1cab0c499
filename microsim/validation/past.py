"""The years before a run: what its history counts of the people of the base date, raised to the residents of each year.

Everybody alive at the base date lives a career in the history; who has died or left since is not there. What is counted of
them in a year is raised, by sex and age, to the residents of that year: those of the census of 2010 and of the base date,
joined along cohorts. Where that raises a figure by more than a tenth it is no longer theirs and is not given.
"""

import functools
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

HISTORY = "history"  # the group of the results [history_year, place, sex, age]
COUNTED = {  # variables of scopes: what the history calls them
    "payers": "payers",
    "insured": "insured",
    "contributions": "contributions",
    "public_staff": "public_payers",
    "public_contributions": "public_contributions",
}
RESIDENTS = "residents"  # all of the counted who lived at the place, the measure of the raising
YEARS = "history_year"
MOST_RAISED = 1.10
CENSUS = 2010 + 10 / 12  # 1 November
_AXES = ("place", "sex", "age")


def in_the_past(tree: "xr.DataTree", name: str, region: str, group: Group) -> pd.Series | None:
    """Return a variable of a region and a group by year of the history; None where the run counts no such thing.

    Years in which the raising exceeds MOST_RAISED are missing numbers.
    """
    if HISTORY not in tree.children or name not in COUNTED:
        return None
    history = tree.children[HISTORY].to_dataset()
    variable = history[COUNTED[name]]
    years = [int(year) for year in history[YEARS].values]
    counted = _of(variable, region, group)
    raised = counted * raising(tree, region, group)
    totals, plain = raised.sum(axis=(1, 2)), counted.sum(axis=(1, 2))
    totals[totals > MOST_RAISED * plain] = np.nan
    return pd.Series(totals / (FEN if variable.attrs["units"] == "fen" else 1), index=years)


def _of(variable: "xr.DataArray", region: str, group: Group) -> np.ndarray:
    """Return a variable of a region and a group [year, sex, age]."""
    sexes = [name for name in variable["sex"].values if group.sex in ("all", name)]
    part = variable.sel(sex=sexes, age=slice(group.first, group.last))
    places = part.transpose(YEARS, *_AXES).values[:, list(indicators.REGIONS[region])]
    return places.sum(axis=1).astype(float)


def raising(tree: "xr.DataTree", region: str, group: Group) -> np.ndarray:
    """Return how many residents of each year one of the counted stands for [year, sex, age].

    At the base date the counted are the residents themselves. Nobody is raised where nobody of the sample lived; where
    the run does not count residents, years before the base date are missing numbers.
    """
    history = tree.children[HISTORY].to_dataset()
    if RESIDENTS not in history.data_vars:
        return np.where(np.arange(history.sizes[YEARS]) == history.sizes[YEARS] - 1, 1.0, np.nan)[:, None, None]
    lived = _of(history[RESIDENTS], region, group)
    years = [int(year) for year in history[YEARS].values]
    sexes = slice(None) if group.sex == "all" else [list(history["sex"].values).index(group.sex)]
    ages = slice(group.first, None if group.last is None else group.last + 1)
    places = list(indicators.REGIONS[region])
    there = np.stack([residents_in(tree, year)[places].sum(axis=0)[sexes, ages] for year in years])
    factor = np.where(lived > 0, there / np.where(lived > 0, lived, 1.0), 1.0)
    factor[-1] = 1.0
    return factor


def residents_in(tree: "xr.DataTree", year: int) -> np.ndarray:
    """Return the residents at the end of a year before the base date or at it [place, sex, age].

    Each cohort goes from its number at the census of 2010 to that of the base date at an even rate; who was born after
    the census, or has no number there, is counted as at the base date.
    """
    persons = tree["population"].persons
    base = int(persons.year[0])
    last = persons.isel(year=0).sum("status").transpose(*_AXES).values.astype(float)
    ages = np.arange(last.shape[-1])
    then = ages + base - year
    ends = last[..., np.minimum(then, ages[-1])] * (then <= ages[-1])  # whom the last group of ages holds is not known
    elapsed, whole = year + 1 - CENSUS, base + 1 - CENSUS
    begins = _at_ages(census(), ages - elapsed)
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
