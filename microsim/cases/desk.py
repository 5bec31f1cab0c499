"""What every part of an award needs: law, place, month, and where terms are noted."""

from typing import Any, NamedTuple

from microsim.cases.geography import law_row
from microsim.cases.laws import CaseLaw, shipped
from microsim.cases.trace import Trace


class Desk(NamedTuple):
    """What every part of an award needs."""

    law: CaseLaw
    place: str | None
    month: int
    trace: Trace

    def value(self, name: str) -> float:
        """Return a value of the law in the month of the award."""
        return self.law.value(self.place, name, self.month)

    @property
    def row(self) -> str:
        """The law record of the place."""
        return law_row(self.place) if self.place else "elsewhere"

    def shipped(self, name: str) -> Any:
        """Return a shipped value in the month of the award."""
        return shipped(self.row, name, self.month)
