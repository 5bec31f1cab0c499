"""Survivors' benefits of the employees' scheme: the national rule of September 2021, provincial ones before it.

The steps in years are the form of the rule and stand here by name; months and amounts are law data.
"""

from microsim.kernel.jit import rule

FIRST_STEP, SECOND_STEP, THIRD_STEP = 5.0, 10.0, 15.0  # contribution years


@rule(source="renshebufa-2021-18-4", unit="yuan")
def funeral_grant(survivor_base, months):
    """The funeral grant is two months of urban disposable income of the year before."""
    return survivor_base * months


@rule(source="renshebufa-2021-18", unit="yuan")
def survivor_cap(benefit, years, own_contributions):
    """With less than five years the grant and the lump sum together do not exceed the own contributions."""
    if years < FIRST_STEP:
        return min(benefit, own_contributions)
    return benefit


@rule(source="renshebufa-2021-18-5", unit="months")
def lump_months_by_law(years, years_in_payment, first_months, second_months, full_months, last_year):
    """The steps of the national rule with their months as law data; a reform may change them."""
    months = full_months + max(0.0, min(years, last_year) - THIRD_STEP)
    if years < FIRST_STEP:
        months = first_months
    elif years < SECOND_STEP:
        months = second_months
    return max(full_months, months - years_in_payment) if years_in_payment > 0.0 else months


@rule(source="sz-survivors", unit="months")
def dependants_lump_months(dependants, for_one, for_two, for_more):
    """Before September 2021 the lump sum went by the number of dependants, none without one."""
    if dependants <= 0:
        return 0.0
    return for_one if dependants == 1 else for_two if dependants == 2 else for_more


@rule(source="sz-survivors", unit="yuan/month")
def grant_base(national_rule, income, wage):
    """The national rule counts in urban disposable income a month, provincial rules before it in the average wage."""
    return income if national_rule else wage
