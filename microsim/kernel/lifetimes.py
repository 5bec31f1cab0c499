"""What a run keeps of each life: money by kind, counts and values, in the accumulators of a thread while the life is lived.

Money of a year is whole fen; at the year's end it is added to sums at the value date, one for each discount rate. A row
(LIFE) is what is written of a life when it ends.
"""

from enum import IntEnum

import numpy as np

from microsim.kernel.items import Item
from microsim.places import PLACE_COUNT, PROVINCE_COUNT
from microsim.schema import Scheme


class Money(IntEnum):
    """Kinds of money of a life; OTHER takes what is booked and kept of no life."""

    EMPLOYER = 0
    OWN = 1
    FLEXIBLE = 2
    RESIDENTS_OWN = 3
    MATCH = 4  # what a treasury credits to a residents' account
    LAND = 5  # paid in for land taken
    PENSION = 6  # of the employees' scheme, without the part of the account
    PENSION_ACCOUNT = 7
    PUBLIC_PENSION = 8
    PUBLIC_ACCOUNT = 9
    RESIDENTS_PENSION = 10
    RESIDENTS_ACCOUNT = 11
    LOCAL_PENSION = 12
    DISABILITY = 13
    SURVIVORS = 14  # funeral grant and lump sum
    INHERITANCE = 15
    MOVED_ACCOUNT = 16  # with a record between funds or schemes
    MOVED_POOLED = 17
    ANNUITY = 18
    REFUND = 19  # cashed out while the law allowed it
    WAGES = 20
    DECLARED = 21  # contribution bases of the months paid
    CREDITED = 22  # of contributions, to the account of the employees' or the public scheme
    LEFT_BEHIND = 23  # pooled money that funds left by a record keep
    OTHER = 24
    ALLOWANCES = 25  # of schemes beyond the pension, as all below
    CARE = 26  # what care insurance pays for the person, in services and in money
    CARE_PASSED_ON = 27  # by health insurance to care insurance, for the person
    CARE_OWN = 28  # what the person pays of the price of care
    LIVELIHOOD = 29


class Count(IntEnum):
    """Whole numbers of a life: months, months as dates (12 * year + month - 1), places plus one, codes."""

    FIRST_YEAR = 0  # first year lived in the run or in the history before it
    PAID = 1  # months paid to the employees' scheme, as all months below
    PUBLIC_PAID = 2
    FLEXIBLE = 3
    PENSION = 4
    PUBLIC_PENSION = 5
    RESIDENTS_PENSION = 6
    RESIDENTS = 7
    DORMANT = 8
    NO_STATE = 9
    WORKED = 10
    FIRST_PLACE = 11  # insured; places plus one, 0 none, as all places below
    LAST_PLACE = 12
    OUTSIDE = 13  # insured outside the hukou place: 0 never, 1 inside its province, 2 in another
    OUTSIDE_PLACE = 14  # the last place insured in another province than the hukou's
    ENTRY_PLACE = 15
    ENTRY_HUKOU = 16
    ENTRY_HUKOU_TYPE = 17
    PLACE_25 = 18
    HUKOU_25 = 19
    HUKOU_TYPE_25 = 20
    CLAIM_PLACE = 21
    CLAIM_HUKOU = 22
    CLAIM_HUKOU_TYPE = 23
    PAYING_RULE = 24
    REFUSED = 25
    SHORT = 26
    JOINED = 27  # 1: a residents' account was joined to the employees' at the claim
    TRANSFERS = 28
    RESIDENTS_BEFORE = 29  # months of the residents' scheme at the end of the last year
    EXIT_YEAR = 30
    # Of the person's record when the life ends.
    SEX = 31
    EDUCATION = 32
    BIRTH = 33
    FIRST_JOB = 34
    ALIVE = 35
    DEATH_MONTH = 36
    PLACE = 37
    HUKOU = 38
    MEMBERSHIP = 39
    SCHEME = 40
    CLAIM_MONTH = 41
    STATUTORY = 42
    MINIMUM = 43
    CLAIM_MONTHS = 44
    PAYING_PLACE = 45
    BASIC = 46  # fen a month, as the three below
    ACCOUNT = 47
    TRANSITIONAL = 48
    SUPPLEMENT = 49
    RESIDENTS_CLAIM = 50
    LAST_PAID = 51
    RELATION = 52
    RECENT_MONTHS = 53  # months of the wage of the last months paid in a job, up to twelve
    RECENT_YEAR = 54  # the last year with such a month
    CAREER_MONTHS = 55  # months paid in a job


class Value(IntEnum):
    """Numbers of a life that are not whole."""

    WAGES_TO_60 = 0  # fen at the value date
    CAREER_POINTS = 1  # wage over the average wage, months summed
    BASE_POINTS = 2
    RECENT_WAGE = 3  # yuan a month, mean of the last twelve months paid in a job
    POSITION_75 = 4
    POSITION_85 = 5
    MEAN_INDEX = 6


class PayingRule(IntEnum):
    """What makes a place pay the pension (guobanfa-2009-66-6)."""

    NONE = 0
    HUKOU = 1  # the relation is at the hukou
    RELATION = 2  # the relation is where the months reach the threshold
    LAST_LONG = 3  # the last of the others where they do
    FALLBACK = 4  # nowhere: the hukou


MONEY, COUNT, VALUE = len(Money), len(Count), len(Value)
RATES = 3  # discount rates: the main one, the higher one, growth of the average wage
LIVED, BLANK = 1, 0  # of the switch ``wanted``

LIFE = np.dtype(
    [
        ("number", "u8"),
        ("total", "i8", (MONEY,)),  # nominal fen since the entry: what the books of the run hold too
        ("value_at", "f8", (RATES, MONEY)),  # fen at the value date, the history included
        ("count", "i8", (COUNT,)),
        ("value", "f8", (VALUE,)),
        ("months_at", "i8", (PLACE_COUNT,)),
        ("months", "i8", (PROVINCE_COUNT,)),
        ("deemed", "i8", (PROVINCE_COUNT,)),
    ],
    align=True,
)
NO_ROWS = np.zeros(0, dtype=LIFE)  # where no row is wanted

# The accumulators of the life that is lived, arrays of the record that counts: events pass a single pointer.
ACCUMULATED = {
    "life_wanted": ("i8", (1,)),
    "life_fen": ("i8", (MONEY,)),  # of the year
    "life_kinds": ("i8", (MONEY,)),  # kinds of money noted this year, in the order in which they came
    "life_noted": ("i8", (1,)),  # how many they are
    "life_listed": ("i1", (MONEY,)),  # whether a kind is among them
    "life_total": ("i8", (MONEY,)),
    "life_at": ("f8", (MONEY, RATES)),
    "life_count": ("i8", (COUNT,)),
    "life_value": ("f8", (VALUE,)),
    "life_months_at": ("i8", (PLACE_COUNT,)),
    "life_pooled": ("i8", (PROVINCE_COUNT,)),  # pooled money that each province holds of the person's months, fen
}


def kinds_of_money():
    """Return the kind of money of each scheme and item of the books: int64 [scheme, item]."""
    kinds = np.full((len(Scheme), len(Item)), Money.OTHER, dtype=np.int64)
    everywhere = {
        Item.EMPLOYER: Money.EMPLOYER,
        Item.EMPLOYEE: Money.OWN,
        Item.FLEXIBLE: Money.FLEXIBLE,
        Item.PERSONAL: Money.RESIDENTS_OWN,
        Item.ENTRY_SUBSIDY: Money.MATCH,
        Item.LAND_FEE: Money.LAND,
        Item.BENEFIT_DISABILITY: Money.DISABILITY,
        Item.SURVIVORS: Money.SURVIVORS,
        Item.INHERITANCE: Money.INHERITANCE,
    }
    for item, kind in everywhere.items():
        kinds[:, item] = kind
    pensions = {
        Scheme.EMPLOYEES: (Money.PENSION, Money.PENSION_ACCOUNT),
        Scheme.PUBLIC: (Money.PUBLIC_PENSION, Money.PUBLIC_ACCOUNT),
        Scheme.RESIDENTS: (Money.RESIDENTS_PENSION, Money.RESIDENTS_ACCOUNT),
        Scheme.LOCAL: (Money.LOCAL_PENSION, Money.LOCAL_PENSION),
    }
    pooled = (Item.BENEFIT_BASIC, Item.BENEFIT_TRANSITIONAL, Item.BENEFIT_SUPPLEMENT, Item.BENEFIT_ADJUSTMENT)
    for scheme, (kind, of_account) in pensions.items():
        kinds[scheme, list(pooled)] = kind
        kinds[scheme, Item.BENEFIT_ACCOUNT] = of_account
    for scheme in (Scheme.EMPLOYEES, Scheme.PUBLIC):
        kinds[scheme, Item.TRANSFER_OUT_ACCOUNT] = Money.MOVED_ACCOUNT
        kinds[scheme, Item.TRANSFER_OUT_POOLED] = Money.MOVED_POOLED
    return kinds


MONEY_OF = kinds_of_money()
MONEY_OF.setflags(write=False)
