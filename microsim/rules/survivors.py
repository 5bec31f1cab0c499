"""Survivors' benefits of the employees' scheme under the national rule of September 2021.

The steps of the rule are its form and stand here by name; the amounts a month are law data.
"""

from microsim._jit import rule

FIRST_STEP, SECOND_STEP, THIRD_STEP, LAST_YEAR = 5.0, 10.0, 15.0, 30.0  # contribution years
FIRST_MONTHS, SECOND_MONTHS, FULL_MONTHS = 3.0, 6.0, 9.0  # months of the survivor base


@rule(source="renshebufa-2021-18-4", unit="yuan", zh="丧葬补助金")
def funeral_grant(survivor_base, months):
    """The funeral grant is two months of urban disposable income of the year before."""
    return survivor_base * months


@rule(source="renshebufa-2021-18-5", unit="months", zh="抚恤金月数")
def lump_months(years, years_in_payment):
    """Survivors get 3, 6 or 9 months, one more a year above 15 to 24, one less a year in payment to 9."""
    if years < FIRST_STEP:
        months = FIRST_MONTHS
    elif years < SECOND_STEP:
        months = SECOND_MONTHS
    else:
        months = FULL_MONTHS + max(0.0, min(years, LAST_YEAR) - THIRD_STEP)
    if years_in_payment > 0.0:
        months = max(FULL_MONTHS, months - years_in_payment)
    return months


@rule(source="renshebufa-2021-18", unit="yuan", zh="遗属待遇限额")
def survivor_cap(benefit, years, own_contributions):
    """With less than five years the grant and the lump sum together do not exceed the own contributions."""
    if years < FIRST_STEP:
        return min(benefit, own_contributions)
    return benefit
