"""Run the tasks of a batch over threads, in one process; results come as they are ready."""

import os
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from itertools import islice
from pathlib import Path
from typing import Any

from microsim.batches.one import FAILED, Outcome, reason_of, run_task
from microsim.batches.plan import Plan, Task
from microsim.batches.sharing import SharedInputs, in_running_order
from microsim.batches.sides import is_small


class Stop(Exception):
    """The batch is being stopped: the task is given up, not failed."""


def crew(plan: Plan, tasks: int, threads: int) -> tuple[int, int]:
    """Return how many tasks run side by side, and with how many threads each."""
    side_by_side = max(1, min(threads, tasks)) if is_small(plan.one_in) else 1
    return side_by_side, max(1, threads // side_by_side)


def run_tasks(
    plan: Plan,
    tasks: list[Task],
    threads: int | None = None,
    folder: Path | None = None,
    lived: Callable[[Task, float], Any] | None = None,
    started: Callable[[Task], Any] | None = None,
) -> Iterator[Outcome]:
    """Yield what becomes of tasks, in the order in which they end.

    Parameters
    ----------
    folder
        Batch folder that takes the tasks' folders; None: nothing is written.
    lived
        Called with a task and the part of it, from 0 to 1, that has been lived, from any thread.
    started
        Called with a task when it starts, from any thread.
    """
    threads = threads or os.cpu_count() or 1
    side_by_side, each = crew(plan, len(tasks), threads)
    inputs, stop = SharedInputs(tasks, plan.until), threading.Event()

    def work(task: Task) -> Outcome:
        begun = time.perf_counter()
        if started:
            started(task)
        try:
            return run_task(task, inputs.get(task), plan, each, folder, _watch(task, stop, lived))
        except Stop:
            raise
        except Exception as error:
            return Outcome(task, FAILED, time.perf_counter() - begun, reason_of(error))

    waiting = iter(in_running_order(tasks))
    with ThreadPoolExecutor(side_by_side, "task") as pool:
        try:
            running: set[Future[Outcome]] = {pool.submit(work, task) for task in islice(waiting, side_by_side + 1)}
            while running:
                done, running = wait(running, return_when=FIRST_COMPLETED)
                running |= {pool.submit(work, task) for task in islice(waiting, len(done))}
                yield from (future.result() for future in done)
        finally:  # nothing is left where all went well; else each thread ends at its next block of persons
            stop.set()
            pool.shutdown(cancel_futures=True)


def _watch(task: Task, stop: threading.Event, lived: Callable[[Task, float], Any] | None) -> Callable[[int, int], None]:
    """Return a function of persons done and total that says so, and ends the task when all is stopped."""

    def watch(done: int, total: int) -> None:
        if stop.is_set():
            raise Stop
        if lived:
            lived(task, done / total)

    return watch
