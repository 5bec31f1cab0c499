"""The minimum livelihood: what means the test counts, what is paid, and where one stands."""

from microsim.kernel.jit import rule
from microsim.schemes.base.accounts import fen


@rule(source="minfa-2021-57", unit="yuan/month")
def own_means(
    wage, wage_disregard, residents_pension, pension_disregard, other_pensions, allowances, allowances_counted
):
    """Counted are wages and pensions; of wages, the residents' pension and allowances a part may be left out."""
    kept = max(0.0, residents_pension - pension_disregard)
    return wage * (1.0 - wage_disregard) + kept + other_pensions + allowances * allowances_counted


@rule(source="guowuyuan-649-12", unit="fen/month")
def livelihood_amount(standard, means, taper):
    """The treasury pays the standard less the means; a taper below one leaves a part of the means to the person."""
    return max(0, fen(standard - taper * means))


@rule(source="minfa-2021-57", unit="flag")
def just_above(standard, means, band):
    """Whose means are not above a multiple of the standard is just above it."""
    return means < band * standard


@rule(source="minfa-2021-57", unit="fen")
def grace_payment(amount, grace_months, months_lived):
    """Whose means rise above the standard keeps the former amount for some months."""
    return amount * min(grace_months, months_lived)
