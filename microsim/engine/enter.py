"""Becoming a person: identity from the number, then the history lived before the simulation."""

import math
from typing import NamedTuple

from microsim.amounts import MONTHS
from microsim.engine.base_stock import (
    meet_known_pensions,
    take_base_pension,
    take_township_pension,
    was_past_age,
)
from microsim.engine.counting import count_history, count_residence
from microsim.engine.demography import settle_at
from microsim.engine.lifetime import note_refund, note_year
from microsim.engine.person_year import live_months, start_year
from microsim.engine.work import before_work, years_of_school
from microsim.kernel.decide import Decision, decides
from microsim.kernel.draws import (
    BACKGROUND,
    BASE_STOCK,
    IDENTITY,
    NO_LUCK_YEAR,
    PAST,
    PLACE_AND_WORK,
    PREFERENCES,
    SPECIAL,
    lanes,
    normal,
    pick,
    yearly_lanes,
)
from microsim.kernel.jit import event, pure
from microsim.kernel.numbers import unpack
from microsim.kernel.setting import (
    assumptions_at,
    entry_year,
    law_at,
    month_index,
    province_of,
    schooling_cohort,
)
from microsim.kernel.world import (
    BASE_YEAR,
    FIRST_HISTORY_YEAR,
    FIRST_LAW_YEAR,
    LAST_YEAR,
    OLDEST,
)
from microsim.life.claiming import claim_choice, early_way, track_of
from microsim.life.migration import move_month
from microsim.life.schooling import first_job_age
from microsim.places import ELSEWHERE, INDEX_OF, PROVINCE_COUNT
from microsim.schema import CoverKnown, HukouType, Origin, Status, Track
from microsim.schemes.employees.account import credit_interest, credit_moving_interest
from microsim.schemes.employees.elders import elders_purchase
from microsim.schemes.employees.payments import pay_pension, raise_pension
from microsim.schemes.employees.records import leave_with_cash, take_along
from microsim.schemes.pillars.events import year_beside_funds
from microsim.schemes.residents.account import credit_residents_interest
from microsim.schemes.residents.pension import pay_residents_pension
from microsim.schemes.residents.year import residents_claim_test, residents_contribution

NEVER = 0
INTRA_STAY, INTER_STAY = 0, 1  # rows of World.stay
SETTLED = 10  # years of stay given to those who never moved


class Residence(NamedTuple):
    """Where the history is lived: at home, from ``arrives`` in the area, from ``leaves`` elsewhere."""

    area: int
    arrives: int
    leaves: int


@pure
def living_at(area, arrives, leaves):
    """Return a residence of parts of one width, so that histories are compiled once."""
    return Residence(area, arrives, leaves)


@event
def identify(person, number, world, key):
    """Set what is fixed at birth or known from the stratum, and return the origin and year of entry."""
    origin, code, status, sex, age, years, _ = unpack(number)
    place = int(INDEX_OF[code])
    entry = BASE_YEAR + years
    once = lanes(key.seed, key.replicate, number, NO_LUCK_YEAR, IDENTITY)
    person.number = number
    person.sex = sex
    person.birth = month_index(entry - age, 1) + int(once.first * MONTHS)
    person.alive = 1
    person.hukou_type = status % 2
    person.place = place
    person.hukou_place = place
    if Status.INTRA_URBAN <= status < Status.INTER_URBAN or (status >= Status.INTER_URBAN and origin == Origin.BASE):
        person.hukou_place = pick(once.second, world.home[place, int(status >= Status.INTER_URBAN), person.hukou_type])
    elif status >= Status.INTER_URBAN:
        person.hukou_place = ELSEWHERE
    person.tie = place
    person.stay_years = 0 if origin == Origin.BIRTH else SETTLED
    person.education = pick(once.fourth, world.education[place, status, sex, schooling_cohort(entry - age)])
    person.relation = -1
    person.paying_place = -1
    person.paid_place = -1
    person.residents_place = -1
    for province in range(PROVINCE_COUNT):
        person.fund_place[province] = -1
    return origin, entry


@event
def take_preferences(person, world, key, entry):
    """Draw the permanent wage part, the track and the leanings that last a life."""
    assumptions = assumptions_at(world, person.place, entry)
    luck = lanes(key.seed, key.replicate, person.number, NO_LUCK_YEAR, PREFERENCES)
    stock = lanes(key.seed, key.replicate, person.number, NO_LUCK_YEAR, BASE_STOCK)
    background = lanes(key.seed, key.replicate, person.number, NO_LUCK_YEAR, BACKGROUND)
    person.permanent = assumptions.wage_permanent_sd * normal(luck.first)
    person.persistent = assumptions.wage_entry_sd * normal(luck.second)
    person.track = track_of(luck.third, person.sex, assumptions.women_worker_share)
    person.claim_choice = claim_choice(luck.fourth, assumptions.claim_earliest, assumptions.claim_late)
    person.residents_luck = stock.third
    person.tier_luck = stock.fourth
    person.late_share = background.third
    person.attachment = assumptions.employment_attachment * normal(background.fourth)
    special = lanes(key.seed, key.replicate, person.number, NO_LUCK_YEAR, SPECIAL)
    share = special_share(person, world, entry)
    if decides(Decision.SPECIAL, share, special.first):
        person.special = early_way(
            special.first,
            share,
            assumptions.special_illness,
            assumptions.special_underground,
            assumptions.special_heavy,
        )
    person.public_luck = special.second
    person.first_job = first_job_age(
        years_of_school(person, assumptions),
        assumptions.first_job_intercept,
        assumptions.first_job_slope,
        assumptions.first_job_minimum,
    )


@event
def special_share(person, world, entry):
    """Return the share of the track who retire after arduous work or on illness, in the year of the age for it."""
    age = law_at(world, person.place, entry).special_age[person.track]
    year = min(max((person.birth + age) // MONTHS, FIRST_LAW_YEAR), LAST_YEAR)
    assumptions = assumptions_at(world, person.place, year)
    cadres = assumptions.special_cadres if person.track == Track.WOMEN_CADRE else 1.0
    return cadres * assumptions.special_share


@event
def geometric_years(luck, mean):
    """Return full years of a memoryless duration with a mean."""
    return int(-mean * math.log(luck))


@event
def residence_of_base(person, world, key, origin, status):
    """Return where a resident of the base stock lived, from the years of stay drawn for migrants.

    Locals of the origin ABSENT have their hukou in the area and live elsewhere.
    """
    area, arrives = ELSEWHERE, NEVER
    if origin == Origin.BASE:
        area = person.place
    if status >= Status.INTRA_URBAN or origin != Origin.BASE:
        kind = INTRA_STAY if Status.INTRA_URBAN <= status < Status.INTER_URBAN else INTER_STAY
        age = entry_year(person) - person.birth // MONTHS
        luck = lanes(key.seed, key.replicate, person.number, NO_LUCK_YEAR, IDENTITY).third
        stay = min(pick(luck, world.stay[kind, min(age, OLDEST)]), age)
        person.stay_years = stay
        arrives = entry_year(person) - stay
    return living_at(area, arrives, NEVER)


@event
def residence_of_absent(person, world, key):
    """Return the stay of one who has left the area and kept rights there; cover is known for it."""
    luck = lanes(key.seed, key.replicate, person.number, NO_LUCK_YEAR, BACKGROUND)
    assumptions = assumptions_at(world, person.place, entry_year(person))
    first_year = person.birth // MONTHS + person.first_job
    leaves = max(entry_year(person) - geometric_years(luck.first, assumptions.absent_years), first_year + 1)
    arrives = max(leaves - 1 - geometric_years(luck.second, assumptions.absent_stay), first_year)
    return living_at(person.place, arrives, leaves)


@event
def history_year(person, world, key, tallies, year, residence):
    """Live a year before the simulation: no death, the residence known."""
    age = year - person.birth // MONTHS
    start_year(person)
    place, month = person.place, 0
    if year == residence.arrives and person.place != residence.area:
        place = residence.area
    elif year == residence.leaves:
        place = ELSEWHERE
        person.cover_known = CoverKnown.LEFT_RIGHTS
    if place != person.place:
        month = move_month(yearly_lanes(key, person.number, year, PLACE_AND_WORK).first)
    if residence.leaves > 0 and residence.arrives <= year < residence.leaves:
        person.cover_known = CoverKnown.INSURED
    stay = person.stay_years
    raise_pension(person, world, year)
    live_months(person, world, key, tallies, year, age, place, month, MONTHS, MONTHS)
    elders_purchase(person, world, key, tallies, year)
    leave_with_cash(person, world, key, year)
    note_refund(person, tallies)
    person.stay_years = 0 if month > 0 else stay + 1
    credit_interest(person, world, year, True)
    credit_moving_interest(person, world, year)
    take_along(person, world, key, tallies, year)
    residents_contribution(person, world, tallies, year, age)
    residents_claim_test(person, world, tallies, year, MONTHS)
    if person.residents_claim == 0:
        credit_residents_interest(person, world, year, MONTHS)
    year_beside_funds(person, world, tallies, year, MONTHS)
    pay_pension(person, tallies, year, MONTHS)
    pay_residents_pension(person, world, tallies, year, MONTHS)
    count_history(person, tallies, year)
    note_year(person, world, tallies, year, MONTHS)


@event
def credit_earlier_service(person, world):
    """Let one who has service to count in the first year lived have it from the first job on: jobs lasted.

    Careers are lived from the first year of the law on; who is older has worked before it.
    """
    province = province_of(person.place)
    if person.deemed_months[province] == 0:
        return
    earlier = MONTHS * FIRST_LAW_YEAR - (person.birth + MONTHS * person.first_job)
    share = assumptions_at(world, person.place, FIRST_LAW_YEAR).earlier_service
    person.deemed_months[province] += int(share * max(earlier, 0))


@event
def take_hukou_of(person, world, key, year, known):
    """Let the hukou have the type it had in a year: of those who have urban hukou many were once rural."""
    if known == HukouType.URBAN:
        luck = lanes(key.seed, key.replicate, person.number, NO_LUCK_YEAR, PAST).first
        share = assumptions_at(world, person.hukou_place, year).urban_by
        person.hukou_type = HukouType.URBAN if decides(Decision.URBAN_BY, share, luck) else HukouType.RURAL


@event
def count_before_work(person, tallies, last_year, residence):
    """Count where one lived in the years of which no work is lived, up to a last one."""
    for year in range(FIRST_HISTORY_YEAR, last_year + 1):
        came = residence.arrives == NEVER or year >= residence.arrives
        count_residence(person, tallies, year, residence.area if came else person.hukou_place)


@event
def live_history(person, world, key, tallies, last_year, residence):
    """Live the years from the first job to the year before the person enters."""
    known = person.hukou_type
    first_year = max(person.birth // MONTHS + person.first_job, FIRST_LAW_YEAR)
    if residence.arrives > 0:
        start = first_year > residence.arrives and residence.leaves == NEVER
        person.place = residence.area if start else person.hukou_place
    count_before_work(person, tallies, min(first_year - 1, last_year), residence)
    for year in range(first_year, last_year + 1):
        take_hukou_of(person, world, key, year, known)
        history_year(person, world, key, tallies, year, residence)
        if year == FIRST_LAW_YEAR:
            credit_earlier_service(person, world)
    person.hukou_type = known


@event
def enter(person, number, world, key, tallies):
    """Make a person from a number, with the history up to the entry, and return the year of entry."""
    origin, entry = identify(person, number, world, key)
    status = unpack(number)[2]
    take_preferences(person, world, key, entry)
    if origin == Origin.ARRIVAL:
        area = person.place
        person.place = ELSEWHERE
        live_history(person, world, key, tallies, entry, living_at(ELSEWHERE, NEVER, NEVER))
        settle_at(person, area)
    elif origin == Origin.ABSENT and status >= Status.INTER_URBAN:
        live_history(person, world, key, tallies, entry, residence_of_absent(person, world, key))
        meet_known_pensions(person, world)
        if person.place != ELSEWHERE:
            settle_at(person, ELSEWHERE)
    elif origin != Origin.BIRTH:
        enter_from_base(person, world, key, tallies, entry, origin, status)
        if origin == Origin.ABSENT:
            person.place = ELSEWHERE
    age = entry - person.birth // MONTHS
    if age < person.first_job:
        person.labour = before_work(age)
    person.cover_known = CoverKnown.UNKNOWN
    person.entered = 1
    return entry


@event
def enter_from_base(person, world, key, tallies, entry, origin, status):
    """Let a resident of the base stock live the career that led here; some are drawn to be pensioners without one."""
    residence = residence_of_base(person, world, key, origin, status)
    stay = person.stay_years
    past = was_past_age(person, world)
    if past and take_base_pension(person, world, key, status):
        count_before_work(person, tallies, entry, residence)
        return
    live_history(person, world, key, tallies, entry, residence)
    meet_known_pensions(person, world)
    if person.place != residence.area:
        settle_at(person, residence.area)
    if past:
        take_township_pension(person, world, key, status)
    person.tie = person.place
    person.stay_years = stay
