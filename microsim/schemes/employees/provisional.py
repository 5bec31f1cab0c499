"""Awards before the benefit base of the year is announced: on that of the year before, settled afterwards."""

from microsim.kernel.jit import event
from microsim.kernel.setting import law_at
from microsim.schemes.employees.award import Terms, known_terms
from microsim.schemes.employees.rules.arrears import provisional_base


@event
def provisional_terms(person, world, place, terms, year, month):
    """Return the terms of an award before the announcement; of a later one those it has."""
    law = law_at(world, place, year)
    last = known_terms(person, world, place, year - 1, terms.known).benefit_base
    base = provisional_base(month, law.base_announced, last, terms.benefit_base)
    months = (terms.months, terms.deemed, terms.old_local)
    return Terms(base, terms.index, *months, terms.early_points, terms.known)
