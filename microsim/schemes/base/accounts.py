"""Individual accounts: rounding to fen, yearly interest and what is left for the heirs.

An account is closed once a year. During the year only two sums are kept: what was paid in, and
what was paid in times the months it lies in the account; both methods of the circular follow.
"""

import math

from microsim.amounts import FEN, MONTHS
from microsim.kernel.jit import rule
from microsim.schema import CreditMethod

GUARD = 1e-6  # fen: keeps 1.005 yuan, which no binary number holds, at 101 fen


@rule(source="laobanfa-1997-116", unit="fen")
def fen(yuan):
    """Amounts are kept in whole fen, half a fen rounds up."""
    return math.floor(yuan * FEN + 0.5 + GUARD)


@rule(source="laobanfa-1997-116", unit="months")
def interest_months(month):
    """A payment earns interest from its own month to December: 12 months from January, 1 from December."""
    return MONTHS + 1 - month


@rule(source="laobanfa-1997-116", unit="fen")
def year_interest(opening_fen, weighted_fen, rate):
    """The opening balance earns the year's rate, each payment the part of it left from its month on.

    Parameters
    ----------
    opening_fen : balance on 1 January
    weighted_fen : sum of the year's payments, each times ``interest_months`` of its month
    rate : notional interest rate of the year
    """
    return fen(rate * (opening_fen + weighted_fen / MONTHS) / FEN)


@rule(source="laobanfa-1997-116", unit="fen")
def claim_year_interest(opening_fen, paid_fen, weighted_fen, rate, month):
    """In the year of the claim interest runs to the end of the claim month only.

    Parameters
    ----------
    paid_fen : sum of the year's payments up to the claim month
    weighted_fen : the same payments, each times ``interest_months`` of its month
    rate : the last rate announced
    month : calendar month of the claim, 1 to 12; 12 gives the interest of the whole year
    """
    unearned = (MONTHS - month) * paid_fen
    return fen(rate / MONTHS * (month * opening_fen + weighted_fen - unearned) / FEN)


@rule(source="laobanfa-1997-116", unit="fen")
def annual_interest(opening_fen, paid_fen, rate):
    """By the annual method a year's payments, taken as twelve equal ones, earn 13/24 of the year's rate."""
    return fen(rate * (opening_fen + paid_fen * (MONTHS + 1) / (2 * MONTHS)) / FEN)


@rule(source="laobanfa-1997-116", unit="fen")
def interest_by_method(method, opening_fen, paid_fen, weighted_fen, rate):
    """A place credits by monthly products or by the annual method; some calculators credit none on the year's own."""
    if method == CreditMethod.MONTHLY_PRODUCT:
        return year_interest(opening_fen, weighted_fen, rate)
    if method == CreditMethod.ANNUAL:
        return annual_interest(opening_fen, paid_fen, rate)
    return fen(rate * opening_fen / FEN)


@rule(source="sil-14", unit="fen")
def account_left(account_fen, paid_fen):
    """Heirs receive what the account held at the claim less the account pensions paid since."""
    return max(0, account_fen - paid_fen)
