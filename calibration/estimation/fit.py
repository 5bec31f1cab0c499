"""The fit: scores that bring what a model gives near what was observed, held by their priors.

What is made small is half the sum of squares of two kinds of residuals: the logarithm of simulated over observed, in standard
deviations of the row; and the scores themselves, which are standard normal before anything is seen. Steps are
those of Gauss and Newton within bounds. A Jacobian is measured by central differences half a prior standard deviation
wide, kept up by Broyden's rule between measurements, and measured anew where a step fails or the schedule says so. The model
is asked for many points at once, at a coarse sample for differences (common luck cancels) and at a fine one for steps.
"""

from collections.abc import Callable, Sequence
from typing import NamedTuple

import numpy as np
from scipy.optimize import lsq_linear

WIDTH = 0.5  # of a difference, in prior standard deviations
FURTHEST = 2.5  # prior standard deviations that no estimate leaves
JACOBIANS = 3  # measured at most
STEPS = 3  # by Broyden's rule after each measurement
SHORTENINGS = (1.0, 0.5, 0.25)  # parts of a step that are tried, all at once
SMALL_STEP = 0.02  # prior standard deviations; a smaller step ends the fit
SMALL_GAIN = 0.001  # relative fall of the objective; a smaller one ends it

Model = Callable[[np.ndarray, bool], np.ndarray]
"""Takes points [point, parameter] and whether the fine sample is wanted; returns logs of what is simulated [point, row]."""


class Data(NamedTuple):
    """What is fitted: logarithms of what was observed and standard deviations [row], and prior spreads [parameter]."""

    observed: np.ndarray
    spread: np.ndarray
    prior: np.ndarray


class Step(NamedTuple):
    """One accepted point: where, its objective, its distance from the one before, and whether a Jacobian was measured there."""

    scores: np.ndarray
    objective: float
    length: float
    measured: bool


class Fit(NamedTuple):
    """The result: scores, simulated logs there, the last Jacobian [row, parameter] of logs, the way and why it ended."""

    scores: np.ndarray
    simulated: np.ndarray
    jacobian: np.ndarray
    way: tuple[Step, ...]
    reason: str
    data: Data

    @property
    def residuals(self) -> np.ndarray:
        """Log ratios of simulated over observed in standard deviations."""
        return (self.simulated - self.data.observed) / self.data.spread

    @property
    def information(self) -> np.ndarray:
        """What the rows tell of the parameters, in units of their priors: the Fisher information [parameter, parameter]."""
        scaled = self.jacobian * self.data.prior / self.data.spread[:, None]
        return np.asarray(scaled.T @ scaled)

    @property
    def covariance(self) -> np.ndarray:
        """Posterior covariance of the scores by Laplace; the rows tell less by the inflation, so that it never exceeds the prior."""
        plain = np.linalg.inv(np.eye(len(self.scores)) + self.information / self.inflation)
        return np.asarray(plain * np.outer(self.data.prior, self.data.prior))

    @property
    def inflation(self) -> float:
        """Mean square of the residuals over their degrees of freedom, at least 1."""
        free = max(len(self.residuals) - self.effective_parameters, 1.0)
        return max(1.0, float(self.residuals @ self.residuals) / free)

    @property
    def effective_parameters(self) -> float:
        """How many parameters the rows determine, counted in parts: the trace of what of each is not prior."""
        return float(np.trace(self.information @ np.linalg.inv(np.eye(len(self.scores)) + self.information)))

    @property
    def shrinkage(self) -> np.ndarray:
        """Part of each parameter's prior variance that the rows take away [parameter]; without the inflation."""
        return np.asarray(1 - np.diag(np.linalg.inv(np.eye(len(self.scores)) + self.information)))


def objective(logs: np.ndarray, scores: np.ndarray, data: Data) -> float:
    """Return half the sum of squares of all residuals."""
    rows = (logs - data.observed) / data.spread
    priors = scores / data.prior
    return float(rows @ rows + priors @ priors) / 2


def fit(model: Model, data: Data, start: np.ndarray | None = None, tell: Callable[[str], None] = lambda _: None) -> Fit:
    """Return the estimate.

    Parameters
    ----------
    model
        Gives logs of what is simulated at points of the scores, at the coarse or the fine sample.
    data
        What it is held against.
    start
        Where to begin; at the prior's centre by default.
    tell
        Is told what is done, a line at a time.
    """
    scores = np.zeros(len(data.prior)) if start is None else np.asarray(start, float)
    (logs,) = model(scores[None], True)
    way = [Step(scores, objective(logs, scores, data), 0.0, True)]
    tell(f"start: objective {way[0].objective:.2f}")
    jacobian, measured, since = differences(model, scores, data), 1, 0
    while True:
        step = newton_step(logs, scores, jacobian, data)
        small = np.abs(step).max() < SMALL_STEP
        before, gained = way[-1].objective, 0.0
        if not small:
            points = scores + np.outer(SHORTENINGS, step)
            tried = model(points, True)
            values = [objective(row, point, data) for row, point in zip(tried, points, strict=True)]
            best = int(np.argmin(values))
            gained = (before - values[best]) / before
        if gained > 0:
            move = points[best] - scores
            jacobian = broyden(jacobian, move, tried[best] - logs)
            scores, logs, since = points[best], tried[best], since + 1
            way.append(Step(scores, values[best], float(np.abs(move).max()), False))
            tell(f"step {len(way) - 1}: objective {values[best]:.2f}, longest move {way[-1].length:.2f}")
        if gained > SMALL_GAIN and since < STEPS:
            continue
        if since == 0:
            reason = "the next step is small" if small else "no step lowers the objective"
            break
        if measured == JACOBIANS:
            reason = "the schedule is at its end"
            break
        tell(f"Jacobian {measured + 1} of at most {JACOBIANS}")
        jacobian, measured, since = differences(model, scores, data), measured + 1, 0
        way[-1] = way[-1]._replace(measured=True)
    if not way[-1].measured:  # the posterior rests on a Jacobian measured where the fit ended
        tell("Jacobian at the estimate")
        jacobian = differences(model, scores, data)
        way[-1] = way[-1]._replace(measured=True)
    return Fit(scores, logs, jacobian, tuple(way), reason, data)


def differences(model: Model, scores: np.ndarray, data: Data) -> np.ndarray:
    """Return the Jacobian of the logs [row, parameter] by central differences, one-sided where a bound is near."""
    ahead = np.minimum(scores + WIDTH * data.prior, FURTHEST * data.prior)
    behind = np.maximum(scores - WIDTH * data.prior, -FURTHEST * data.prior)
    points = np.concatenate([scores + np.diag(end - scores) for end in (ahead, behind)])
    logs = model(points, False)
    number = len(scores)
    return np.asarray((logs[:number] - logs[number:]).T / (ahead - behind))


def newton_step(logs: np.ndarray, scores: np.ndarray, jacobian: np.ndarray, data: Data) -> np.ndarray:
    """Return the step to the least objective of the straight model, within the bounds."""
    rows = np.concatenate([jacobian / data.spread[:, None], np.diag(1 / data.prior)])
    residuals = np.concatenate([(logs - data.observed) / data.spread, scores / data.prior])
    bounds = -FURTHEST * data.prior - scores, FURTHEST * data.prior - scores
    return np.asarray(lsq_linear(rows, -residuals, np.add(bounds, [[-1e-9], [1e-9]])).x)


def broyden(jacobian: np.ndarray, move: np.ndarray, change: np.ndarray) -> np.ndarray:
    """Return the Jacobian that says what the last move did and else differs least."""
    return np.asarray(jacobian + np.outer(change - jacobian @ move, move) / (move @ move))


def refitted(found: Fit, widening: float) -> np.ndarray:
    """Return the scores that the straight model at the estimate would have with all prior spreads widened.

    Parameters that move far are held by their priors, not by the rows.
    """
    data = found.data._replace(prior=widening * found.data.prior)
    return np.asarray(found.scores + newton_step(found.simulated, found.scores, found.jacobian, data))


def weakest_directions(found: Fit, names: Sequence[str], parts: int = 3) -> list[tuple[float, list[tuple[str, float]]]]:
    """Return combinations of parameters of which the rows tell less than the prior does, the least told first.

    Returns
    -------
    list
        Each with its information in units of the prior's, and its largest parts: name and weight.
    """
    values, vectors = np.linalg.eigh(found.information)
    told = []
    for value, vector in zip(values, vectors.T, strict=True):
        if value < 1:
            order = np.argsort(-np.abs(vector))[:parts]
            sign = np.sign(vector[order[0]])
            told.append((float(value), [(names[k], float(sign * vector[k])) for k in order]))
    return told


def pins(found: Fit, parameter: int, rows: int = 3) -> list[int]:
    """Return the rows that tell most of one parameter, given all others: by their part of its information."""
    scaled = found.jacobian * found.data.prior / found.data.spread[:, None]
    others = np.delete(scaled, parameter, axis=1)
    ridge = np.vstack([others, np.eye(others.shape[1])])
    own = np.append(scaled[:, parameter], np.zeros(others.shape[1]))
    alone = own - ridge @ np.linalg.lstsq(ridge, own, rcond=None)[0]
    weight = alone[: len(scaled)] * scaled[:, parameter]
    return [int(row) for row in np.argsort(-np.abs(weight))[:rows]]
