"""The working year: job, wage and cover."""

from microsim._jit import event
from microsim.draws import JOB, MONEY, PLACE_AND_WORK, blend, lanes, normal
from microsim.engine.ages import statutory
from microsim.engine.disability import is_disabled
from microsim.engine.setting import assumptions_at, law_at, month_index
from microsim.engine.world import OLDEST
from microsim.life.coverage import coverage_rate, missed_months
from microsim.life.earnings import log_deviation, next_persistent, profile, stationary_variance, wage
from microsim.life.employment import employment_rate, is_working, job_kind, working_chance
from microsim.life.hukou import RURAL, status_of
from microsim.life.schooling import school_years
from microsim.schema import Labour, Membership, Sex, Status

CHILD, STUDENT, NOT_WORKING = int(Labour.CHILD), int(Labour.STUDENT), int(Labour.NOT_WORKING)
FORMAL = int(Labour.FORMAL)
PENSIONER, BRIDGED = int(Membership.PENSIONER), int(Membership.BRIDGED)
FEMALE = int(Sex.FEMALE)
LOCAL_URBAN = int(Status.LOCAL_URBAN)
SCHOOL_AGE = 6
UNKNOWN, INSURED, UNINSURED, LEFT_RIGHTS = range(4)  # what the base stock knows, see person.cover_known


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
def take_job(person, world, assumptions, sector, coverage, declared):
    """Take a new job: its kind, cover and declaration resemble those of the last one."""
    if person.sector_luck > 0.0:
        alike = assumptions.luck_persistence
        sector = blend(person.sector_luck, sector, alike)
        coverage = blend(person.coverage_luck, coverage, alike)
        declared = blend(person.declared_luck, declared, alike)
    person.new_job = 1
    person.sector_luck = sector
    person.coverage_luck = coverage
    person.declared_luck = declared
    status = status_of(person.place, person.hukou_place, person.hukou_type)
    person.labour = job_kind(sector, world.sector[person.place, status])


@event
def choose_work(person, world, key, year, age, moved):
    """Decide the labour state of the year and, with a new job, its kind and its luck."""
    luck = lanes(key.seed, key.replicate, person.number, year, PLACE_AND_WORK)
    job = lanes(key.seed, key.replicate, person.number, year, JOB)
    assumptions = assumptions_at(world, person.place, year)
    rates = world.employment[person.place, person.hukou_type, person.sex]
    rate = employment_rate(rates[min(age, OLDEST)], age, assumptions.employment_uplift)
    if person.membership == PENSIONER or is_disabled(person, year, 1):
        person.labour = NOT_WORKING
        return
    if person.cover_known == INSURED:
        if not is_working(person.labour) or moved:
            take_job(person, world, assumptions, luck.fourth, job.second, job.third)
        person.labour = FORMAL
        return
    worked = is_working(person.labour)
    if age == person.first_job:
        chance = rate
    else:
        before = employment_rate(rates[min(age - 1, OLDEST)], age - 1, assumptions.employment_uplift)
        chance = working_chance(worked, rate, before, assumptions.employment_persistence)
    if luck.third >= chance:
        person.labour = NOT_WORKING
        return
    if not worked or moved or job.first < assumptions.job_change:
        take_job(person, world, assumptions, luck.fourth, job.second, job.third)


@event
def earn(person, world, key, year, age):
    """Set the wage of the year."""
    luck = lanes(key.seed, key.replicate, person.number, year, JOB)
    assumptions = assumptions_at(world, person.place, year)
    if age > person.first_job:
        shock = normal(luck.fourth)
        person.persistent = next_persistent(
            person.persistent, assumptions.wage_persistence, assumptions.wage_innovation_sd, shock
        )
    if not is_working(person.labour):
        person.wage = 0.0
        return
    transitory = normal(lanes(key.seed, key.replicate, person.number, year, MONEY).first)
    rural_migrant = person.hukou_type == RURAL and person.place != person.hukou_place
    linear = assumptions.wage_migrant_experience if rural_migrant else assumptions.wage_experience
    squared = assumptions.wage_migrant_experience_squared if rural_migrant else assumptions.wage_experience_squared
    deviation = (
        log_deviation(
            years_of_school(person, assumptions),
            assumptions.wage_reference_school,
            assumptions.wage_school,
            1.0 if person.sex == FEMALE else 0.0,
            assumptions.wage_female_gap,
            assumptions.wage_reference_women,
        )
        + profile(float(age - person.first_job), linear, squared, assumptions.wage_reference_experience)
        + person.permanent
        + person.persistent
        + assumptions.wage_transitory_sd * transitory
    )
    variance = stationary_variance(
        assumptions.wage_permanent_sd,
        assumptions.wage_persistence,
        assumptions.wage_innovation_sd,
        assumptions.wage_transitory_sd,
    )
    person.wage = wage(law_at(world, person.place, year).average_wage, assumptions.wage_level, deviation, variance)


@event
def take_cover(person, world, key, year):
    """Decide whether the present job carries the employees' scheme under this year's coverage.

    Who has never been insured is not taken in past statutory age.
    """
    assumptions = assumptions_at(world, person.place, year)
    status = status_of(person.place, person.hukou_place, person.hukou_type)
    covered = person.coverage_luck < coverage_rate(person.labour, status, assumptions)
    if person.cover_known == INSURED or person.cover_known == UNINSURED:
        covered = person.cover_known == INSURED and person.labour == FORMAL
    late = person.relation < 0 and month_index(year, 1) >= statutory(person, law_at(world, person.place, year))
    if late:
        covered = False
    person.covered = 1 if covered else 0
    in_service = not late and person.labour == FORMAL and status == LOCAL_URBAN and person.cover_known == UNKNOWN
    person.public = 1 if in_service and person.public_luck < assumptions.public_share else 0
    if person.public and person.membership != BRIDGED:
        person.covered = 1
    luck = lanes(key.seed, key.replicate, person.number, year, MONEY).second
    person.missed_months = missed_months(luck, assumptions.paying_share)


@event
def before_work(age):
    """Return the labour state of one who has not begun to work."""
    return STUDENT if age >= SCHOOL_AGE else CHILD


@event
def working_year(person, world, key, year, age, moved):
    """Begin the year's work, on 1 January or on arrival at a new place."""
    if age < person.first_job:
        person.labour = before_work(age)
        return
    choose_work(person, world, key, year, age, moved)
    earn(person, world, key, year, age)
    take_cover(person, world, key, year)
