"""Who is insured, what is declared and how many months are paid."""

from microsim.amounts import MONTHS
from microsim.kernel.jit import pure
from microsim.schema import Declared, Labour


@pure
def coverage_rate(labour, formal_share, flexible_share):
    """Return the share of jobs of a kind that carry the employees' scheme."""
    if labour == Labour.FORMAL:
        return formal_share
    return flexible_share if labour == Labour.FLEXIBLE else 0.0


@pure
def declared_kind(luck, floor_share, basic_share):
    """Return what the employer declares: the floor, the basic wage or the full wage."""
    if luck < floor_share:
        return Declared.FLOOR
    return Declared.BASIC_WAGE if luck < floor_share + basic_share else Declared.FULL_WAGE


@pure
def declared_wage(kind, wage, floor, basic_ratio):
    """Return the wage an employer declares, before floor and cap apply."""
    if kind == Declared.FLOOR:
        return floor
    return basic_ratio * wage if kind == Declared.BASIC_WAGE else wage


@pure
def missed_months(luck, irregular_luck, paying_share, irregular_share):
    """Return how many months of a covered year go unpaid: all in the irregular jobs, none in the others.

    The mean over jobs is one less ``paying_share``.
    """
    if irregular_luck >= irregular_share:
        return 0
    return min(int((1.0 - paying_share) / irregular_share * MONTHS + luck), MONTHS)


@pure
def first_missed(luck, missed):
    """Return the month in which an unpaid spell of ``missed`` months begins, 1 to 12."""
    return 1 + int(luck * (MONTHS - missed + 1))
