"""What a death leaves to survivors: dependants in need, funeral and lump-sum grants."""

from microsim.kernel.decide import Decision, decides
from microsim.kernel.draws import DISABILITY, HEIRS, lanes
from microsim.kernel.jit import event
from microsim.kernel.setting import assumptions_at, law_at
from microsim.schemes.survivors.rules import (
    dependants_lump_months,
    funeral_grant,
    grant_base,
    lump_months_by_law,
    survivor_cap,
)

NO_DEPENDANT, ONE_DEPENDANT, TWO_DEPENDANTS, MORE_DEPENDANTS = range(
    4
)  # families are not simulated: drawn at the death


@event
def heirs_ask(person, world, key, place, year):
    """Return whether the family of one who neither paid this year nor drew a pension asks for the grants."""
    share = assumptions_at(world, place, year).heirs_ask_dormant
    return decides(Decision.HEIRS_ASK, share, lanes(key.seed, key.replicate, person.number, year, HEIRS).first)


@event
def dependants_left(person, world, key, place, year, month):
    """Return the dependants in need that a death leaves, whom only the provincial rules before September 2021 count."""
    if law_at(world, place, year).survivor_national_rule[month - 1] > 0.0:
        return NO_DEPENDANT
    luck = lanes(key.seed, key.replicate, person.number, year, DISABILITY).third
    assumptions = assumptions_at(world, place, year)
    share = assumptions.dependant_share
    if not decides(Decision.DEPENDANT, share, luck):
        return NO_DEPENDANT
    if luck < share * assumptions.dependants_more:
        return MORE_DEPENDANTS
    several = assumptions.dependants_more + assumptions.dependants_two
    return TWO_DEPENDANTS if luck < share * several else ONE_DEPENDANT


@event
def survivors_grants(law, month, dependants, years, in_payment, saved):
    """Return funeral and lump-sum grants in yuan, by the rule in force in the month of death."""
    national = law.survivor_national_rule[month - 1] > 0.0
    base = grant_base(national, law.survivor_base, law.reference_wage)
    if not national:
        lump = dependants_lump_months(
            dependants, law.survivor_dependants_one, law.survivor_dependants_two, law.survivor_dependants_more
        )
        return funeral_grant(base, law.survivor_provincial_funeral_months) + base * lump
    lump = lump_months_by_law(
        years,
        in_payment,
        law.survivor_lump_first,
        law.survivor_lump_second,
        law.survivor_lump_full,
        law.survivor_last_year,
    )
    return survivor_cap(funeral_grant(base, law.funeral_months) + base * lump, years, saved)
