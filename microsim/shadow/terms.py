"""Money as a product of terms: heads times what comes on each, so that a difference has a place."""

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from microsim.kernel.items import Item, Kind, labels_of
from microsim.results import indicators

if TYPE_CHECKING:
    import xarray as xr

PENSIONS = tuple(
    item.name.lower()
    for item in (
        Item.BENEFIT_BASIC,
        Item.BENEFIT_ACCOUNT,
        Item.BENEFIT_TRANSITIONAL,
        Item.BENEFIT_SUPPLEMENT,
        Item.BENEFIT_ADJUSTMENT,
    )
)
WEIGHTS = (1.0, 2.0, 1.0)  # of the year before, itself and the next


class Terms(NamedTuple):
    """What comes on each head in a region, by year [year].

    Attributes
    ----------
    months : paid, of those who paid at least one
    base : contribution base of a month paid, over the average wage of the year
    rate : contributions over bases
    pension_months : paid, for each pensioner in the mean of the two ends of the year
    pension : paid for a month, over the average wage of the year
    """

    months: np.ndarray
    base: np.ndarray
    rate: np.ndarray
    pension_months: np.ndarray
    pension: np.ndarray


SMOOTHED = ("months", "base", "pension_months", "pension")  # the rate is the law's, which changes from a year to the next


def terms_of(tree: "xr.DataTree", region: str, opening_pensioners: float) -> Terms:
    """Return the terms of a run in a region; replicates are averaged already.

    Parameters
    ----------
    tree : xarray.DataTree
    region : str, name of a region of ``indicators.REGIONS``
    opening_pensioners : float, persons who draw a pension at the base date
    """
    participants = tree["participants"]
    paid, drawn = (plain(participants[name], region) for name in ("paid_months", "pension_months"))
    wage = np.asarray(indicators.average_wage(tree, region))
    bases = np.asarray(indicators.contribution_bases(tree, region))
    pensioners = between(opening_pensioners, plain(participants["pensioners"], region))
    return Terms(
        months=paid / plain(participants["contributors"], region),
        base=bases / paid / wage,
        rate=contributions_of(tree, region) / bases,
        pension_months=drawn / pensioners,
        pension=pensions_of(tree, region) / drawn / wage,
    )


def plain(variable: "xr.DataArray", region: str) -> np.ndarray:
    """Return the sum of a variable over a region by year."""
    return np.asarray(indicators.total(variable, region))


def contributions_of(tree: "xr.DataTree", region: str) -> np.ndarray:
    """Return the contributions to the employees' scheme, yuan by year."""
    return np.asarray(indicators.flow(tree, region, labels_of(Kind.CONTRIBUTION)))


def pensions_of(tree: "xr.DataTree", region: str) -> np.ndarray:
    """Return the pensions that the employees' scheme paid, yuan by year: without survivors, disability and moves."""
    return np.asarray(indicators.flow(tree, region, PENSIONS))


def between(opening: float, closing: np.ndarray) -> np.ndarray:
    """Return the mean of the two ends of each year."""
    return 0.5 * (np.concatenate([[opening], closing[:-1]]) + closing)


def smoothed(terms: Terms) -> Terms:
    """Return terms smoothed over years with WEIGHTS, those of SMOOTHED; at the ends the weights that are left."""
    return terms._replace(**{name: moving_mean(getattr(terms, name)) for name in SMOOTHED})


def moving_mean(values: np.ndarray) -> np.ndarray:
    """Return the weighted mean of each year and its neighbours."""
    sums, weights = WEIGHTS[1] * values, np.full(len(values), WEIGHTS[1])
    sums[1:] += WEIGHTS[0] * values[:-1]
    sums[:-1] += WEIGHTS[2] * values[1:]
    weights[1:] += WEIGHTS[0]
    weights[:-1] += WEIGHTS[2]
    return sums / weights
