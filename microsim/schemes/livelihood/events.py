"""The minimum livelihood in a life: tested once a year, at its end, paid by the treasury of the place for the year's months.

The test looks at means in force in the last month lived and decides on all months of the year; who fails it after a year
of receipt keeps the former amount for the months of grace.
"""

from microsim.kernel.decide import Decision, decides
from microsim.kernel.draws import LIVELIHOOD, NO_LUCK_YEAR, lanes
from microsim.kernel.jit import event
from microsim.kernel.lifetimes import Money
from microsim.kernel.setting import assumptions_at, law_at, month_index, note_money
from microsim.schema import MONEY, PERSONS, HukouType, counted
from microsim.schemes.base.accounts import fen
from microsim.schemes.base.beyond import count_beyond, pay_beyond
from microsim.schemes.livelihood.means import means_of, note_means, own_means_of, support_of, too_much_owned
from microsim.schemes.livelihood.rules import grace_payment, just_above, livelihood_amount

NOT_TESTED, ABOVE, REFUSED, NOT_ASKING, JUST_ABOVE, IN_GRACE, RECEIVES = range(7)  # of ``livelihood_standing``
SCHEME = "livelihood"
TESTED = counted(PERSONS, SCHEME, "tested")
COUNT_OF = {
    REFUSED: counted(PERSONS, SCHEME, "refused_assets"),
    NOT_ASKING: counted(PERSONS, SCHEME, "not_asking"),
    JUST_ABOVE: counted(PERSONS, SCHEME, "just_above"),
    IN_GRACE: counted(PERSONS, SCHEME, "in_grace"),
    RECEIVES: counted(PERSONS, SCHEME, "recipients"),
}
COUNTS = tuple(COUNT_OF.get(standing, TESTED) for standing in range(RECEIVES + 1))
BEGUN, ENDED = counted(PERSONS, SCHEME, "begun"), counted(PERSONS, SCHEME, "ended")
PAID, GRACE, BAND = (counted(MONEY, SCHEME, name) for name in ("paid", "grace", "band"))


@event
def standard_of(person, law, month):
    """Return the standard of the person's kind of hukou in a month, yuan."""
    if person.hukou_type == HukouType.RURAL:
        return law.livelihood_rural[month - 1]
    return law.livelihood_urban[month - 1]


@event
def is_tested(person, law, year, last_month):
    """Return whether the place tests the person: old enough, and with its hukou where it asks for it."""
    if month_index(year, last_month) - person.birth < law.livelihood_from_age:
        return False
    return person.hukou_place == person.place or law.livelihood_migrants == 1


@event
def standing_of(person, law, assumptions, standard, means, luck):
    """Return where the person stands, grace aside."""
    amount = livelihood_amount(standard, means, law.livelihood_taper)
    if amount == 0 and not just_above(standard, means, law.livelihood_band):
        return ABOVE
    if too_much_owned(person, assumptions, luck):
        return REFUSED
    if amount == 0:
        return JUST_ABOVE
    return RECEIVES if decides(Decision.TAKE_UP, assumptions.livelihood_take_up, luck.fourth) else NOT_ASKING


@event
def months_tested(person, law, year, last_month):
    """Return the first month of the year in which the person is old enough."""
    return max(1, person.birth + law.livelihood_from_age - month_index(year, 1) + 1)


@event
def pay_standard(person, law, tallies, year, last_month, means):
    """Pay each month what its standard leaves above the means, and keep the last month's amount."""
    first = months_tested(person, law, year, last_month)
    amount = 0
    for month in range(first, last_month + 1):
        person.livelihood_fen = livelihood_amount(standard_of(person, law, month), means, law.livelihood_taper)
        amount += person.livelihood_fen
    if person.livelihood_from == 0:
        person.livelihood_from = month_index(year, first)
        person.livelihood_spells += 1
    person.livelihood_months += last_month - first + 1
    pay_livelihood(person, tallies, year, PAID, amount)


@event
def pay_grace(person, law, tallies, year, last_month):
    """Pay the former amount for the months of grace; the spell ends with them."""
    amount = grace_payment(person.livelihood_fen, law.livelihood_grace_months, last_month)
    person.livelihood_months += min(law.livelihood_grace_months, last_month)
    end_spell(person)
    pay_livelihood(person, tallies, year, GRACE, amount)


@event
def end_spell(person):
    """Forget the spell of receipt."""
    person.livelihood_from = 0
    person.livelihood_fen = 0


@event
def pay_band(person, law, tallies, year, last_month):
    """Pay those just above what a scenario gives them."""
    amount = 0
    for month in range(months_tested(person, law, year, last_month), last_month + 1):
        amount += fen(standard_of(person, law, month) * law.livelihood_band_help)
    pay_livelihood(person, tallies, year, BAND, amount)


@event
def pay_livelihood(person, tallies, year, line, amount):
    """Pay from the treasury of the place."""
    if amount > 0:
        person.year_livelihood_fen += amount
        pay_beyond(person, tallies, year, person.place, line, amount)
        note_money(tallies, Money.LIVELIHOOD, amount)


@event
def count_livelihood(person, tallies, year, before):
    """Count where one stands at the year's end, and what changed; ``before``: whether a spell was open."""
    place, standing = person.place, person.livelihood_standing
    if standing != NOT_TESTED:
        count_beyond(person, tallies, year, place, TESTED)
    if standing >= REFUSED:
        count_beyond(person, tallies, year, place, COUNTS[standing])
    if before and standing != RECEIVES:
        count_beyond(person, tallies, year, place, ENDED)
    elif standing == RECEIVES and not before:
        count_beyond(person, tallies, year, place, BEGUN)


@event
def year_of_livelihood(person, world, key, tallies, year, last_month, survives):
    """Test the person, pay the year's months and count; the last benefit of a year, after all that is counted as means."""
    assumptions = assumptions_at(world, person.place, year)
    if assumptions.beyond_livelihood == 0.0:
        return
    law, before = law_at(world, person.place, year), person.livelihood_from > 0
    person.year_livelihood_fen = 0
    person.livelihood_standing = NOT_TESTED
    person.own_means_fen = 0
    person.family_support_fen = 0
    standard = standard_of(person, law, last_month)
    if standard > 0.0 and is_tested(person, law, year, last_month):
        luck = lanes(key.seed, key.replicate, person.number, NO_LUCK_YEAR, LIVELIHOOD)
        note_means(person, own_means_of(person, law, year, last_month), support_of(person, assumptions, standard, luck))
        person.livelihood_standing = standing_of(person, law, assumptions, standard, means_of(person), luck)
    if person.livelihood_standing == RECEIVES:
        pay_standard(person, law, tallies, year, last_month, means_of(person))
    elif before and law.livelihood_grace_months > 0 and person.livelihood_standing != NOT_TESTED:
        person.livelihood_standing = IN_GRACE
        pay_grace(person, law, tallies, year, last_month)
    else:
        end_spell(person)
        if person.livelihood_standing == JUST_ABOVE:
            pay_band(person, law, tallies, year, last_month)
    if survives:
        count_livelihood(person, tallies, year, before)
