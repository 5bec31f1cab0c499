"""Records of the employees' (or the public) scheme: opening one, moving it between places and funds."""

from microsim.amounts import MONTHS
from microsim.kernel.decide import Decision, decides
from microsim.kernel.draws import DISABILITY, MONEY, RIGHTS, lanes, yearly_lanes
from microsim.kernel.items import Item
from microsim.kernel.jit import event
from microsim.kernel.setting import assumptions_at, book, law_at, month_index, note_move, province_of
from microsim.kernel.world import FIRST_YEAR
from microsim.life.portability import transfer_chance, years_since
from microsim.places import PROVINCE_COUNT, REGION_COUNT, REGION_PROVINCE
from microsim.schema import CoverKnown, HukouType, Membership
from microsim.schemes.employees.left_behind import become_normal, carry_temporary, leave_employers_money
from microsim.schemes.employees.rules.portability import opens_temporary_account, transfer_pooled
from microsim.schemes.employees.rules.transfers import cash_out, temporary_becomes_normal, transfer_temporary

COUNT, ACCOUNT, POOLED = range(3)
DECEMBER = 11


@event
def holds_record(person, province):
    """Return whether a province keeps a record of the person."""
    return person.account_fen[province] > 0 or person.transfer_base_fen[province] > 0


@event
def move_record(person, world, tallies, year, origin, destination):
    """Move the record of a province to another, the account in full and the pooled share of the bases; return that."""
    source, target = person.fund_place[origin], person.fund_place[destination]
    if person.has_left_money:
        leave_employers_money(person, origin)
    account = person.account_fen[origin]
    bases = person.transfer_base_fen[origin]
    law = law_at(world, source, year)
    if law.temporary_rate_paid:
        pooled = transfer_pooled(bases, law.transfer_pool_rate) + carry_temporary(person, origin, destination)
    elif person.temporary[origin]:
        pooled = transfer_temporary(bases, law.employer_rate[11], law.transfer_pool_rate)
    else:
        pooled = transfer_pooled(bases, law.transfer_pool_rate)
    further = person.transfer_further_fen[origin]
    pooled += further
    person.transfer_further_fen[destination] += further
    person.transfer_further_fen[origin] = 0
    person.account_fen[destination] += account
    person.balance_months_fen[destination] += person.balance_months_fen[origin]
    person.transfer_base_fen[destination] += bases
    person.opening_fen[destination] += person.opening_fen[origin]
    person.opening_fen[origin] = 0
    person.account_fen[origin] = 0
    person.balance_months_fen[origin] = 0
    person.transfer_base_fen[origin] = 0
    book(person, tallies, year, source, person.scheme, Item.TRANSFER_OUT_ACCOUNT, account)
    book(person, tallies, year, source, person.scheme, Item.TRANSFER_OUT_POOLED, pooled)
    book(person, tallies, year, target, person.scheme, Item.TRANSFER_IN_ACCOUNT, account)
    book(person, tallies, year, target, person.scheme, Item.TRANSFER_IN_POOLED, pooled)
    note_move(person, tallies, origin, destination, pooled)
    if person.entered:
        flow = tallies.transfers[year - FIRST_YEAR, source, target]
        flow[COUNT] += 1
        flow[ACCOUNT] += account
        flow[POOLED] += pooled
    return pooled


@event
def gather_records(person, world, tallies, year, province):
    """Move the records of all other provinces to one."""
    for other in range(PROVINCE_COUNT):
        if other != province and holds_record(person, other):
            move_record(person, world, tallies, year, other, province)


@event
def insures_in(person, province):
    """Return whether a province is where the person pays now: by the relation or a temporary account.

    With the local hukou a temporary account becomes a normal one: the relation is opened there.
    """
    if person.fund_place[province] < 0:
        return False
    if person.relation == province:
        return True
    return person.temporary[province] == 1 and not temporary_becomes_normal(province, province_of(person.hukou_place))


@event
def open_record(person, world, tallies, year, month, place, transfers):
    """Begin to be insured in a province: as holder of the relation or, late in life, in a temporary account.

    Where ``transfers`` says so the older records move at once; else they stay until they are taken along, or the claim.
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
    take_relation(person, world, tallies, year, province, transfers)


@event
def hold_service(person, place):
    """Let service that counts unpaid be a record: the province where it was done holds the relation."""
    province = province_of(place)
    person.relation = province
    person.fund_place[province] = place


@event
def take_relation(person, world, tallies, year, province, transfers):
    """Let a province hold the relation; where that is applied for, the records of all others move there."""
    become_normal(person, province)
    known = person.relation >= 0
    person.relation = province
    if known and transfers:
        gather_records(person, world, tallies, year, province)


@event
def settle_temporary(person, world, tallies, year, province):
    """Let temporary accounts follow the person: with the hukou one becomes normal, of a province left it moves.

    The relation takes what moves. Only who applies for every move at once has this done; others keep their accounts
    where they are until the claim.
    """
    home = province_of(person.hukou_place)
    if person.temporary[home] and holds_record(person, home):
        take_relation(person, world, tallies, year, home, True)
    for other in range(PROVINCE_COUNT):
        if other != province and person.temporary[other] and other != person.relation and holds_record(person, other):
            move_record(person, world, tallies, year, other, person.relation)


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
            pooled += person.transfer_further_fen[province]
            book(person, tallies, year, place, before, Item.TRANSFER_OUT_ACCOUNT, account)
            book(person, tallies, year, place, before, Item.TRANSFER_OUT_POOLED, pooled)
            book(person, tallies, year, place, scheme, Item.TRANSFER_IN_ACCOUNT, account)
            book(person, tallies, year, place, scheme, Item.TRANSFER_IN_POOLED, pooled)
    person.scheme = scheme


@event(inlined=True)
def take_along(person, world, key, tallies, year):
    """At a year's end, one who pays in the province of the relation may have what others still keep moved there.

    The chance falls with the years since the last month paid there. Temporary accounts stay until the claim, and the
    rights an absent person left in an area are there by what is known of the base date.
    """
    target = person.relation
    if target < 0 or person.paid_months == 0 or province_of(person.paid_place) != target:
        return
    if person.disability_case > 0 or person.cover_known == CoverKnown.LEFT_RIGHTS:
        return
    for other in range(PROVINCE_COUNT):
        if other != target and person.temporary[other] == 0 and holds_record(person, other):
            assumptions = assumptions_at(world, person.fund_place[other], year)
            since = years_since(month_index(year, MONTHS), person.last_paid[other])
            chance = transfer_chance(since, assumptions.transfer_chance, assumptions.transfer_fade)
            luck = lanes(key.seed, key.replicate, person.number, year, RIGHTS).fourth
            if decides(Decision.TRANSFER, chance, luck):
                move_record(person, world, tallies, year, other, target)


@event(inlined=True)
def keep_register(person, world, key, year):
    """The register stops counting some of the dormant, whose rights stay; who pays again is counted again."""
    if person.paid_months > 0:
        person.off_register = 0
    if person.relation < 0 or person.disability_case > 0 or person.off_register:
        return
    if person.membership == Membership.DORMANT or person.membership == Membership.WAITING:
        rate = assumptions_at(world, person.fund_place[person.relation], year).dormant_cleanup
        if decides(Decision.STRUCK_OFF, rate, yearly_lanes(key, person.number, year, MONEY).fourth):
            person.off_register = 1


@event
def leave_with_cash(person, world, key, year):
    """While the law allowed it, some rural migrants left each year, took their own money and lost the months.

    Who was back in a job the year after began anew. Where the stock of the base date fixes the record nobody left so.
    """
    known = person.cover_known != CoverKnown.UNKNOWN and person.cover_known != CoverKnown.NOT_PUBLIC
    if person.relation < 0 or person.hukou_type != HukouType.RURAL or known:
        return
    province = person.relation
    place = person.fund_place[province]
    law = law_at(world, place, year)
    if place == person.hukou_place or law.cash_out_allowed == 0:
        return
    rates = law.employee_rate[DECEMBER], law.account_rate[DECEMBER]
    refund = cash_out(person.account_fen[province], rates[0], rates[1], law.cash_out_allowed)
    if refund == 0:
        return
    luck = lanes(key.seed, key.replicate, person.number, year, DISABILITY).fourth
    if decides(Decision.CASH_OUT, assumptions_at(world, place, year).cash_out, luck):
        forfeit_record(person, province)
        person.year_benefits_fen += refund


@event
def blank_record(person, province):
    """Blank what a province keeps of the months paid."""
    person.months[province] = 0
    person.last_paid[province] = 0
    person.fund_place[province] = -1
    person.temporary[province] = 0
    person.account_fen[province] = 0
    person.balance_months_fen[province] = 0
    person.transfer_base_fen[province] = 0
    person.transfer_further_fen[province] = 0
    person.opening_fen[province] = 0
    person.left_fen[province] = 0
    person.left_balance_fen[province] = 0
    person.temporary_base_fen[province] = 0
    person.temporary_pool_fen[province] = 0
    person.carried_pool_fen[province] = 0
    person.old_local_months[province] = 0
    for region in range(REGION_COUNT):
        if REGION_PROVINCE[region] == province:
            person.early_index_sum[region] = 0.0


@event
def forfeit_record(person, province):
    """Blank what a province keeps; the index points of what is kept elsewhere stay in proportion to its months."""
    paid = 0
    for other in range(PROVINCE_COUNT):
        paid += person.months[other]
    kept = paid - person.months[province]
    for region in range(REGION_COUNT):
        person.index_sum[region] *= kept / paid
        if REGION_PROVINCE[region] == province:
            person.region_months[region] = 0
    blank_record(person, province)
    person.relation = -1
    for other in range(PROVINCE_COUNT):
        if person.months[other] > 0:
            person.relation = other
    if person.relation < 0:
        person.membership = Membership.NONE
        person.first_paid = 0
