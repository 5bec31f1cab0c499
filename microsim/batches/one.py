"""One task of a batch, from its inputs to its folder."""

import dataclasses
import logging
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from microsim.batches.plan import Plan, Task
from microsim.folders.manifest import file_hash, write_manifest
from microsim.indicators.table import groups_read
from microsim.indicators.whole import INDICATORS, all_indicators, write_indicators
from microsim.lives.file import LIVES, read_lives, write_lives
from microsim.lives.keeping import gatherer, table_of
from microsim.reading import InputError
from microsim.report.outcome import Run, read_run
from microsim.results.dataset import write_results
from microsim.results.folder import MANIFEST, RESULTS, run_folder
from microsim.results.headline import GROUPS
from microsim.results.headline_file import HEADLINE, headline_of, read_headline, write_headline
from microsim.results.sample_groups import GROUP as SPLIT
from microsim.results.variables import groups
from microsim.running import project

if TYPE_CHECKING:
    import pyarrow as pa

LOGGER = logging.getLogger("microsim")
WAITING, RUNNING, DONE, FAILED = "waiting", "running", "done", "failed"


@dataclasses.dataclass(frozen=True)
class Outcome:
    """What became of a task.

    Attributes
    ----------
    task
        What was run.
    state
        ``done`` or ``failed``.
    seconds
        Time it took; of a task finished earlier, what it took then.
    reason
        Why it failed, empty where it did not.
    folder
        The folder of the task, None where nothing is written.
    """

    task: Task
    state: str
    seconds: float
    reason: str = ""
    folder: Path | None = None
    _headline: "pa.Table | None" = dataclasses.field(default=None, repr=False)
    _run: Run | None = dataclasses.field(default=None, repr=False)
    _lives: "pa.Table | None" = dataclasses.field(default=None, repr=False)

    @property
    def headline(self) -> "pa.Table | None":
        """The headline: replicate, indicator, region, year, value, unit, price_year; None where the task failed."""
        if self._headline is None and self.folder is not None and self.state == DONE:
            return read_headline(self.folder / HEADLINE)
        return self._headline

    @property
    def lives(self) -> "pa.Table | None":
        """The table of lives, an arrow table, where the batch keeps lives."""
        if self._lives is None and self.folder is not None and (self.folder / LIVES).is_file():
            return read_lives(self.folder / LIVES, file_hash(self.folder / LIVES))
        return self._lives

    @property
    def run(self) -> Run | None:
        """The whole run, where the batch keeps results."""
        if self._run is None and self.folder is not None and (self.folder / RESULTS).is_file():
            return read_run(self.folder)
        return self._run


def run_task(
    task: Task,
    inputs: Any,
    plan: Plan,
    threads: int,
    folder: Path | None = None,
    progress: Callable[[int, int], Any] | bool = False,
) -> Outcome:
    """Run one task and write its folder, where there is one."""
    started = time.perf_counter()
    only = groups_needed(plan.keep)
    keep = gatherer(inputs, plan.one_in, "lives" in plan.keep)
    tree, manifest = project(inputs, plan.one_in, task.seed, plan.replicates, threads, None, progress, only, keep)
    lives = table_of(keep, inputs, plan.one_in)
    headline = headline_of(tree)
    manifest["task"] = task.described
    manifest["seconds"]["task"] = time.perf_counter() - started
    home = folder and folder / task.id
    run = Run(tree, manifest, home, lives) if "results" in plan.keep else None
    if home is not None:
        with run_folder(home) as working:
            write_task(working, headline, tree, plan.keep, manifest, lives)
        run = run and dataclasses.replace(run, _lives=None)  # read again where it is asked for
    return Outcome(task, DONE, manifest["seconds"]["task"], "", home, headline, run, lives if home is None else None)


def groups_needed(keep: Sequence[str]) -> list[str] | None:
    """Return the groups of results that what is kept is made of, None where all are."""
    if "results" in keep:
        return None
    if "indicators" not in keep:
        return [group for group in groups() if group in GROUPS]
    return [*(group for group in groups() if group in GROUPS or group in groups_read()), SPLIT]  # and their errors


def write_task(
    folder: Path,
    headline: "pa.Table",
    tree: Any,
    keep: Sequence[str],
    manifest: dict[str, Any],
    lives: "pa.Table | None" = None,
) -> None:
    """Write what a task keeps; the manifest, with the hashes of all of it, comes last."""
    LOGGER.info("writing %s, seed %s", manifest["task"]["id"], manifest["seed"])
    write_headline(headline, folder / HEADLINE)
    outputs = {HEADLINE: file_hash(folder / HEADLINE)}
    if "results" in keep:
        write_results(tree, folder / RESULTS)
        outputs[RESULTS] = file_hash(folder / RESULTS)
    if lives is not None:
        write_lives(lives, folder / LIVES)
        outputs[LIVES] = file_hash(folder / LIVES)
    if "indicators" in keep:
        write_indicators(all_indicators(tree, lives), folder / INDICATORS)
        outputs[INDICATORS] = file_hash(folder / INDICATORS)
    manifest["outputs"] = outputs
    write_manifest(folder / MANIFEST, manifest)


def reason_of(error: BaseException) -> str:
    """Return what went wrong as one line."""
    text = "; ".join(map(str, error.problems)) if isinstance(error, InputError) else f"{type(error).__name__}: {error}"
    return " ".join(text.split())
