"""A career from what was heard of it: months paid, the account table, transfers, what employer and worker paid."""

from collections import defaultdict
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, NamedTuple

from microsim.amounts import MONTHS
from microsim.cases.atlas import key_of
from microsim.cases.career import Run
from microsim.cases.geography import province_of
from microsim.cases.listening import Acted, Began, Moved, Paid
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


class Writer:
    """Writes the journal: goes through what was heard in its order."""

    def __init__(self, life: "Life"):
        self.life = life
        self.purses: dict[int, Purse] = defaultdict(Purse)
        self.found = Journal([], [], [], [], [], life.kernel.money(life))
        self.left = self.left_interest = self.balance = self.read = 0

    def write(self) -> Journal:
        """Write what was heard since the last time and return the journal."""
        steps: dict[str, Callable[[Any], None]] = {
            "pay_fund": self.pay,
            "replay_months": self.deem,
            "act": self.enter,
            "move_record": self.move,
            "credit_interest": self.close,
            "open_record": self.open,
            "note_employers_money": self.leave,
        }
        for call in self.life.heard[self.read :]:
            if call.name in steps:
                steps[call.name](call.result)
        self.read = len(self.life.heard)
        return self.found

    def province(self, place: int) -> int:
        """Return the province of a place."""
        return self.life.atlas.province_of[place]

    def pay(self, paid: Paid) -> None:
        """Enter months paid."""
        purse = self.purses[self.province(paid.place)]
        purse.principal += paid.credit * paid.months
        law = self.life.world.law[paid.place, paid.first // MONTHS - FIRST_LAW_YEAR]
        if paid.first >= law.transfer_since:
            credit = paid.credit
            if LATE in parts_of(self.life.atlas.places[paid.place]):  # the account's part comes when it is paid up
                credit = int(plain(contribution)(paid.base, law.below.account_rate[paid.first % MONTHS]))
            purse.pool += (paid.whole - credit) * paid.months
        index = self.index_at(paid.first)
        key = key_of(self.life.atlas.places[paid.place])
        last = paid.first + paid.months - 1
        self.found.paid.append(Run(key, paid.first, last, paid.base, index, paid.credit, paid.whole))
        self.found.money[self.year_of(paid)][2] += paid.waived * paid.months

    def deem(self, noted: tuple[int, int, int] | None) -> None:
        """Enter deemed months."""
        if noted:
            place, first, last = noted
            self.found.deemed.append((key_of(self.life.atlas.places[place]), first, last))

    def year_of(self, paid: Paid) -> int:
        """Return the year in which months are paid: of arrears that in which they are paid up."""
        late = parts_of(self.life.atlas.places[paid.place]).get(LATE)
        return (int(late) if late else paid.first) // MONTHS

    def index_at(self, month: int) -> float | None:
        """Return the index given for a month."""
        return next((one.index for one in self.life.spells if one.from_ <= month <= one.to), None)

    def enter(self, noted: Acted) -> None:
        """Enter money paid in one sum, and the months it buys."""
        if noted.kind not in (BUY, CREDIT):
            return
        month = noted.month
        lump = next(lump for lump in self.life.lumps if (lump.month, lump.credit) == (month, noted.amount))
        purse = self.purses[self.province(noted.target)]
        purse.principal += noted.credited
        purse.pool += lump.pool * lump.months
        if lump.months:
            self.found.paid.append(Run(lump.place, month, month + lump.months - 1, lump.base, None, 0, lump.pool))

    def leave(self, noted: tuple[int, int]) -> None:
        """Enter money that a move will leave behind."""
        province, money = noted
        self.purses[province].left += money

    def move(self, moved: Moved) -> None:
        """Enter a transfer."""
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

    def close(self, noted: Any) -> None:
        """Enter a year of the account table; money that a move left behind is taken off."""
        year, earned, balance = noted
        interest = earned + self.left_interest
        credited = balance - self.balance - interest + self.left
        again = not credited and bool(self.found.accounts) and self.found.accounts[-1]["year"] == year  # closed already
        if (credited or balance) and not again:
            money = {"credited": credited, "interest": interest}
            money |= ({"left": self.left} if self.left else {}) | {"balance": balance}
            self.found.accounts.append({"year": year} | {key: fen / 100 for key, fen in money.items()})
        self.left = self.left_interest = 0
        self.balance = balance

    def open(self, noted: Began) -> None:
        """Enter a temporary account."""
        if noted.temporary:
            self.found.temporary.append((province_of(key_of(self.life.atlas.places[noted.place])), noted.month))
