"""Closed and special schemes in a life: outside workers' certificate, farmers whose land was taken."""

from microsim._jit import event
from microsim.draws import SPECIAL, lanes
from microsim.engine.setting import MONTHS, assumptions_at, book, law_at, month_index, province_of, region_of
from microsim.engine.tallies import Item
from microsim.life.hukou import RURAL
from microsim.places import REGION_COUNT, REGION_SEAT
from microsim.rules.accounts import fen
from microsim.rules.benefits import index_point
from microsim.rules.special import land_months, land_subsidy, outside_certificate, outside_credit
from microsim.schema import Labour, Membership, Scheme

EMPLOYEES, RESIDENTS = int(Scheme.EMPLOYEES), int(Scheme.RESIDENTS)
LAND_FEE = int(Item.LAND_FEE)
FORMAL = int(Labour.FORMAL)
PENSIONER, BRIDGED = int(Membership.PENSIONER), int(Membership.BRIDGED)
YOUNGEST = 16  # years of age from which land money insures


@event
def credit_outside_worker(person, world, year, month):
    """A month of the comprehensive insurance for rural workers from outside adds to their old-age certificate."""
    law = law_at(world, person.place, year)
    if law.outside_rate[month - 1] == 0.0 or person.labour != FORMAL or person.covered:
        return
    if person.hukou_type == RURAL and province_of(person.hukou_place) != province_of(person.place):
        share, rate = law.outside_base_share[month - 1], law.outside_rate[month - 1]
        person.certificate_fen += outside_credit(law.reference_wage, share, rate)


@event
def redeem_certificate(person, world, year):
    """At the claim age the certificate is paid in one sum by the insurer, outside the funds' books."""
    if person.certificate_fen == 0:
        return 0
    law = law_at(world, person.place, year)
    age = MONTHS * year + MONTHS - 1 - person.birth
    paid = outside_certificate(person.certificate_fen, age, law.original_age[person.track])
    person.certificate_fen -= paid
    return paid


@event
def land_taken(person, world, key, tallies, year, age):
    """Some who turn urban do so because their land was taken: who takes it pays contributions for them."""
    luck = lanes(key.seed, key.replicate, person.number, year, SPECIAL).fourth
    place = person.place
    law = law_at(world, place, year)
    if age < YOUNGEST or luck >= assumptions_at(world, place, year).land_share:
        return
    if person.membership == PENSIONER or person.membership == BRIDGED or person.residents_claim > 0:
        return
    floor, rate = law.base_floor[0], law.flexible_rate[0]
    money = land_subsidy(floor, rate, law.land_months)
    months = land_months(money, floor, rate, law.land_to_employees)
    if months == 0:
        if person.residents_place < 0:
            person.residents_place = person.hukou_place
        person.residents_member = 1
        person.residents_account_fen += money
        book(person, tallies, year, person.residents_place, RESIDENTS, LAND_FEE, money)
        return
    province = province_of(place)
    if person.relation < 0:
        person.relation = province
    person.fund_place[province] = place
    person.scheme = EMPLOYEES
    person.account_fen[province] += months * fen(floor * law.flexible_account_rate[0])
    person.transfer_base_fen[province] += months * fen(floor)
    person.months[province] += months
    person.region_months[region_of(place)] += months
    if person.first_paid == 0:
        person.first_paid = month_index(year, 1)
    person.last_paid[province] = month_index(year, 1)
    for region in range(REGION_COUNT):
        reference = law_at(world, REGION_SEAT[region], year).reference_wage
        person.index_sum[region] += months * index_point(floor, reference, 0.0)
    book(person, tallies, year, place, EMPLOYEES, LAND_FEE, money)
