"""The table of a batch's tasks with the state of each."""

import csv
import io
import threading
import time
from pathlib import Path
from typing import TYPE_CHECKING

from microsim.batches.one import DONE, FAILED, RUNNING, WAITING, Outcome
from microsim.batches.plan import Plan, Task
from microsim.batches.whole import appears_whole

if TYPE_CHECKING:
    import pandas as pd

COLUMNS = ["task", "scenario", "settings", "seed", "state", "seconds", "reason"]
PAUSE = 1.0  # seconds between two writings of the table: a batch of thousands would do little else


class Table:
    """The table of tasks, and its file where there is a folder."""

    def __init__(self, plan: Plan, path: Path | None):
        self.path = path
        self.lock = threading.Lock()
        self.written = 0.0
        self.told = {task.id: [task.id, task.base, task.settings_text, task.seed] for task in plan.tasks}
        self.states: dict[str, tuple[str, float | None, str]] = dict.fromkeys(self.told, (WAITING, None, ""))

    def started(self, task: Task) -> None:
        """Note that a task has been started."""
        self._note(task, RUNNING, None, "")

    def ended(self, outcome: Outcome) -> None:
        """Note what became of a task."""
        self._note(outcome.task, outcome.state, outcome.seconds, outcome.reason)

    def _note(self, task: Task, state: str, seconds: float | None, reason: str) -> None:
        with self.lock:
            self.states[task.id] = state, seconds, reason
            if time.monotonic() - self.written > PAUSE:
                self._write()

    def close(self) -> None:
        """Write the last state; what was running waits again."""
        with self.lock:
            self.states |= {task: (WAITING, None, "") for task, (state, *_) in self.states.items() if state == RUNNING}
            self._write()

    def _write(self) -> None:
        """Write the file as a whole, so that no reader ever finds half of it."""
        self.written = time.monotonic()
        if self.path is not None:
            text = io.StringIO()
            states = self.states.items()
            rows = [[*self.told[task], state, _shown(seconds), reason] for task, (state, seconds, reason) in states]
            csv.writer(text, lineterminator="\n").writerows([COLUMNS, *rows])
            with appears_whole(self.path) as working:
                working.write_text(text.getvalue(), encoding="utf-8")

    def of(self, state: str) -> list[str]:
        """Return the tasks in a state."""
        return [task for task, (found, *_) in self.states.items() if found == state]

    @property
    def done(self) -> list[str]:
        """The tasks that are done."""
        return self.of(DONE)

    @property
    def failed(self) -> dict[str, str]:
        """The tasks that failed, and why."""
        return {task: self.states[task][2] for task in self.of(FAILED)}

    def frame(self) -> "pd.DataFrame":
        """Return the table as a pandas frame, a row a task."""
        import pandas as pd

        rows = [[*told, *self.states[task]] for task, told in self.told.items()]
        return pd.DataFrame(rows, columns=COLUMNS).astype({"seconds": float})


def is_table(path: Path) -> bool:
    """Say whether a file is the table of tasks of a batch."""
    try:
        with path.open(encoding="utf-8", newline="") as file:
            return next(csv.reader(file), None) == COLUMNS
    except (OSError, UnicodeDecodeError, csv.Error):
        return False


def _shown(seconds: float | None) -> str:
    return "" if seconds is None else f"{seconds:.3f}"
