"""What a worker of a cluster does for a batch: a population, and the tasks with the files they leave."""

import contextlib
import tempfile
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

from microsim.batches.cluster.agreement import Stamp, stamp
from microsim.batches.one import reason_of, run_task
from microsim.batches.plan import Plan, Task
from microsim.batches.sharing import content
from microsim.batches.sides import is_small
from microsim.caching import Memo
from microsim.inputs import compile_inputs, last_year
from microsim.law.information import assumptions_of
from microsim.population.kept import arrays_of, take_in
from microsim.scenarios import Scenario

PAUSE = 0.5  # seconds between two notes of how far a task is
IN_MEMORY = 3  # inputs of scenarios that a worker keeps, 14 MB each beside their population
INPUTS = Memo(IN_MEMORY)
ONE_BY_ONE = threading.Lock()  # large runs of one worker process: memory holds one
STOPPED: set[str] = set()  # batches that nobody waits for


class Stop(Exception):
    """Nobody waits for the task."""


class Sent(NamedTuple):
    """What a worker sends back of a task: what became of it, its files by name, and what the worker computes with."""

    seconds: float
    reason: str
    files: dict[str, bytes]
    worker: str
    stamp: Stamp


def people(scenario: Scenario, until: int | None) -> dict[str, Any]:
    """Return the population of a scenario as arrays by name; nothing where it cannot be made, which its tasks will say."""
    try:
        base_year = scenario.population.base_year
        return arrays_of(assumptions_of(scenario), last_year(scenario, until), base_year)
    except Exception:
        return {}


def work(task: Task, plan: Plan, population: dict[str, Any], batch: str) -> Sent:
    """Run a task and return its files; a task that fails says why."""
    from distributed import get_worker

    worker, begun, reason, files = get_worker(), time.perf_counter(), "", {}
    try:
        inputs = INPUTS.get((*content(task.scenario), plan.until), lambda: compiled(task, plan, population))
        with turn(plan), tempfile.TemporaryDirectory(dir=worker.local_directory) as place:
            threads = 1 if is_small(plan.one_in) else worker.state.nthreads
            run_task(task, inputs, plan, threads, Path(place), watch(worker, task, batch))
            files = {path.name: path.read_bytes() for path in sorted((Path(place) / task.id).iterdir())}
    except Stop:
        raise
    except Exception as error:
        reason = reason_of(error)
    return Sent(time.perf_counter() - begun, reason, files, worker.address, stamp())


def compiled(task: Task, plan: Plan, population: dict[str, Any]) -> Any:
    """Return the inputs of a task, with the population that was sent."""
    if population:
        scenario = task.scenario
        take_in(population, assumptions_of(scenario), last_year(scenario, plan.until), scenario.population.base_year)
    return compile_inputs(task.scenario, plan.until)


def turn(plan: Plan) -> contextlib.AbstractContextManager[Any]:
    """Return what a run waits for: small ones go side by side, large ones one after the other with all threads."""
    return contextlib.nullcontext() if is_small(plan.one_in) else ONE_BY_ONE


def watch(worker: Any, task: Task, batch: str) -> Callable[[int, int], None]:
    """Return a function of persons done and total that tells who asked for the batch, and ends what nobody waits for."""
    told = 0.0
    worker.log_event(batch, [task.id, 0.0])

    def note(done: int, total: int) -> None:
        nonlocal told
        if batch in STOPPED:
            raise Stop
        if time.monotonic() - told > PAUSE:
            told = time.monotonic()
            worker.log_event(batch, [task.id, done / total])

    return note


def stop(batch: str) -> None:
    """End the tasks of a batch at their next block of persons."""
    STOPPED.add(batch)
