"""What comes late: employers' arrears with their fee, and the settlement of provisional awards."""

from microsim.kernel.jit import rule
from microsim.schemes.base.accounts import fen


@rule(source="sil-86", unit="fen")
def late_fee(owed_fen, days, daily_rate):
    """Arrears bear a fee for each day they are late; it goes to the fund and not to the account."""
    return fen(owed_fen * days * daily_rate / 100.0)


@rule(source="benefit-base-practice", unit="yuan/month")
def provisional_base(month, announced_in, last_base, new_base):
    """Before the base of the year is announced, awards are made on that of the year before.

    Parameters
    ----------
    month : calendar month of the claim
    announced_in : calendar month in which the base of the year is announced
    """
    return last_base if month < announced_in else new_base


@rule(source="benefit-base-practice", unit="months")
def provisional_months(month, announced_in):
    """A provisional award is paid from the month after the claim to the month of the announcement."""
    return max(0, announced_in - month)


@rule(source="benefit-base-practice", unit="fen")
def settlement(final_fen, provisional_fen, months):
    """Once the base is known the award is made again and the difference is paid for the months gone by."""
    return (final_fen - provisional_fen) * months
