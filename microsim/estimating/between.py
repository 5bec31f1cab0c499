"""The error that replicates show: runs that differ in nothing but their luck."""

from typing import Any

import numpy as np


def between_replicates(values: Any) -> np.ndarray:
    """Return the standard error of the mean of replicates, [replicate, ...]; missing where there is one only."""
    values = np.asarray(values, dtype=np.float64)
    if len(values) < 2:
        return np.full(values.shape[1:], np.nan)
    return np.asarray(values.std(axis=0, ddof=1) / np.sqrt(len(values)))


def larger(one: Any, other: Any) -> np.ndarray:
    """Return the larger of two errors, the one that is known where the other is missing."""
    return np.fmax(one, other)
