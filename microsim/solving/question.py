"""A question read and checked: the scenarios it starts from, and how a value of its lever is written."""

import dataclasses
from typing import Any

from microsim.scenarios import Scenario
from microsim.scenarios.read import entry_of
from microsim.schema import Quantity
from microsim.schema.kinds import shown
from microsim.solving.model import Goal, SolveFile

WHOLE = ("age", "count", "month")  # forms of values that are whole months or numbers


@dataclasses.dataclass(frozen=True)
class Move:
    """A lever: the values of a path from a date on.

    Attributes
    ----------
    path
        Full path of the law or the assumption.
    date
        From when; None: an assumption as a whole.
    quantity
        What it is.
    """

    path: str
    date: str | None
    quantity: Quantity

    @property
    def whole(self) -> bool:
        """Whether its values are whole numbers, of months where they are ages."""
        return self.quantity.about.form in WHOLE

    def entry(self, value: Any) -> Any:
        """Return what a scenario sets for a value, a number or as it is written."""
        written = self.written(value) if isinstance(value, float | int) else value
        return written if self.date is None else {self.date: written}

    def written(self, number: float) -> Any:
        """Return a number as a scenario file writes it."""
        if self.quantity.about.form == "age":
            return f"{round(number) // 12}y{round(number) % 12}m"
        return round(number) if self.whole else float(f"{number:.10g}")

    def told(self, number: float) -> str:
        """Return a number as one reads it."""
        return shown(round(number), self.quantity.kind) if self.whole else f"{number:.6g}"

    def laid(self, base: Scenario, value: Any, label: str = "lever") -> Scenario:
        """Return a scenario with a value of the lever laid over it."""
        return base.set(self.path, self.entry(value), label)


@dataclasses.dataclass(frozen=True)
class Cell:
    """One combination of what else varies: its words by axis, and the scenario that the lever moves."""

    at: dict[str, str]
    base: Scenario


@dataclasses.dataclass(frozen=True)
class Question:
    """A question ready to be answered."""

    file: SolveFile
    move: Move
    low: float
    high: float
    cells: tuple[Cell, ...]

    @property
    def goal(self) -> Goal:
        """What is to be met."""
        return self.file.goal

    @property
    def until(self) -> int:
        """The last year to simulate."""
        return self.file.until or self.goal.years[-1]


def is_law(path: str) -> bool:
    """Tell whether a path is one of the law."""
    return entry_of(path)[0] == "law"
