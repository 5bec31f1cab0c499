"""Which sample shows a wanted difference, and what it takes: from a few small runs of both scenarios with other seeds."""

import dataclasses
import time
from typing import TYPE_CHECKING, Any

import numpy as np

from microsim.assessing.asked import Source, a_year, check_figure, scenario_of
from microsim.estimating import GROUPS
from microsim.reading.arguments import Arguments
from microsim.reforms.measured import Measured
from microsim.results.errors import FIGURES, difference_errors, has_errors, of_years
from microsim.scenarios import Scenario
from microsim.solving.runs import Runs

if TYPE_CHECKING:
    import pandas as pd

SAMPLES = (50_000, 20_000, 10_000, 5000, 4000, 2000, 1000, 500, 400, 200, 100, 50, 20, 10, 1)
CONFIDENCE, POWER = 0.95, 0.8
REPEATS = 2  # of a timed run, of which the faster counts
SMALLER = 4  # the second pilot has so many times fewer persons: the time of a person is the slope between both


@dataclasses.dataclass(frozen=True)
class Planned:
    """What a difference takes to be seen.

    Attributes
    ----------
    difference, error
        Of one pair of runs at the sample of the pilot: the mean over its seeds, and the standard error of a single pair.
    error_low, error_high
        Ends of the 80 percent interval of that error.
    by_groups
        Whether the error is that of groups of persons, as a comparison prints it, and not the spread of the seeds: of
        both the larger, where the figure is known by group.
    see
        The difference that is to be seen.
    one_in
        Persons in so many that the pilot took.
    needed
        The largest K for which one pair of runs sees it, not rounded; below 1 no sample does, 0 where nothing differs.
    seeds
        How many seeds the pilot took.
    fixed, per_person
        Seconds of a run: whatever the sample, and for each simulated person; missing where a pilot so small, or a machine so
        busy, does not tell.
    persons
        Persons simulated by the pilot.
    """

    indicator: str
    region: str
    year: int
    names: tuple[str, str]
    see: float
    difference: float
    error: float
    error_low: float
    error_high: float
    by_groups: bool
    one_in: int
    needed: float
    seeds: int
    fixed: float
    per_person: float
    persons: int

    @property
    def sample(self) -> int | None:
        """The usual sample that sees it; None where one run of everybody would not."""
        return next((one_in for one_in in SAMPLES if one_in <= self.needed), None)

    def seconds(self, one_in: int) -> float:
        """Return the seconds that a pair of runs takes at a sample, on this machine as busy as it is now."""
        return 2 * (self.fixed + self.per_person * self.persons * self.one_in / one_in)

    def error_at(self, one_in: int) -> float:
        """Return the standard error of a difference at a sample."""
        return float(self.error * np.sqrt(one_in / self.one_in))

    def frame(self) -> "pd.DataFrame":
        """Return a row a sample: 1 in so many, persons, standard error, whether it sees the difference, seconds of a pair."""
        import pandas as pd

        rows = [
            {
                "one_in": one_in,
                "persons": round(self.persons * self.one_in / one_in),
                "error": self.error_at(one_in),
                "sees": one_in <= self.needed,
                "seconds": self.seconds(one_in),
            }
            for one_in in SAMPLES
        ]
        return pd.DataFrame(rows)


def plan(
    base: Source,
    reform: Source,
    indicator: str,
    see: float,
    region: str = "both",
    year: int = 2050,
    *,
    one_in: int = 20_000,
    seeds: int = 8,
    until: int | None = None,
    threads: int | None = None,
    progress: Any = False,
) -> Planned:
    """Return which sample shows a difference between two scenarios, from small runs of both with several seeds.

    A difference is seen where it is 2.8 times its standard error: a test at 95 percent then finds it four times in five.

    Parameters
    ----------
    base, reform
        Run folders, runs under ``runs/``, or scenarios by name or file.
    indicator, region, year
        Of which figure.
    see
        The difference that is to be seen, in the unit of the figure, above nought.
    one_in, seeds
        The pilot: its sample, and how many seeds, at least 3.
    until
        Last year of the runs that are planned, for their time; that of the figure by default.

    Raises
    ------
    InputError
        For wrong arguments.
    """
    pair = [scenario_of(source)[0] for source in (base, reform)]
    asked = Arguments("plan")
    year = check_figure(asked, indicator, region, year, pair[0])
    threads, progress = asked.whole("threads", threads), asked.watcher("progress", progress)
    one_in, seeds = asked.whole("one_in", one_in), asked.whole("seeds", seeds, 3, 1000)
    last = year if until is None else a_year(asked, "until", until, year, pair[0].horizon.end)
    if isinstance(see, bool) or not isinstance(see, int | float) or not 0 < see < float("inf"):
        asked.wrong("see", see, "a number above 0, in the unit of the indicator")
    if pair[0].text_hash == pair[1].text_hash:
        asked.wrong("reform", pair[1].name, "a scenario that differs from the base")
    asked.check()
    runs = Runs(one_in, last, threads, progress, lambda tree: Pilot(tree, year))
    pilots = runs.all(pair, range(1, seeds + 1))
    values = np.array([[run.value(indicator, region, year) for run in row] for row in pilots])
    differences = values[1] - values[0]
    spread, by_groups = float(np.std(differences, ddof=1)), error_by_groups(pilots, indicator, region)
    error = max(spread, by_groups)
    low, high = _interval(error, seeds if error == spread else GROUPS)
    fixed, each, persons = _times(pair[0], runs)
    wanted = see / _times_error()
    needed = one_in * (wanted / error) ** 2 if error > 0 else float("inf") if differences.any() else 0.0
    figures = (float(differences.mean()), error, low, high, error > spread)
    names = (pair[0].name, pair[1].name)
    return Planned(indicator, region, year, names, float(see), *figures, one_in, needed, seeds, fixed, each, persons)


class Pilot(Measured):
    """What is kept of a pilot run: its yearly values, and totals by group of persons of one year, None where not kept."""

    def __init__(self, tree: Any, year: int):
        super().__init__(tree)
        self.split = of_years(tree, [year]) if has_errors(tree) else None


def error_by_groups(pilots: list[list[Any]], indicator: str, region: str) -> float:
    """Return the jackknife's standard error of a pair, over the pairs of a pilot; nought where it is not known by group."""
    if indicator not in FIGURES or any(run.split is None for row in pilots for run in row):
        return 0.0
    pairs = zip(*pilots, strict=True)
    errors = [difference_errors(old.split, new.split, indicator, (region,)).se[0, 0] for old, new in pairs]
    return float(np.sqrt(np.mean(np.square(errors))))


def _times_error() -> float:
    """Return how many standard errors a difference must be for the test to find it as often as wanted."""
    from scipy.stats import norm

    return float(norm.ppf((1 + CONFIDENCE) / 2) + norm.ppf(POWER))


def _interval(error: float, seeds: int) -> tuple[float, float]:
    """Return the ends of the 80 percent interval of a standard error that so many seeds or groups tell."""
    from scipy.stats import chi2

    free = seeds - 1
    return tuple(float(error * np.sqrt(free / chi2.ppf(end, free))) for end in (0.9, 0.1))  # type: ignore[return-value]


def _times(base: Scenario, runs: Runs) -> tuple[float, float, int]:
    """Return the seconds of a run that do not depend on the sample, those of a person, and the persons of the pilot."""
    from microsim.inputs import compile_inputs
    from microsim.running import project

    inputs, taken, persons = compile_inputs(base, runs.until), [], []
    for one_in in (runs.one_in * SMALLER, runs.one_in):
        seconds = []
        for _ in range(REPEATS):
            begun = time.perf_counter()
            project(inputs, one_in, 1, 1, runs.threads, None, False)
            seconds.append(time.perf_counter() - begun)
        taken.append(min(seconds))
        persons.append(inputs.population.count(one_in))
    each = (taken[1] - taken[0]) / (persons[1] - persons[0])
    if each <= 0:  # lost in what else the machine does
        each = float("nan")
    return sum(inputs.seconds.values()) + max(0.0, taken[0] - each * persons[0]), each, persons[1]
