"""The disability allowance of 2025: which case, how much, for how long, and what follows at the statutory age."""

from microsim.amounts import MONTHS
from microsim.kernel.jit import rule

NONE, LIMITED, BASIC_ONLY, FULL = 0, 1, 2, 3


@rule(source="renshebufa-2024-72", unit="code")
def disability_case(months, minimum_months, months_to_statutory, near_months, in_force):
    """Short of the minimum years the allowance is limited, far from the age it is the basic part, near it all parts.

    Returns 0 none (no law, no payment or statutory age reached), 1 limited, 2 basic part only, 3 the full formula.
    """
    if in_force == 0 or months == 0 or months_to_statutory <= 0:
        return NONE
    if months < minimum_months:
        return LIMITED
    return FULL if months_to_statutory <= near_months else BASIC_ONLY


@rule(source="renshebufa-2024-72", unit="months")
def disability_months(months, first_years_months, first_months, months_per_year):
    """Short of the minimum years it is paid 12 months up to five years, and 3 more for each year begun above."""
    if months < first_years_months:
        return first_months
    begun = (months - first_years_months + MONTHS - 1) // MONTHS
    return first_months + months_per_year * begun


@rule(source="renshebufa-2024-72", unit="yuan/month")
def disability_allowance(case, basic, full):
    """The allowance is the basic part of the pension formula, or all its parts near the statutory age."""
    if case == NONE:
        return 0.0
    return full if case == FULL else basic


@rule(source="renshebufa-2024-72", unit="yuan/month")
def raised_allowance(allowance, overall):
    """An allowance of the basic part rises each January by the overall percentage of the nation."""
    return allowance * (1.0 + overall)


@rule(source="renshebufa-2024-72", unit="yuan/month")
def pension_after_disability(case, allowance, pension):
    """At the statutory age the full allowance becomes the pension; else it is made anew, not below the allowance."""
    if case == FULL:
        return allowance
    return max(pension, allowance) if case == BASIC_ONLY else pension
