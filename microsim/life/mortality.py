"""Death within a year."""

from microsim._jit import pure
from microsim.places import CITY_COUNT, ELSEWHERE

GUANGDONG_TABLES, SHANGHAI_TABLES, ELSEWHERE_TABLE = 0, 3, 6  # local urban, local rural, migrants of each province
MIGRANTS_TABLE = 2
MONTHS = 12
SURVIVES = MONTHS + 1


@pure
def death_table(place, hukou_place, hukou_type):
    """Return the life table of a person: that of the residence, by hukou."""
    if place == ELSEWHERE:
        return ELSEWHERE_TABLE
    first = GUANGDONG_TABLES if place < CITY_COUNT else SHANGHAI_TABLES
    return first + (hukou_type if place == hukou_place else MIGRANTS_TABLE)


@pure
def death_month(luck, month_luck, probability):
    """Return the calendar month of death, 1 to 12, or 13 for one who survives the year."""
    if luck >= probability:
        return SURVIVES
    return 1 + int(month_luck * MONTHS)
