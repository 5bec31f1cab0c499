"""What a run says of an indicator: rows of the headline, and entries of the books in billions of yuan."""

import functools
from typing import TYPE_CHECKING

import numpy as np

from microsim.results import indicators
from microsim.results.headline import BILLION, REGIONS, headline_series
from microsim.results.indicators import mean_of_replicates

if TYPE_CHECKING:
    import xarray as xr


class Measured:
    """The yearly values of one run, worked out when they are asked for.

    Attributes
    ----------
    years
        The simulated years, int [year].
    """

    def __init__(self, tree: "xr.DataTree"):
        self.tree = mean_of_replicates(tree)
        self.years = np.asarray(indicators.years_of(tree))

    @functools.cached_property
    def headline(self) -> dict[str, np.ndarray]:
        """The rows of the headline, in their units: arrays [region of REGIONS, year]."""
        return headline_series(self.tree)

    def series(self, indicator: str, region: str) -> np.ndarray:
        """Return an indicator of a region by year: a row of the headline, or ``SCHEME.ITEM`` of the books, bn yuan."""
        if indicator in self.headline:
            return self.headline[indicator][REGIONS.index(region)]
        scheme, _, item = indicator.partition(".")
        return np.asarray(indicators.flow(self.tree, (region,), (item,), scheme)[0]) / BILLION

    def value(self, indicator: str, region: str, year: int) -> float:
        """Return an indicator of a region in a year; NaN where the year is not simulated."""
        at = np.flatnonzero(self.years == year)
        return float(self.series(indicator, region)[at[0]]) if len(at) else float("nan")
