"""The demographic year: death, one move, and the household registration."""

from microsim.engine.work import NEVER_TAKEN_ON
from microsim.kernel.decide import Decision, decides
from microsim.kernel.draws import DEMOGRAPHY, PLACE_AND_WORK, yearly_lanes
from microsim.kernel.jit import event
from microsim.kernel.setting import assumptions_at, cohort_of, law_at, province_of
from microsim.kernel.world import FIRST_YEAR, OLDEST, STAY_CLASSES
from microsim.life.hukou import ACQUIRES, CONVERTS, KEEPS, hukou_event, is_migrant_in_area
from microsim.life.migration import destination, move_month, moving_chance
from microsim.life.mortality import death_month, death_table
from microsim.places import ELSEWHERE
from microsim.schema import HukouType
from microsim.schemes.settling.rules import settling_chance, settling_points

YEARS_KEPT = 32000  # stay years stop counting here, far above any life


@event(inlined=True)
def month_of_death(person, world, key, year):
    """Return the month in which the person dies this year, 13 if he or she survives it."""
    luck = yearly_lanes(key, person.number, year, DEMOGRAPHY)
    table = death_table(person.place, person.hukou_place, person.hukou_type)
    probability = world.death[table, person.sex, cohort_of(person), year - FIRST_YEAR] * (1.0 + person.excess_risk)
    return death_month(luck.first, luck.second, probability)


@event(inlined=True)
def where_next(person, world, key, year, age_before):
    """Return the place and month of this year's move; the present place and month 0 without one."""
    luck = yearly_lanes(key, person.number, year, DEMOGRAPHY)
    place, home, sex, age = person.place, person.hukou_place, person.sex, min(age_before, OLDEST)
    chance = moving_chance(
        place,
        home,
        person.stay_years,
        world.leave[place, sex, age],
        world.come_back[place, 0, sex, age],
        world.come_back[place, 1, sex, age],
        world.rearrive[sex, age],
        world.leave_factor[year - FIRST_YEAR],
    )
    chance *= assumptions_at(world, place, year).lived_moves
    if not decides(Decision.MOVE, chance, luck.third):
        return place, 0
    month = move_month(yearly_lanes(key, person.number, year, PLACE_AND_WORK).first)
    going = world.again[person.tie] if place == ELSEWHERE else world.destination[place]
    return destination(luck.fourth, place, home, going), month


@event
def settle_at(person, place):
    """Make a place the residence."""
    if place != ELSEWHERE:
        person.tie = place
    person.place = place
    person.stay_years = 0


@event
def chance_by_points(person, world, year, age_before, usual):
    """Return the chance of the local hukou where the place asks for points; the usual one where it asks for none."""
    if not is_migrant_in_area(person.place, person.hukou_place):
        return usual
    law = law_at(world, person.place, year)
    if law.points_needed <= 0.0:
        return usual
    points = settling_points(
        law.points_schooling[person.education],
        person.months[province_of(person.place)],
        law.points_year_paid,
        person.stay_years,
        law.points_year_resident,
        age_before,
        law.points_young,
        law.points_young_until,
        law.points_age_less,
    )
    return settling_chance(usual, points, law.points_needed, law.points_chance, law.points_short)


@event(inlined=True)
def hukou_year(person, world, key, year, age_before):
    """A year without a move may bring the local hukou, or turn a rural one urban: return whether it did the latter."""
    luck = yearly_lanes(key, person.number, year, PLACE_AND_WORK).second
    stay = min(person.stay_years, STAY_CLASSES - 1)
    acquire = world.acquire[year - FIRST_YEAR, person.place, person.hukou_type, stay]
    convert = world.convert[year - FIRST_YEAR, min(age_before, OLDEST)]
    acquire = chance_by_points(person, world, year, age_before, acquire)
    what, _ = hukou_event(luck, person.place, person.hukou_place, person.hukou_type, acquire, convert)
    if what == ACQUIRES:
        person.hukou_place = person.place
        person.hukou_type = HukouType.URBAN
    elif what == CONVERTS:
        person.hukou_type = HukouType.URBAN
    if what != KEEPS and age_before >= assumptions_at(world, person.place, year).public_hired_until:
        person.public_luck = NEVER_TAKEN_ON
    if person.stay_years < YEARS_KEPT:
        person.stay_years += 1
    return what == CONVERTS
