"""Counting persons: stocks at the year's end, moves, deaths, wages, pensions and lifetimes."""

import math

from microsim.amounts import FEN, MONTHS
from microsim.kernel.jit import event
from microsim.kernel.numbers import GIVEN_COUNT, unpack
from microsim.kernel.setting import cohort_of, province_of
from microsim.kernel.tallies import (
    AGE_GROUPS,
    AGES_SHOWN,
    PENSION_BINS,
    PENSION_LOWEST,
    PENSION_STEP,
    RESIDENTS,
    AtBase,
    History,
    Lifetime,
    Pillar,
    Standing,
)
from microsim.kernel.world import FIRST_HISTORY_YEAR, FIRST_LAW_YEAR, FIRST_STOCK_YEAR, FIRST_YEAR
from microsim.life.hukou import status_of
from microsim.places import PROVINCE_COUNT
from microsim.schema import Membership, Origin, Scheme
from microsim.schemes.employees.past_age import count_past_age
from microsim.schemes.employees.records import holds_record

GROUP_WIDTH = 5
UNREGISTERED = -1  # no standing in a register
# Codes of the standings as compiled code takes them.
PAYING, DORMANT, PENSIONER, RESIDENTS_CONTRIBUTOR, RESIDENTS_PENSIONER, PUBLIC_PAYING, PUBLIC_PENSIONER = map(
    int, Standing
)
LOG_STEP = math.log(PENSION_STEP)


@event
def pension_bin(pension_fen):
    """Return the bin of a monthly pension in the log-spaced histogram."""
    yuan = pension_fen / FEN
    if yuan <= PENSION_LOWEST:
        return 0
    return min(int(math.log(yuan / PENSION_LOWEST) / LOG_STEP), PENSION_BINS - 1)


@event(inlined=True)
def count_resident(person, tallies, year):
    """Count a person at the place of residence at the end of a year."""
    status = status_of(person.place, person.hukou_place, person.hukou_type)
    tallies.population[person.place, status, person.sex, cohort_of(person), year - FIRST_STOCK_YEAR] += 1
    tallies.stocks[person.place, year - FIRST_STOCK_YEAR, RESIDENTS] += 1


@event(inlined=True)
def count_work(person, tallies, slot, age):
    """Count the labour state, and the wage of who paid to the employees' scheme."""
    group = min(age // GROUP_WIDTH, AGE_GROUPS - 1)
    tallies.labour[person.place, person.sex, person.labour, group, slot] += 1
    if person.paid_months > 0 and person.wage > 0.0 and person.scheme != Scheme.PUBLIC:
        sums = tallies.wages[person.paid_place, slot, person.sex]
        sums[0] += 1
        sums[1] += int(person.wage + 0.5)
        sums[2] += int(person.paid_base + 0.5)


@event(inlined=True)
def standing_of_record(person, province):
    """Return the standing of who draws no pension in the register of a province; UNREGISTERED without one."""
    if person.relation >= 0 and holds_record(person, province):
        if person.paid_months > 0 and province == province_of(person.paid_place):
            return PUBLIC_PAYING if person.scheme == Scheme.PUBLIC else PAYING
        if person.off_register == 0:
            return DORMANT
    return UNREGISTERED


@event(inlined=True)
def count_one(tallies, place, standing, sex, cohort, slot):
    """Count one standing at the end of a year."""
    tallies.standing[place, standing, sex, cohort, slot] += 1
    tallies.stocks[place, slot + FIRST_YEAR - FIRST_STOCK_YEAR, standing] += 1


@event(inlined=True)
def count_standing(person, tallies, slot, paid_residents):
    """Count the standing in each scheme at the places whose funds keep a record.

    A mover may hold records in two provinces, and each register counts one; dormant records struck off count nowhere.
    """
    cohort, sex = cohort_of(person), person.sex
    if person.membership == Membership.PENSIONER:
        place = person.paying_place
        standing = PUBLIC_PENSIONER if person.scheme == Scheme.PUBLIC else PENSIONER
        count_one(tallies, place, standing, sex, cohort, slot)
        tallies.pension_fen[place, slot, person.scheme, sex] += person.pension_fen
        tallies.pensions[place, person.scheme, sex, pension_bin(person.pension_fen), slot] += 1
        if person.local_pension_fen > 0:
            tallies.pension_fen[place, slot, Scheme.LOCAL, sex] += person.local_pension_fen
            tallies.pensions[place, Scheme.LOCAL, sex, pension_bin(person.local_pension_fen), slot] += 1
    elif person.relation >= 0:
        for province in range(PROVINCE_COUNT):
            standing = standing_of_record(person, province)
            if standing != UNREGISTERED:
                count_one(tallies, person.fund_place[province], standing, sex, cohort, slot)
    if person.residents_claim > 0:
        place = person.residents_place
        count_one(tallies, place, RESIDENTS_PENSIONER, sex, cohort, slot)
        tallies.pension_fen[place, slot, Scheme.RESIDENTS, sex] += person.residents_pension_fen
        tallies.pensions[place, Scheme.RESIDENTS, sex, pension_bin(person.residents_pension_fen), slot] += 1
    elif paid_residents:
        count_one(tallies, person.residents_place, RESIDENTS_CONTRIBUTOR, sex, cohort, slot)
    count_past_age(person, tallies, slot)
    count_annuity(person, tallies, slot)


@event
def count_annuity(person, tallies, slot):
    """Count annuity accounts and annuities in payment at the place of residence."""
    if person.annuity_account_fen == 0:
        return
    sums = tallies.pillars[person.place, slot]
    sums[Pillar.HOLDERS] += 1
    sums[Pillar.ACCOUNT] += person.annuity_account_fen
    if person.annuity_fen > 0:
        sums[Pillar.RECIPIENTS] += 1
        sums[Pillar.ANNUITY] += person.annuity_fen


@event
def lifetime_cell(person, tallies):
    """Return the sums of the person's cohort, by sex, education and hukou type at entry."""
    status = unpack(person.number)[2]
    return tallies.lifetimes[cohort_of(person), person.sex, person.education, status % 2]


@event(inlined=True)
def count_lifetime(person, world, tallies, year):
    """Add the year's contributions and benefits (fen) at present value to the person's cohort."""
    paid, received = person.year_contributions_fen, person.year_benefits_fen
    residents_paid, residents_received = person.year_residents_paid_fen, person.year_residents_benefits_fen
    if paid == 0 and received == 0 and residents_paid == 0 and residents_received == 0:
        return
    factor = world.present[province_of(person.place), year - FIRST_LAW_YEAR]
    sums = lifetime_cell(person, tallies)
    sums[Lifetime.CONTRIBUTIONS] += int(paid * factor + 0.5)
    sums[Lifetime.BENEFITS] += int(received * factor + 0.5)
    sums[Lifetime.RESIDENTS_CONTRIBUTIONS] += int(residents_paid * factor + 0.5)
    sums[Lifetime.RESIDENTS_BENEFITS] += int(residents_received * factor + 0.5)


@event
def count_entry(person, tallies, year, is_birth):
    """Count a birth or a first arrival at its place, and the person in the cohort."""
    if is_birth:
        tallies.births[year - FIRST_YEAR, person.place] += 1
    else:
        tallies.arrivals[year - FIRST_YEAR, person.place] += 1


@event
def count_person(person, tallies):
    """Count a person once in the cohort."""
    lifetime_cell(person, tallies)[Lifetime.PERSONS] += 1


@event
def is_counted_before(person):
    """Return whether the history of a person is counted: that of the model's own base stock."""
    origin, _, _, _, _, _, count = unpack(person.number)
    return origin <= Origin.ABSENT and count < GIVEN_COUNT


@event
def count_residence(person, tallies, year, place):
    """Count where one lived at the end of a year before the base date."""
    age = year - person.birth // MONTHS
    if age >= 0 and year >= FIRST_HISTORY_YEAR and is_counted_before(person):
        slot, age = year - FIRST_HISTORY_YEAR, min(age, AGES_SHOWN - 1)
        tallies.history[place, person.sex, slot, age, History.RESIDENTS] += 1


@event
def count_history(person, tallies, year):
    """Count a year before the base date: payers and the insured where records are kept, pensioners where they are paid."""
    if year < FIRST_HISTORY_YEAR or not is_counted_before(person):
        return
    slot, age = year - FIRST_HISTORY_YEAR, min(year - person.birth // MONTHS, AGES_SHOWN - 1)
    here = tallies.history[person.place, person.sex, slot, age]
    here[History.RESIDENTS] += 1
    here[History.PUBLIC_STAFF] += person.public
    if person.paid_months > 0:
        sums = tallies.history[person.paid_place, person.sex, slot, age]
        public = person.scheme == Scheme.PUBLIC
        sums[History.PUBLIC_PAYERS if public else History.PAYERS] += 1
        sums[History.PUBLIC_CONTRIBUTIONS if public else History.CONTRIBUTIONS] += person.year_contributions_fen
        if not public:
            sums[History.PAID_MONTHS] += person.paid_months
            sums[History.BASES] += int(person.paid_base + 0.5)
    if person.membership == Membership.PENSIONER:
        if person.scheme == Scheme.PUBLIC:
            return
        sums = tallies.history[person.paying_place, person.sex, slot, age]
        sums[History.PENSIONERS] += 1
        sums[History.PENSION_FEN] += person.pension_fen
        if person.claim_month // MONTHS == year:
            sums[History.CLAIMS] += 1
    else:
        count_insured_before(person, tallies, slot, age)


@event
def count_insured_before(person, tallies, slot, age):
    """Count the records that registers hold of one who has not claimed, at the places whose funds keep them."""
    if person.scheme == Scheme.PUBLIC:
        return
    for province in range(PROVINCE_COUNT):
        pays = person.paid_months > 0 and province == province_of(person.paid_place)
        if holds_record(person, province) and (pays or person.off_register == 0):
            tallies.history[person.fund_place[province], person.sex, slot, age, History.INSURED] += 1


@event
def count_at_base(person, tallies, year):
    """Count how a person of the base stock stands at the base date: pensions, and the residents' scheme."""
    age = min(year - person.birth // MONTHS, AGES_SHOWN - 1)
    if person.membership == Membership.PENSIONER:
        sums = tallies.at_base[person.paying_place, person.sex, age]
        public = person.scheme == Scheme.PUBLIC
        sums[AtBase.PUBLIC_PENSIONERS if public else AtBase.PENSIONERS] += 1
        sums[AtBase.PUBLIC_PENSION_FEN if public else AtBase.PENSION_FEN] += person.pension_fen
    if person.residents_place < 0:
        return
    sums = tallies.at_base[person.residents_place, person.sex, age]
    if person.residents_claim > 0:
        sums[AtBase.RECIPIENTS] += 1
        sums[AtBase.RECIPIENT_FEN] += person.residents_pension_fen
    elif person.year_residents_paid_fen > 0:
        sums[AtBase.RESIDENTS_PAYERS] += 1
