"""A city's supplementary pension for staff with its hukou, a small fund of its own."""

from microsim.amounts import MONTHS
from microsim.kernel.items import Item
from microsim.kernel.jit import event
from microsim.kernel.setting import book
from microsim.schema import Membership, Scheme
from microsim.schemes.base.accounts import fen
from microsim.schemes.base.contributions import contribution
from microsim.schemes.local.rules import local_supplement


@event(inlined=True)
def pay_local_supplement(person, tallies, year, months, place, pay, base):
    """The employer pays a share of the base for staff with the local hukou; the months count for the supplement."""
    rate = pay.local_supplement_rate
    if rate == 0.0 or person.hukou_place != place or person.scheme != Scheme.EMPLOYEES:
        return
    if not person.pays_alone and person.membership != Membership.EXTENDING:
        book(person, tallies, year, place, Scheme.LOCAL, Item.EMPLOYER, months * contribution(base, rate))
        person.local_months += months


@event(inlined=True)
def note_early_months(person, law, months):
    """Months of service before accounts, of staff with the local hukou, count for the supplement where the place has one."""
    if not person.public and (law.local_supplement_early_per_year > 0.0 or law.local_supplement_early_flat > 0.0):
        person.local_early_months += months


@event
def award_local_supplement(person, law):
    """At the claim months paid, and deemed ones that count, earn a supplement for those registered at the place that pays."""
    if person.hukou_place == person.paying_place:
        index, years = person.mean_index, person.local_months / MONTHS
        supplement = local_supplement(years, index, law.local_supplement_per_year, law.local_supplement_flat)
        years = person.local_early_months / MONTHS
        early = local_supplement(years, index, law.local_supplement_early_per_year, law.local_supplement_early_flat)
        person.local_pension_fen = fen(supplement + early)


@event
def pay_local_pension(person, tallies, year, months):
    """Pay the supplement for some months of a year."""
    book(
        person,
        tallies,
        year,
        person.paying_place,
        Scheme.LOCAL,
        Item.BENEFIT_SUPPLEMENT,
        months * person.local_pension_fen,
    )
