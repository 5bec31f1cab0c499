"""Lives followed over time: transitions, spells, re-entry after a gap, autocorrelation.

Everything works on arrays [person, year] and knows nothing of the model.
"""

from typing import NamedTuple

import numpy as np


class Spells(NamedTuple):
    """Runs of years in one state, a row a spell.

    Attributes
    ----------
    person : row of the person
    first, length : first year as a column, and years
    began, ended : whether the beginning and the end were seen
    """

    person: np.ndarray
    first: np.ndarray
    length: np.ndarray
    began: np.ndarray
    ended: np.ndarray


def spells(active, watched):
    """Return the runs of years in which a state is active.

    Parameters
    ----------
    active : bool [person, year]
    watched : bool [person, year], the years known of a person: one unbroken stretch
    """
    edge = np.zeros((len(active), 1), bool)
    state = np.concatenate([edge, active & watched, edge], axis=1)
    seen = np.concatenate([edge, watched, edge], axis=1)
    person, first = np.nonzero(~state[:, :-1] & state[:, 1:])
    _, after = np.nonzero(state[:, :-1] & ~state[:, 1:])
    return Spells(person, first, after - first, seen[person, first], seen[person, after + 1])


def exit_rates(length, ended, horizon):
    """Return the chance to leave a state by years spent in it, 1..horizon, and the spells at risk (Kaplan and Meier)."""
    risks = np.array([((length > year) | ((length == year) & ended)).sum() for year in range(1, horizon + 1)])
    leaves = np.array([((length == year) & ended).sum() for year in range(1, horizon + 1)])
    return leaves / np.maximum(risks, 1), risks


def transitions(state, watched, kinds):
    """Return the pairs of states of successive years [from, to], as counts.

    Parameters
    ----------
    state : int [person, year]
    watched : bool [person, year], years that may be the later of a pair
    """
    here = watched[:, 1:]
    pairs = state[:, :-1][here].astype(int) * kinds + state[:, 1:][here]
    return np.bincount(pairs, minlength=kinds * kinds).reshape(kinds, kinds)


def shares(counts):
    """Return counts as shares of their row; empty rows give nan."""
    total = counts.sum(axis=-1, keepdims=True)
    return np.where(total > 0, counts / np.maximum(total, 1), np.nan)


def lag_correlation(values, present, lag):
    """Return the correlation of a quantity with itself ``lag`` years before, and the pairs behind it."""
    both = present[:, lag:] & present[:, : present.shape[1] - lag]
    now, before = values[:, lag:][both], values[:, : values.shape[1] - lag][both]
    return float(np.corrcoef(now, before)[0, 1]), int(both.sum())
