"""The residents' scheme in a year: payment and claim."""

from microsim.amounts import MONTHS
from microsim.kernel.decide import Decision, decides
from microsim.kernel.items import Item
from microsim.kernel.jit import event
from microsim.kernel.setting import assumptions_at, book, law_at, month_index
from microsim.schema import HukouType, Labour, Membership, Scheme
from microsim.schemes.base.accounts import fen
from microsim.schemes.bridge.rules import residents_record_moves
from microsim.schemes.residents.account import buy_missing, credit_payment, credit_residents_interest
from microsim.schemes.residents.pension import award_residents
from microsim.schemes.residents.rules import assisted_payment, residents_credit, residents_required_months

MEMBER_AGE = 16  # years, guofa-2014-8-3
LOWEST_TIER, USUAL_TIER = 0, 1  # positions in the law row's tiers


@event(inlined=True)
def follow_hukou(person, world, tallies, year):
    """Before the claim the account follows the hukou in full (guofa-2014-8)."""
    if person.residents_place == person.hukou_place or person.residents_place < 0:
        return
    claim_age = law_at(world, person.hukou_place, year).residents_claim_age
    if not residents_record_moves(month_index(year, 12) - person.birth, claim_age, person.residents_claim > 0):
        return
    account = person.residents_account_fen
    book(person, tallies, year, person.residents_place, Scheme.RESIDENTS, Item.TRANSFER_OUT_ACCOUNT, account)
    book(person, tallies, year, person.hukou_place, Scheme.RESIDENTS, Item.TRANSFER_IN_ACCOUNT, account)
    person.residents_place = person.hukou_place


@event(inlined=True)
def joins(person, world, year, age):
    """Return whether the person pays to the residents' scheme this year."""
    law = law_at(world, person.hukou_place, year)
    if person.residents_claim > 0 or person.membership == Membership.PENSIONER or person.paid_months > 0:
        return False
    if person.membership == Membership.BRIDGED or age < MEMBER_AGE or person.labour <= Labour.STUDENT:
        return False
    if month_index(year, 12) < law.residents_start or MONTHS * year >= person.birth + law.residents_claim_age:
        return False
    assumptions = assumptions_at(world, person.hukou_place, year)
    rate = assumptions.residents_rural if person.hukou_type == HukouType.RURAL else assumptions.residents_urban
    return decides(Decision.RESIDENTS, rate * assumptions.accrual, person.residents_luck)


@event
def tier_of(person, assumptions):
    """Return the position of the tier chosen."""
    low = decides(Decision.LOW_TIER, assumptions.residents_low_tier, person.tier_luck)
    return LOWEST_TIER if low else USUAL_TIER


@event
def pay_residents(person, world, tallies, year, tier):
    """Pay a year at a tier; the government adds its subsidy.

    For the poor and the severely disabled, taken to be the first in the order of tiers, it pays in their stead.
    """
    law = law_at(world, person.residents_place, year)
    share = assumptions_at(world, person.residents_place, year).residents_assisted
    poor = decides(Decision.ASSISTED, share, person.tier_luck)
    own = 0.0 if poor else law.residents_tier[tier]
    assisted = assisted_payment(law.residents_assisted_tier, poor)
    credit = residents_credit(own, law.residents_subsidy[tier], assisted)
    credit_payment(person, tallies, year, person.residents_place, fen(own), credit, MONTHS)


@event(inlined=True)
def residents_contribution(person, world, tallies, year, age):
    """Who joins this year pays, once, before the year ends."""
    follow_hukou(person, world, tallies, year)
    if not joins(person, world, year, age):
        return False
    if person.residents_place < 0:
        person.residents_place = person.hukou_place
    assumptions = assumptions_at(world, person.residents_place, year)
    pay_residents(person, world, tallies, year, tier_of(person, assumptions))
    return True


@event(inlined=True)
def takes_up(person, world, year):
    """Return whether one who never paid draws the residents' pension at the claim age.

    Who was past it when the scheme began draws without paying; later ones buy the missing years (guofa-2014-8), unless
    a record in the employees' scheme may still become a pension.
    """
    law = law_at(world, person.hukou_place, year)
    elder = person.birth + law.residents_claim_age <= law.residents_start
    if not elder and person.relation >= 0 and person.membership != Membership.WAITING:
        return False
    takeup = assumptions_at(world, person.hukou_place, year).residents_takeup
    return decides(Decision.RESIDENTS_CLAIM, takeup, person.residents_luck)


@event(inlined=True)
def residents_claim_test(person, world, tallies, year, last_month):
    """Claim the residents' pension from age 60, unless the person pays to the employees' scheme this year."""
    if person.residents_claim > 0 or person.membership == Membership.PENSIONER:
        return
    if not person.residents_member and not takes_up(person, world, year):
        return
    if person.membership != Membership.BRIDGED and (
        person.paid_months > 0 or person.membership == Membership.EXTENDING
    ):
        return
    if person.residents_place < 0:
        person.residents_place = person.hukou_place
    place = person.residents_place
    law = law_at(world, place, year)
    due = max(person.birth + law.residents_claim_age, month_index(year, 1), law.residents_start)
    if person.membership == Membership.BRIDGED or person.membership == Membership.WAITING:
        due = max(due, person.statutory_month)
    if due > month_index(year, last_month):
        return
    required = residents_required_months(
        person.birth, law.residents_start, law.residents_claim_age, law.residents_minimum_months
    )
    missing = max(0, required - person.residents_months)
    if missing > 0:
        whole = (missing + MONTHS - 1) // MONTHS * MONTHS
        buy_missing(person, tallies, year, law.residents_tier[LOWEST_TIER], whole)
    credit_residents_interest(person, world, year, due % MONTHS + 1)
    award_residents(person, law, year, due)
