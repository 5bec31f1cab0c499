"""Money and months that move: temporary accounts, overlapping months, cash-out before 2010."""

import math

from microsim.kernel.jit import rule
from microsim.schemes.base.accounts import fen


@rule(source="guobanfa-2009-66-4", unit="fen")
def transfer_temporary(bases_fen, employer_rate, pool_rate):
    """From a temporary account the employer's part moves at the rate paid, at least at the general one."""
    return math.floor(bases_fen * max(employer_rate, pool_rate) + 0.5)


@rule(source="guobanfa-2009-66-4", unit="fen")
def pool_kept(paid_fen, account_fen, pooled_fen):
    """The place left keeps what employers and workers paid beyond the account and the moved share."""
    return paid_fen - account_fen - pooled_fen


@rule(source="renshebufa-2009-187", unit="months")
def overlap_months(first_from, first_to, second_from, second_to):
    """Two insurance periods overlap in the months that lie in both, first and last months included."""
    return max(0, min(first_to, second_to) - max(first_from, second_from) + 1)


@rule(source="renshebufa-2009-187", unit="months")
def merged_months(months, overlap):
    """Overlapping months count once."""
    return months - overlap


@rule(source="renshebufa-2009-187", unit="fen")
def overlap_refund(account_fen, overlap, months):
    """Of the record that is closed, the account money of the overlapping months goes back to the worker."""
    return fen(account_fen * overlap / months / 100.0) if months > 0 else 0


@rule(source="laoshebufa-2001-20", unit="fen")
def cash_out(account_fen, own_rate, account_rate, allowed):
    """Where allowed, rural migrants who left took their own payments and lost the years; the rest stayed in the pool.

    Parameters
    ----------
    own_rate, account_rate : the worker's own rate and the rate credited; the employer's part of the account stays
    """
    if allowed == 0 or account_rate <= 0.0:
        return 0
    return fen(account_fen * min(1.0, own_rate / account_rate) / 100.0)


@rule(source="renshebugui-2016-5", unit="flag")
def buy_in_moves(bought_months, proof_from_months, proven):
    """Years bought back for three years or more move only with the proof of a court or an audit."""
    return bought_months < proof_from_months or proven


@rule(source="guobanfa-2009-66-5", unit="flag")
def temporary_becomes_normal(province, hukou):
    """Who moves the household registration to the place of a temporary account may make it a normal one."""
    return province == hukou
