"""A career lived by the kernel: spells and sums of a case as what the replay of own microdata reads, and what came of it."""

import dataclasses
from collections.abc import Iterable
from typing import Any, NamedTuple

from microsim.cases.geography import province_of
from microsim.cases.model import Spell

INSURED = ("employee", "flexible", "public", "township", "deemed")


class Lump(NamedTuple):
    """Money paid in one month for months of another time: the account's credit, and months where they count here."""

    place: str
    month: int
    credit: int  # fen
    months: int = 0
    base: float = 0.0
    pool: int = 0  # fen a month


class Run(NamedTuple):
    """Months of one year with the same payments each: place, base in yuan, the index given, and fen a month."""

    place: str
    first: int
    last: int
    base: float
    given: float | None
    credit: int  # to the account
    paid: int  # by employer and worker

    @property
    def months(self) -> int:
        """How many months."""
        return self.last - self.first + 1


@dataclasses.dataclass
class Career:
    """What the spells of the employees' scheme amount to, up to a month.

    Attributes
    ----------
    life : the person as the kernel left it, with law and tables
    journal : what writes the rows below from what was heard of the life
    paid : months paid, in order
    deemed : months deemed to be paid: place, first and last
    accounts : a row of the account table for each year, yuan
    transfers : money that moved, yuan
    temporary : place and month of each temporary account opened
    money : by year what employer and worker pay and what is waived, fen
    known : whether the base of every month is known
    """

    life: Any
    journal: Any
    paid: list[Run]
    deemed: list[tuple[str, int, int]]
    accounts: list[dict[str, Any]]
    transfers: list[dict[str, Any]]
    temporary: list[tuple[str, int]]
    money: dict[int, list[int]]
    known: bool

    @property
    def paid_months(self) -> int:
        """Months paid."""
        return sum(run.months for run in self.paid)

    @property
    def deemed_months(self) -> int:
        """Months deemed to be paid."""
        return sum(last - first + 1 for _, first, last in self.deemed)

    @property
    def months(self) -> int:
        """All months that count."""
        return self.paid_months + self.deemed_months

    def deemed_in(self, province: str) -> int:
        """Return the deemed months of a province."""
        return sum(last - first + 1 for place, first, last in self.deemed if province_of(place) == province)


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


def joined(spells: Iterable[Spell]) -> list[Spell]:
    """Return spells in time order, those that go on unchanged as one."""
    result: list[Spell] = []
    for spell in sorted(spells, key=lambda one: (one.from_, one.to)):
        before = result[-1] if result else None
        if (
            before
            and before.to + 1 == spell.from_
            and before.model_copy(update={"from_": spell.from_, "to": spell.to}) == spell
        ):
            result[-1] = before.model_copy(update={"to": spell.to})
        else:
            result.append(spell)
    return result
