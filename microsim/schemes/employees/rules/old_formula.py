"""The formula of 1997, and how an old and a new award are compared while one gives way to the other."""

from microsim.kernel.jit import rule

FULL_YEARS, LONG_YEARS, MEDIUM_YEARS, SHORT_YEARS = 35.0, 30.0, 20.0, 10.0  # steps of the old public rule


@rule(source="guofa-1997-26", unit="yuan/month")
def basic_pension_1997(last_wage, months, minimum_months, share):
    """The formula of 1997 pays a fifth of last year's average wage to all who have the minimum years, else nothing."""
    return last_wage * share if months >= minimum_months else 0.0


@rule(source="guofa-1997-26", unit="yuan/month")
def account_pension_1997(account, divisor):
    """The formula of 1997 pays the account over 120 months at every age, for life."""
    return account / divisor


@rule(source="guofa-2015-2-comparison", unit="yuan/month")
def released_award(new, old, released):
    """In the years of transition the old award is a floor, and of a gain above it only a share is paid.

    The same clause serves enterprises in 2006 to 2010 and public employees in 2014 to 2024.
    """
    return old + max(0.0, new - old) * released


@rule(source="guorenbufa-2006-60", unit="share")
def old_service_share(years, short, medium, long, full):
    """The old rule of the public service pays a share of the pay in steps at 20, 30 and 35 years of service.

    Parameters
    ----------
    short, medium, long, full : shares from 10, 20, 30 and 35 years; below ten years nothing is compared
    """
    if years >= FULL_YEARS:
        return full
    if years >= LONG_YEARS:
        return long
    if years >= MEDIUM_YEARS:
        return medium
    return short if years >= SHORT_YEARS else 0.0
