"""The working year: job, wage, cover and what is paid each month."""

from microsim._jit import event
from microsim.draws import JOB, MONEY, PLACE_AND_WORK, blend, lanes, normal
from microsim.engine.ages import statutory
from microsim.engine.records import declared_base, enter_scheme, insures_in, open_record, pay_month
from microsim.engine.setting import assumptions_at, law_at, month_index, province_of
from microsim.engine.world import OLDEST
from microsim.life.coverage import coverage_rate, declared_kind, declared_wage, missed_months
from microsim.life.earnings import log_deviation, next_persistent, profile, stationary_variance, wage
from microsim.life.employment import employment_rate, is_working, job_kind, working_chance
from microsim.life.hukou import RURAL, URBAN, status_of
from microsim.life.schooling import school_years
from microsim.schema import Labour, Membership, Scheme, Sex, Status

CHILD, STUDENT, NOT_WORKING = int(Labour.CHILD), int(Labour.STUDENT), int(Labour.NOT_WORKING)
FORMAL, FLEXIBLE = int(Labour.FORMAL), int(Labour.FLEXIBLE)
PAYING, DORMANT, EXTENDING = int(Membership.PAYING), int(Membership.DORMANT), int(Membership.EXTENDING)
PENSIONER, BRIDGED = int(Membership.PENSIONER), int(Membership.BRIDGED)
FEMALE = int(Sex.FEMALE)
INTER_RURAL, LOCAL_URBAN = int(Status.INTER_RURAL), int(Status.LOCAL_URBAN)
EMPLOYEES, PUBLIC = int(Scheme.EMPLOYEES), int(Scheme.PUBLIC)
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
    if person.membership == PENSIONER or person.disability_case > 0:
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


@event
def wage_to_declare(person, law, assumptions, month, status):
    """Return the wage the employer, or the flexible worker, declares for a month."""
    floor = law.migrant_base_floor[month - 1] if status == INTER_RURAL else law.base_floor[month - 1]
    if person.labour != FORMAL:
        return floor
    if person.public:
        return person.wage_last_year if person.wage_last_year > 0.0 and not person.new_job else person.wage
    kind = declared_kind(person.declared_luck, assumptions.declared_floor_share, assumptions.declared_basic_share)
    earned = person.wage
    if law.base_on_last_year == 1 and person.wage_last_year > 0.0 and not person.new_job:
        earned = person.wage_last_year
    return declared_wage(kind, earned, floor, assumptions.declared_basic_ratio)


@event
def contribute(person, world, key, tallies, year, month):
    """Pay, or earn a deemed month, if the present job and standing ask for it."""
    place = person.place
    law = law_at(world, place, year)
    now = month_index(year, month)
    unfunded = now < law.account_start or (person.public == 1 and law.public_employer_rate[month - 1] == 0.0)
    if unfunded:
        if person.labour == FORMAL and person.hukou_type == URBAN and place == person.hukou_place:
            person.deemed_months[province_of(place)] += 1
        return
    if not person.covered or person.membership == BRIDGED:
        return
    if month <= person.missed_months:
        return
    assumptions = assumptions_at(world, place, year)
    if not insures_in(person, province_of(place)):
        luck = lanes(key.seed, key.replicate, person.number, year, MONEY).fourth
        transfers = luck < assumptions.transfer_takeup and person.cover_known != LEFT_RIGHTS
        open_record(person, world, tallies, year, month, place, transfers)
    enter_scheme(person, world, tallies, year, PUBLIC if person.public else EMPLOYEES)
    status = status_of(place, person.hukou_place, person.hukou_type)
    declared = wage_to_declare(person, law, assumptions, month, status)
    pay_month(person, world, tallies, year, month, place, declared_base(person, law, month, status, declared))


@event
def extend(person, world, tallies, year, month):
    """Past statutory age, pay a month at the floor towards the minimum years."""
    place = person.fund_place[person.relation]
    enter_scheme(person, world, tallies, year, EMPLOYEES)
    base = law_at(world, place, year).base_floor[month - 1]
    pay_month(person, world, tallies, year, month, place, base)
