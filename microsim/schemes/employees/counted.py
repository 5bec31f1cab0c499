"""What is counted of a claim."""

from microsim.amounts import FEN
from microsim.kernel.jit import event
from microsim.kernel.tallies import Claim
from microsim.kernel.world import FIRST_YEAR

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
