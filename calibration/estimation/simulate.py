"""What the model gives for the fitted figures at points of the scores: a batch of runs, and what they count."""

from collections.abc import Sequence

import numpy as np

import microsim as ms
from calibration.estimation.moments import Moment, fitted, simulated
from microsim.uncertainty.draws import drawn

COARSE, FINE = 1000, 200  # 1 in so many persons, for differences and for steps
SEEDS = 4
AS_AWARDED = "base_stock.awards_known", 0  # the level of pensions at the base date is an input and in no fitted figure
UNTIL = 2017  # fitted figures are of 2016 and before: the base date and the history of who stands there


def counted(moments: Sequence[Moment], one_in: int = COARSE) -> list[Moment]:
    """Return the figures that a run counts: near the limit of what is raised a small sample may lose one."""
    values = simulated(ms.run("baseline", one_in=one_in, until=UNTIL, progress=False).tree, moments)
    return [moment for moment, value in zip(moments, values, strict=True) if np.isfinite(value)]


class Simulator:
    """The model as the fit asks it: logs of what is simulated [point, row] at points of the scores.

    Parameters
    ----------
    names : uncertain quantities, in the order of the points
    moments : figures, in the order of what is returned; all of them counted
    base : the scenario whose assumptions move
    coarse, fine : 1 in so many persons
    seeds : runs with other luck over which logs are averaged at a point; the same ones at every point
    """

    def __init__(
        self,
        names: Sequence[str],
        moments: Sequence[Moment] | None = None,
        base: str = "baseline",
        coarse: int = COARSE,
        fine: int = FINE,
        seeds: int = SEEDS,
    ):
        self.names = tuple(names)
        self.moments = tuple(counted(fitted(), coarse) if moments is None else moments)
        self.base = ms.scenario(base).set(*AS_AWARDED)
        self.sample = {False: coarse, True: fine}
        self.seeds = list(range(1, seeds + 1))

    def __call__(self, points: np.ndarray, fine: bool) -> np.ndarray:
        """Return the logs, means over the seeds.

        Raises
        ------
        RuntimeError
            Where a run fails, or does not count a figure, as a small sample may near the limit of what is raised.
        """
        scenarios = [
            drawn(self.base, dict(zip(self.names, map(float, point), strict=True)), f"point{number}")
            for number, point in enumerate(points)
        ]
        sums = np.zeros((len(points), len(self.moments)))
        plan = {"one_in": self.sample[fine], "until": UNTIL, "seeds": self.seeds, "keep": ["results"]}
        for outcome in ms.batch_each(scenarios, progress=False, **plan):
            if outcome.run is None:
                raise RuntimeError(f"{outcome.task.id}: {outcome.reason}")
            logs = simulated(outcome.run.tree, self.moments)
            if not np.isfinite(logs).all():
                missing = ", ".join(self.moments[row].id for row in np.flatnonzero(~np.isfinite(logs)))
                raise RuntimeError(f"{outcome.task.id} does not count {missing}")
            sums[int(outcome.task.base.removeprefix("point"))] += logs
        return sums / len(self.seeds)
