"""The disability allowance of 2025: onset, payment and end."""

from microsim._jit import event
from microsim.draws import DISABILITY, lanes
from microsim.engine.ages import statutory
from microsim.engine.records import total_months
from microsim.engine.setting import MONTHS, assumptions_at, book, law_at, month_index, region_of
from microsim.engine.tallies import Item
from microsim.rules.accounts import fen
from microsim.rules.benefits import account_pension, basic_pension, divisor, mean_index
from microsim.rules.disability import disability_allowance, disability_case, disability_months
from microsim.schema import Membership

BENEFIT = int(Item.BENEFIT_DISABILITY)
PENSIONER, BRIDGED = int(Membership.PENSIONER), int(Membership.BRIDGED)
LIMITED = 1
FROM_AGE = 40  # years from which the hazard applies, see disability.hazard
FEN, YEAR = 100.0, 12.0


@event
def end_disability(person):
    """The allowance ends with the pension."""
    person.disability_case = 0
    person.disability_fen = 0


@event
def may_become_disabled(person, law, age):
    """Return whether the allowance is open to the person this year."""
    if law.disability_in_force == 0 or person.disability_case > 0 or person.relation < 0 or age < FROM_AGE:
        return False
    return person.membership != PENSIONER and person.membership != BRIDGED


@event
def disability_onset(person, world, key, year, age):
    """In some years a member below the statutory age loses all capacity to work; the allowance starts the month after."""
    if person.relation < 0:
        return
    place = person.fund_place[person.relation]
    law = law_at(world, place, year)
    if not may_become_disabled(person, law, age):
        return
    luck = lanes(key.seed, key.replicate, person.number, year, DISABILITY)
    if luck.first >= assumptions_at(world, place, year).disability_hazard:
        return
    now = month_index(year, 1 + int(luck.second * MONTHS))
    months = total_months(person)
    case = disability_case(
        months, law.minimum_months, statutory(person, law) - now, law.disability_near_months, law.disability_in_force
    )
    if case == 0:
        return
    index = mean_index(person.index_sum[region_of(place)], months, law.deemed_index, 0)
    basic = basic_pension(
        law.benefit_base, index, months / YEAR, law.accrual_rate, law.index_weight, law.low_index_threshold
    )
    account = person.account_fen[person.relation] / FEN
    full = basic + account_pension(account, divisor(now - person.birth, world.divisor, law.divisor_by_month))
    person.disability_case = case
    person.disability_fen = fen(disability_allowance(case, basic, full))
    person.disability_from = now + 1
    person.disability_until = statutory(person, law)
    if case == LIMITED:
        person.disability_until = now + disability_months(
            months, law.disability_first_years_months, law.disability_first_months, law.disability_months_per_year
        )


@event
def pay_disability(person, tallies, year, last_month):
    """Pay the allowance for the months of the year in which it is due and no pension is."""
    if person.disability_case == 0:
        return
    first = max(person.disability_from, month_index(year, 1))
    months = max(0, min(person.disability_until, month_index(year, last_month)) - first + 1)
    amount = months * person.disability_fen
    book(person, tallies, year, person.fund_place[person.relation], person.scheme, BENEFIT, amount)
    person.year_benefits_fen += amount
