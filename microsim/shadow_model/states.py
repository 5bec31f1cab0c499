"""What a run counted of states: changes within years, and by adding them up the stocks at the ends of years."""

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from microsim.kernel.tallies import State
from microsim.results.indicators import PROVINCES, REGIONS

if TYPE_CHECKING:
    import xarray as xr

YEAR, PROVINCE, SEX, AGE, BEFORE, AFTER = range(6)  # axes of changes; stocks have the first four and the state
PRESENT = tuple(state for state in State if state not in (State.ABSENT, State.DEAD))
TWICE_COUNTED = {State.PAYER: "contributors", State.DORMANT: "dormant", State.PENSIONER: "pensioners"}


class Counted(NamedTuple):
    """What a run counted.

    Attributes
    ----------
    years : ends of years of the stocks, the base year first [year + 1]
    changes : persons whose state changed within a year [year + 1, province, sex, age, before, after]; in the base year
        all who stand at its end, as entries from ``State.ABSENT``
    stocks : persons in a state at the end of a year [year + 1, province, sex, age, state]; nobody is absent or dead
    """

    years: np.ndarray
    changes: np.ndarray
    stocks: np.ndarray


def counted(tree: "xr.DataTree") -> Counted:
    """Return what a run counted of states; replicates are averaged already."""
    variable = tree["transitions"].persons
    changes = variable.values.astype(float)
    return Counted(variable.year.values.astype(int), changes, added_up(changes))


def grown_older(stock: np.ndarray, axis: int = -2) -> np.ndarray:
    """Return persons by age a year later; the last age holds all who are older. No one is at age 0 any more."""
    ages = np.moveaxis(stock, axis, 0)
    older = np.zeros_like(ages)
    older[1:] = ages[:-1]
    older[-1] += ages[-1]
    return np.moveaxis(older, 0, axis)


def added_up(changes: np.ndarray) -> np.ndarray:
    """Return the stocks that changes lead to [year, ..., age, state]: in the first year from nobody."""
    stocks = np.zeros(changes.shape[:-1])
    net = changes.sum(axis=BEFORE) - changes.sum(axis=AFTER)
    for year in range(len(changes)):
        older = grown_older(stocks[year - 1]) if year else stocks[0]
        stocks[year] = older + net[year]
    stocks[..., [State.ABSENT, State.DEAD]] = 0.0
    return stocks


def unequal_books(tree: "xr.DataTree", found: Counted) -> dict[str, float]:
    """Return by state the greatest difference, persons, between stocks added up and those the run counted directly.

    Both are whole persons by year, province, sex and age; a run whose books are right has none.
    """
    differences = {}
    for state, name in TWICE_COUNTED.items():
        variable = tree["participants"][name]
        heads = variable.transpose("place", "year", "sex", "age").values
        direct = np.stack([heads[list(REGIONS[region])].sum(axis=0) for region in PROVINCES], axis=PROVINCE)
        differences[state.name.lower()] = float(np.abs(found.stocks[1:, ..., state] - direct).max())
    return differences
