"""Yearly rates of change between states: smooth over ages and years, of the level that a year had.

A rate is persons who changed over persons at risk, both summed with the weights 1 2 1 over neighbouring ages and over
neighbouring years: the shape. One factor a year, sex and change then makes the persons at risk in the run change as
many as did in all, so that what the law does in one year is not smeared over its neighbours. The ages at which a
change happens within that year come from the shape alone.
"""

from typing import NamedTuple

import numpy as np

from microsim.kernel.tallies import State
from microsim.shadow.states import AFTER, AGE, BEFORE, YEAR, Counted, grown_older

WEIGHTS = (1.0, 2.0, 1.0)  # of the one before, itself and the next


class Rates(NamedTuple):
    """What drives a cohort projection.

    Attributes
    ----------
    changes : share of those in a state who change to another within the year [year, province, sex, age, before, after]
    entries : persons who enter [year, province, sex, age, after]
    """

    changes: np.ndarray
    entries: np.ndarray


def own_rates(found: Counted) -> Rates:
    """Return the smoothed rates of a run for the years after the base year."""
    at_risk = grown_older(found.stocks[:-1])
    changed = found.changes[1:].copy()
    entered = changed[..., State.ABSENT, :].copy()
    changed[..., State.ABSENT, :] = 0.0
    shape = quotient(smooth(changed), smooth(at_risk)[..., None])
    expected = (at_risk[..., None] * shape).sum(axis=AGE, keepdims=True)
    level = quotient(changed.sum(axis=AGE, keepdims=True), expected)
    return Rates(bounded(shape * level), smooth_entries(entered))


def smooth_entries(entered: np.ndarray) -> np.ndarray:
    """Return entries with smooth ages and the total of each year, newborns apart: all of them are of age 0."""
    later = entered.copy()
    later[:, :, :, 0] = 0.0
    shape = smooth(later)
    shape[:, :, :, 0] = 0.0
    totals = later.sum(axis=AGE, keepdims=True)
    smoothed = shape * quotient(totals, shape.sum(axis=AGE, keepdims=True))
    smoothed[:, :, :, 0] = entered[:, :, :, 0]
    return smoothed


def smooth(counts: np.ndarray) -> np.ndarray:
    """Return sums over neighbouring ages and years with WEIGHTS; beyond an end there is nobody."""
    for axis in (YEAR, AGE):
        lines = np.moveaxis(counts, axis, 0)
        sums = WEIGHTS[1] * lines
        sums[1:] += WEIGHTS[0] * lines[:-1]
        sums[:-1] += WEIGHTS[2] * lines[1:]
        counts = np.moveaxis(sums, 0, axis)
    return counts


def quotient(one: np.ndarray, other: np.ndarray) -> np.ndarray:
    """Return a quotient, 0 where there is nothing to divide by."""
    return np.divide(one, other, out=np.zeros(np.broadcast_shapes(one.shape, other.shape)), where=other > 0)


def bounded(shares: np.ndarray) -> np.ndarray:
    """Return shares [..., before, after] of which no more than all change."""
    return shares / np.maximum(shares.sum(axis=AFTER, keepdims=True), 1.0)


def projected(start: np.ndarray, rates: Rates) -> np.ndarray:
    """Return the stocks that rates lead to from a stock: [year + 1, province, sex, age, state], the start first."""
    stocks = [start]
    for changes, entries in zip(rates.changes, rates.entries, strict=True):
        older = grown_older(stocks[-1])
        flows = older[..., None] * changes
        after = older - flows.sum(axis=AFTER - 1) + flows.sum(axis=BEFORE - 1) + entries
        after[..., [State.ABSENT, State.DEAD]] = 0.0
        stocks.append(after)
    return np.stack(stocks)
