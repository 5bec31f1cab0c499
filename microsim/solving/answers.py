"""Answer a question: the lever tried over its range, its roots, each tried with other seeds."""

import dataclasses
from typing import TYPE_CHECKING, Any

import numpy as np

from microsim.reading import plain
from microsim.reading.arguments import Arguments
from microsim.scenarios import Scenario
from microsim.solving.question import Cell, Question
from microsim.solving.read import Source, question_of
from microsim.solving.roots import Scan, grid, root
from microsim.solving.runs import Runs, mean_over

if TYPE_CHECKING:
    import pandas as pd

FINE = 4000  # a root is looked for to this part of the range; the luck of the sample is far coarser


@dataclasses.dataclass(frozen=True)
class Root:
    """One value of the lever that meets the goal.

    Attributes
    ----------
    value
        As found with the seed of the question.
    error
        Standard error of a root of one seed: the spread of the roots of all seeds.
    bracket
        The two values of the first scan between which it lies.
    seeds
        By other seed, the root there: from what the goal misses by, over the slope in the bracket.
    report
        What the question asks to be told at the root, by indicator; means over the years of the goal.
    scenario
        The scenario with the lever at its value.
    """

    value: float
    error: float
    bracket: tuple[float, float]
    seeds: dict[int, float]
    report: dict[str, float]
    scenario: Scenario


@dataclasses.dataclass(frozen=True)
class Solution:
    """The answer for one combination of what else varies.

    Attributes
    ----------
    at
        The combination, words by axis.
    scan
        Values of the lever tried at first, and by how much the goal was missed.
    roots
        In ascending order; none where the goal is met nowhere in the range.
    """

    at: dict[str, str]
    scan: Scan
    roots: tuple[Root, ...]


@dataclasses.dataclass(frozen=True)
class Solutions:
    """The answer to a question.

    Attributes
    ----------
    question
        What was asked.
    cells
        A solution for each combination of what else varies.
    runs
        How many runs it took.
    """

    question: Question
    cells: tuple[Solution, ...]
    runs: int

    def rounded(self, found: Root) -> str:
        """Return a root with as many digits as its error supports, and the error with two."""
        move = self.question.move
        if move.whole:
            return f"{move.told(found.value)} ± {found.error:.2g}" + " months" * (move.quantity.about.form == "age")
        if not found.error > 0:
            return f"{found.value:.4g}"
        places = max(0, 1 - int(np.floor(np.log10(found.error))))
        return f"{found.value:.{places}f} ± {found.error:.{places}f}"

    def frame(self) -> "pd.DataFrame":
        """Return a row a root: the combination, value, error, bracket, what was told; one without value where there is none."""
        import pandas as pd

        rows: list[dict[str, Any]] = []
        for cell in self.cells:
            told = {**cell.at, "monotone": cell.scan.monotone}
            for found in cell.roots:
                ends = {"least": found.bracket[0], "most": found.bracket[1]}
                others = {f"seed_{seed}": value for seed, value in found.seeds.items()}
                rows.append({**told, "value": found.value, "error": found.error, **ends, **others, **found.report})
            if not cell.roots:
                rows.append({**told, "value": np.nan})
        return pd.DataFrame(rows)

    def table(self) -> "pd.DataFrame":
        """Return the solutions as text, the last axis across: the trade-off of two levers, or of three on two axes."""
        import pandas as pd

        texts = ["; ".join(map(self.rounded, cell.roots)) or "none" for cell in self.cells]
        frame = pd.DataFrame([{**cell.at, "solution": text} for cell, text in zip(self.cells, texts, strict=True)])
        axes = list(self.question.file.for_)
        if len(axes) < 2:
            return frame.set_index(axes) if axes else frame
        across = frame.pivot(index=axes[:-1], columns=axes[-1], values="solution")
        down = frame.set_index(axes[:-1]).index.unique()
        return across.reindex(index=down, columns=frame[axes[-1]].unique())

    def __repr__(self) -> str:
        found = sum(bool(cell.roots) for cell in self.cells)
        return f"<Solutions {self.question.file.name}: {found} of {len(self.cells)} solved, {self.runs} runs>"


def solve(
    source: "Source | Question", *, threads: int | None = None, progress: Any = False, **entries: Any
) -> Solutions:
    """Return which value of a lever meets a goal.

    Parameters
    ----------
    source
        A file of such a question, the name of a shipped one, its content as a dict, or a Question.
    threads
        Threads; all cores by default. They change no result.
    progress
        None: a bar for each set of runs where stderr is a terminal; False: none.
    entries
        Entries of the file in place of those of the source, such as ``one_in`` or ``seed``.

    Raises
    ------
    InputError
        With every mistake in the question, before anything is run.
    """
    asked = Arguments("solve")
    threads, progress = asked.whole("threads", threads), asked.watcher("progress", progress)
    asked.check()
    question = source if isinstance(source, Question) else question_of(source, **plain(entries))
    runs = Runs(question.file.one_in, question.until, threads, progress)
    cells = tuple(_solved(question, cell, runs) for cell in question.cells)
    return Solutions(question, cells, runs.count)


def _solved(question: Question, cell: Cell, runs: Runs) -> Solution:
    """Return the answer for one combination."""
    file, move = question.file, question.move
    tried = grid(question.low, question.high, file.points, move.whole)
    found = runs.all([move.laid(cell.base, value) for value in map(float, tried)], [file.seed])
    scan = Scan(tried, np.array([_missed(question, run) for (run,) in found]))

    def function(value: float) -> float:
        return _missed(question, runs.one(move.laid(cell.base, value), file.seed))

    within = (question.high - question.low) / FINE
    values = {root(function, bracket, within, move.whole): bracket for bracket in scan.brackets}
    roots = [_root(question, cell, runs, value, bracket, function) for value, bracket in sorted(values.items())]
    return Solution(cell.at, scan, tuple(roots))


def _root(
    question: Question, cell: Cell, runs: Runs, value: float, bracket: tuple[float, float], function: Any
) -> Root:
    """Return a root with what other seeds say of it."""
    file, made = question.file, question.move.laid(cell.base, value)
    low, high = bracket
    slope = (function(high) - function(low)) / (high - low) if high > low else np.nan
    (others,) = runs.all([made], file.checks)
    seeds = {seed: value - _missed(question, run) / slope for seed, run in zip(file.checks, others, strict=True)}
    own = value - function(value) / slope  # of whole values the goal is not met to the last yuan
    error = float(np.std([own, *seeds.values()], ddof=1))
    own_run = runs.one(made, file.seed)
    report = {name: mean_over(own_run, name, file.goal.region, file.goal.years) for name in file.report}
    return Root(value, error, bracket, seeds, report, made)


def _missed(question: Question, run: Any) -> float:
    """Return by how much a run misses the goal: nought where it meets it."""
    goal = question.goal
    return mean_over(run, goal.indicator, goal.region, goal.years, goal.less) - goal.value
