"""Standard errors of measures of lives: the same functions, of lives without each group of persons in turn."""

from collections.abc import Callable
from typing import Any

import numpy as np

from microsim.estimating import GROUPS, group_sums, standard_error
from microsim.estimating.draws import DRAWS, quantiles_drawn, spread_of_draws
from microsim.estimating.jackknife import without_each
from microsim.indicators.lives import GROUP, Lives

BINS = 2048  # of neighbours in rank: within one, who ranks before whom is worth no digit of an error


class LeftOut(Lives):
    """Some lives of which every sum is an array: without each of the 64 groups, [group].

    Medians are arrays of draws of groups, [draw], for which a jackknife does not hold.
    """

    def __init__(self, lives: Lives):
        super().__init__(lives.columns, lives.rows)
        self.lives = lives
        self.groups = np.asarray(lives[GROUP], np.int64)

    def __getitem__(self, name: str) -> Any:
        return self.lives[name]

    def of(self, chosen: Any) -> "LeftOut":
        """Return the lives of a mask."""
        return LeftOut(self.lives.of(chosen))

    @property
    def persons(self) -> Any:
        """Persons that each life stands for, float64."""
        return self.lives.persons

    @property
    def heads(self) -> Any:
        """Persons without each group, [group]."""
        return self._without("heads", 1.0)

    def total(self, name: str) -> Any:
        """Return a column summed over persons without each group, [group]."""
        return self._without(f"total of {name}", self.filled(name))

    def _without(self, key: str, values: Any) -> Any:
        if key not in self._cut:
            self._cut[key] = without_each(group_sums(values, self.groups, weights=self.persons))[0]
        return self._cut[key]

    def median(self, name: str) -> Any:
        """Return the medians of draws of groups, [draw]."""
        some, values = self.with_value(name)
        order = np.argsort(values, kind="stable")
        return quantiles_drawn(values[order], some.groups[order], some.persons[order])  # type: ignore[attr-defined]

    def concentrated(self, values: Any, by: Any) -> Any:
        """Return the concentration coefficient without each group, [group], of persons in bins of their rank."""
        distinct, place = np.unique(by, return_inverse=True)
        bins = min(len(distinct), BINS)
        bin_of = place * bins // max(len(distinct), 1)
        heads, amounts = (
            without_each(group_sums(one, self.groups, bin_of, bins, self.persons)) for one in (1.0, values)
        )
        with np.errstate(divide="ignore", invalid="ignore"):
            rank = (np.cumsum(heads, axis=0) - heads / 2.0) / heads.sum(axis=0)
            mean = amounts.sum(axis=0)
            return np.where(mean > 0, 2.0 * (amounts * (rank - 0.5)).sum(axis=0) / mean, np.nan)


def error_of(measure: Callable[[Lives], Any], left_out: LeftOut) -> float:
    """Return the standard error of a measure of lives; missing where it has no value without some group."""
    parts = np.asarray(measure(left_out))
    return spread_of_draws(parts) if len(parts) == DRAWS else float(standard_error(parts))


assert DRAWS != GROUPS  # by their number draws and groups are told apart
