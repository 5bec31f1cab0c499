"""A figure with its standard error."""

from typing import Any, NamedTuple

import numpy as np

T_975 = 1.998341  # of Student's t with 63 degrees of freedom, one less than the groups


class Estimate(NamedTuple):
    """Figures read off a sample; all three have one shape, a number a cell.

    Attributes
    ----------
    value : the figure itself, of all persons of the sample
    se : its standard error, missing where the figure cannot be had without some group
    persons : sampled persons it rests on
    """

    value: np.ndarray
    se: np.ndarray
    persons: np.ndarray

    def scaled(self, factor: float) -> "Estimate":
        """Return the figure in another unit."""
        return Estimate(self.value * factor, self.se * abs(factor), self.persons)

    @property
    def low(self) -> np.ndarray:
        """The lower end of the 95% interval."""
        return np.asarray(self.value - T_975 * self.se)

    @property
    def high(self) -> np.ndarray:
        """The upper end of the 95% interval."""
        return np.asarray(self.value + T_975 * self.se)


def finite_factor(one_in: int) -> float:
    """Return what the errors of a sample of every ``one_in``-th person shrink by against the whole: sqrt(1 - f).

    Only where the truth asked for is the same seed's full population, of which the sample is a part. Another seed's is
    not, and lives of another seed differ by their luck too.
    """
    return float(np.sqrt(1.0 - 1.0 / one_in))


def within(estimate: Estimate, truth: Any, other: Any = 0.0) -> np.ndarray:
    """Return whether the 95% interval covers a truth; ``other`` is the truth's own standard error."""
    spread = T_975 * np.hypot(estimate.se, other)
    return np.asarray(np.abs(estimate.value - truth) <= spread)
