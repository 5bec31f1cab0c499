"""Paying to the employees' (or the public) scheme: the base declared, months paid, months bought."""

from microsim.kernel.items import Item
from microsim.kernel.jit import event
from microsim.kernel.setting import (
    assumptions_at,
    book,
    count_months,
    declared_at,
    law_at,
    month_index,
    note_credit,
    pay_at,
    province_of,
    region_of,
)
from microsim.kernel.tallies import MonthCount
from microsim.life.coverage import declared_kind, declared_wage
from microsim.life.hukou import status_of
from microsim.schema import HukouType, Labour, Membership, Scheme, Status
from microsim.schemes.base.contributions import contribution, contribution_base, employer_contribution
from microsim.schemes.disability.events import is_disabled
from microsim.schemes.employees.account import add_index, settle_index
from microsim.schemes.employees.left_behind import note_employers_money, note_temporary
from microsim.schemes.employees.records import enter_scheme, hold_service, insures_in, open_record
from microsim.schemes.employees.rules.eligibility import buy_in_cost
from microsim.schemes.local.events import note_early_months, pay_local_supplement


@event(inlined=True)
def floor_of(pay, status):
    """Return the floor of the base: rural workers from outside the province may have their own."""
    return pay.migrant_base_floor if status == Status.INTER_RURAL else pay.base_floor


@event(inlined=True)
def declared_base(pay, status, declared):
    """Return the contribution base of a month between the floor and the cap that apply to the person."""
    floor = floor_of(pay, status)
    return contribution_base(max(declared, floor), floor, pay.base_cap)


@event(inlined=True)
def wage_to_declare(person, world, year, law, pay, status):
    """Return the wage the employer, or the flexible worker, declares for a month."""
    floor = floor_of(pay, status)
    if person.pays_alone:
        return floor
    if person.public:
        return person.wage_last_year if person.wage_last_year > 0.0 and not person.new_job else person.wage
    shares = declared_at(world, person.place, year, status)
    kind = declared_kind(person.declared_luck, shares[0], shares[1])
    earned = person.wage
    if law.base_on_last_year == 1 and person.wage_last_year > 0.0 and not person.new_job:
        earned = person.wage_last_year
    basic_ratio = assumptions_at(world, person.place, year).declared_basic_ratio
    return declared_wage(kind, earned, floor, basic_ratio)


@event(inlined=True)
def pay_fund(person, tallies, year, months, place, pay, base):
    """Pay the contributions of some months on a base to the fund and return what each credits to the account.

    Who extends past statutory age, and who has no employer, pays the flexible worker's rate.
    """
    scheme = person.scheme
    if person.pays_alone or person.membership == Membership.EXTENDING:
        paid = months * contribution(base, pay.flexible_rate)
        book(person, tallies, year, place, scheme, Item.FLEXIBLE, paid)
        person.year_contributions_fen += paid
        return contribution(base, pay.flexible_account_rate)
    if scheme == Scheme.PUBLIC:
        from_employer = months * contribution(base, pay.public_employer_rate)
        credit = contribution(base, pay.public_employee_rate)
        own = months * credit
    else:
        from_employer = months * employer_contribution(base, pay.employer_rate, pay.employer_waiver)
        own = months * contribution(base, pay.employee_rate)
        credit = contribution(base, pay.account_rate)
    book(person, tallies, year, place, scheme, Item.EMPLOYER, from_employer)
    book(person, tallies, year, place, scheme, Item.EMPLOYEE, own)
    person.year_contributions_fen += from_employer + own
    return credit


@event(inlined=True)
def note_base(person, law, pay, province, first, months, base, credit):
    """Note what a later move to another province counts of a stretch of months."""
    if first < law.transfer_since:
        if law.own_money_only:
            own = credit if person.pays_alone else contribution(base, pay.employee_rate)
            note_employers_money(person, province, months, credit, own)
    elif person.temporary[province] and law.temporary_rate_paid:
        note_temporary(person, pay, law, province, months, base)
    else:
        person.transfer_base_fen[province] += months * contribution(base, 1.0)
        if law.transfer_further_rate > 0.0:
            person.transfer_further_fen[province] += months * contribution(base, law.transfer_further_rate)


@event(inlined=True)
def pay_months(person, world, tallies, year, month, months, place, base):
    """Pay a stretch of equal months on a base: to the fund, the account and the record.

    Who lives the months notes their balances, each as the last one stands: what is credited after a month's end is
    taken off here.
    """
    pay, province = pay_at(world, place, year, month), province_of(place)
    first, last = month_index(year, month), month_index(year, month + months - 1)
    law = law_at(world, place, year)
    if first == law.transitional_until:
        settle_index(person, world, year)  # indices before it are kept apart
    before = person.year_contributions_fen
    credit = pay_fund(person, tallies, year, months, place, pay, base)
    if first < law.account_start:
        credit = 0
    paid = person.year_contributions_fen - before
    note_credit(person, tallies, province, months * credit, paid - months * credit)
    if first < law.old_local_until:
        person.old_local_months[province] += months
    person.account_fen[province] += months * credit
    person.balance_months_fen[province] -= credit * (months * (months - 1) // 2)
    public = person.scheme == Scheme.PUBLIC
    count_months(person, tallies, year, place, MonthCount.PUBLIC_PAID if public else MonthCount.PAID, months)
    of_bases = MonthCount.PUBLIC_BASE if public else MonthCount.BASE
    count_months(person, tallies, year, place, of_bases, months * int(base + 0.5))
    note_base(person, law, pay, province, first, months, base, credit)
    pay_local_supplement(person, tallies, year, months, place, pay, base)
    person.months[province] += months
    person.region_months[region_of(place)] += months
    person.last_paid[province] = last
    person.fund_place[province] = place
    person.paid_base = base
    person.paid_place = place
    for _ in range(months):
        person.year_base += base  # one by one, so that the bits of the sum do not depend on stretches
    person.year_base_months += months
    person.paid_months += months
    if person.first_paid == 0:
        person.first_paid = first
    if person.membership != Membership.EXTENDING:
        person.membership = Membership.PAYING


@event
def buy_months(person, world, year, month, place, months):
    """Enter months bought in one sum at the floor into the account and the record, and return what they cost."""
    law = law_at(world, place, year)
    province, base, now = province_of(place), law.base_floor[month - 1], month_index(year, month)
    person.account_fen[province] += buy_in_cost(base, law.flexible_account_rate[month - 1], months)
    person.transfer_base_fen[province] += buy_in_cost(base, 1.0, months)
    person.transfer_further_fen[province] += buy_in_cost(base, law.transfer_further_rate, months)
    person.months[province] += months
    person.region_months[region_of(place)] += months
    person.last_paid[province] = now
    if person.first_paid == 0:
        person.first_paid = now
    add_index(person, world, year, place, base, months)
    return buy_in_cost(base, law.flexible_rate[month - 1], months)


@event(inlined=True)
def earns_deemed_month(person, law, pay, year, month):
    """Return whether service counts unpaid: before months had an index, and in the public service before its scheme."""
    if month_index(year, month) < (law.index_start if law.index_start > 0 else law.account_start):
        return True
    return person.public == 1 and pay.public_employer_rate == 0.0


@event
def counts_before_accounts(person, place):
    """Return whether service before accounts counts: that of urban employees at the place of their registration."""
    return person.labour == Labour.FORMAL and person.hukou_type == HukouType.URBAN and place == person.hukou_place


@event
def is_missed(person, month):
    """Return whether a month of a covered job goes unpaid."""
    return person.missed_months > 0 and person.missed_from <= month < person.missed_from + person.missed_months


@event(inlined=True)
def contribute(person, world, tallies, year, month, months):
    """Pay, or earn as deemed, a stretch of months, if the present job and standing ask for it."""
    if person.membership == Membership.BRIDGED or not person.covered or month < person.work_from:
        return
    place = person.place
    law, pay = law_at(world, place, year), pay_at(world, place, year, month)
    deemed = earns_deemed_month(person, law, pay, year, month)
    if (deemed or month_index(year, month) < law.account_start) and not counts_before_accounts(person, place):
        return
    if deemed:
        person.deemed_months[province_of(place)] += months
        note_early_months(person, law, months)
        if person.relation < 0:
            hold_service(person, place)
        return
    if is_missed(person, month) or is_disabled(person, year, month):
        return
    if not insures_in(person, province_of(place)):
        open_record(person, world, tallies, year, month, place, False)
    enter_scheme(person, world, tallies, year, Scheme.PUBLIC if person.public else Scheme.EMPLOYEES)
    status = status_of(place, person.hukou_place, person.hukou_type)
    declared = wage_to_declare(person, world, year, law, pay, status)
    base = declared_base(pay, status, declared)
    pay_months(person, world, tallies, year, month, months, place, base)


@event
def extend(person, world, tallies, year, month):
    """Past statutory age, pay a month at the floor towards the minimum years, while rights are earned at all."""
    place = person.fund_place[person.relation]
    if assumptions_at(world, place, year).accrual == 0.0:
        person.membership = Membership.WAITING
        return
    enter_scheme(person, world, tallies, year, Scheme.EMPLOYEES)
    base = pay_at(world, place, year, month).base_floor
    pay_months(person, world, tallies, year, month, 1, place, base)
