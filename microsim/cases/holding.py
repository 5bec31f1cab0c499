"""The record a province keeps of a person: the account with its interest, the bases, what was paid to the pool."""

import dataclasses

from microsim.cases.plain import plain
from microsim.schema import CreditMethod
from microsim.schemes.base.accounts import claim_year_interest, interest_by_method, interest_months, year_interest

WEIGHTS = [int(plain(interest_months)(month)) for month in range(1, 13)]


@dataclasses.dataclass
class Holding:
    """Money and months of one person in one province, in whole fen.

    Attributes
    ----------
    opening, paid, weighted : balance on 1 January, payments of the year, and these times their months of interest
    principal : all payments credited, without interest
    bases, pool_paid : sum of bases since 1998 paid here, and what went to the pool on them
    carried : bases brought along from other provinces
    temporary : whether it is a temporary account, which moves whole
    before : of the account, own and employer's money of the months before 1998 with their interest
    """

    place: str
    opening: int = 0
    paid: int = 0
    weighted: int = 0
    principal: int = 0
    bases: int = 0
    carried: int = 0
    carried_temporary: int = 0
    pool_paid: int = 0
    temporary_pooled: int = 0
    months: int = 0
    last: int = 0
    temporary: bool = False
    before: "tuple[Holding, Holding] | None" = None

    def credit(self, fen: int, first: int, last: int) -> None:
        """Credit a payment in every calendar month from the first to the last one, 1 to 12."""
        months = last - first + 1
        self.paid += fen * months
        self.principal += fen * months
        self.weighted += fen * sum(WEIGHTS[first - 1 : last])

    def credit_before(self, own: int, employer: int, first: int, last: int) -> None:
        """Note whose money the credit of months before 1998 is."""
        if self.before is None:
            self.before = Holding(self.place), Holding(self.place)
        self.before[0].credit(own, first, last)
        self.before[1].credit(employer, first, last)

    def interest_to(self, month: int, rate: float) -> int:
        """Return the interest of this year up to the end of a calendar month."""
        return int(plain(claim_year_interest)(self.opening, self.paid, self.weighted, rate, month))

    def close_year(self, rate: float, method: int = CreditMethod.MONTHLY_PRODUCT) -> int:
        """Credit the year's interest, by the method of the place, and return it."""
        if method == CreditMethod.MONTHLY_PRODUCT:
            interest = int(plain(year_interest)(self.opening, self.weighted, rate))
        else:
            interest = int(plain(interest_by_method)(method, self.opening, self.paid, self.weighted, rate))
        for part in self.before or ():
            part.close_year(rate, method)
        self.opening += self.paid + interest
        self.paid = self.weighted = 0
        return interest

    @property
    def balance(self) -> int:
        """The account without the interest of this year."""
        return self.opening + self.paid

    def take_over(self, other: "Holding") -> None:
        """Take another province's account and bases; its years of payment stay counted where they were worked."""
        self.opening += other.opening
        self.paid += other.paid
        self.weighted += other.weighted
        self.principal += other.principal
        self.carried += other.bases * (not other.temporary) + other.carried
        self.carried_temporary += other.carried_temporary + other.temporary_pooled * other.temporary
        if other.before:
            employer = other.before[1]
            self.opening -= employer.opening
            self.paid -= employer.paid
            self.weighted -= employer.weighted
            self.principal -= employer.principal
            own = other.before[0]
            self.credit_before(0, 0, 1, 1)
            self.before[0].take_over(own)  # type: ignore[index]
        other.before = None
        other.opening = other.paid = other.weighted = other.principal = 0
        other.bases = other.carried = other.carried_temporary = other.pool_paid = other.temporary_pooled = 0

    @property
    def empty(self) -> bool:
        """Whether nothing is left to move."""
        return not (self.balance or self.bases or self.carried or self.carried_temporary)
