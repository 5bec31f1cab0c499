"""A city's supplementary pension for staff with its hukou, a small fund of its own."""

from microsim._jit import event
from microsim.engine.setting import book
from microsim.engine.tallies import Item
from microsim.rules.accounts import fen
from microsim.rules.contributions import contribution
from microsim.rules.variants import local_supplement
from microsim.schema import Membership, Scheme

EMPLOYEES, LOCAL = int(Scheme.EMPLOYEES), int(Scheme.LOCAL)
EMPLOYER, SUPPLEMENT = int(Item.EMPLOYER), int(Item.BENEFIT_SUPPLEMENT)
EXTENDING = int(Membership.EXTENDING)
YEAR = 12.0


@event(inlined=True)
def pay_local_supplement(person, tallies, year, months, place, pay, base):
    """The employer pays a share of the base for staff with the local hukou; the months count for the supplement."""
    rate = pay.local_supplement_rate
    if rate == 0.0 or person.hukou_place != place or person.scheme != EMPLOYEES:
        return
    if not person.pays_alone and person.membership != EXTENDING:
        book(person, tallies, year, place, LOCAL, EMPLOYER, months * contribution(base, rate))
        person.local_months += months


@event
def award_local_supplement(person, law):
    """At the claim the months paid earn a supplement, for those whose hukou is at the place that pays."""
    if person.hukou_place == person.paying_place:
        years = person.local_months / YEAR
        supplement = local_supplement(
            years, person.mean_index, law.local_supplement_per_year, law.local_supplement_flat
        )
        person.local_pension_fen = fen(supplement)


@event
def pay_local_pension(person, tallies, year, months):
    """Pay the supplement for some months of a year."""
    book(person, tallies, year, person.paying_place, LOCAL, SUPPLEMENT, months * person.local_pension_fen)
