"""Many runs in one process: scenarios, values of a grid, seeds; with progress, a table of tasks, and resumed after a kill.

A batch is planned whole before anything is run (``read``, ``plan``): each task has a readable id and a hash of
what decides its result. The tasks run over threads and share what they can (``runner``, ``sharing``); each writes
its own folder at once and whole (``one``), and is known by its manifest when the batch is resumed (``folder``).
The headlines of all are one table, the same bytes whatever the threads, the order and the kills (``headlines``).
"""

from microsim.batches.each import Batch, batch, each
from microsim.batches.model import schema_text
from microsim.batches.one import Outcome
from microsim.batches.plan import Plan, Task
from microsim.batches.read import plan_of

__all__ = ["Batch", "Outcome", "Plan", "Task", "batch", "each", "plan_of", "schema_text"]
