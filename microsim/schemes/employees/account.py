"""The account and the index of the employees' (or the public) scheme: what a year adds to both."""

from microsim.amounts import MONTHS
from microsim.kernel.jit import event
from microsim.kernel.setting import law_at, province_of, region_of
from microsim.kernel.world import FIRST_LAW_YEAR
from microsim.places import PROVINCE_COUNT, REGION_COUNT, REGION_PROVINCE
from microsim.schema import CreditMethod
from microsim.schemes.base.accounts import interest_by_method, year_interest
from microsim.schemes.employees.left_behind import credit_left_money, note_left_balances
from microsim.schemes.employees.rules.levers import months_towards_minimum
from microsim.schemes.employees.rules.variants import bounded_index


@event
def total_months(person):
    """Return all contribution months, deemed ones included."""
    total = 0
    for province in range(PROVINCE_COUNT):
        total += person.months[province] + person.deemed_months[province]
    return total


@event
def towards_minimum(person, law):
    """Return the months that count towards the minimum: all contribution months, and residents' months if a reform says so."""
    months = total_months(person)
    if law.residents_credit > 0.0:
        months = months_towards_minimum(months, person.residents_months, law.residents_credit)
    return months


@event
def deemed_months(person):
    """Return the deemed months of all provinces."""
    total = 0
    for province in range(PROVINCE_COUNT):
        total += person.deemed_months[province]
    return total


@event(inlined=True)
def earns_transitional(person, world, year, place):
    """Return whether the last months paid at a place earn the transitional pension beside an index of their own."""
    until = law_at(world, place, year).transitional_until
    return MONTHS * year < until and person.last_paid[province_of(place)] < until


@event(inlined=True)
def add_points(person, region, points, early):
    """Add index points to the sum of a region, and to that of the months that earn the transitional pension."""
    person.index_sum[region] += points
    if early:
        person.early_index_sum[region] += points


@event(inlined=True)
def add_index(person, world, year, place, base, months):
    """Add months on a base, paid at a place, to the index sum of each region that may pay the pension."""
    paid_region, early = region_of(place), earns_transitional(person, world, year, place)
    for region in range(REGION_COUNT):
        law = world.indexing[year - FIRST_LAW_YEAR, region]
        floor = law.index_floor if region == paid_region else 0.0
        index = bounded_index(base, law.reference_wage, floor, law.index_cap)
        add_points(person, region, months * index, early and REGION_PROVINCE[region] == province_of(place))


@event(inlined=True)
def settle_index(person, world, year):
    """Turn the bases paid so far this year into index points."""
    if person.year_base_months == 0:
        return
    mean_base = person.year_base / person.year_base_months
    add_index(person, world, year, person.paid_place, mean_base, person.year_base_months)
    person.year_base = 0.0
    person.year_base_months = 0


@event(inlined=True)
def note_balances(person, months):
    """Add month-end balances to the sums on which the year's interest is due: so many months of what there is now."""
    if person.relation < 0:
        return
    for province in range(PROVINCE_COUNT):
        person.balance_months_fen[province] += person.account_fen[province] * months
    if person.has_left_money:
        note_left_balances(person, months)


@event(inlined=True)
def credit_interest(person, world, year, whole):
    """Credit the interest of the months noted so far to every account, and return it.

    ``whole`` is false within a year, when interest runs to the month by monthly products whatever the method.
    """
    earned = 0
    if person.relation < 0:
        return earned
    for province in range(PROVINCE_COUNT):
        if person.balance_months_fen[province] > 0:
            law = law_at(world, person.fund_place[province], year)
            if law.credit_method == CreditMethod.MONTHLY_PRODUCT or not whole:
                interest = year_interest(0, person.balance_months_fen[province], law.notional_interest)
            else:
                interest = interest_by_place(person, law, province)
            person.account_fen[province] += interest
            person.balance_months_fen[province] = 0
            person.opening_fen[province] = person.account_fen[province]
            earned += interest
            if person.has_left_money:
                credit_left_money(person, province, law.notional_interest)
    return earned


@event
def interest_by_place(person, law, province):
    """Return the interest of a whole year by the method of the place that keeps the account."""
    opening, months = person.opening_fen[province], person.balance_months_fen[province]
    paid = person.account_fen[province] - opening
    return interest_by_method(law.credit_method, opening, paid, months - MONTHS * opening, law.notional_interest)


@event(inlined=True)
def credit_moving_interest(person, world, year):
    """At the year's end, let the pooled money that would move earn interest, where a reform says so."""
    if person.relation < 0:
        return
    for province in range(PROVINCE_COUNT):
        if person.transfer_base_fen[province] > 0:
            law = law_at(world, person.fund_place[province], year)
            if law.transfer_interest > 0.0:
                rate = law.transfer_interest * law.notional_interest
                person.transfer_base_fen[province] += year_interest(person.transfer_base_fen[province], 0, rate)
                person.transfer_further_fen[province] += year_interest(person.transfer_further_fen[province], 0, rate)
