"""Tasks to the workers of a cluster, and what becomes of them; no more under way at once than keeps the workers busy."""

import errno
import queue
import threading
import uuid
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

from microsim.batches.cluster.agreement import Agreement
from microsim.batches.cluster.taking import taken
from microsim.batches.cluster.work import people, stop, work
from microsim.batches.one import FAILED, Outcome, reason_of
from microsim.batches.plan import Plan, Task
from microsim.batches.sharing import born, in_running_order
from microsim.batches.sides import is_small
from microsim.caching import package_hash
from microsim.notices import tell

LOOK = 1.0  # seconds between two looks at who is there
AHEAD = 1  # small tasks that wait at each worker, so that none is idle while results are taken over


def run_on_cluster(
    client: Any,
    plan: Plan,
    tasks: list[Task],
    folder: Path | None = None,
    lived: Callable[[Task, float], Any] | None = None,
    started: Callable[[Task], Any] | None = None,
) -> Iterator[Outcome]:
    """Yield what becomes of tasks on the cluster of a client, in the order in which they end; the rest as for ``run_tasks``.

    Raises
    ------
    InputError
        For a worker that does not agree with this process.
    ConnectionError
        Where the scheduler is lost on the way; what is finished is kept.
    """
    sending = Sending(client, plan, tasks, lived, started)
    try:
        while sending.more():
            task, future = sending.ended()
            yield outcome_of(task, future, sending.agreement, folder)
    finally:
        sending.close()


def outcome_of(task: Task, future: Any, agreement: Agreement, folder: Path | None) -> Outcome:
    """Return what became of a task; one whose workers died again and again, or that was cancelled, failed."""
    from distributed import KilledWorker

    if future.status == "finished":
        sent = future.result()
        if sent.worker not in agreement.known:  # it came after the last look
            agreement.check_one(sent.worker, sent.stamp)
        return taken(task, sent, folder)
    error = future.exception() if future.status == "error" else None
    if error is None:
        reason = "it was cancelled on the cluster"
    elif isinstance(error, KilledWorker):
        reason = "every worker that ran it died, of which too little memory is the usual cause"
    else:
        reason = reason_of(error)
    return Outcome(task, FAILED, 0.0, reason)


class Sending:
    """The tasks of a batch under way on a cluster.

    Attributes
    ----------
    agreement
        What the workers have in common.
    under_way
        Tasks sent whose outcome was not taken yet, by id, each with the future of its result.
    """

    def __init__(
        self,
        client: Any,
        plan: Plan,
        tasks: list[Task],
        lived: Callable[[Task, float], Any] | None,
        started: Callable[[Task], Any] | None,
    ):
        self.client, self.address = client, client.scheduler.address
        self.plan = replace(plan, tasks=(), text="")  # a task goes by itself
        self.name = f"microsim-{uuid.uuid4().hex}"
        self.agreement = Agreement(self.address)
        self.left = iter(in_running_order(tasks))
        self.users = Counter(born(task.scenario) for task in tasks)  # of each population, tasks that still need it
        self.populations: dict[str, Any] = {}
        self.under_way: dict[str, tuple[Task, Any]] = {}
        self.results: queue.SimpleQueue[str] = queue.SimpleQueue()
        self.lived, self.started, self.lock = lived, started, threading.Lock()
        client.subscribe_topic(self.name, self._heard)

    def more(self) -> bool:
        """Send as many tasks as the cluster takes, and say whether any is under way."""
        room = self._room() - len(self.under_way)
        for _ in range(max(room, 0 if self.under_way else 1)):
            task = next(self.left, None)
            if task is None:
                break
            self._send(task)
        return bool(self.under_way)

    def ended(self) -> tuple[Task, Any]:
        """Wait for a task to end and return it with its future."""
        while True:
            try:
                task, future = self.under_way[self.results.get(timeout=LOOK)]
                break
            except queue.Empty:
                self.more()
        with self.lock:
            del self.under_way[task.id]
        self._done_with(task)
        self._check_scheduler()
        return task, future

    def close(self) -> None:
        """Give up what is under way: a worker ends it at its next block of persons."""
        if self._is_connected():
            self.client.unsubscribe_topic(self.name)
            if self.under_way:
                self.client.cancel([future for _, future in self.under_way.values()], force=True)
                self.client.run(stop, self.name, on_error="ignore")

    def _room(self) -> int:
        """Return how many tasks may be under way; look who is there first."""
        self._check_scheduler()
        threads = self.client.nthreads()
        self.agreement.check(self.client, threads)
        if not threads:
            tell(f"{self.address}: no worker is there, the tasks wait for one")
        return sum(number + AHEAD for number in threads.values()) if is_small(self.plan.one_in) else len(threads)

    def _send(self, task: Task) -> None:
        """Send a task, before it the population it needs where no other task has done so."""
        key = born(task.scenario)
        if key not in self.populations:
            name = f"microsim-people-{package_hash()}-{key}-{self.plan.until}"
            self.populations[key] = self.client.submit(people, task.scenario, self.plan.until, key=name)
        future = self.client.submit(
            work, task, self.plan, self.populations[key], self.name, key=f"{self.name}-{task.id}", pure=False
        )
        with self.lock:
            self.under_way[task.id] = task, future
        future.add_done_callback(lambda _: self.results.put(task.id))

    def _done_with(self, task: Task) -> None:
        """Let a population go when its last task has ended."""
        key = born(task.scenario)
        self.users[key] -= 1
        if not self.users[key]:
            del self.populations[key]

    def _heard(self, event: tuple[float, Any]) -> None:
        """Pass on how far a worker says it is with a task; of a task that has ended nothing more is told."""
        name, part = event[1]
        with self.lock:
            if name not in self.under_way:
                return
            task, _ = self.under_way[name]
            if part == 0.0 and self.started:
                self.started(task)
            if self.lived:
                self.lived(task, part)

    def _is_connected(self) -> bool:
        return bool(self.client.status == "running")

    def _check_scheduler(self) -> None:
        """Break off where the scheduler is gone: it took with it what it knew of the tasks."""
        if not self._is_connected():
            message = "the scheduler is gone; what is finished is kept, and --resume goes on with it"
            raise ConnectionResetError(errno.ECONNRESET, message, self.address)
