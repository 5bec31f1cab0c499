"""The yearly adjustment of pensions in payment."""

from microsim.kernel.jit import rule


@rule(source="renshebufa-2016-37", unit="yuan/month")
def adjusted_pension(pension, years, age_months, flat, per_year, rate, aged, aged_from):
    """A pension rises by a flat sum, a sum per contribution year, a share of itself and one for the aged.

    It is due to those who had claimed by the end of the year before; the caller sees to that.
    """
    raised = pension + flat + per_year * years + rate * pension
    if age_months >= aged_from:
        raised += aged
    return raised


@rule(source="renshebufa-2016-37", unit="factor")
def ceiling_factor(mean_rise, mean_pension, ceiling):
    """A place's rise may not exceed the national percentage on average; a plan above it is cut in proportion."""
    if mean_rise <= 0.0:
        return 1.0
    return min(1.0, ceiling * mean_pension / mean_rise)
