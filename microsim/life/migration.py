"""Moves between places: leaving the place of the hukou, going home, coming back."""

from microsim.amounts import MONTHS
from microsim.kernel.draws import pick
from microsim.kernel.jit import pure
from microsim.places import ELSEWHERE

LONG_STAY = 10  # years of stay from which fewer go home
STAYS = -1


@pure
def moving_chance(place, hukou_place, stay_years, leave, come_back, come_back_settled, rearrive, factor):
    """Return the probability of moving in the year, by where one stands towards home.

    Parameters
    ----------
    leave : chance of a local, before the year's factor
    come_back, come_back_settled : chances of a migrant, by length of stay
    rearrive : chance of a former migrant living elsewhere, before the year's factor
    """
    if place == hukou_place:
        return (rearrive if place == ELSEWHERE else leave) * factor
    return come_back_settled if stay_years >= LONG_STAY else come_back


@pure
def destination(luck, place, hukou_place, cumulated):
    """Return where a mover goes: migrants home, locals and former migrants by a table.

    ``cumulated``: shares by place, for locals those of the place, for former migrants those of their tie.
    """
    return hukou_place if place != hukou_place else pick(luck, cumulated)


@pure
def move_month(luck):
    """Return the calendar month of a move, 1 to 12."""
    return 1 + int(luck * MONTHS)
