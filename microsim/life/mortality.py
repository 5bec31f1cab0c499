"""Death within a year."""

from microsim._jit import event
from microsim.places import CITY_COUNT, SHANGHAI

GUANGDONG_TABLE, SHANGHAI_HUKOU_TABLE, SHANGHAI_OTHERS_TABLE, ELSEWHERE_TABLE = range(4)
MONTHS = 12
SURVIVES = MONTHS + 1


@event
def death_table(place, hukou_place):
    """Return the life table of a person: that of the residence, in Shanghai by hukou."""
    if place < CITY_COUNT:
        return GUANGDONG_TABLE
    if place == SHANGHAI:
        return SHANGHAI_HUKOU_TABLE if hukou_place == SHANGHAI else SHANGHAI_OTHERS_TABLE
    return ELSEWHERE_TABLE


@event
def death_month(luck, month_luck, probability):
    """Return the calendar month of death, 1 to 12, or 13 for one who survives the year."""
    if luck >= probability:
        return SURVIVES
    return 1 + int(month_luck * MONTHS)
