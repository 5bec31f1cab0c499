"""Keeping the record of the employees' (or the public) scheme: paying, interest, index and moving the record."""

from microsim._jit import event
from microsim.draws import MONEY, lanes
from microsim.engine.setting import (
    ELSEWHERE_PROVINCE,
    assumptions_at,
    book,
    count_paid_month,
    law_at,
    month_index,
    province_of,
    region_of,
)
from microsim.engine.tallies import Item
from microsim.engine.world import FIRST_YEAR
from microsim.places import ELSEWHERE, PROVINCE_COUNT, REGION_COUNT, REGION_SEAT
from microsim.rules.accounts import year_interest
from microsim.rules.contributions import contribution, contribution_base, employer_contribution
from microsim.rules.portability import opens_temporary_account, transfer_pooled
from microsim.rules.transfers import transfer_temporary
from microsim.rules.variants import bounded_index
from microsim.schema import HukouType, Labour, Membership, Scheme, Status

PUBLIC = int(Scheme.PUBLIC)
EMPLOYER, EMPLOYEE, FLEXIBLE_ITEM = int(Item.EMPLOYER), int(Item.EMPLOYEE), int(Item.FLEXIBLE)
IN_ACCOUNT, IN_POOLED = int(Item.TRANSFER_IN_ACCOUNT), int(Item.TRANSFER_IN_POOLED)
OUT_ACCOUNT, OUT_POOLED = int(Item.TRANSFER_OUT_ACCOUNT), int(Item.TRANSFER_OUT_POOLED)
PAYING, EXTENDING, DORMANT = int(Membership.PAYING), int(Membership.EXTENDING), int(Membership.DORMANT)
FORMAL = int(Labour.FORMAL)
INTER_RURAL = int(Status.INTER_RURAL)
URBAN = int(HukouType.URBAN)
COUNT, ACCOUNT, POOLED = range(3)


@event
def total_months(person):
    """Return all contribution months, deemed ones included."""
    total = 0
    for province in range(PROVINCE_COUNT):
        total += person.months[province] + person.deemed_months[province]
    return total


@event
def declared_base(person, law, month, status, declared):
    """Return the contribution base of a month between the floor and the cap that apply to the person."""
    floor = law.base_floor[month - 1]
    if status == INTER_RURAL:
        floor = law.migrant_base_floor[month - 1]
    return contribution_base(max(declared, floor), floor, law.base_cap[month - 1])


@event
def pay_month(person, world, tallies, year, month, place, base):
    """Pay a month's contribution on a base: to the fund, the account and the record.

    Who extends past statutory age, and who has no employer, pays the flexible worker's rate.
    """
    law = law_at(world, place, year)
    province = province_of(place)
    now = month_index(year, month)
    m = month - 1
    if person.labour == FORMAL and person.membership != EXTENDING:
        if person.scheme == PUBLIC:
            from_employer = contribution(base, law.public_employer_rate[m])
            own = contribution(base, law.public_employee_rate[m])
            credit = own
        else:
            from_employer = employer_contribution(base, law.employer_rate[m], law.employer_waiver[m])
            own = contribution(base, law.employee_rate[m])
            credit = contribution(base, law.account_rate[m])
        book(person, tallies, year, place, person.scheme, EMPLOYER, from_employer)
        book(person, tallies, year, place, person.scheme, EMPLOYEE, own)
    else:
        from_employer = 0
        own = contribution(base, law.flexible_rate[m])
        book(person, tallies, year, place, person.scheme, FLEXIBLE_ITEM, own)
        credit = contribution(base, law.flexible_account_rate[m])
    person.year_contributions_fen += from_employer + own
    count_paid_month(person, tallies, year, place)
    person.account_fen[province] += credit
    if now >= law.transfer_since:
        person.transfer_base_fen[province] += contribution(base, 1.0)
    person.months[province] += 1
    person.region_months[region_of(place)] += 1
    person.last_paid[province] = now
    person.fund_place[province] = place
    person.paid_base = base
    person.paid_place = place
    person.year_base += base
    person.year_base_months += 1
    person.paid_months += 1
    if person.first_paid == 0:
        person.first_paid = now
    if person.membership != EXTENDING:
        person.membership = PAYING


@event
def settle_index(person, world, year):
    """Turn the bases paid so far this year into index points, for each region that may pay the pension."""
    if person.year_base_months == 0:
        return
    paid_region = region_of(person.paid_place)
    mean_base = person.year_base / person.year_base_months
    for region in range(REGION_COUNT):
        law = law_at(world, REGION_SEAT[region], year)
        floor = law.index_floor if region == paid_region else 0.0
        point = bounded_index(mean_base, law.reference_wage, floor, law.index_cap)
        person.index_sum[region] += person.year_base_months * point
    person.year_base = 0.0
    person.year_base_months = 0


@event
def note_balances(person, months):
    """Add month-end balances to the sums on which the year's interest is due."""
    for province in range(PROVINCE_COUNT):
        person.balance_months_fen[province] += person.account_fen[province] * months


@event
def credit_interest(person, world, year):
    """Credit the interest of the months noted so far to every account."""
    for province in range(PROVINCE_COUNT):
        if person.balance_months_fen[province] > 0:
            law = law_at(world, person.fund_place[province], year)
            interest = year_interest(0, person.balance_months_fen[province], law.notional_interest)
            person.account_fen[province] += interest
            person.balance_months_fen[province] = 0


@event
def move_record(person, world, tallies, year, origin, destination):
    """Move the record of a province to another: the account in full and the pooled share of the bases."""
    source, target = person.fund_place[origin], person.fund_place[destination]
    account = person.account_fen[origin]
    bases = person.transfer_base_fen[origin]
    law = law_at(world, source, year)
    if person.temporary[origin]:
        pooled = transfer_temporary(bases, law.employer_rate[11], law.transfer_pool_rate)
    else:
        pooled = transfer_pooled(bases, law.transfer_pool_rate)
    person.account_fen[destination] += account
    person.balance_months_fen[destination] += person.balance_months_fen[origin]
    person.transfer_base_fen[destination] += bases
    person.account_fen[origin] = 0
    person.balance_months_fen[origin] = 0
    person.transfer_base_fen[origin] = 0
    book(person, tallies, year, source, person.scheme, OUT_ACCOUNT, account)
    book(person, tallies, year, source, person.scheme, OUT_POOLED, pooled)
    book(person, tallies, year, target, person.scheme, IN_ACCOUNT, account)
    book(person, tallies, year, target, person.scheme, IN_POOLED, pooled)
    if person.entered:
        flow = tallies.transfers[year - FIRST_YEAR, source, target]
        flow[COUNT] += 1
        flow[ACCOUNT] += account
        flow[POOLED] += pooled


@event
def gather_records(person, world, tallies, year, province):
    """Move the records of all other provinces to one."""
    for other in range(PROVINCE_COUNT):
        if other != province and holds_record(person, other):
            move_record(person, world, tallies, year, other, province)


@event
def insures_in(person, province):
    """Return whether a province is where the person pays now: by the relation or a temporary account."""
    return person.fund_place[province] >= 0 and (person.relation == province or person.temporary[province] == 1)


@event
def open_record(person, world, tallies, year, month, place, transfers):
    """Begin to be insured in a province: as holder of the relation or, late in life, in a temporary account.

    Who applies has the older records moved at once; the others leave them dormant until the claim.
    """
    province = province_of(place)
    home = province_of(person.hukou_place)
    law = law_at(world, place, year)
    age = month_index(year, month) - person.birth
    there = person.months[province] > 0
    person.fund_place[province] = place
    if opens_temporary_account(person.sex, age, province, home, there, law.temporary_age_men, law.temporary_age_women):
        person.temporary[province] = 1
        if person.relation < 0:
            person.relation = home
            person.fund_place[home] = person.hukou_place
        return
    person.temporary[province] = 0
    known = person.relation >= 0
    person.relation = province
    if known and transfers:
        gather_records(person, world, tallies, year, province)


@event
def enter_scheme(person, world, tallies, year, scheme):
    """Take the record along between the employees' and the public scheme: account and pooled share (renshebugui-2017-1)."""
    if person.scheme == scheme:
        return
    before = person.scheme
    for province in range(PROVINCE_COUNT):
        if holds_record(person, province):
            place = person.fund_place[province]
            account = person.account_fen[province]
            pooled = transfer_pooled(person.transfer_base_fen[province], law_at(world, place, year).transfer_pool_rate)
            book(person, tallies, year, place, before, OUT_ACCOUNT, account)
            book(person, tallies, year, place, before, OUT_POOLED, pooled)
            book(person, tallies, year, place, scheme, IN_ACCOUNT, account)
            book(person, tallies, year, place, scheme, IN_POOLED, pooled)
    person.scheme = scheme


@event
def holds_record(person, province):
    """Return whether a province keeps a record of the person."""
    return person.account_fen[province] > 0 or person.transfer_base_fen[province] > 0


@event
def clean_up_record(person, world, key, tallies, year):
    """In some years, move what records the areas still keep of one who lives elsewhere."""
    if person.place != ELSEWHERE or person.relation < 0:
        return
    held = -1
    for province in range(ELSEWHERE_PROVINCE):
        if holds_record(person, province):
            held = province
    if held < 0 or (person.paid_months > 0 and person.relation != ELSEWHERE_PROVINCE):
        return
    rate = assumptions_at(world, person.fund_place[held], year).dormant_cleanup
    if lanes(key.seed, key.replicate, person.number, year, MONEY).fourth < rate:
        person.temporary[ELSEWHERE_PROVINCE] = 0
        person.fund_place[ELSEWHERE_PROVINCE] = ELSEWHERE
        person.relation = ELSEWHERE_PROVINCE
        gather_records(person, world, tallies, year, ELSEWHERE_PROVINCE)
