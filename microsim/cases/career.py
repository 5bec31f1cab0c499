"""A career from spells: months and index, the account year by year, transfers on the way."""

import dataclasses
from typing import Any

from microsim.cases.geography import province_of
from microsim.cases.holding import Holding
from microsim.cases.laws import CaseLaw, shipped
from microsim.cases.model import Person, Spell
from microsim.cases.months import calendar
from microsim.cases.moves import Relation
from microsim.cases.payments import Run, runs
from microsim.cases.plain import plain
from microsim.cases.trace import Trace
from microsim.rules.transfers import transfer_temporary

NATION = "elsewhere"
INSURED = ("employee", "flexible", "deemed")


@dataclasses.dataclass
class Career:
    """What the spells of the employees' scheme amount to, up to a month."""

    relation: Relation
    paid: list[tuple[str, Run, float | None]]  # place, months and index as given
    deemed: dict[str, int]  # months by province
    accounts: list[dict[str, Any]]
    known: bool  # whether every month's base is known

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


def counted(spells: list[Spell]) -> list[Spell]:
    """Return the spells that count in the employees' scheme, in time order."""
    return sorted((spell for spell in spells if spell.kind in INSURED), key=lambda spell: (spell.from_, spell.to))


def insured_months(spells: list[Spell], last: int) -> int:
    """Return the months of the employees' scheme up to a month."""
    return sum(max(0, min(spell.to, last) - spell.from_ + 1) for spell in counted(spells))


def live(spells: list[Spell], person: Person | None, law: CaseLaw, last: int, trace: Trace) -> Career:
    """Live the spells up to a last month; the year of that month stays open."""
    relation = Relation(person, law, trace)
    career = Career(relation, [], {}, [], True)
    chosen = [spell for spell in counted(spells) if spell.from_ <= last]
    if not chosen:
        return career
    clock = Clock(career, law)
    for spell in chosen:
        clock.to_year(calendar(spell.from_)[0])
        holding = relation.open(spell)
        if spell.kind == "deemed":
            _deem(career, holding, spell.place, spell.from_, min(spell.to, last))
            continue
        for run in runs(spell, law, person, last):
            clock.to_year(calendar(run.first)[0])
            if run.deemed:
                _deem(career, holding, spell.place, run.first, run.last)
            else:
                pay(career, holding, spell, run)
    clock.to_year(calendar(last)[0])
    return career


def pay(career: Career, holding: Holding, spell: Spell, run: Run) -> None:
    """Enter months paid."""
    career.paid.append((spell.place, run, spell.index))
    career.known = career.known and run.base > 0
    holding.months += run.months
    holding.last = run.last
    holding.credit(run.credit, calendar(run.first)[1], calendar(run.last)[1])
    if run.first >= shipped(NATION, "transfer_since", run.first):
        base = round(run.base * 100)
        holding.bases += base * run.months
        holding.pool_paid += run.pool * run.months
        if holding.temporary:
            month = int(plain(transfer_temporary)(base, run.employer_rate, run.pool_rate))
            holding.temporary_pooled += month * run.months


def _deem(career: Career, holding: Holding, place: str, first: int, last: int) -> None:
    """Enter deemed months: they count where the work was done and carry no money."""
    province = province_of(place)
    count = last - first + 1
    career.deemed[province] = career.deemed.get(province, 0) + count
    holding.months += count
    holding.last = max(holding.last, last)


class Clock:
    """Closes the years gone by: interest for every holding, a row of the account table."""

    def __init__(self, career: Career, law: CaseLaw):
        self.career = career
        self.law = law
        self.year: int | None = None

    def to_year(self, year: int) -> None:
        """Close all years before one."""
        self.year = year if self.year is None else self.year
        while self.year < year:
            self.close()
            self.year += 1

    def close(self) -> None:
        """Close a year."""
        holdings = self.career.relation.holdings.values()
        credited = sum(holding.paid for holding in holdings)
        interest = 0
        for holding in holdings:
            if holding.balance:
                interest += holding.close_year(self.law.interest(holding.place, 12 * (self.year or 0)))
        balance = sum(holding.balance for holding in holdings)
        if credited or balance:
            add_year(self.career, self.year or 0, credited, interest, balance)


def add_year(career: Career, year: int, credited: int, interest: int, balance: int) -> None:
    """Add a row to the account table."""
    money = {"credited": credited, "interest": interest, "balance": balance}
    career.accounts.append({"year": year} | {key: value / 100 for key, value in money.items()})
