"""Which value of a lever meets a goal: a bracket, its roots, and the luck of the sample in them.

A file says lever, goal and what else varies (``model``); it is checked whole before anything is run (``read``). The lever is
tried over its range, then at roots, on the common runner of batches in one process (``runs``, ``roots``); every root is tried
with other seeds, which say how far it can be trusted (``answers``).
"""

from microsim.solving.answers import Solution, Solutions, solve
from microsim.solving.model import schema_text

__all__ = ["Solution", "Solutions", "schema_text", "solve"]
