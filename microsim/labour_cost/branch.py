"""What one branch takes of a wage: its base between floor and cap, and the payments on it; pure functions of numbers."""

from typing import NamedTuple

from microsim.amounts import FEN
from microsim.schemes.base.contributions import contribution, contribution_base, employer_contribution
from microsim.watch.opened import plain


class Terms(NamedTuple):
    """What the law of a place and month says of one branch.

    Attributes
    ----------
    branch : its key
    floor, cap : bounds of its base, yuan a month; 0 and infinity where there are none
    employer, employee : rates on the base
    waived : part of the employer's payment that need not be paid
    flat : what the employer pays whatever the wage, yuan a month
    refund : part of both payments that comes back to the employer
    """

    branch: str
    floor: float
    cap: float
    employer: float
    employee: float = 0.0
    waived: float = 0.0
    flat: float = 0.0
    refund: float = 0.0


class Share(NamedTuple):
    """What a branch takes of one wage, yuan a month; the rates are of one more yuan of the wage."""

    branch: str
    floor: float
    cap: float
    base: float
    employer: float
    employee: float
    marginal_employer: float
    marginal_employee: float


def share_of(declared: float, terms: Terms) -> Share:
    """Return what a branch takes where so much of the wage is declared, yuan a month.

    The base is what is declared between floor and cap; below the floor and from the cap on one more yuan costs nothing.
    """
    base = plain(contribution_base)(declared, terms.floor, terms.cap)
    own = plain(contribution)(base, terms.employee) / FEN
    firm = plain(employer_contribution)(base, terms.employer, terms.waived) / FEN
    moves = terms.floor <= declared < terms.cap
    paid = terms.employer * (1.0 - terms.waived)
    return Share(
        terms.branch,
        terms.floor,
        terms.cap,
        base,
        firm + (terms.flat if base else 0.0) - terms.refund * (firm + own),
        own,
        moves * (paid - terms.refund * (paid + terms.employee)),
        moves * terms.employee,
    )


def summed(name: str, shares: list[Share]) -> Share:
    """Return several branches as one; it has no base of its own."""
    totals = [sum(getattr(share, field) for share in shares) for field in Share._fields[4:]]
    return Share(name, float("nan"), float("nan"), float("nan"), *totals)
