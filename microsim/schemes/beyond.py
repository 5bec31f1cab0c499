"""The year beyond the pension, in the order in which one benefit counts before the next: reads as a contents page.

A scheme more is a folder beside this file with its ``counted.yaml`` (see ``schema.beyond``), and two lines here. Lives that meet
none of them do not come here.
"""

from microsim.kernel.jit import event
from microsim.schemes.allowances.events import pay_allowance
from microsim.schemes.care.events import year_of_care
from microsim.schemes.livelihood.events import year_of_livelihood


@event
def year_beyond(person, world, key, tallies, year, last_month, survives):
    """Live the year of every scheme beyond the pension, once the year's pensions are paid.

    Each asks for its own switch. ``last_month``: 12, or the month of death; ``survives``: who is alive at the year's end is
    counted there. What the year has brought stands in ``year_benefits_fen`` and ``year_residents_benefits_fen``, what is paid
    here in ``year_beyond_fen``.
    """
    person.year_beyond_fen = 0
    pay_allowance(person, world, tallies, year, last_month, survives)
    year_of_care(person, world, key, tallies, year, last_month, survives)
    year_of_livelihood(person, world, key, tallies, year, last_month, survives)
