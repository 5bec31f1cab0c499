"""What the model gives for the fitted rows at points of the scores: a batch of runs, and the comparison with published figures."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

import microsim as ms
from microsim.uncertainty.draws import drawn
from microsim.validation.comparing import compare
from microsim.validation.roles import Role, answer_of, deviation_of, role_of
from microsim.validation.targets import Target, shipped_targets

if TYPE_CHECKING:
    import xarray as xr

COARSE, FINE = 1000, 200  # 1 in so many persons, for differences and for steps
SEEDS = 4
UNTIL = 2017  # the first simulated year: fitted figures are of 2016 and before, or that year's flows
SMALL = 20_000
NOTHING = 1e-6  # persons, yuan or ratio: what stands for none, so that it has a logarithm


class Row(NamedTuple):
    """A fitted figure: what was published, its scope as a formula, logarithm and standard deviation."""

    target: Target
    scope: str
    log: float
    spread: float


def fitted_rows(until: int = UNTIL) -> list[Row]:
    """Return the figures that are fitted and that a run to a year counts."""
    counted = {row.target.id for row in compare(_small_run(until), shipped_targets()) if row.simulated is not None}
    found = []
    for target in shipped_targets():
        if target.id not in counted:
            continue
        scope = answer_of(target)
        fitted = (
            role_of(target)[0] is Role.FIT and target.year is not None and target.year <= until and target.value > 0
        )
        if fitted and scope is not None:
            found.append(Row(target, str(scope.formula), float(np.log(target.value)), deviation_of(target, scope)))
    return found


def _small_run(until: int) -> "xr.DataTree":
    """Return the results of a run of few persons: what it counts, all runs count."""
    return ms.run("baseline", one_in=SMALL, until=until, progress=False).tree


class Simulator:
    """The model as the fit asks it: logs of what is simulated [point, row] at points of the scores.

    Parameters
    ----------
    names : uncertain quantities, in the order of the points
    rows : figures, in the order of what is returned
    base : the scenario whose assumptions move
    coarse, fine : 1 in so many persons
    seeds : runs with other luck over which a point is averaged; the same ones at every point
    """

    def __init__(
        self,
        names: Sequence[str],
        rows: Sequence[Row],
        base: str = "baseline",
        coarse: int = COARSE,
        fine: int = FINE,
        seeds: int = SEEDS,
        until: int = UNTIL,
    ):
        self.names = tuple(names)
        self.targets = tuple(row.target for row in rows)
        self.base = ms.scenario(base)
        self.sample = {False: coarse, True: fine}
        self.seeds = list(range(1, seeds + 1))
        self.until = until

    def __call__(self, points: np.ndarray, fine: bool) -> np.ndarray:
        """Return the logs of the means over the seeds."""
        scenarios = [
            drawn(self.base, dict(zip(self.names, map(float, point), strict=True)), f"point{number}")
            for number, point in enumerate(points)
        ]
        sums = np.zeros((len(points), len(self.targets)))
        plan = {"one_in": self.sample[fine], "until": self.until, "seeds": self.seeds, "keep": ["results"]}
        for outcome in ms.batch_each(scenarios, progress=False, **plan):
            if outcome.run is None:
                raise RuntimeError(f"{outcome.task.id}: {outcome.reason}")
            number = int(outcome.task.base.removeprefix("point"))
            sums[number] += self.simulated(outcome.run.tree)
        return np.log(np.maximum(sums / len(self.seeds), NOTHING))

    def simulated(self, tree: "xr.DataTree") -> np.ndarray:
        """Return what one run gives for the rows, in their units."""
        found = [row.simulated for row in compare(tree, self.targets)]
        missing = [target.id for target, value in zip(self.targets, found, strict=True) if value is None]
        if missing:
            raise RuntimeError(f"the results do not count {', '.join(missing)}")
        return np.array(found, float)
