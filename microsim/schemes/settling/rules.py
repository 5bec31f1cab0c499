"""Points towards the local hukou: of schooling, years paid, years of residence and age."""

from microsim.amounts import MONTHS
from microsim.kernel.jit import rule


@rule(source="yuefuban-2010-32", unit="points")
def settling_points(
    schooling,
    months_paid,
    per_year_paid,
    years_resident,
    per_year_resident,
    age,
    young_points,
    young_until,
    less_a_year,
):
    """Points are added up: of schooling, of each year paid and lived there, and of youth, which fade with each year of age.

    Years count as they are complete; no part is below nought.
    """
    youth = max(young_points - less_a_year * max(age - young_until, 0.0), 0.0)
    return schooling + per_year_paid * (months_paid // MONTHS) + per_year_resident * years_resident + youth


@rule(source="yuefuban-2010-32", unit="share a year")
def settling_chance(usual, points, needed, reached_chance, short_factor):
    """Who has the points asked for settles at the chance of the system, at least the usual one; who has not at a part of it.

    Where no points are asked for the usual chance holds.
    """
    if needed <= 0.0:
        return usual
    return max(usual, reached_chance) if points >= needed else usual * short_factor
