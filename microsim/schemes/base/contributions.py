"""Contributions to the employees' scheme: the base and what is paid on it."""

from microsim.kernel.jit import rule
from microsim.schemes.base.accounts import fen


@rule(source="guobanfa-2019-13", unit="yuan/month")
def contribution_base(wage, floor, cap):
    """The base is the wage, but not below the floor nor above the cap.

    No wage, no base: who earns nothing does not contribute at the floor.
    """
    if wage <= 0.0:
        return 0.0
    return min(max(wage, floor), cap)


@rule(source="sil-12", unit="fen/month")
def contribution(base, rate):
    """A month's payment is the base times the rate, in whole fen."""
    return fen(base * rate)


@rule(source="renshebufa-2020-11", unit="fen/month")
def employer_contribution(base, rate, waived):
    """The employer pays the base times the rate less the share the state has waived."""
    return fen(base * rate * (1.0 - waived))
