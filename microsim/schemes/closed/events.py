"""Closed and special schemes in a life: outside workers' certificate, farmers whose land was taken."""

from microsim.amounts import MONTHS
from microsim.kernel.decide import Decision, decides
from microsim.kernel.draws import SPECIAL, lanes
from microsim.kernel.items import Item
from microsim.kernel.jit import event
from microsim.kernel.setting import assumptions_at, book, law_at, month_index, pay_at, province_of
from microsim.schema import HukouType, Labour, Membership, Scheme
from microsim.schemes.closed.rules import insurable_months, land_subsidy, outside_certificate, outside_credit
from microsim.schemes.employees.account import total_months
from microsim.schemes.employees.ages import past_original_age
from microsim.schemes.employees.paying import buy_months


@event(inlined=True)
def credit_outside_worker(person, world, year, month, months):
    """Months of the comprehensive insurance for rural workers from outside add to their old-age certificate."""
    if (
        person.labour != Labour.FORMAL
        or person.hukou_type != HukouType.RURAL
        or person.covered
        or month < person.work_from
    ):
        return
    pay = pay_at(world, person.place, year, month)
    if pay.outside_rate > 0.0 and province_of(person.hukou_place) != province_of(person.place):
        wage = law_at(world, person.place, year).reference_wage
        person.certificate_fen += months * outside_credit(wage, pay.outside_base_share, pay.outside_rate)


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
def land_taken(person, world, key, tallies, year):
    """Some who turn urban at working age do so because their land was taken: who takes it pays contributions for them."""
    luck = lanes(key.seed, key.replicate, person.number, year, SPECIAL).fourth
    place = person.place
    law = law_at(world, place, year)
    age = month_index(year, 1) - person.birth
    if age < law.working_age or not decides(Decision.LAND, assumptions_at(world, place, year).land_share, luck):
        return
    if past_original_age(person, law, month_index(year, 1)) or person.residents_claim > 0:
        return
    if person.membership == Membership.PENSIONER or person.membership == Membership.BRIDGED:
        return
    if law.land_to_employees == 0:
        land_to_residents(person, tallies, year, land_subsidy(law.base_floor[0], law.flexible_rate[0], law.land_months))
        return
    months = insurable_months(law.land_months, age, law.working_age, total_months(person))
    if months == 0:
        return
    province = province_of(place)
    if person.relation < 0:
        person.relation = province
    if person.membership == Membership.NONE:
        person.membership = Membership.DORMANT
    person.fund_place[province] = place
    money = buy_months(person, world, year, 1, place, months)
    book(person, tallies, year, place, person.scheme, Item.LAND_FEE, money)


@event
def land_to_residents(person, tallies, year, money):
    """Put the money for land into the residents' account."""
    if person.residents_place < 0:
        person.residents_place = person.hukou_place
    person.residents_member = 1
    person.residents_account_fen += money
    book(person, tallies, year, person.residents_place, Scheme.RESIDENTS, Item.LAND_FEE, money)
