"""A batch from its plan to its results: in memory, or in a folder that can be resumed."""

import contextlib
import dataclasses
import functools
import logging
from collections.abc import Callable, Generator, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from microsim.batches.entries import Source
from microsim.batches.folder import ALL, BATCH, LOG, TASKS, check_folder, earlier_outcome, finished, one_run
from microsim.batches.headlines import headline_frame, write_headlines
from microsim.batches.one import DONE, Outcome
from microsim.batches.plan import Plan
from microsim.batches.progress import Progress
from microsim.batches.read import plan_of
from microsim.batches.runner import run_tasks
from microsim.batches.table import Table
from microsim.batches.uncertain import write_bands
from microsim.batches.whole import appears_whole
from microsim.folders.logs import log_file
from microsim.reading import InputError, Problem
from microsim.reading.arguments import Arguments
from microsim.report.outcome import Run, read_run
from microsim.report.progress import progress_bar
from microsim.uncertainty.bands import DRAW, bands, ranking
from microsim.uncertainty.draws import score_table

if TYPE_CHECKING:
    import pandas as pd

LOGGER = logging.getLogger("microsim")
Choice = Callable[[int, int], Any] | bool | None
Runner = Callable[..., Iterator[Outcome]]  # run_tasks, or what does the same elsewhere


@dataclasses.dataclass(frozen=True, repr=False)
class Batch:
    """What a batch gave.

    Attributes
    ----------
    plan
        What was asked for.
    table
        A row a task: task, scenario, settings, seed, state, seconds, reason.
    headline
        A row a task, replicate, indicator, region and year: the headline of all finished tasks.
    folder
        Where it was written, None where it was not.
    """

    plan: Plan
    table: "pd.DataFrame"
    headline: "pd.DataFrame"
    folder: Path | None
    runs: dict[str, Run]

    @property
    def failed(self) -> "pd.DataFrame":
        """The tasks that failed."""
        return self.table[self.table["state"] == "failed"]

    @property
    def bands(self) -> "pd.DataFrame":
        """Medians and bands over the draws, and the luck of the sample, of a batch with draws; InputError for another."""
        self._check_draws()
        return bands(self.headline)

    @property
    def ranking(self) -> "pd.DataFrame":
        """What the uncertainty of each figure and year comes from, of a batch with draws; InputError for another."""
        self._check_draws()
        return ranking(self.headline, score_table(self.plan.draws))

    def _check_draws(self) -> None:
        """Refuse a batch of which no draw was run."""
        if not any(
            DRAW in self.plan.by_id[task].settings for task in self.table.loc[self.table["state"] == DONE, "task"]
        ):
            message = "found no finished draw, allowed is a batch with draws, such as draws=50"
            raise InputError([Problem(self.plan.name, 0, 0, "draws", message)])

    def run(self, task: str) -> Run:
        """Return the whole run of a task, where the batch kept results."""
        if task in self.runs or self.folder is None:
            return self.runs[task]
        return read_run(self.folder / task)

    def __repr__(self) -> str:
        where = f" in {self.folder}" if self.folder else ""
        counts = ", ".join(f"{count} {state}" for state, count in self.table["state"].value_counts().items())
        return f"<Batch {self.plan.name}: {counts}{where}>"

    def _repr_html_(self) -> str:
        return str(self.table.to_html(index=False, border=0, max_rows=40))


def batch(
    source: "Source | Plan",
    *,
    out: str | Path | None = None,
    threads: int | None = None,
    resume: bool = False,
    progress: Choice = None,
    dask: str | None = None,
    **entries: Any,
) -> Batch:
    """Run a batch and return its tables; a task that fails is listed with its reason and the others go on.

    Parameters
    ----------
    source
        A batch file or the name of a shipped one, its content as a dict, a list of scenarios, or a Plan.
    out
        Folder to write; without it everything stays in memory.
    threads
        Threads; all cores by default. They change no result.
    resume
        Go on with the batch in the folder: finished tasks are kept.
    progress
        None: a bar where stderr is a terminal; False: none; or a function of tasks done and total.
    dask
        Address of a dask scheduler: the tasks run on its workers, which have threads of their own.
    entries
        Entries of a batch file, such as ``one_in``, ``until``, ``seeds``, ``grid``, ``set``, ``keep``.
    """
    plan = plan_of(source, **entries)
    folder = _folder(out)
    table = Table(plan, folder and folder / TASKS)
    headlines, runs = {}, {}
    for outcome in outcomes(plan, table, folder, threads, resume, progress, dask):
        headlines[outcome.task.id] = outcome.headline
        if folder is None and outcome.run is not None:  # else it is read again where it is asked for
            runs[outcome.task.id] = outcome.run
    return Batch(plan, table.frame(), headline_frame(plan, headlines), folder, runs)


def each(
    source: "Source | Plan",
    *,
    out: str | Path | None = None,
    threads: int | None = None,
    resume: bool = False,
    progress: Choice = None,
    dask: str | None = None,
    **entries: Any,
) -> Iterator[Outcome]:
    """Run a batch and yield the outcome of each task as it ends; what was finished earlier comes first.

    Parameters are those of ``batch``. Who stops asking stops the batch.
    """
    plan = plan_of(source, **entries)
    folder = _folder(out)
    return outcomes(plan, Table(plan, folder and folder / TASKS), folder, threads, resume, progress, dask)


def _folder(out: Any) -> Path | None:
    """Return the folder of a batch, None where nothing is written."""
    asked = Arguments("batch")
    folder = asked.path("out", out)
    asked.check()
    return folder


def outcomes(
    plan: Plan,
    table: Table,
    folder: Path | None,
    threads: int | None,
    resume: bool,
    progress: Choice,
    dask: str | None = None,
) -> Generator[Outcome, None, None]:
    """Yield outcomes, and keep the table and the folder as they come."""
    asked = Arguments("batch")
    threads, progress = asked.whole("threads", threads), asked.watcher("progress", progress)
    resume, dask = asked.flag("resume", resume), asked.text("dask", dask)
    if dask is not None and threads is not None:
        asked.wrong("threads", threads, "none beside dask: workers have threads of their own")
    asked.check()
    if folder is not None:
        check_folder(folder, resume)
    with runner(threads, dask) as run:
        if folder is None:
            yield from _run(plan, table, None, {}, run, progress)
            return
        folder.mkdir(parents=True, exist_ok=True)
        with one_run(folder):
            earlier = finished(folder, plan)
            table.close()  # first of all, for it marks the folder as a batch
            yield from _written(plan, table, folder, earlier, run, progress)


@contextlib.contextmanager
def runner(threads: int | None, dask: str | None) -> Iterator[Runner]:
    """Yield what runs tasks: threads of this process, or the cluster at an address; InputError where none answers there."""
    if dask is None:
        yield functools.partial(run_tasks, threads=threads)
        return
    from microsim.batches.cluster import connected, run_on_cluster

    with connected(dask) as client:
        yield functools.partial(run_on_cluster, client)


def _written(
    plan: Plan,
    table: Table,
    folder: Path,
    earlier: dict[str, dict[str, Any]],
    run: Runner,
    progress: Choice,
) -> Generator[Outcome, None, None]:
    """Yield outcomes, and write what the folder of a batch holds."""
    with log_file(folder / LOG):
        (folder / ALL).unlink(missing_ok=True)
        with appears_whole(folder / BATCH) as working:
            working.write_text(plan.text, encoding="utf-8")
        LOGGER.info("batch %s: %s tasks, %s of them done before", plan.name, len(plan.tasks), len(earlier))
        yield from _run(plan, table, folder, earlier, run, progress)
        write_headlines([plan.by_id[task] for task in table.done], folder, folder / ALL)
        if plan.draws:
            write_bands(plan, folder)
        LOGGER.info("%s tasks done, %s failed", len(table.done), len(table.failed))


def _run(
    plan: Plan,
    table: Table,
    folder: Path | None,
    earlier: dict[str, dict[str, Any]],
    run: Runner,
    progress: Choice,
) -> Generator[Outcome, None, None]:
    """Yield the outcomes of tasks finished earlier, then those of all others as they end."""
    left = [task for task in plan.tasks if task.id not in earlier]
    with contextlib.ExitStack() as open_until_done:
        open_until_done.callback(table.close)
        advance = open_until_done.enter_context(progress_bar(len(plan.tasks), progress, "tasks"))
        seen = Progress(advance, whole=callable(progress))
        for task in plan.tasks:
            if folder is not None and task.id in earlier:
                outcome = earlier_outcome(task, earlier[task.id], folder)
                table.ended(outcome)
                seen.ended(task)
                yield outcome
        for outcome in run(plan, left, folder=folder, lived=seen.lived, started=table.started):
            table.ended(outcome)
            seen.ended(outcome.task)
            level = logging.INFO if outcome.state == DONE else logging.WARNING
            LOGGER.log(level, "%s %s in %.2f s %s", outcome.task.id, outcome.state, outcome.seconds, outcome.reason)
            yield outcome
