"""The insurance of a person where he or she lives: who is a member, what comes in for him or her, what is paid for care."""

from microsim.amounts import MONTHS
from microsim.kernel.decide import Decision, decides
from microsim.kernel.jit import event
from microsim.kernel.lifetimes import Money
from microsim.kernel.setting import law_at, note_money
from microsim.schema import MONEY, PERSONS, Membership, counted
from microsim.schemes.base.accounts import fen
from microsim.schemes.base.beyond import book_beyond, count_beyond, pay_beyond
from microsim.schemes.care.need import LIGHT, MODERATE
from microsim.schemes.care.rules import care_benefit, care_cost, care_entitled, care_transfer

OUTSIDE, AS_EMPLOYEE, AS_RESIDENT = range(3)  # how one is insured
INSURED, BY_LIGHT, BY_MODERATE, BY_SEVERE, AT_HOME = (
    counted(PERSONS, "care", name)
    for name in ("insured", "recipients_light", "recipients_moderate", "recipients_severe", "recipients_home")
)
FROM_EMPLOYEES, FROM_RESIDENTS, HOME, INSTITUTION, CASH, OWN = (
    counted(MONEY, "care", name)
    for name in ("from_employees", "from_residents", "home", "institution", "cash", "own_payments")
)


@event
def insured_as(person, law, age):
    """Return how the person is insured at the place of residence.

    Members of the employees' health insurance are taken to be those who pay to, or draw a pension of, the employees' or the
    public scheme there; members of the residents' all others with the hukou of the place, where they are covered from the age of
    benefits on.
    """
    if person.membership == Membership.PENSIONER:
        if person.paying_place == person.place:
            return AS_EMPLOYEE
    elif person.paid_months > 0 and person.paid_place == person.place:
        return AS_EMPLOYEE
    covered = law.care_residents > 0 and person.hukou_place == person.place and age >= law.care_age
    return AS_RESIDENT if covered else OUTSIDE


@event
def take_in(person, tallies, law, way, level, year):
    """Book what the health insurance passes on for the person."""
    if way == AS_EMPLOYEE:
        bases = float(person.paid_months) * person.paid_base
        amount = care_transfer(bases, law.care_rate, level * law.care_head, law.care_covered)
        book_beyond(tallies, year, person.place, FROM_EMPLOYEES, fen(amount))
    else:
        amount = care_transfer(0.0, 0.0, level * law.care_head_residents, law.care_covered)
        book_beyond(tallies, year, person.place, FROM_RESIDENTS, fen(amount))
    note_money(tallies, Money.CARE_PASSED_ON, fen(amount))


@event
def price_level(person, world, prior, law, year):
    """Return amounts in yuan, prices and what is passed on a head, over those of the law's last year: they follow wages in part."""
    priced = int(prior.care_priced)
    if year <= priced:
        return 1.0
    return (law.average_wage / law_at(world, person.place, priced).average_wage) ** prior.care_follow


@event
def pay_care(person, tallies, law, way, at_home, level, year, months):
    """Pay what the fund owes for months of care, and book what the person pays."""
    row = person.care_grade - LIGHT
    residents = way == AS_RESIDENT
    if at_home:
        cost = level * care_cost(law.care_hours[row], law.care_hour, law.care_home_day[row])
        share = law.care_home_residents if residents else law.care_home_share
    else:
        cost = level * care_cost(0.0, 0.0, law.care_institution_day[row])
        share = law.care_institution_residents if residents else law.care_institution_share
    cash = fen(level * law.care_cash[row])
    paid = fen(care_benefit(cost, share, 0.0))
    book_beyond(tallies, year, person.place, HOME if at_home else INSTITUTION, months * paid)
    book_beyond(tallies, year, person.place, OWN, months * (fen(cost) - paid))
    pay_beyond(person, tallies, year, person.place, CASH, months * cash)
    note_money(tallies, Money.CARE, months * (paid + cash))
    note_money(tallies, Money.CARE_OWN, months * (fen(cost) - paid))


@event
def count_recipient(person, tallies, at_home, year):
    """Count a recipient by grade, and where the care is given."""
    grade = person.care_grade
    what = BY_LIGHT if grade == LIGHT else BY_MODERATE if grade == MODERATE else BY_SEVERE
    count_beyond(person, tallies, year, person.place, what)
    if at_home:
        count_beyond(person, tallies, year, person.place, AT_HOME)


@event
def insure(person, world, tallies, prior, luck, year, last_month, survives):
    """Live the year of the insurance; ``luck`` of a life says whether the person asks for benefits, and for which.

    A person who asks does so from the place's first districts on only if the luck lies in the part they are.
    """
    law = law_at(world, person.place, year)
    if law.care_covered == 0.0:
        return
    age = year - person.birth // MONTHS
    way = insured_as(person, law, age)
    if way == OUTSIDE:
        return
    level = price_level(person, world, prior, law, year)
    take_in(person, tallies, law, way, level, year)
    if survives:
        count_beyond(person, tallies, year, person.place, INSURED)
    if care_entitled(person.care_grade, law.care_least, age, law.care_age) == 0:
        return
    if not decides(Decision.CARE_TAKEN, law.care_covered * prior.care_takeup, luck.third):
        return
    at_home = decides(Decision.CARE_AT_HOME, prior.care_home, luck.fourth)
    pay_care(person, tallies, law, way, at_home, level, year, last_month)
    if survives:
        count_recipient(person, tallies, at_home, year)
