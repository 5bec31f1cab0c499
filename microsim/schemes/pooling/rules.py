"""Money between provincial funds: the central adjustment fund to 2021, national pooling since; sums are zero.

What is granted is split in whole fen by the books (``microsim.funds.money``): a grant is a share, not an amount.
"""

import math

from microsim.kernel.jit import rule


@rule(source="guofa-2018-18", unit="yuan")
def pool_upload(average_wage, members, months, rate):
    """A province sends a share of its average wage for those who should be insured.

    Parameters
    ----------
    rate : the upload rate times the share of the wage that counts (90%)
    """
    return average_wage * members * months * rate


@rule(source="guofa-2018-18", unit="persons")
def pool_members(insured_workers, enterprise_employees):
    """The heads that count are the mean of the insured workers and of the employees of enterprises."""
    return (insured_workers + enterprise_employees) / 2.0


@rule(source="national-pooling-proxy", unit="fen")
def pooling_payment(balance_fen, paid_share):
    """A province pays a share of its surplus of the year, in whole fen and never more than the surplus."""
    surplus = max(0, balance_fen)
    return min(surplus, math.floor(surplus * paid_share))


@rule(source="national-pooling-proxy", unit="fen")
def pooling_gap(balance_fen, gap_share):
    """A province with a gap is given a share of it, as far as the payments of the others reach."""
    return math.floor(max(0, -balance_fen) * gap_share)
