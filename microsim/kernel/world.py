"""Everything a life reads and never writes, in one bundle of arrays.

The bundle is compiled from the scenario before the run; the frame reads the same hazards.
Hazards are probabilities of a year; ages are full years on 31 December of the year before.
"""

from typing import NamedTuple

import numpy as np

from microsim.amounts import MONTHS
from microsim.kernel.cohort_divisors import cohort_divisors
from microsim.kernel.lifetimes import RATES
from microsim.places import ELSEWHERE, ELSEWHERE_PROVINCE, PLACE_COUNT, PROVINCE_COUNT, REGION_COUNT, REGION_SEAT
from microsim.schema import ASSUMPTIONS, BEYOND, LAW, LAW_FIELDS, SWITCH, Education, HukouType, Sex, Status

BASE_YEAR = 2016  # of a run that names none: stocks are those of 31 December; person numbers count years from it
BASE_YEARS = (2010, BASE_YEAR, 2020)  # years at whose end a run may start
FIRST_STOCK_YEAR = BASE_YEARS[0]  # the first of every axis of year ends
FIRST_YEAR = FIRST_STOCK_YEAR + 1  # the first of every axis of simulated years
FIRST_LAW_YEAR = 1970  # first year of the law and assumption records: careers start no earlier
LAST_YEAR = 2100
OLDEST = 110  # open age group of the frame and of the hazards
AGES = OLDEST + 1
STAY_CLASSES = 11  # full years of stay 0..9, and ten or more
STAYS = 41  # years of stay the base stock distinguishes
FIRST_COHORT = 1900  # first birth year of the education table, which steps by five years
COHORTS = 41
COHORT_WIDTH = 5
FIRST_BIRTH_YEAR = 1900  # first year of birth of tables that follow a life; who was born before is in its row
BIRTH_YEARS = LAST_YEAR - FIRST_BIRTH_YEAR + 1

LAW_YEARS = LAST_YEAR - FIRST_LAW_YEAR + 1
YEARS = LAST_YEAR - FIRST_YEAR + 1
DIVISOR_AGES = (40, 70)  # years of the first and the last row of the divisors
DIVISOR_MONTHS = 361  # months of age from 40y0m to 70y0m
DEATH_TABLES = 3 * ELSEWHERE_PROVINCE + 1  # see life.mortality
JOB_KINDS = 3
COVERED_KINDS = 2  # of them that may be insured: formal, flexible
DECLARED_KINDS = 2  # below the full wage: the floor, the basic wage
ORIGINS = 2  # of migrants: the province, beyond it
STAY_KINDS = 2
PENSIONER_GROUPS = 3  # local urban, local rural, migrants
AWARD_AGES = (60, 70, 80)  # ages at which the groups begin by which pensions of the base stock are known; younger first
FIRST_HISTORY_YEAR = 2010  # first year of the histories that is counted; the last is the base year
HISTORY_YEARS = BASE_YEARS[-1] - FIRST_HISTORY_YEAR + 1


def first_of_axes(base_year):
    """Return the first year end of what a run keeps: its base year where that is an early one, else the usual one."""
    return min(base_year, BASE_YEAR)


class World(NamedTuple):
    """Read-only tables of a run.

    Attributes
    ----------
    law : LAW records, [place, year - FIRST_LAW_YEAR]
    assumptions : ASSUMPTIONS records, [province, year - FIRST_LAW_YEAR]
    divisor : float64 [361], annuity divisor in months, by month of age from 40y0m to 70y0m
    death : float64 [table, sex, year - FIRST_YEAR, age], probability of dying in the year.
        Tables: local urban, local rural, migrants of each province in turn; elsewhere last.
    leave : float64 [place, sex, age], a local leaves the place of his hukou
    leave_factor : float64 [year - FIRST_YEAR], multiplies ``leave`` and ``rearrive``
    destination : float64 [place, place], cumulated: where a leaver of the row's place goes
    come_back : float64 [place, 2, sex, age], a migrant goes home; second axis: stay below ten
        years, or ten and more
    rearrive : float64 [sex, age], a former migrant living elsewhere comes back
    again : float64 [place, place], cumulated: where a former migrant whose tie is the row's place comes back to
    acquire : float64 [year - FIRST_YEAR, place, hukou type, stay class], a migrant becomes local (urban)
    convert : float64 [year - FIRST_YEAR, age], a local rural hukou becomes urban
    employment : float64 [place, hukou type, sex, age], normal score of the share working among those out of school
        who draw no pension (age in the year's end), at the last census; a person's attachment is added, see
        ``population.attachment``
    work_shift : float64 [place, year - FIRST_LAW_YEAR], added to the score in a year
    employment_all : float64 [place, hukou type, sex, age], share working among all
    sector : float64 [place, year - FIRST_LAW_YEAR, status, 3], cumulated: formal, flexible, informal among the working
    cover : float64 [place, year - FIRST_LAW_YEAR, status, 2], share insured of formal and of flexible jobs
    declared : float64 [province, year - FIRST_LAW_YEAR, status, 2], share of covered jobs that declare the floor, and
        the basic wage
    base_pensioner : float64 [place, group], share drawing an employees' pension at the base date among those past
        their age who draw no public one: local urban, local rural, migrants
    base_public : float64 [province, COHORTS, attainment], share drawing a public pension at the base date among local townsmen
        past the age of men or women cadres
    public_share : float64 [province, year - FIRST_LAW_YEAR], share of local urban employees in public service, by the
        last year in which they may be taken on
    base_award : float64 [province, sex, age group], what brings pensions awarded in the history of the base stock to
        the mean known of the base date; groups begin at AWARD_AGES
    home : float64 [place, intra or inter, hukou type, place], cumulated: hukou place of a migrant of the province, and
        of the base stock's migrants from beyond it
    stay : float64 [2, age, STAYS], cumulated: years of stay of base migrants (intra, inter)
    education : float64 [place, status, sex, COHORTS, 4], cumulated attainment by cohort of birth
    wage_mean : float64 [place, year - FIRST_LAW_YEAR], mean relative wage of the insured employees of its province,
        less what the minimum wage adds
    """

    law: np.ndarray
    assumptions: np.ndarray
    divisor: np.ndarray
    death: np.ndarray
    leave: np.ndarray
    leave_factor: np.ndarray
    destination: np.ndarray
    come_back: np.ndarray
    rearrive: np.ndarray
    again: np.ndarray
    acquire: np.ndarray
    convert: np.ndarray
    employment: np.ndarray
    work_shift: np.ndarray
    employment_all: np.ndarray
    sector: np.ndarray
    cover: np.ndarray
    declared: np.ndarray
    base_pensioner: np.ndarray
    base_public: np.ndarray
    public_share: np.ndarray
    base_award: np.ndarray
    home: np.ndarray
    stay: np.ndarray
    education: np.ndarray
    wage_mean: np.ndarray


# What is paid in a month, as in the law: a stretch of months finds side by side what lies a year's months apart there.
PAID = (
    "base_floor",
    "base_cap",
    "migrant_base_floor",
    "employer_rate",
    "employer_waiver",
    "employee_rate",
    "account_rate",
    "flexible_rate",
    "flexible_account_rate",
    "public_employer_rate",
    "public_employee_rate",
    "local_supplement_rate",
    "outside_base_share",
    "outside_rate",
)
PAY = np.dtype([(name, "f8") for name in PAID], align=True)

# What turns a year's base into index points, as in the law of each benefit region's seat.
INDEXING = np.dtype([(name, "f8") for name in ("reference_wage", "index_floor", "index_cap")], align=True)

# The same tables as one record: a kernel function takes one pointer instead of sixteen arrays,
# which would be counted in and out of every call.
WORLD = np.dtype(
    [
        ("law", LAW, (PLACE_COUNT, LAW_YEARS)),
        ("assumptions", ASSUMPTIONS, (PROVINCE_COUNT, LAW_YEARS)),
        ("divisor", "f8", (DIVISOR_MONTHS,)),
        ("death", "f8", (DEATH_TABLES, len(Sex), BIRTH_YEARS, YEARS)),  # by year of birth: a life reads along a row
        ("leave", "f8", (PLACE_COUNT, len(Sex), AGES)),
        ("leave_factor", "f8", (YEARS,)),
        ("destination", "f8", (PLACE_COUNT, PLACE_COUNT)),
        ("come_back", "f8", (PLACE_COUNT, 2, len(Sex), AGES)),
        ("rearrive", "f8", (len(Sex), AGES)),
        ("again", "f8", (PLACE_COUNT, PLACE_COUNT)),
        ("acquire", "f8", (YEARS, PLACE_COUNT, len(HukouType), STAY_CLASSES)),
        ("convert", "f8", (YEARS, AGES)),
        ("employment", "f8", (PLACE_COUNT, len(HukouType), len(Sex), AGES)),
        ("work_shift", "f8", (PLACE_COUNT, LAW_YEARS)),
        ("employment_all", "f8", (PLACE_COUNT, len(HukouType), len(Sex), AGES)),
        ("sector", "f8", (PLACE_COUNT, LAW_YEARS, len(Status), JOB_KINDS)),
        ("cover", "f8", (PLACE_COUNT, LAW_YEARS, len(Status), COVERED_KINDS)),
        ("declared", "f8", (PROVINCE_COUNT, LAW_YEARS, len(Status), DECLARED_KINDS)),
        ("base_pensioner", "f8", (PLACE_COUNT, PENSIONER_GROUPS)),
        ("base_public", "f8", (PROVINCE_COUNT, COHORTS, len(Education))),
        ("public_share", "f8", (PROVINCE_COUNT, LAW_YEARS)),
        ("base_award", "f8", (PROVINCE_COUNT, len(Sex), len(AWARD_AGES) + 1)),
        ("home", "f8", (PLACE_COUNT, ORIGINS, len(HukouType), PLACE_COUNT)),
        ("stay", "f8", (STAY_KINDS, AGES, STAYS)),
        ("education", "f8", (PLACE_COUNT, len(Status), len(Sex), COHORTS, len(Education))),
        ("wage_mean", "f8", (PLACE_COUNT, LAW_YEARS)),
        ("pay", PAY, (PLACE_COUNT, LAW_YEARS, MONTHS)),
        ("indexing", INDEXING, (LAW_YEARS, REGION_COUNT)),
        ("equal_until", "i1", (PLACE_COUNT, LAW_YEARS, MONTHS)),
        ("cohort_divisor", "f8", (BIRTH_YEARS, DIVISOR_MONTHS)),  # filled where a law asks for it
        ("beyond", "i8"),  # 1 where lives meet a scheme beyond the pension
        ("present", "f8", (PROVINCE_COUNT, LAW_YEARS)),  # what a year's money is at the base year, at ``discount_rate``
        ("discount", "f8", (LAW_YEARS, RATES)),  # what a year's money is at the value date; filled where lives are kept
    ],
    align=True,
)


def shape_of(name):
    """Return the shape of a table of ``World``."""
    return (DEATH_TABLES, len(Sex), YEARS, AGES) if name == "death" else WORLD[name].shape


def equal_until(law):
    """Return for each month of the law the last one, 1 to 12, up to which every monthly value stays what it is.

    Months also part where accounts and own indices begin, where the transitional pension ends and where bases begin to count for
    pooled money: int8 [place, year, month].
    """
    indices = MONTHS * (np.arange(law.shape[1]) + FIRST_LAW_YEAR)[:, None] + np.arange(MONTHS)
    values = [law[field.name] for field in LAW_FIELDS if field.length == MONTHS]
    values += [
        indices >= law[name][..., None]
        for name in ("account_start", "index_start", "transitional_until", "old_local_until", "transfer_since")
    ]
    changes = np.any([value[..., 1:] != value[..., :-1] for value in values], axis=0)
    until = np.full((*law.shape, MONTHS), MONTHS, dtype=np.int8)
    for month in range(MONTHS - 1, 0, -1):
        until[..., month - 1] = np.where(changes[..., month - 1], month, until[..., month])
    return until


def by_birth(death):
    """Return probabilities of dying [table, sex, year of birth, year] from those by year and age at its beginning."""
    years, births = np.arange(YEARS), FIRST_BIRTH_YEAR + np.arange(BIRTH_YEARS)
    ages = np.clip(FIRST_YEAR - 1 + years - births[:, None], 0, OLDEST)
    return death[:, :, years, ages]


def at_base_year(rates):
    """Return what money of each law year is at the base year, from the discount rate of each: float64 [province, year].

    Powers by squaring, as compiled code makes them: no bit of them depends on the library of a machine.
    """
    years = np.arange(rates.shape[-1]) + FIRST_LAW_YEAR - BASE_YEAR
    power, square, left = np.ones(rates.shape), 1.0 + rates, np.abs(years)
    while left.any():
        power = np.where(left % 2 == 1, power * square, power)
        square, left = square * square, left // 2
    return np.where(years > 0, 1.0 / power, power)


def pack_world(world):
    """Return the tables of a ``World`` as one record, with the stretches of equal months in its law: WORLD [1]."""
    record = np.zeros(1, dtype=WORLD)
    for name, table in world._asdict().items():
        expected = shape_of(name)
        if np.shape(table) != expected:
            raise ValueError(f"world table {name}: shape {np.shape(table)}, expected {expected}")
        record[name][0] = by_birth(table) if name == "death" else table
    for name in PAID:
        record["pay"][0][name] = world.law[name]
    for name in INDEXING.names:
        record["indexing"][0][name] = world.law[name][list(REGION_SEAT)].T
    record["equal_until"][0] = equal_until(world.law)
    record["beyond"] = len(lived_beyond(world)) > 0
    record["present"][0] = at_base_year(world.assumptions["discount_rate"])
    if world.law["cohort_divisors"].any():
        record["cohort_divisor"][0] = divisors_of(world)
    return record


def lived_beyond(world):
    """Return the names of the schemes beyond the pension that lives of a ``World`` meet."""
    return [name for name in BEYOND if world.assumptions[SWITCH + name].any()]


def divisors_of(world):
    """Return annuity divisors by year of birth from the mortality of the provinces, both sexes alike: [birth, month of age]."""
    death = world.death[: DEATH_TABLES - 1].mean(axis=(0, 1))
    interest = world.law["divisor_interest"][ELSEWHERE, FIRST_YEAR - FIRST_LAW_YEAR :]  # the nation's
    births = FIRST_BIRTH_YEAR + np.arange(BIRTH_YEARS)
    return cohort_divisors(death, interest, births, FIRST_YEAR, DIVISOR_AGES)
