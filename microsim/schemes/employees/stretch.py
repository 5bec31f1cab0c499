"""A stretch of equal months: those of one year in which neither the law nor the job nor what is paid changes.

Whatever pays by the month pays a stretch at once. A stretch may always be cut into shorter ones without a change of any
bit: amounts are whole fen, and sums of floats are added month by month. ``explain`` makes use of that and lives every
month as a stretch of its own, so that each life told compares the stretches of the run with their months.
"""

from microsim.kernel.jit import event, pure
from microsim.kernel.setting import month_in
from microsim.kernel.world import FIRST_LAW_YEAR
from microsim.schema import HukouType, Labour


@pure
def cut(until, month, change):
    """Return the end of a stretch that begins with a month, cut before a later month from which something changes."""
    return change - 1 if month < change <= until else until


@event(inlined=True)
def end_of_law(world, place, year, month):
    """Return the last month of the year up to which all monthly values of a place's law are those of a month."""
    return int(world.equal_until[place, year - FIRST_LAW_YEAR, month - 1])


@event(inlined=True)
def end_of_stretch(person, world, year, month, last_month):
    """Return the last month in which the person's job, months unpaid, capacity to work and law are those of a month.

    ``last_month``: the last one lived, or before a move.
    """
    until = cut(last_month, month, person.work_until + 1)
    if person.covered == 0 and (person.labour != Labour.FORMAL or person.hukou_type != HukouType.RURAL):
        return until  # nothing is paid by the month
    until = min(until, end_of_law(world, person.place, year, month))
    until = cut(until, month, person.work_from)
    if person.missed_months > 0:
        until = cut(until, month, person.missed_from)
        until = cut(until, month, person.missed_from + person.missed_months)
    if person.disability_case > 0:
        until = cut(until, month, month_in(year, person.disability_from))
    return until
