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
    def heads(self) -> Any:
        """Persons without each group, [group]."""
        return self._once("without", lambda: without_each(group_sums(self.lives.persons, self.groups))[0])

    def total(self, name: str) -> Any:
        """Return a column summed over persons without each group, [group]."""
        sums = lambda: group_sums(self.lives.weighted(name), self.groups)  # noqa: E731
        return self._once(("total", name), lambda: without_each(sums())[0])

    def median(self, name: str) -> Any:
        """Return the medians of draws of groups, [draw]."""
        order, values = self.lives.with_value(name)
        return quantiles_drawn(values, self.groups[order], self.lives.persons[order])

    def concentrated(self, name: str, by: str) -> Any:
        """Return the concentration coefficient without each group, [group], of persons in bins of their rank."""
        return self._once((name, by), lambda: self._concentration(name, by))

    def _concentration(self, name: str, by: str) -> Any:
        bin_of, bins, rank = self._once(("rank", by), lambda: self._rank(by))
        amounts = without_each(group_sums(self.lives.weighted(name), self.groups, bin_of, bins))
        mean = amounts.sum(axis=0)
        with np.errstate(divide="ignore", invalid="ignore"):
            return np.where(mean > 0, 2.0 * (amounts * (rank - 0.5)).sum(axis=0) / mean, np.nan)

    def _rank(self, by: str) -> tuple[Any, int, Any]:
        """Return the bin of each life by its place, how many bins there are, and their ranks without each group."""
        place = self.lives.places(by)
        distinct = int(place.max(initial=-1)) + 1
        bins = min(distinct, BINS)
        bin_of = place * bins // max(distinct, 1)
        heads = without_each(group_sums(self.lives.persons, self.groups, bin_of, bins))
        with np.errstate(divide="ignore", invalid="ignore"):
            return bin_of, bins, (np.cumsum(heads, axis=0) - heads / 2.0) / heads.sum(axis=0)


def error_of(measure: Callable[[Lives], Any], left_out: LeftOut) -> float:
    """Return the standard error of a measure of lives; missing where it has no value without some group."""
    parts = np.asarray(measure(left_out))
    return spread_of_draws(parts) if len(parts) == DRAWS else float(standard_error(parts))


assert DRAWS != GROUPS  # by their number draws and groups are told apart
