"""What is heard of a life while the kernel lives it: interest of each year, money paid and moved, accounts opened."""

from collections.abc import Callable
from typing import Any, NamedTuple

from microsim.amounts import MONTHS
from microsim.kernel.world import FIRST_LAW_YEAR
from microsim.schemes.base.accounts import year_interest
from microsim.schemes.base.contributions import contribution
from microsim.watch.opened import Hearing, plain


class Moved(NamedTuple):
    """A record moved between provinces: the account with the interest due, what is left of it, bases and pooled money."""

    month: int
    origin: int
    source: int
    destination: int
    target: int
    account: int
    left: int
    left_interest: int
    bases: int
    carried: int
    pooled: int
    rate: float


class Listener:
    """Notes what the answer to a case needs and no record keeps."""

    def __init__(self) -> None:
        self.month = 0
        self.claims = False

    def heard(self) -> dict[str, Hearing]:
        """Return what listens to each function."""
        quiet: tuple[str, ...] = (
            "divisor",
            "award_of_1997",
            "compared_award",
            "old_award",
            "released_award",
        )
        quiet += ("funeral_grant", "lump_months_by_law", "dependants_lump_months")
        return dict.fromkeys(quiet, as_it_is) | {
            "replay_months": self.begin,
            "act": self.do,
            "collect": self.collect,
            "credit_interest": interest,
            "move_record": self.move,
            "pay_fund": self.pay,
            "open_record": self.opened,
            "note_employers_money": employers_money,
        }

    def begin(
        self, person: Any, spell: Any, facts: Any, world: Any, books: Any, year: int, month: int, months: int
    ) -> Callable[[Any], Any]:
        """Note the month in which a stretch begins, and whether its months are deemed."""
        self.month, self.claims = MONTHS * year + month - 1, False
        before, first = sum(person.deemed_months), self.month
        return lambda _: (spell.place, first, first + months - 1) if sum(person.deemed_months) > before else None

    def do(self, person: Any, world: Any, books: Any, year: int, month: int, one: Any) -> Callable[[Any], Any]:
        """Note what an act credits to the account."""
        self.month, self.claims = MONTHS * year + month - 1, False
        before = sum(person.account_fen)
        return lambda _: (self.month, one.kind, one.target, one.amount_fen, sum(person.account_fen) - before)

    def collect(self, person: Any, world: Any, books: Any, year: int, place: int) -> None:
        """Note that what moves now moves for the claim: the balance of its month is noted already."""
        self.claims = True

    def move(
        self, person: Any, world: Any, books: Any, year: int, origin: int, destination: int
    ) -> Callable[[Any], Any]:
        """Note what moves, with the interest due."""
        source = person.fund_place[origin]
        law = world.law[source, year - FIRST_LAW_YEAR]

        def due(account: list[int], balances: list[int]) -> int:
            noted = balances[origin] - (account[origin] if self.claims else 0)
            return int(plain(year_interest)(0, noted, law.notional_interest))

        earned = due(person.account_fen, person.balance_months_fen)
        left_earned = due(person.left_fen, person.left_balance_fen)
        left = person.left_fen[origin] + left_earned
        account = person.account_fen[origin] + earned - left
        bases, carried = person.transfer_base_fen[origin], person.carried_pool_fen[origin]
        found = (account, left, left_earned, bases, carried)
        ends = (self.month, origin, source, destination, person.fund_place[destination])
        return lambda pooled: Moved(*ends, *found, pooled, law.transfer_pool_rate)

    def pay(
        self, person: Any, books: Any, year: int, months: int, place: int, pay: Any, base: float
    ) -> Callable[[Any], Any]:
        """Note what a stretch of months pays."""
        before, first = person.year_contributions_fen, MONTHS * year + pay.month

        def note(credit: int) -> tuple[Any, ...]:
            whole = (person.year_contributions_fen - before) // months
            waived = 0
            if pay.employer_waiver and not person.pays_alone:
                full = plain(contribution)(base, pay.employer_rate) + plain(contribution)(base, pay.employee_rate)
                waived = int(full) - whole
            return (first, months, place, base, int(credit), whole, waived)

        return note

    def opened(
        self, person: Any, world: Any, books: Any, year: int, month: int, place: int, _: Any
    ) -> Callable[[Any], Any]:
        """Note whether a record opened is a temporary account."""
        province = world.atlas.province_of[place]
        return lambda _: (place, MONTHS * year + month - 1, bool(person.temporary[province]))


def as_it_is(*_: Any) -> None:
    """Note a call as it is."""


def interest(person: Any, world: Any, year: int, whole: bool) -> Callable[[Any], Any]:
    """Note the interest of a year and what the accounts hold then."""
    return lambda earned: (year, earned, sum(person.account_fen))


def employers_money(person: Any, province: int, months: int, credit: int, own: int) -> Callable[[Any], Any]:
    """Note how much of what was credited a move will leave behind."""
    return lambda _: (province, months * (credit - own) if credit > own else 0)
