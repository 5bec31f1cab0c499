"""What is counted of a claim, and what a whole life keeps of it."""

from microsim.amounts import FEN
from microsim.kernel.jit import event
from microsim.kernel.lifetimes import Count, PayingRule
from microsim.kernel.setting import province_of
from microsim.kernel.tallies import Claim
from microsim.kernel.world import FIRST_YEAR
from microsim.schema import Membership
from microsim.schemes.employees.paying_place import months_that_count

E4 = 10000.0


@event
def count_claim(person, tallies, year):
    """Add a new pension to the tallies."""
    if not person.entered:
        return
    sums = tallies.claims[year - FIRST_YEAR, person.paying_place, person.sex]
    sums[Claim.COUNT] += 1
    sums[Claim.AGE_MONTHS] += person.claim_month - person.birth
    sums[Claim.CONTRIBUTION_MONTHS] += person.contribution_months
    sums[Claim.INDEX_E4] += int(person.mean_index * E4 + 0.5)
    sums[Claim.PENSION_FEN] += person.pension_fen
    earned = person.wage if person.wage > 0.0 else person.wage_last_year
    if earned > 0.0:
        sums[Claim.WITH_WAGE] += 1
        sums[Claim.REPLACEMENT_E4] += int(person.pension_fen / FEN / earned * E4 + 0.5)


@event
def note_gap(person, tallies, gap):
    """Note of one past the statutory age how many months lacked when that was first tested, and each refusal."""
    if gap == 0 or person.membership == Membership.EXTENDING:
        return
    counts = tallies.life_count
    counts[Count.REFUSED] += 1
    if counts[Count.SHORT] == 0:
        counts[Count.SHORT] = gap


@event
def note_claim(person, tallies, law, place):
    """Note where one who claims lives, and what makes a place pay; before the records are gathered there."""
    counts = tallies.life_count
    counts[Count.CLAIM_PLACE] = person.place + 1
    counts[Count.CLAIM_HUKOU] = person.hukou_place + 1
    counts[Count.CLAIM_HUKOU_TYPE] = person.hukou_type
    counts[Count.PAYING_RULE] = rule_that_pays(person, law, place)
    if person.residents_account_fen > 0:
        counts[Count.JOINED] = 1


@event
def rule_that_pays(person, law, place):
    """Return what of ``rules.portability.paying_place`` gave the place."""
    province, relation = province_of(place), person.relation
    if province == relation:
        return PayingRule.HUKOU if province == province_of(person.hukou_place) else PayingRule.RELATION
    return (
        PayingRule.LAST_LONG if months_that_count(person, province) >= law.paying_place_months else PayingRule.FALLBACK
    )
