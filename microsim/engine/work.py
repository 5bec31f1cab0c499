"""The working year: job, wage and cover."""

import math

from microsim.amounts import MONTHS
from microsim.kernel.decide import Decision, decides
from microsim.kernel.draws import CAREER, JOB, MONEY, PLACE_AND_WORK, blend, lanes, normal, yearly_lanes
from microsim.kernel.jit import event
from microsim.kernel.setting import assumptions_at, cover_at, law_at, month_index, province_of
from microsim.kernel.world import FIRST_LAW_YEAR, OLDEST
from microsim.life.coverage import coverage_rate, first_missed, missed_months
from microsim.life.earnings import at_least_minimum, gaps, next_persistent, profile, wage
from microsim.life.employment import (
    break_chance,
    employment_rate,
    is_working,
    job_change_chance,
    job_kind,
    month_of_entry,
    months_before_leaving,
    working_chance,
)
from microsim.life.hukou import status_of
from microsim.life.schooling import school_years
from microsim.schema import CoverKnown, HukouType, Labour, Membership, Status
from microsim.schemes.disability.events import is_disabled
from microsim.schemes.employees.ages import statutory
from microsim.schemes.employees.near_minimum import pays_to_minimum

SCHOOL_AGE = 6
LAYOFF_AGE = 30  # years from which the chance of a lay-off applies, see employment.layoff
LONGEST_TENURE = 60  # years in a job stop counting here
NEVER_TAKEN_ON = 1.0  # luck of public service of one registered here past the age for it


@event
def years_of_school(person, assumptions):
    """Return the school years of a person."""
    return school_years(
        person.education,
        assumptions.school_primary,
        assumptions.school_junior,
        assumptions.school_senior,
        assumptions.school_college,
    )


@event
def take_job(person, world, key, year, luck):
    """Take a new job: its kind, cover, declaration and regularity resemble those of the last one.

    ``luck``: the fresh uniforms of kind, cover and declaration.
    """
    sector, coverage, declared = luck
    irregular = lanes(key.seed, key.replicate, person.number, year, CAREER).first
    if person.sector_luck > 0.0:
        alike = assumptions_at(world, person.place, year).luck_persistence
        sector = blend(person.sector_luck, sector, alike)
        coverage = blend(person.coverage_luck, coverage, alike)
        declared = blend(person.declared_luck, declared, alike)
        irregular = blend(person.irregular_luck, irregular, alike)
    person.new_job = 1
    person.tenure = 0
    person.sector_luck = sector
    person.coverage_luck = coverage
    person.declared_luck = declared
    person.irregular_luck = irregular
    status = status_of(person.place, person.hukou_place, person.hukou_type)
    person.labour = job_kind(sector, world.sector[person.place, year - FIRST_LAW_YEAR, status])


@event
def stop_work(person):
    """Be out of work from now on."""
    person.labour = Labour.NOT_WORKING
    person.covered = 0
    person.public = 0


@event
def leave_work(person, luck, at_once):
    """Leave work in some month of the year; the last job goes on until then."""
    if not at_once:
        person.work_until = months_before_leaving(luck)
    if at_once or person.work_until == 0:
        stop_work(person)


@event
def work_after_claim(person, world, key, year, age):
    """Some pensioners work, without cover; nobody does who lost the capacity to work.

    The first year after the claim, or in the simulation, is drawn afresh: work before the pension says nothing of it.
    """
    luck = yearly_lanes(key, person.number, year, PLACE_AND_WORK).third
    assumptions = assumptions_at(world, person.place, year)
    rates = world.employment_all[person.place, person.hukou_type, person.sex]
    chance = assumptions.after_pension * rates[min(age, OLDEST)]
    if person.labour >= Labour.NOT_WORKING and person.claim_month < month_index(year - 1, 1):
        before = assumptions.after_pension * rates[min(age - 1, OLDEST)]
        worked = person.labour == Labour.INFORMAL
        chance = working_chance(worked, chance, before, assumptions.employment_persistence, 0.0)
    works = person.disability_from == 0 and decides(Decision.WORK, chance, luck)
    person.labour = Labour.INFORMAL if works else Labour.NOT_WORKING


@event(inlined=True)
def chance_to_work(person, world, year, age, worked):
    """Return the chance to work this year of one who draws no pension.

    In the first year of a career, or of a history that begins within one, nothing is known of the year before.
    """
    assumptions = assumptions_at(world, person.place, year)
    scores = world.employment[person.place, person.hukou_type, person.sex]
    shifts, slot, uplift = world.work_shift[person.place], year - FIRST_LAW_YEAR, assumptions.employment_uplift
    rate = employment_rate(scores[min(age, OLDEST)] + shifts[slot], person.attachment, age, uplift)
    if person.labour < Labour.NOT_WORKING:
        return rate
    earlier = scores[min(age - 1, OLDEST)] + shifts[max(slot - 1, 0)]
    before = employment_rate(earlier, person.attachment, age - 1, uplift)
    breaks = break_chance(person.sex, age, assumptions.break_chance, assumptions.break_from, assumptions.break_to)
    return working_chance(worked, rate, before, assumptions.employment_persistence, breaks)


@event
def is_laid_off(person, world, key, year, age):
    """Return whether an urban employee loses the job in the restructuring of state firms; public bodies kept theirs."""
    chance = assumptions_at(world, person.place, year).layoff
    if (
        chance == 0.0
        or age < LAYOFF_AGE
        or person.labour != Labour.FORMAL
        or person.hukou_type != HukouType.URBAN
        or person.public
    ):
        return False
    return decides(Decision.LAYOFF, chance, lanes(key.seed, key.replicate, person.number, year, CAREER).third)


@event
def keeps_rights(person, world, key, year):
    """Return whether a lay-off ends the job alone: the next one resembles it in kind and cover, as any next job does."""
    share = assumptions_at(world, person.place, year).layoff_keeps
    return decides(Decision.KEEPS_RIGHTS, share, lanes(key.seed, key.replicate, person.number, year, CAREER).fourth)


@event
def changes_job(person, world, year, luck):
    """Return whether one who goes on working changes the job."""
    assumptions = assumptions_at(world, person.place, year)
    chance = job_change_chance(
        person.tenure, assumptions.job_change_first, assumptions.job_change, assumptions.job_change_years
    )
    return decides(Decision.JOB_CHANGE, chance, luck)


@event(inlined=True)
def choose_work(person, world, key, year, age, moved):
    """Decide the labour state of the year and, with a new job, its kind and its luck."""
    if is_disabled(person, year, 1):
        stop_work(person)
        return
    if person.membership == Membership.PENSIONER:
        work_after_claim(person, world, key, year, age)
        return
    luck = yearly_lanes(key, person.number, year, PLACE_AND_WORK)
    job = yearly_lanes(key, person.number, year, JOB)
    fresh = luck.fourth, job.second, job.third
    worked = is_working(person.labour)
    if person.cover_known == CoverKnown.INSURED:
        if moved or not worked:
            take_job(person, world, key, year, fresh)
        person.labour = Labour.FORMAL
        return
    works = decides(Decision.WORK, chance_to_work(person, world, year, age, worked), luck.third)
    if works and worked and is_laid_off(person, world, key, year, age):
        works = False
        if not keeps_rights(person, world, key, year):
            person.sector_luck = 0.0
    if not works:
        leave_work(person, luck.first, moved or not worked)
    elif moved or not worked or changes_job(person, world, year, job.first):
        take_job(person, world, key, year, fresh)
        if not moved and not worked:
            person.work_from = month_of_entry(luck.first)
    elif person.tenure < LONGEST_TENURE:
        person.tenure += 1


@event(inlined=True)
def relative_wage(person, assumptions, age, transitory):
    """Return the wage against a beginner of no schooling, every part of it exponentiated."""
    rural_migrant = person.hukou_type == HukouType.RURAL and person.place != person.hukou_place
    linear = assumptions.wage_migrant_experience if rural_migrant else assumptions.wage_experience
    squared = assumptions.wage_migrant_experience_squared if rural_migrant else assumptions.wage_experience_squared
    return math.exp(
        assumptions.wage_school * years_of_school(person, assumptions)
        + profile(float(age - person.first_job), linear, squared)
        + gaps(
            person.sex,
            person.hukou_type,
            person.labour,
            assumptions.wage_female_gap,
            assumptions.wage_rural_gap,
            assumptions.wage_own_account_gap,
        )
        + person.permanent
        + person.persistent
        + assumptions.wage_transitory_sd * transitory
    )


@event(inlined=True)
def earn(person, world, key, year, age):
    """Set the wage of the year."""
    assumptions = assumptions_at(world, person.place, year)
    if age > person.first_job:
        shock = normal(yearly_lanes(key, person.number, year, JOB).fourth)
        person.persistent = next_persistent(
            person.persistent, assumptions.wage_persistence, assumptions.wage_innovation_sd, shock
        )
    if not is_working(person.labour):
        person.wage = 0.0
        return
    transitory = normal(yearly_lanes(key, person.number, year, MONEY).first)
    relative = relative_wage(person, assumptions, age, transitory)
    law = law_at(world, person.place, year)
    mean = world.wage_mean[person.place, year - FIRST_LAW_YEAR]
    earned = wage(law.average_wage, assumptions.wage_level, relative, mean)
    person.wage = at_least_minimum(earned, law.minimum_wage, person.labour)


@event(inlined=True)
def public_share(person, world, year):
    """Return the share of urban employees in public service that holds for the person, by when one may be taken on."""
    until = int(assumptions_at(world, person.place, year).public_hired_until)
    last = min(max(person.birth // MONTHS + until, FIRST_LAW_YEAR), year)
    return world.public_share[province_of(person.place), last - FIRST_LAW_YEAR]


@event(inlined=True)
def take_cover(person, world, key, year, age):
    """Decide whether the present job carries the employees' scheme under this year's coverage.

    Past statutory age nobody is taken in who has never been insured or who waits without the years. Public bodies
    insure all; who is out of covered work may pay alone.
    """
    assumptions = assumptions_at(world, person.place, year)
    status = status_of(person.place, person.hukou_place, person.hukou_type)
    if person.cover_known == CoverKnown.INSURED or person.cover_known == CoverKnown.UNINSURED:
        covered = person.cover_known == CoverKnown.INSURED and person.labour == Labour.FORMAL
    else:
        shares = cover_at(world, person.place, year, status)
        covered = decides(Decision.COVER, coverage_rate(person.labour, shares[0], shares[1]), person.coverage_luck)
    townsman = (
        person.labour == Labour.FORMAL
        and status == Status.LOCAL_URBAN
        and person.cover_known == CoverKnown.UNKNOWN
        and person.public_luck < NEVER_TAKEN_ON
    )
    late = person.membership == Membership.WAITING
    if person.relation < 0 and (covered or townsman):
        late = month_index(year, 1) >= statutory(person, law_at(world, person.place, year))
    serves = townsman and not late and decides(Decision.PUBLIC, public_share(person, world, year), person.public_luck)
    person.public = 1 if serves else 0
    hired = person.public == 1 and person.membership != Membership.BRIDGED
    person.covered = 1 if hired or (covered and not late) else 0
    if person.covered:
        person.pays_alone = 0 if person.labour == Labour.FORMAL else 1
    elif pays_to_minimum(person, world, key, year, age):
        person.covered = 1
        person.pays_alone = 1
        person.work_from = 1
    miss_months(person, key, year, assumptions)


@event(inlined=True)
def miss_months(person, key, year, assumptions):
    """Set which months of the year go unpaid in a covered job; public bodies pay them all."""
    person.missed_months = 0
    person.missed_from = 0
    if person.public or not person.covered:
        return
    luck = yearly_lanes(key, person.number, year, MONEY).second
    missed = missed_months(luck, person.irregular_luck, assumptions.paying_share, assumptions.irregular_share)
    person.missed_months = missed
    if missed > 0:
        person.missed_from = first_missed(lanes(key.seed, key.replicate, person.number, year, CAREER).second, missed)


@event
def stay_uncovered(person):
    """Pensioners work without cover and owe no months, as all do where nobody earns rights any more."""
    person.public = 0
    person.covered = 0
    person.missed_months = 0
    person.missed_from = 0


@event
def before_work(age):
    """Return the labour state of one who has not begun to work."""
    return Labour.STUDENT if age >= SCHOOL_AGE else Labour.CHILD


@event(inlined=True)
def working_year(person, world, key, year, age, moved):
    """Begin the year's work, on 1 January or on arrival at a new place."""
    if age < person.first_job:
        person.labour = before_work(age)
        return
    choose_work(person, world, key, year, age, moved)
    earn(person, world, key, year, age)
    if person.membership == Membership.PENSIONER or assumptions_at(world, person.place, year).accrual == 0.0:
        stay_uncovered(person)
    else:
        take_cover(person, world, key, year, age)
