"""What a run says of an indicator: rows of the headline, entries of the books in billions of yuan, counts beyond the pension."""

from typing import TYPE_CHECKING, Any

import numpy as np

from microsim.amounts import FEN
from microsim.results import indicators
from microsim.results.headline import BILLION, REGIONS, headline_series
from microsim.results.indicators import mean_of_replicates
from microsim.schema import COUNTED, MONEY

if TYPE_CHECKING:
    import pandas as pd
    import xarray as xr


class Measured:
    """The yearly values of one run, without its tables: hundreds of them are held beside each other.

    Attributes
    ----------
    years
        The simulated years, int [year].
    headline
        The rows of the headline, in their units: arrays [region of REGIONS, year].
    books
        The entries of the books by ``SCHEME.ITEM``, bn yuan, of the same shape, and what schemes beyond the pension count
        (persons) and pay (bn yuan) by ``SCHEME.NAME``; those that are nought are left out.
    lives
        Some columns of its lives, where something is expected of groups of persons.
    """

    def __init__(self, tree: "xr.DataTree", lives: "pd.DataFrame | None" = None):
        self.lives: Any = lives
        tree = mean_of_replicates(tree)
        self.years = np.asarray(indicators.years_of(tree))
        self.headline = headline_series(tree)
        self.books = _books(tree) | _beyond(tree)

    def series(self, indicator: str, region: str) -> np.ndarray:
        """Return an indicator of a region by year: a row of the headline, or ``SCHEME.ITEM`` of the books."""
        found = self.headline.get(indicator, self.books.get(indicator))
        return np.zeros(len(self.years)) if found is None else np.asarray(found[REGIONS.index(region)], float)

    def value(self, indicator: str, region: str, year: int) -> float:
        """Return an indicator of a region in a year; NaN where the year is not simulated."""
        at = np.flatnonzero(self.years == year)
        return float(self.series(indicator, region)[at[0]]) if len(at) else float("nan")


def _books(tree: "xr.DataTree") -> dict[str, np.ndarray]:
    """Return the entries of the books that are not nought, by name: [region, year], bn yuan."""
    flows = tree["funds"].flows.transpose("scheme", "item", "place", "year")
    places = [list(indicators.REGIONS[region]) for region in REGIONS]
    sums = np.stack([flows.values[:, :, rows].sum(axis=2) for rows in places], axis=2) / FEN / BILLION
    schemes, items = flows["scheme"].values, flows["item"].values
    names = [(s, i, f"{scheme}.{item}") for s, scheme in enumerate(schemes) for i, item in enumerate(items)]
    return {name: sums[s, i] for s, i, name in names if sums[s, i].any()}


def _beyond(tree: "xr.DataTree") -> dict[str, np.ndarray]:
    """Return what schemes beyond the pension count and pay, where lives met them: [region, year], persons and bn yuan."""
    places = [list(indicators.REGIONS[region]) for region in REGIONS]
    found = {}
    for what, rows in COUNTED.items():
        for row in rows:
            if row.scheme in tree.children and row.name in tree[row.scheme]:
                values = tree[row.scheme][row.name].transpose("year", "place", ...).values
                sums = np.stack([values[:, places_of].reshape(len(values), -1).sum(axis=1) for places_of in places])
                found[f"{row.scheme}.{row.name}"] = sums / (FEN * BILLION if what == MONEY else 1.0)
    return {name: series for name, series in found.items() if series.any()}
