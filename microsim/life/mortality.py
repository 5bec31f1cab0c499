"""Death within a year."""

from microsim.amounts import MONTHS
from microsim.kernel.jit import pure
from microsim.places import ELSEWHERE, ELSEWHERE_PROVINCE, PROVINCE_OF

PROVINCE_TABLES = 3  # local urban, local rural, migrants of each province
MIGRANTS_TABLE = 2
ELSEWHERE_TABLE = PROVINCE_TABLES * ELSEWHERE_PROVINCE
SURVIVES = MONTHS + 1


@pure
def death_table(place, hukou_place, hukou_type):
    """Return the life table of a person: that of the residence, by hukou."""
    if place == ELSEWHERE:
        return ELSEWHERE_TABLE
    return PROVINCE_TABLES * int(PROVINCE_OF[place]) + (hukou_type if place == hukou_place else MIGRANTS_TABLE)


@pure
def death_month(luck, month_luck, probability):
    """Return the calendar month of death, 1 to 12, or 13 for one who survives the year."""
    if luck >= probability:
        return SURVIVES
    return 1 + int(month_luck * MONTHS)
