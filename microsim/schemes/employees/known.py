"""What a file may know of a claim beyond what a life's record holds."""

from typing import NamedTuple

from microsim.kernel.jit import pure

UNKNOWN = -1.0


class Known(NamedTuple):
    """What a file knows of a claim; UNKNOWN where it says nothing.

    Attributes
    ----------
    mean_index : the mean contribution index, as determined
    years, deemed_years : as counted, where months alone do not say it
    calendar_years : years with any payment, where these divide the sum of indices
    deemed_index : index of deemed years in the transitional pension, where it is not that of the mean index
    weighted_years : years before the accounts weighted by their index
    old_account : account of the old method, yuan
    indexed_wage, wage_share : of a city's old method: an indexed wage, yuan a month, and the share of it that is paid
    paper_account : account on paper, yuan
    old_pension : award by the old rule of the public service, yuan a month
    """

    mean_index: float
    years: float
    deemed_years: float
    calendar_years: float
    deemed_index: float
    weighted_years: float
    old_account: float
    indexed_wage: float
    wage_share: float
    paper_account: float
    old_pension: float


NOTHING_KNOWN = Known(UNKNOWN, UNKNOWN, UNKNOWN, UNKNOWN, UNKNOWN, UNKNOWN, UNKNOWN, UNKNOWN, UNKNOWN, UNKNOWN, UNKNOWN)


@pure
def is_known(value):
    """Return whether a file gives a value."""
    return value >= 0.0
