"""Runs of one sample, asked for by scenario and seed, in one process; none is run twice."""

from collections.abc import Callable, Iterable, Sequence
from typing import Any

import numpy as np

from microsim.batches import each
from microsim.reading import InputError, Problem
from microsim.reforms.measured import Measured
from microsim.scenarios import Scenario


class Runs:
    """Runs to a year of one person in so many; what was asked for once is kept, as its yearly values.

    Attributes
    ----------
    count
        How many runs were made.

    Parameters
    ----------
    measure
        What is kept of the results of a run.
    """

    def __init__(
        self,
        one_in: int,
        until: int | None,
        threads: int | None = None,
        progress: Any = False,
        measure: Callable[[Any], Measured] = Measured,
    ):
        self.one_in, self.until, self.threads, self.progress = one_in, until, threads, progress
        self.measure = measure
        self.kept: dict[tuple[str, int], Measured] = {}
        self.count = 0

    def all(self, scenarios: Iterable[Scenario], seeds: Sequence[int]) -> list[list[Measured]]:
        """Return the runs of scenarios with seeds [scenario][seed].

        Raises
        ------
        InputError
            Where a run fails.
        """
        wanted = list(scenarios)
        left = {one.text_hash: one for one in wanted if any((one.text_hash, seed) not in self.kept for seed in seeds)}
        if left:
            self._run(list(left.values()), seeds)
        return [[self.kept[one.text_hash, seed] for seed in seeds] for one in wanted]

    def one(self, scenario: Scenario, seed: int) -> Measured:
        """Return one run."""
        return self.all([scenario], [seed])[0][0]

    def _run(self, scenarios: list[Scenario], seeds: Sequence[int]) -> None:
        """Run scenarios with seeds and keep what they gave."""
        options: dict[str, Any] = {"one_in": self.one_in, "seeds": list(seeds), "keep": ["results"]}
        options |= {} if self.until is None else {"until": self.until}
        for outcome in each(scenarios, threads=self.threads, progress=self.progress, **options):
            if outcome.run is None:
                raise InputError([Problem(outcome.task.id, 0, 0, "", f"could not be run: {outcome.reason}")])
            self.count += 1
            self.kept[outcome.task.scenario.text_hash, outcome.task.seed] = self.measure(outcome.run.tree)


def mean_over(run: Measured, indicator: str, region: str, years: Sequence[int], less: str | None = None) -> float:
    """Return the mean of an indicator, less another, over years from the first to the last that is given."""
    series = run.series(indicator, region) - (0.0 if less is None else run.series(less, region))
    return float(np.mean(series[(run.years >= years[0]) & (run.years <= years[-1])]))
