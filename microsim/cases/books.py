"""A career from what was heard of it: months paid, the account table, transfers, what employer and worker paid."""

from collections import defaultdict
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, NamedTuple

from microsim.amounts import MONTHS
from microsim.cases.atlas import key_of
from microsim.cases.career import Run
from microsim.cases.geography import province_of
from microsim.cases.listening import Moved
from microsim.cases.months import month_text
from microsim.cases.variants import LATE, parts_of
from microsim.engine.replay import BUY, CREDIT
from microsim.kernel.world import FIRST_LAW_YEAR
from microsim.schemes.base.contributions import contribution
from microsim.schemes.employees.rules.portability import transfer_pooled
from microsim.schemes.employees.rules.transfers import pool_kept
from microsim.watch.opened import plain

if TYPE_CHECKING:
    from microsim.cases.living import Life


class Journal(NamedTuple):
    """What a life left: rows of the answer in yuan, money by year in fen."""

    paid: list[Run]
    deemed: list[tuple[str, int, int]]
    accounts: list[dict[str, Any]]
    transfers: list[dict[str, Any]]
    temporary: list[tuple[str, int]]
    money: dict[int, list[int]]


class Purse:
    """What a province's record holds of payments without interest, and what went to its pool."""

    def __init__(self) -> None:
        self.principal = self.left = self.pool = self.carried = 0


class Where(NamedTuple):
    """What the journal asks of a place and year: province, key, month in which arrears are paid up, law of moves.

    ``credited`` is by month what of arrears goes to the account when they are paid up; None where nothing is late.
    """

    province: int
    key: str
    late: int
    transfer_since: int
    credited: list[float] | None


class Writer:
    """Writes the journal: goes through what was heard in its order."""

    def __init__(self, life: "Life"):
        self.life = life
        self.places = life.world.journal
        self.purses: dict[int, Purse] = defaultdict(Purse)
        self.found = Journal([], [], [], [], [], life.kernel.money(life))
        self.indexed = any(spell.index is not None for spell in life.spells)
        self.left = self.left_interest = self.balance = 0

    def write(self) -> Journal:
        """Write what was heard since the last time and return the journal."""
        steps: dict[str, Callable[..., None]] = {
            "pay_fund": self.pay,
            "replay_months": self.deem,
            "act": self.enter,
            "move_record": self.move,
            "credit_interest": self.close,
            "open_record": self.open,
            "note_employers_money": self.leave,
        }
        for name, noted in self.life.kernel.heard(self.life):
            if name in steps:
                steps[name](*noted)
        return self.found

    def province(self, place: int) -> int:
        """Return the province of a place."""
        return self.life.atlas.province_of[place]

    def where(self, place: int, slot: int) -> Where:
        """Return what is asked of a place and year of the law, kept with the tables of places."""
        found = self.places.get((place, slot))
        if found is None:
            label, law = self.life.atlas.places[place], self.life.world.law[place, slot]
            late = int(parts_of(label).get(LATE, 0))
            credited = law.below.account_rate if late else None
            found = Where(self.province(place), key_of(label), late, law.transfer_since, credited)
            self.places[place, slot] = found
        return found

    def pay(self, first: int, months: int, place: int, base: float, credit: int, whole: int, waived: int) -> None:
        """Enter months paid: first month, how many, place, base, and fen a month to the account, in all and waived."""
        year = first // MONTHS
        where = self.where(place, year - FIRST_LAW_YEAR)
        purse = self.purses[where.province]
        purse.principal += credit * months
        if first >= where.transfer_since:
            own = credit
            if where.credited is not None:  # the account's part comes when it is paid up
                own = int(plain(contribution)(base, where.credited[first % MONTHS]))
            purse.pool += (whole - own) * months
        index = self.index_at(first) if self.indexed else None
        self.found.paid.append(Run(where.key, first, first + months - 1, base, index, credit, whole))
        if waived:
            self.found.money[where.late // MONTHS or year][2] += waived * months

    def deem(self, place: int, first: int, last: int) -> None:
        """Enter deemed months."""
        self.found.deemed.append((key_of(self.life.atlas.places[place]), first, last))

    def index_at(self, month: int) -> float | None:
        """Return the index given for a month."""
        return next((one.index for one in self.life.spells if one.from_ <= month <= one.to), None)

    def enter(self, month: int, kind: int, target: int, amount: int, credited: int) -> None:
        """Enter money paid in one sum, and the months it buys."""
        if kind not in (BUY, CREDIT):
            return
        lump = next(lump for lump in self.life.lumps if (lump.month, lump.credit) == (month, amount))
        purse = self.purses[self.province(target)]
        purse.principal += credited
        purse.pool += lump.pool * lump.months
        if lump.months:
            self.found.paid.append(Run(lump.place, month, month + lump.months - 1, lump.base, None, 0, lump.pool))

    def leave(self, province: int, money: int) -> None:
        """Enter money that a move will leave behind."""
        self.purses[province].left += money

    def move(self, *noted: Any) -> None:
        """Enter a transfer."""
        moved = Moved(*noted)
        source, target = self.purses[moved.origin], self.purses[moved.destination]
        principal = source.principal - source.left
        carried = moved.carried + int(plain(transfer_pooled)(source.carried, moved.rate))
        kept = int(plain(pool_kept)(source.pool, 0, moved.pooled - carried))
        target.principal += principal
        target.carried += moved.bases
        self.purses[moved.origin] = Purse()
        self.left += moved.left
        self.left_interest += moved.left_interest
        places = self.life.atlas.places
        amounts = {"pooled": moved.pooled, "account": moved.account, "account_principal": principal, "kept": kept}
        amounts |= {"left": moved.left} if moved.left else {}
        ends = {
            "month": month_text(moved.month),
            "from": key_of(places[moved.source]),
            "to": key_of(places[moved.target]),
        }
        self.found.transfers.append(ends | {name: fen / 100 for name, fen in amounts.items()} | {"rate": moved.rate})

    def close(self, year: int, earned: int, balance: int) -> None:
        """Enter a year of the account table; money that a move left behind is taken off."""
        interest = earned + self.left_interest
        credited = balance - self.balance - interest + self.left
        rows = self.found.accounts
        again = not credited and bool(rows) and rows[-1]["year"] == year  # closed already
        if (credited or balance) and not again:
            row = {"year": year, "credited": credited / 100, "interest": interest / 100}
            if self.left:
                row["left"] = self.left / 100
            row["balance"] = balance / 100
            rows.append(row)
        self.left = self.left_interest = 0
        self.balance = balance

    def open(self, place: int, month: int, temporary: bool) -> None:
        """Enter a temporary account."""
        if temporary:
            self.found.temporary.append((province_of(key_of(self.life.atlas.places[place])), month))
