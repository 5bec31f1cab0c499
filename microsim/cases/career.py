"""A career: what the spells of the employees' scheme amount to, up to a month."""

import dataclasses
from collections.abc import Iterable
from typing import Any, NamedTuple

from microsim.cases.model import Spell
from microsim.cases.moves import Relation
from microsim.cases.payments import Run

INSURED = ("employee", "flexible", "public", "township", "deemed")


class Lump(NamedTuple):
    """Money paid in one month for months of another time: the account's credit, and months where they count here."""

    place: str
    month: int
    credit: int  # fen
    months: int = 0
    base: float = 0.0
    pool: int = 0  # fen a month


@dataclasses.dataclass
class Career:
    """What the spells of the employees' scheme amount to, up to a month."""

    relation: Relation
    paid: list[tuple[str, Run, float | None]]  # place, months and index as given
    deemed: dict[str, int]  # months by province
    deemed_runs: list[tuple[str, int, int]]  # place, first and last month
    accounts: list[dict[str, Any]]
    known: bool  # whether every month's base is known
    money: dict[int, list[int]]  # by year what the employer and the worker pay and what is waived, fen

    @property
    def paid_months(self) -> int:
        """Months paid."""
        return sum(run.months for _, run, _ in self.paid)

    @property
    def deemed_months(self) -> int:
        """Months deemed to be paid."""
        return sum(self.deemed.values())

    @property
    def months(self) -> int:
        """All months that count."""
        return self.paid_months + self.deemed_months

    def spend(self, month: int, employer: int, own: int, waived: int) -> None:
        """Note what was paid in a year."""
        year = self.money.setdefault(month // 12, [0, 0, 0])
        year[0] += employer
        year[1] += own
        year[2] += waived


def counted(spells: list[Spell]) -> list[Spell]:
    """Return the spells that count in the employees' scheme, in time order."""
    if not spells:
        return []
    return sorted(
        (spell for spell in spells if spell.kind in INSURED and not spell.unpaid),
        key=lambda spell: (spell.from_, spell.to),
    )


def insured_months(spells: list[Spell], last: int, lumps: Iterable[Lump] = ()) -> int:
    """Return the months of the employees' scheme up to a month."""
    bought = sum(lump.months for lump in lumps if lump.month <= last)
    return bought + sum(max(0, min(spell.to, last) - spell.from_ + 1) for spell in counted(spells))
