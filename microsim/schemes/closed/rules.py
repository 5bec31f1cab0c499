"""Closed and special schemes: township and comprehensive insurance, farmers whose land was taken."""

from microsim.amounts import MONTHS
from microsim.kernel.jit import rule
from microsim.schemes.base.accounts import fen


@rule(source="hufufa-2003-65", unit="fen/month")
def township_contribution(average_wage, base_share, rate):
    """Township insurance is paid by the employer on a fixed base of 60% of last year's city wage, no account."""
    return fen(average_wage * base_share * rate)


@rule(source="hufufa-2003-65", unit="yuan/month")
def township_pension(average_wage, months, minimum_months, first_share, per_year, cap):
    """It pays 20% of the city wage at 15 years and half a point more for each full year above, up to 30%."""
    if months < minimum_months:
        return 0.0
    share = first_share + per_year * ((months - minimum_months) // MONTHS)
    return average_wage * min(share, cap)


@rule(source="township-conversion-2017", unit="fen")
def township_difference(months, reference_wage, base_share, employees_rate, township_rate):
    """Township months become months of the employees' scheme if the difference of the rates is paid for them."""
    return fen(months * reference_wage * base_share * max(0.0, employees_rate - township_rate))


@rule(source="township-conversion-2017", unit="months")
def township_months(months, paid_fen, difference_fen):
    """As many months convert as the money paid covers; the others count in the residents' scheme."""
    return months if paid_fen >= difference_fen else months * paid_fen // difference_fen


@rule(source="sh-order-123", unit="fen/month")
def outside_credit(average_wage, base_share, rate):
    """Of the comprehensive insurance 7 points on 60% of last year's city wage bought an old-age certificate."""
    return fen(average_wage * base_share * rate)


@rule(source="sh-order-123", unit="fen")
def outside_certificate(credit_fen, age_months, claim_age):
    """The certificate is redeemed in one sum at 60 (women 50) and carries no years of the employees' scheme."""
    return credit_fen if age_months >= claim_age else 0


@rule(source="guobanfa-2006-29", unit="fen")
def land_subsidy(floor_base, rate, months):
    """Who takes the land pays contributions on the floor base for the months the place prescribes, in one sum."""
    return fen(floor_base * rate) * months


@rule(source="guobanfa-2006-29", unit="months")
def land_months(subsidy_fen, floor_base, rate, to_employees):
    """In the employees' scheme the money buys months at the floor; in the residents' it goes to the account."""
    if to_employees == 0 or floor_base * rate <= 0.0:
        return 0
    return subsidy_fen // fen(floor_base * rate)


@rule(source="guobanfa-2006-29", unit="months")
def insurable_months(months, age_months, working_age, paid_months):
    """Land money buys no more months than lie between the working age and now without a contribution."""
    return max(0, min(months, age_months - working_age - paid_months))


@rule(source="guofa-2005-38", unit="yuan/month")
def chosen_base(choice, reference_wage, floor_share, cap_share):
    """Without an employer one chooses the base between a floor and a cap, shares of the reference wage."""
    return reference_wage * min(max(choice, floor_share), cap_share)
