"""The posterior checked: the model run anew at draws from it, beside the straight model it rests on."""

from typing import NamedTuple

import numpy as np
from scipy.special import ndtri
from scipy.stats import qmc

from calibration.estimation.fit import Fit, Model

CHECKS = 40
SCRAMBLE = 20170102  # not the points of the draws that runs take


class Check(NamedTuple):
    """What reruns say.

    Attributes
    ----------
    runs : how many
    bent : root mean square of simulated less straight logs [row], in standard deviations of the row
    moved : root mean square of what the straight model moves from the estimate [row], in the same unit
    misfit : mean square of the reruns' residuals, in standard deviations of the rows
    expected : what it would be were the model straight and the posterior right
    """

    runs: int
    bent: np.ndarray
    moved: np.ndarray
    misfit: float
    expected: float

    @property
    def crooked(self) -> float:
        """How much of what draws move the rows by the straight model gets wrong: root mean square over root mean square."""
        return float(np.sqrt(np.mean(self.bent**2) / np.mean(self.moved**2)))


def checked(model: Model, found: Fit, runs: int = CHECKS) -> Check:
    """Return how the model at quasi-random draws from the posterior compares with the straight one.

    Both are differences from the coarse sample at the estimate, so that what differs between samples cancels.
    """
    sequence = qmc.Sobol(len(found.scores), scramble=True, seed=SCRAMBLE)
    points = sequence.random_base2(int(np.ceil(np.log2(max(runs, 2)))))[:runs]
    moves = ndtri(points) @ np.linalg.cholesky(found.covariance).T
    at, *logs = model(np.vstack([found.scores, found.scores + moves]), False)
    straight = moves @ found.jacobian.T
    lived = np.array(logs) - at
    spread = found.data.spread
    off = found.simulated - found.data.observed
    bent, moved, fits, expected = (
        np.mean((rows / spread) ** 2, axis=0) for rows in (lived - straight, straight, off + lived, off + straight)
    )
    return Check(runs, np.sqrt(bent), np.sqrt(moved), float(fits.mean()), float(expected.mean()))
