"""What is noted of a whole life while it is lived: its beginning, each year of it, and the row it leaves.

Money that is booked and months that are counted are noted where that happens (``kernel.setting``), what only a claim
knows in ``schemes.employees.counted``.
"""

from microsim.amounts import FEN, MONTHS
from microsim.kernel.jit import event
from microsim.kernel.lifetimes import COUNT, MONEY, RATES, VALUE, Count, Money, Value
from microsim.kernel.setting import law_at, note_money
from microsim.kernel.world import FIRST_LAW_YEAR
from microsim.places import PLACE_COUNT, PROVINCE_COUNT
from microsim.schema import Membership

WORKING_AGE, OF_YOUTH = (
    16,
    25,
)  # years: a state is looked for from the first on; groups of youth are those of the second
OLD_AGE = 60  # wages to it rank a cohort
POSITION_AGES = (75, 85)
ALL_OF_CAREER = (
    Money.EMPLOYER,
    Money.OWN,
    Money.FLEXIBLE,
    Money.CREDITED,
    Money.DECLARED,
    Money.LEFT_BEHIND,
    Money.MOVED_ACCOUNT,
    Money.MOVED_POOLED,
    Money.PENSION,
    Money.PENSION_ACCOUNT,
    Money.REFUND,
)


@event
def begin_life(tallies):
    """Clear what was noted of the life before."""
    tallies.life_noted[0] = 0
    for kind in range(MONEY):
        tallies.life_fen[kind] = 0
        tallies.life_listed[kind] = 0
        tallies.life_total[kind] = 0
        for rate in range(RATES):
            tallies.life_at[kind, rate] = 0.0
    for count in range(COUNT):
        tallies.life_count[count] = 0
    for value in range(VALUE):
        tallies.life_value[value] = 0.0
    forget_places(tallies)


@event
def forget_places(tallies):
    """Clear where months were paid and what pools hold of them."""
    for place in range(PLACE_COUNT):
        tallies.life_months_at[place] = 0
    for province in range(PROVINCE_COUNT):
        tallies.life_pooled[province] = 0


@event
def forget_career(tallies):
    """Clear what a drawn history paid: a file's spells take its place; wages and all other money stay."""
    for kind in ALL_OF_CAREER:
        tallies.life_fen[kind] = 0
        for rate in range(RATES):
            tallies.life_at[kind, rate] = 0.0
    for count in range(Count.PAID, Count.FLEXIBLE + 1):
        tallies.life_count[count] = 0
    for count in range(Count.FIRST_PLACE, Count.OUTSIDE_PLACE + 1):
        tallies.life_count[count] = 0
    tallies.life_count[Count.TRANSFERS] = 0
    forget_places(tallies)


@event
def note_entry(person, tallies):
    """Note where one lives and is registered at the entry."""
    counts = tallies.life_count
    counts[Count.ENTRY_PLACE] = person.place + 1
    counts[Count.ENTRY_HUKOU] = person.hukou_place + 1
    counts[Count.ENTRY_HUKOU_TYPE] = person.hukou_type


@event
def note_refund(person, tallies):
    """Note what was cashed out, which is all that a year before the simulation has paid out so far."""
    if person.year_benefits_fen > 0:
        note_money(tallies, Money.REFUND, person.year_benefits_fen)


@event(inlined=True)
def note_year(person, world, tallies, year, last_month):
    """Note a year of a life, up to the last month lived, at its end."""
    if tallies.life_wanted[0] == 0:
        return
    counts, age = tallies.life_count, year - person.birth // MONTHS
    if counts[Count.FIRST_YEAR] == 0:
        counts[Count.FIRST_YEAR] = year
    note_work(person, world, tallies, year, age, last_month)
    note_state(person, tallies, age, last_month)
    if age == OF_YOUTH:
        counts[Count.PLACE_25] = person.place + 1
        counts[Count.HUKOU_25] = person.hukou_place + 1
        counts[Count.HUKOU_TYPE_25] = person.hukou_type
    elif age == POSITION_AGES[0] or age == POSITION_AGES[1]:
        note_position(person, world, tallies, year, age)
    value_year(tallies, world, person, year)


@event(inlined=True)
def note_work(person, world, tallies, year, age, last_month):
    """Note the year's wages, and of a year with months paid the wage and the base against the average wage."""
    if person.wage > 0.0:
        months = min(person.work_until, last_month) - person.work_from + 1
        if months > 0:
            wages = int(FEN * months * person.wage + 0.5)
            note_money(tallies, Money.WAGES, wages)
            tallies.life_count[Count.WORKED] += months
            if age < OLD_AGE:
                tallies.life_value[Value.WAGES_TO_60] += wages * world.discount[year - FIRST_LAW_YEAR, 0]
    if person.paid_months > 0:
        note_paid_year(person, world, tallies, year)


@event
def note_paid_year(person, world, tallies, year):
    """Note the wage and the base of the year's months paid against the average wage, and the wage of the last twelve."""
    paid, counts, values = min(person.paid_months, MONTHS), tallies.life_count, tallies.life_value
    average = law_at(world, person.paid_place, year).average_wage
    if average > 0.0:
        values[Value.BASE_POINTS] += paid * person.paid_base / average
    if person.wage == 0.0:
        return  # paid alone, out of work
    if average > 0.0:
        values[Value.CAREER_POINTS] += paid * person.wage / average
        counts[Count.CAREER_MONTHS] += paid
    before = min(counts[Count.RECENT_MONTHS], MONTHS - paid)
    values[Value.RECENT_WAGE] = (before * values[Value.RECENT_WAGE] + paid * person.wage) / (before + paid)
    counts[Count.RECENT_MONTHS] = before + paid
    counts[Count.RECENT_YEAR] = year


@event(inlined=True)
def note_state(person, tallies, age, last_month):
    """Note the year's months without a payment of one of working age who draws nothing, and those of the residents' scheme."""
    counts = tallies.life_count
    added = person.residents_months - counts[Count.RESIDENTS_BEFORE]
    counts[Count.RESIDENTS_BEFORE] = person.residents_months
    if added > 0 and person.membership != Membership.BRIDGED:
        counts[Count.RESIDENTS] += added
        return
    if age < WORKING_AGE or person.membership == Membership.PENSIONER or person.residents_claim > 0:
        return
    rest = max(0, last_month - person.paid_months)
    if person.relation >= 0 and person.membership != Membership.BRIDGED:
        counts[Count.DORMANT] += rest
    elif person.residents_member == 0:
        counts[Count.NO_STATE] += rest


@event
def note_position(person, world, tallies, year, age):
    """Note what all pensions of a month are of the average wage where the main one is paid."""
    pension, place = person.residents_pension_fen, person.residents_place
    if person.membership == Membership.PENSIONER:
        pension, place = pension + person.pension_fen + person.local_pension_fen, person.paying_place
    if pension > 0 and person.alive:
        average = law_at(world, place, year).average_wage
        slot = Value.POSITION_75 if age == POSITION_AGES[0] else Value.POSITION_85
        tallies.life_value[slot] = pension / FEN / average


@event(inlined=True)
def value_year(tallies, world, person, year):
    """Add the year's money to the sums at the value date, and from the entry on to those in the money of its years."""
    if tallies.life_wanted[0] == 0:
        return
    factors = world.discount[year - FIRST_LAW_YEAR]
    for slot in range(tallies.life_noted[0]):
        kind = tallies.life_kinds[slot]
        amount = tallies.life_fen[kind]
        tallies.life_fen[kind] = 0
        tallies.life_listed[kind] = 0
        if person.entered:
            tallies.life_total[kind] += amount
        for rate in range(RATES):
            tallies.life_at[kind, rate] += amount * factors[rate]
    tallies.life_noted[0] = 0


@event
def end_life(person, tallies, year, row):
    """Write the row of a life that has ended, or whose last year is the run's."""
    note_record(person, tallies)
    tallies.life_count[Count.EXIT_YEAR] = year
    row.number = person.number
    for kind in range(MONEY):
        row.total[kind] = tallies.life_total[kind]
        for rate in range(RATES):
            row.value_at[rate, kind] = tallies.life_at[kind, rate]
    for count in range(COUNT):
        row.count[count] = tallies.life_count[count]
    for value in range(VALUE):
        row.value[value] = tallies.life_value[value]
    for place in range(PLACE_COUNT):
        row.months_at[place] = tallies.life_months_at[place]
    for province in range(PROVINCE_COUNT):
        row.months[province] = person.months[province]
        row.deemed[province] = person.deemed_months[province]


@event
def note_record(person, tallies):
    """Note what the person's record says at the end."""
    counts = tallies.life_count
    counts[Count.SEX] = person.sex
    counts[Count.EDUCATION] = person.education
    counts[Count.BIRTH] = person.birth
    counts[Count.FIRST_JOB] = person.first_job
    counts[Count.ALIVE] = person.alive
    counts[Count.DEATH_MONTH] = person.death_month
    counts[Count.PLACE] = person.place + 1
    counts[Count.HUKOU] = person.hukou_place + 1
    counts[Count.MEMBERSHIP] = person.membership
    counts[Count.SCHEME] = person.scheme
    counts[Count.CLAIM_MONTH] = person.claim_month
    counts[Count.STATUTORY] = person.statutory_month
    counts[Count.MINIMUM] = person.required_months
    counts[Count.CLAIM_MONTHS] = person.contribution_months
    counts[Count.PAYING_PLACE] = person.paying_place + 1
    counts[Count.BASIC] = person.basic_fen
    counts[Count.ACCOUNT] = person.account_pension_fen
    counts[Count.TRANSITIONAL] = person.transitional_fen
    counts[Count.SUPPLEMENT] = person.supplement_fen
    counts[Count.RESIDENTS_CLAIM] = person.residents_claim
    counts[Count.RELATION] = person.relation + 1
    for province in range(PROVINCE_COUNT):
        counts[Count.LAST_PAID] = max(counts[Count.LAST_PAID], person.last_paid[province])
    tallies.life_value[Value.MEAN_INDEX] = person.mean_index
