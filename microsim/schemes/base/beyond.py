"""What every scheme beyond the pension does: count a person, book money, pay a person."""

from microsim.amounts import MONTHS
from microsim.kernel.jit import event
from microsim.kernel.tallies import AGE_GROUPS
from microsim.kernel.world import FIRST_YEAR

GROUP_WIDTH = 5


@event(inlined=True)
def count_beyond(person, tallies, year, place, what):
    """Count a person at a place at the end of a year, by sex and age group; ``what``: see ``schema.counted``."""
    group = min((year - person.birth // MONTHS) // GROUP_WIDTH, AGE_GROUPS - 1)
    tallies.beyond[place, person.sex, group, what, year - FIRST_YEAR] += 1


@event(inlined=True)
def book_beyond(tallies, year, place, line, amount_fen):
    """Enter money of a scheme beyond the pension at a place; ``line``: see ``schema.counted``."""
    tallies.beyond_fen[place, year - FIRST_YEAR, line] += amount_fen


@event(inlined=True)
def pay_beyond(person, tallies, year, place, line, amount_fen):
    """Pay a person, and enter it at the place that pays."""
    person.year_beyond_fen += amount_fen
    book_beyond(tallies, year, place, line, amount_fen)
