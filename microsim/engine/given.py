"""Persons given by a file: what it says of each is laid over a life lived by the model's own rules.

A given person has a number of his or her own space (``numbers.GIVEN_COUNT``), so that the draws of a
file's persons and of the model's never meet. Histories are drawn until one ends where the file
says that the person stands; the record of the employees' scheme is then replayed from the spells
under the law of each year, and single values of the file are laid over the outcome.
"""

import math

from microsim.amounts import MONTHS
from microsim.engine.base_stock import become_pensioner
from microsim.engine.counting import count_at_base, count_person, count_resident
from microsim.engine.demography import settle_at
from microsim.engine.enter import (
    NEVER,
    enter_from_base,
    identify,
    live_history,
    living_at,
    residence_of_absent,
    residence_of_base,
    take_preferences,
)
from microsim.engine.given_record import (
    UNKNOWN,
    lay_pension,
    lay_record,
    lay_residents,
    leave_residents,
)
from microsim.engine.given_special import lay_leanings, lay_special_schemes
from microsim.engine.lifetime import begin_life, end_life, forget_career, note_entry
from microsim.engine.person_year import person_year
from microsim.engine.replay import forget_record, replay
from microsim.engine.transitions import NOWHERE, count_transitions
from microsim.engine.work import before_work, earn
from microsim.kernel.draws import CAREER, JOB, lanes, redraw
from microsim.kernel.jit import event, kernel
from microsim.kernel.numbers import unpack
from microsim.kernel.setting import assumptions_at, cover_at, entry_year, month_index
from microsim.kernel.world import FIRST_STOCK_YEAR
from microsim.life.coverage import coverage_rate
from microsim.life.employment import is_working
from microsim.life.hukou import status_of
from microsim.places import ELSEWHERE
from microsim.schema import CoverKnown, Membership, Origin, Scheme, Status

HISTORIES = 16  # histories drawn at most
HISTORY_STEP = 1 << 24  # added to the replicate for each further history: replicates stay below
LIVING, BLANK = 0, 1  # rows of the scratch array
PERSONS, HISTORIES_DRAWN, OTHER_MEMBERSHIP, OTHER_LABOUR = range(4)  # what a block notes of its fits
FITS = 4


@event
def lay_identity(person, facts):
    """Lay what the file says of birth, registration, schooling and stay over the person."""
    if facts.birth != UNKNOWN:
        person.birth = facts.birth
    if facts.hukou_place != UNKNOWN:
        person.hukou_place = facts.hukou_place
    if facts.education != UNKNOWN:
        person.education = facts.education
    if facts.tie != UNKNOWN:
        person.tie = facts.tie


@event
def residence_of_given(person, facts, world, key, status):
    """Return where the history was lived."""
    year = entry_year(person)
    if person.place == ELSEWHERE:
        if person.hukou_place != ELSEWHERE:
            stay = facts.stay_years if facts.stay_years >= 0 else year - person.birth // MONTHS - person.first_job
            return living_at(ELSEWHERE, year - max(stay, 0), NEVER)
        person.place = person.tie
        return residence_of_absent(person, world, key)
    if status < Status.INTRA_URBAN:
        return living_at(person.place, NEVER, NEVER)
    if facts.stay_years < 0:
        return residence_of_base(person, world, key, Origin.BASE, status)
    person.stay_years = facts.stay_years
    return living_at(person.place, year - facts.stay_years, NEVER)


@event
def live_along(person, facts, world, key, tallies, status):
    """Live the history of one whose standing or stay the file knows."""
    place = person.place
    residence = residence_of_given(person, facts, world, key, status)
    stay = person.stay_years
    if facts.membership == Membership.NONE:
        person.cover_known = CoverKnown.UNINSURED
    live_history(person, world, key, tallies, entry_year(person), residence)
    if person.place != place:
        settle_at(person, place)
    person.stay_years = stay


@event
def live_to_date(person, number, facts, world, key, tallies):
    """Make the person of what the file says, with one history drawn by the model's rules."""
    status = unpack(number)[2]
    _, year = identify(person, number, world, key)
    lay_identity(person, facts)
    take_preferences(person, world, key, year)
    if facts.track != UNKNOWN:
        person.track = facts.track
    lay_leanings(person, facts, world, year)
    place = person.place
    if facts.membership == Membership.PENSIONER:
        become_pensioner(person, world, key, facts.scheme == Scheme.PUBLIC)
    elif facts.membership == UNKNOWN and place != ELSEWHERE:
        enter_from_base(person, world, key, tallies, year, Origin.BASE, status)
    else:
        live_along(person, facts, world, key, tallies, status)
    if place != ELSEWHERE:
        person.tie = place
    if facts.stay_years >= 0:
        person.stay_years = facts.stay_years
    if year - person.birth // MONTHS < person.first_job:
        person.labour = before_work(year - person.birth // MONTHS)
    person.cover_known = CoverKnown.UNKNOWN


@event
def fit(person, facts):
    """Return how well a history ends where the file says, and the best there is."""
    score, best = 0, 0
    if facts.membership != UNKNOWN:
        best += 2
        if person.membership == facts.membership:
            score += 2
        elif (person.relation >= 0) == (facts.membership != Membership.NONE):
            score += 1
    if facts.labour != UNKNOWN:
        best += 2
        if person.labour == facts.labour:
            score += 2
        elif is_working(person.labour) == is_working(facts.labour):
            score += 1
    return score, best


@event
def best_life(scratch, number, facts, world, key, tallies, fits):
    """Draw histories until one ends where the file says, and keep the nearest."""
    kept, highest, drawn, history, settled = 0, -1, 0, 0, False
    seed, replicate = key.seed, key.replicate
    while not settled:
        scratch[LIVING] = scratch[BLANK]
        redraw(key, seed, replicate + history * HISTORY_STEP)
        begin_life(tallies)
        live_to_date(scratch[LIVING], number, facts, world, key, tallies)
        score, best = fit(scratch[LIVING], facts)
        drawn += 1
        settled = score == best or drawn > HISTORIES
        if score > highest:
            kept, highest = history, score
        history = kept if drawn == HISTORIES else history + 1  # none fits wholly: the nearest again
    redraw(key, seed, replicate)
    person = scratch[LIVING]
    fits[PERSONS] += 1
    fits[HISTORIES_DRAWN] += drawn
    if facts.membership != UNKNOWN and person.membership != facts.membership:
        fits[OTHER_MEMBERSHIP] += 1
    if facts.labour != UNKNOWN and person.labour != facts.labour:
        fits[OTHER_LABOUR] += 1


@event
def lay_work(person, facts, world, key, year):
    """Lay the file's labour state over the person, with luck of a job that agrees with it."""
    if facts.labour == UNKNOWN:
        return
    person.labour = facts.labour
    if not is_working(person.labour):
        person.wage = 0.0
        return
    if person.sector_luck <= 0.0:
        job = lanes(key.seed, key.replicate, person.number, year, JOB)
        person.sector_luck = job.first
        person.coverage_luck = job.second
        person.declared_luck = job.third
        person.irregular_luck = lanes(key.seed, key.replicate, person.number, year, CAREER).first


@event
def lay_cover(person, facts, world, year):
    """Bring the luck of cover to the side of the coverage in force on which the file puts the person."""
    if facts.membership == UNKNOWN or not is_working(person.labour):
        return
    status = status_of(person.place, person.hukou_place, person.hukou_type)
    shares = cover_at(world, person.place, year, status)
    rate = coverage_rate(person.labour, shares[0], shares[1])
    luck = person.coverage_luck
    if facts.membership == Membership.PAYING and luck >= rate and rate > 0.0:
        person.coverage_luck = luck * rate
    elif (facts.membership == Membership.NONE or facts.membership == Membership.DORMANT) and luck < rate:
        person.coverage_luck = rate + luck * (1.0 - rate)


@event
def lay_wage(person, facts, world, key, year):
    """Lay the wage over the person: each part of it takes the share of the difference that its variance has.

    That is the mean of each part given the wage, around the parts drawn.
    """
    if not is_working(person.labour) or (facts.wage <= 0.0 and person.wage > 0.0):
        return
    before = person.persistent
    earn(person, world, key, year, year - person.birth // MONTHS)
    person.persistent = before
    if facts.wage <= 0.0 or person.wage <= 0.0:
        return
    assumptions = assumptions_at(world, person.place, year)
    permanent = assumptions.wage_permanent_sd * assumptions.wage_permanent_sd
    spread = assumptions.wage_innovation_sd * assumptions.wage_innovation_sd
    persistent = spread / (1.0 - assumptions.wage_persistence * assumptions.wage_persistence)
    transitory = assumptions.wage_transitory_sd * assumptions.wage_transitory_sd
    whole = permanent + persistent + transitory
    gap = math.log(facts.wage / person.wage)
    if whole > 0.0:
        person.permanent += gap * permanent / whole
        person.persistent += gap * persistent / whole
    person.wage = facts.wage


@event
def enter_given(scratch, number, facts, spells, transfers, world, key, tallies, fits):
    """Make a person of what a file says, as he or she stands at the end of the base year."""
    best_life(scratch, number, facts, world, key, tallies, fits)
    person = scratch[LIVING]
    year = entry_year(person)
    lay_work(person, facts, world, key, year)
    lay_wage(person, facts, world, key, year)
    if person.membership == Membership.PENSIONER:
        lay_pension(person, facts)
    elif facts.membership == Membership.NONE and person.membership != Membership.NONE:
        forget_record(person)
    if person.membership != Membership.PENSIONER and facts.membership != Membership.BRIDGED:
        if facts.spell_to > facts.spell_from:
            forget_career(tallies)
            replay(person, facts, spells, transfers, world, tallies, month_index(year, MONTHS))
        lay_record(person, facts, world, year)
        lay_cover(person, facts, world, year)
    if person.membership == Membership.PENSIONER:
        leave_residents(person)
    lay_residents(person, facts, world, year)
    lay_special_schemes(person, facts, world, year)
    note_entry(person, tallies)
    person.entered = 1


@kernel
def given_block(numbers, rows, facts, spells, transfers, world, key, last_year, scratch, tallies, fits, lives, whole):
    """Live the lives of a block of a file's persons up to a year.

    Parameters
    ----------
    numbers : uint64 [n]
    rows : int64 [n], the row of each in ``facts``
    facts, spells, transfers : what the file says, FACTS, SPELL and TRANSFER
    world, key, last_year, scratch, tallies, lives : as in ``block.simulate_block``
    fits : int64 [FITS], how the histories fitted
    whole : LIFE [n], the ``rows`` of ``block.simulate_block``
    """
    kept, wanted = lives.shape[0] > 0, whole.shape[0] > 0
    tallies.life_wanted[0] = 1 if wanted else 0
    for i in range(numbers.shape[0]):
        enter_given(scratch, numbers[i], facts[rows[i]], spells, transfers, world, key, tallies, fits)
        person = scratch[LIVING]
        count_person(person, tallies)
        base_year = entry_year(person)
        count_resident(person, tallies, base_year)
        count_at_base(person, tallies, base_year)
        states = count_transitions(person, tallies, NOWHERE, base_year)
        if kept:
            lives[i, base_year - FIRST_STOCK_YEAR] = scratch[LIVING]
        last = base_year
        for year in range(base_year + 1, last_year + 1):
            states = person_year(person, world, key, tallies, year, states)
            last = year
            if kept:
                lives[i, year - FIRST_STOCK_YEAR] = scratch[LIVING]
            if not person.alive:
                break
        if wanted:
            end_life(person, tallies, last, whole[i])
