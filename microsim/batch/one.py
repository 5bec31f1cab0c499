"""One task of a batch, from its inputs to its folder."""

import time
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from microsim.batch.headlines import HEADLINE, headline_of, write_headline
from microsim.batch.plan import Plan, Task
from microsim.report.outcome import Run
from microsim.results.dataset import write_results
from microsim.results.folder import MANIFEST, RESULTS, file_hash, run_folder, write_manifest
from microsim.run import project

if TYPE_CHECKING:
    import pyarrow as pa

WAITING, RUNNING, DONE, FAILED = "waiting", "running", "done", "failed"


class Outcome(NamedTuple):
    """What became of a task.

    Attributes
    ----------
    task : what was run
    state : ``done`` or ``failed``
    seconds : time it took; of a task finished earlier, what it took then
    reason : why it failed, empty where it did not
    headline : pyarrow table of replicate, indicator, region, year, value and unit; None where it failed
    run : the whole Run where the batch keeps results, else None
    """

    task: Task
    state: str
    seconds: float
    reason: str = ""
    headline: "pa.Table | None" = None
    run: Run | None = None


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
    tree, manifest = project(inputs, plan.one_in, task.seed, plan.replicates, threads, None, progress)
    headline = headline_of(tree)
    manifest["task"] = task.described
    manifest["seconds"]["task"] = time.perf_counter() - started
    run = Run(tree, manifest, folder and folder / task.id) if "results" in plan.keep else None
    if folder is not None:
        with run_folder(folder / task.id) as working:
            write_task(working, headline, run, manifest)
    return Outcome(task, DONE, manifest["seconds"]["task"], "", headline, run)


def write_task(folder: Path, headline: "pa.Table", run: Run | None, manifest: dict[str, Any]) -> None:
    """Write what a task keeps; the manifest, with the hashes of all of it, comes last."""
    write_headline(headline, folder / HEADLINE)
    outputs = {HEADLINE: file_hash(folder / HEADLINE)}
    if run is not None:
        write_results(run.tree, folder / RESULTS)
        outputs[RESULTS] = file_hash(folder / RESULTS)
    manifest["outputs"] = outputs
    write_manifest(folder / MANIFEST, manifest)
