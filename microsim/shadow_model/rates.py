"""Yearly rates of change between states: smooth over ages and years, of the level that a year had.

The shape is persons who changed over persons at risk, both summed with the weights 1 2 1 over neighbouring years and
1 6 1 over neighbouring ages: little, for the law sets ages before and after which everything is otherwise. Claims, most of
which happen at such an age, are summed over years alone. One factor a year, province, sex and change then makes as many change in all as did in the run, so
that what the law does in one year is not smeared over its neighbours; at which ages they change, the shape says. The
factor multiplies hazards (minus the logarithm of the share that stays): shares near one stay below it.
"""

from typing import NamedTuple

import numpy as np

from microsim.kernel.tallies import State
from microsim.shadow_model.states import AFTER, AGE, BEFORE, YEAR, Counted, grown_older

OWN_WEIGHT = {YEAR: 2.0, AGE: 6.0}  # of a year and of an age; each neighbour has 1
MOST = 0.9999  # share that changes above which a hazard is taken to be that of this share
ROUNDS = 12  # of finding the factors: by then they move no further digit that is shown


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
    shares = quotient(smooth(changed), smooth(at_risk)[..., None])
    claims = changed[..., State.PENSIONER]
    shares[..., State.PENSIONER] = quotient(smooth(claims, (YEAR,)), smooth(at_risk, (YEAR,)))
    shape = hazards(bounded(shares))
    return Rates(levelled(shape, at_risk, changed.sum(axis=AGE, keepdims=True)), smooth_entries(entered))


def bounded(shares: np.ndarray) -> np.ndarray:
    """Return shares [..., before, after] of which no more than all change."""
    return shares / np.maximum(shares.sum(axis=-1, keepdims=True), 1.0)


def hazards(shares: np.ndarray) -> np.ndarray:
    """Return the hazards of competing changes from the shares [..., before, after] that change."""
    total = shares.sum(axis=-1, keepdims=True)
    return quotient(shares, total) * -np.log1p(-np.minimum(total, MOST))


def shares_of(rates: np.ndarray) -> np.ndarray:
    """Return the shares that change, from hazards: the inverse of ``hazards``."""
    total = rates.sum(axis=-1, keepdims=True)
    return quotient(rates, total) * -np.expm1(-total)


def levelled(shape: np.ndarray, at_risk: np.ndarray, changed: np.ndarray) -> np.ndarray:
    """Return shares of which those at risk change as many as did [year, province, sex, 1, before, after]."""
    level = np.ones(changed.shape)
    for _ in range(ROUNDS):
        shares = shares_of(shape * level)
        level *= quotient(changed, (at_risk[..., None] * shares).sum(axis=AGE, keepdims=True))
    return shares_of(shape * level)


def smooth_entries(entered: np.ndarray) -> np.ndarray:
    """Return entries with smooth ages and the total of each year, newborns apart: all of them are of age 0."""
    later = entered.copy()
    later[:, :, :, 0] = 0.0
    shape = smooth(later)
    shape[:, :, :, 0] = 0.0
    smoothed = shape * quotient(later.sum(axis=AGE, keepdims=True), shape.sum(axis=AGE, keepdims=True))
    smoothed[:, :, :, 0] = entered[:, :, :, 0]
    return smoothed


def smooth(counts: np.ndarray, axes: tuple[int, ...] = (YEAR, AGE)) -> np.ndarray:
    """Return sums over neighbouring years and ages with OWN_WEIGHT; beyond an end there is nobody."""
    for axis in axes:
        lines = np.moveaxis(counts, axis, 0)
        sums = OWN_WEIGHT[axis] * lines
        sums[1:] += lines[:-1]
        sums[:-1] += lines[1:]
        counts = np.moveaxis(sums, 0, axis)
    return counts


def quotient(one: np.ndarray, other: np.ndarray) -> np.ndarray:
    """Return a quotient, 0 where there is nothing to divide by."""
    return np.divide(one, other, out=np.zeros(np.broadcast_shapes(one.shape, other.shape)), where=other > 0)


class Projected(NamedTuple):
    """A cohort projection.

    Attributes
    ----------
    stocks : persons at the ends of years, that it started from first [year + 1, province, sex, age, state]
    flows : persons who changed, entries among them [year, province, sex, age, before, after]
    """

    stocks: np.ndarray
    flows: np.ndarray


def projected(start: np.ndarray, rates: Rates) -> Projected:
    """Return what rates lead to from a stock."""
    stocks, flows = [start], []
    for changes, entries in zip(rates.changes, rates.entries, strict=True):
        older = grown_older(stocks[-1])
        moved = older[..., None] * changes
        moved[..., State.ABSENT, :] = entries
        after = older - moved.sum(axis=AFTER - 1) + moved.sum(axis=BEFORE - 1)
        after[..., [State.ABSENT, State.DEAD]] = 0.0
        stocks.append(after)
        flows.append(moved)
    return Projected(np.stack(stocks), np.stack(flows))
