"""Reform levers: totalisation with shares by months as in Europe, actuarial factors for early and late claims, a
minimum guarantee, a pension by the months below the minimum years, and residents' years that count towards it.
"""

from microsim.kernel.jit import rule


@rule(source="eu-883-2004-52", unit="yuan/month")
def totalised_pension(theoretical, own_months, all_months):
    """Each place pays its months' share of the pension the whole career would earn under its law."""
    return theoretical * own_months / all_months if all_months > 0 else 0.0


@rule(source="eu-883-2004-52", unit="yuan/month")
def higher_of(independent, pro_rata, own_months, minimum_months):
    """Where the own months alone reach the minimum, the higher of the own pension and the share is paid."""
    return max(independent, pro_rata) if own_months >= minimum_months else pro_rata


@rule(source="eu-883-2004-57", unit="flag")
def pays_share(own_months, least_months):
    """A place with less than a year pays nothing; the others count its months."""
    return own_months >= least_months


@rule(source="reform-levers", unit="factor")
def actuarial_factor(claim_month, statutory_month, early_reduction, late_bonus):
    """A reform may cut the pension for each month claimed early and raise it for each month claimed late."""
    months = claim_month - statutory_month
    return 1.0 + (late_bonus * months if months >= 0 else early_reduction * months)


@rule(source="reform-levers", unit="yuan/month")
def guaranteed_pension(benefit_base, share, months, full_months):
    """A reform may guarantee a share of the benefit base to a full career, and in proportion to a shorter one."""
    return benefit_base * share * min(1.0, months / full_months) if full_months > 0 else benefit_base * share


@rule(source="reform-levers", unit="flag")
def pays_by_months(months, least_months):
    """A reform may pay a pension of the own months to whoever is short of the minimum; 0 keeps the cliff."""
    return 0 < least_months <= months


@rule(source="reform-levers", unit="months")
def months_towards_minimum(months, residents_months, share):
    """A reform may count a share of the residents' months towards the employees' minimum, for no amount."""
    return months + int(share * residents_months)
