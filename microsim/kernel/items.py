"""The items of a fund's books: one table of their codes, directions and kinds; their names stand in the book of words."""

from enum import IntEnum, StrEnum

import numpy as np

IN, OUT = 1, -1  # of the fund


class Kind(StrEnum):
    """What an item is."""

    CONTRIBUTION = "contribution"
    CREDIT = "credit"  # paid into an account for somebody
    SUBSIDY = "subsidy"  # from a treasury into the pool
    RETURN = "return"  # on the reserve
    MOVED = "moved"  # with a person between funds, places or schemes
    POOLING = "pooling"  # between funds, nobody moving
    BENEFIT = "benefit"
    INHERITANCE = "inheritance"  # what an account leaves to heirs


class Item(IntEnum):
    """Items of the books: code, direction, kind. Codes are only ever appended; amounts are positive."""

    sign: int
    kind: Kind

    def __new__(cls, code: int, sign: int, kind: Kind) -> "Item":
        """Make the member of a code."""
        member = int.__new__(cls, code)
        member._value_, member.sign, member.kind = code, sign, kind
        return member

    EMPLOYER = 0, IN, Kind.CONTRIBUTION
    EMPLOYEE = 1, IN, Kind.CONTRIBUTION
    FLEXIBLE = 2, IN, Kind.CONTRIBUTION
    PERSONAL = 3, IN, Kind.CONTRIBUTION
    ENTRY_SUBSIDY = 4, IN, Kind.CREDIT
    FISCAL = 5, IN, Kind.SUBSIDY
    INVESTMENT = 6, IN, Kind.RETURN
    TRANSFER_IN_ACCOUNT = 7, IN, Kind.MOVED
    TRANSFER_IN_POOLED = 8, IN, Kind.MOVED
    BRIDGE_IN = 9, IN, Kind.MOVED
    BENEFIT_BASIC = 10, OUT, Kind.BENEFIT
    BENEFIT_ACCOUNT = 11, OUT, Kind.BENEFIT
    BENEFIT_TRANSITIONAL = 12, OUT, Kind.BENEFIT
    BENEFIT_SUPPLEMENT = 13, OUT, Kind.BENEFIT
    BENEFIT_ADJUSTMENT = 14, OUT, Kind.BENEFIT
    SURVIVORS = 15, OUT, Kind.BENEFIT
    INHERITANCE = 16, OUT, Kind.INHERITANCE
    TRANSFER_OUT_ACCOUNT = 17, OUT, Kind.MOVED
    TRANSFER_OUT_POOLED = 18, OUT, Kind.MOVED
    BRIDGE_OUT = 19, OUT, Kind.MOVED
    # Booked once all lives are summed (microsim.funds); the kernel leaves them at zero.
    DELEGATED_RETURN = 20, IN, Kind.RETURN  # on the part of the reserve invested by the national fund
    FISCAL_CENTRAL = 21, IN, Kind.SUBSIDY  # from the central treasury; FISCAL is what local ones add
    CENTRAL_ADJUSTMENT_IN = 22, IN, Kind.POOLING
    CENTRAL_ADJUSTMENT_OUT = 23, OUT, Kind.POOLING
    POOLING_IN = 24, IN, Kind.POOLING  # national pooling
    POOLING_OUT = 25, OUT, Kind.POOLING
    PROVINCE_IN = 26, IN, Kind.POOLING  # between the cities of one province
    PROVINCE_OUT = 27, OUT, Kind.POOLING
    # Booked by the kernel.
    BENEFIT_DISABILITY = 28, OUT, Kind.BENEFIT
    LAND_FEE = 29, IN, Kind.CREDIT  # paid in for farmers whose land was taken
    # Booked in microsim.funds: what a scheme that began late settles of the time before its books.
    BACK_CONTRIBUTIONS = 30, IN, Kind.CONTRIBUTION
    BACK_BENEFITS = 31, OUT, Kind.BENEFIT


ITEMS = tuple(Item)  # by code
ITEM_SIGN = np.array([item.sign for item in ITEMS], dtype=np.int64)


def items_of(*kinds: Kind, sign: int = 0) -> list[Item]:
    """Return the items of some kinds that go one way (either where ``sign`` is 0), in the order of their codes."""
    return [item for item in ITEMS if item.kind in kinds and sign in (0, item.sign)]


def labels_of(*kinds: Kind, sign: int = 0) -> tuple[str, ...]:
    """Return the labels of such items, as the axis of the results has them."""
    return tuple(item.name.lower() for item in items_of(*kinds, sign=sign))
