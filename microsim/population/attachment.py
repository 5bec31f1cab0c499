"""Lasting attachment to work: the scores to which a person's own is added."""

from statistics import NormalDist

import numpy as np

NEVER = -40.0  # score of a share of nought: no attachment lifts it
CERTAIN = 40.0


def shares_of_scores(scores: np.ndarray, spread: float) -> np.ndarray:
    """Return the shares working that normal scores stand for, see ``attachment_scores``."""
    from scipy.special import ndtr  # takes a while to load, and is asked for only where tables are made

    shares = np.where(scores >= CERTAIN, 1.0, ndtr(np.asarray(scores) / np.hypot(1.0, spread)))
    return np.where(scores <= NEVER, 0.0, shares)


def attachment_scores(rates: np.ndarray, spread: float) -> np.ndarray:
    """Return normal scores of shares working such that the mean over persons is the share.

    A person works at an age with the chance ``Phi(score + attachment)``, attachment being normal with the standard
    deviation ``spread``; the mean over persons is ``Phi(score / sqrt(1 + spread ** 2))``.
    """
    values, places = np.unique(rates, return_inverse=True)
    quantile = NormalDist().inv_cdf
    scores = np.array([NEVER if v <= 0 else CERTAIN if v >= 1 else quantile(v) * np.hypot(1.0, spread) for v in values])
    return scores[places].reshape(np.shape(rates))
