"""How far a batch is, tasks being lived counted by the part of their persons done."""

import threading
from collections.abc import Callable
from typing import Any

from microsim.batches.plan import Task


class Progress:
    """Adds up the parts of tasks, noted from any thread, for a bar that counts tasks.

    Parameters
    ----------
    advance
        Takes what was done since the last call, in tasks.
    whole
        Only whole tasks count, noted from the main thread: a user's function need not bear more.
    """

    def __init__(self, advance: Callable[[Any], None], whole: bool = False):
        self.advance = advance
        self.whole = whole
        self.parts: dict[str, float] = {}
        self.lock = threading.Lock()

    def lived(self, task: Task, part: float) -> None:
        """Note that a part of a task, from 0 to 1, has been lived."""
        if not self.whole:
            with self.lock:
                self.advance(part - self.parts.get(task.id, 0.0))
                self.parts[task.id] = part

    def ended(self, task: Task) -> None:
        """Note that a task is over."""
        if self.whole:
            self.advance(1)
        else:
            self.lived(task, 1.0)
            del self.parts[task.id]
