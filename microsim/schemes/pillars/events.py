"""Beside the funds: occupational and enterprise annuities, and what private insurers keep. No fund books this money."""

from microsim.amounts import FEN, MONTHS
from microsim.kernel.jit import event
from microsim.kernel.setting import assumptions_at, law_at
from microsim.kernel.tallies import Pillar
from microsim.kernel.world import FIRST_YEAR
from microsim.schema import Membership, Scheme
from microsim.schemes.base.accounts import annual_interest, fen
from microsim.schemes.base.contributions import contribution
from microsim.schemes.closed.events import redeem_certificate
from microsim.schemes.employees.payments import months_in_payment
from microsim.schemes.employees.rules.benefits import divisor
from microsim.schemes.pillars.rules import annuity_payment, annuity_rates

DECEMBER = 11


@event
def note(person, tallies, year, measure, amount):
    """Add to the tally of what stands beside the funds; the history lived before a person enters adds nothing."""
    if person.entered:
        tallies.pillars[person.place, year - FIRST_YEAR, measure] += amount


@event
def annuity_rate(person, law, assumptions):
    """Return what the year's job pays to an annuity, share of the base: public bodies all, some firms by a plan.

    The firms with a plan are those whose employees stand highest in the order of declared wages.
    """
    if person.scheme == Scheme.PUBLIC:
        return law.public_occupational_employer[DECEMBER] + law.public_occupational_employee[DECEMBER]
    if person.pays_alone or person.declared_luck < 1.0 - assumptions.enterprise_share:
        return 0.0
    return annuity_rates(
        assumptions.enterprise_employer,
        assumptions.enterprise_employee,
        law.enterprise_employer_cap,
        law.enterprise_total_cap,
    )


@event(inlined=True)
def pay_annuity(person, world, tallies, year):
    """Return what the months paid this year add to the annuity, on their last base."""
    if person.paid_months == 0 or person.membership == Membership.EXTENDING:
        return 0
    law, assumptions = law_at(world, person.paid_place, year), assumptions_at(world, person.paid_place, year)
    paid = person.paid_months * contribution(person.paid_base, annuity_rate(person, law, assumptions))
    if paid > 0:
        note(person, tallies, year, Pillar.OCCUPATIONAL if person.scheme == Scheme.PUBLIC else Pillar.ENTERPRISE, 1)
        note(person, tallies, year, Pillar.PAID_IN, paid)
    return paid


@event
def annuity_starts(person):
    """Return the month of the claim that opens the annuity, 0 before it."""
    if person.claim_month > 0:
        return person.claim_month
    return person.statutory_month if person.membership == Membership.BRIDGED else 0


@event(inlined=True)
def annuity_year(person, world, tallies, year, last_month):
    """At the year's end, save, earn the return, and from the claim on draw the account until it is used up."""
    start = annuity_starts(person)
    if start == 0 or start >= MONTHS * year:
        paid = pay_annuity(person, world, tallies, year)
        if paid == 0 and person.annuity_account_fen == 0:
            return
        rate = assumptions_at(world, person.place, year).annuity_return
        earned = annual_interest(person.annuity_account_fen, paid, rate)
        note(person, tallies, year, Pillar.RETURN, earned)
        person.annuity_account_fen += paid + earned
    if start == 0 or person.annuity_account_fen == 0:
        return
    if person.annuity_fen == 0:
        account = person.annuity_account_fen / FEN
        by_month = law_at(world, person.place, start // MONTHS).divisor_by_month
        months_of_life = divisor(start - person.birth, world.divisor, by_month)
        person.annuity_fen = fen(annuity_payment(account, months_of_life, account))
    drawn = months_in_payment(start, year, last_month) * person.annuity_fen
    drawn = min(drawn, person.annuity_account_fen)
    note(person, tallies, year, Pillar.PAID_OUT, drawn)
    person.annuity_account_fen -= drawn
    if person.annuity_account_fen == 0:
        person.annuity_fen = 0


@event
def year_beside_funds(person, world, tallies, year, last_month):
    """Keep the year's account of the annuity, and redeem the certificate at the claim age."""
    annuity_year(person, world, tallies, year, last_month)
    note(person, tallies, year, Pillar.CERTIFICATES, redeem_certificate(person, world, year))


@event
def leave_beside_funds(person, tallies, year):
    """At death the heirs receive what is left of the annuity and of the certificate."""
    note(person, tallies, year, Pillar.INHERITED, person.annuity_account_fen)
    note(person, tallies, year, Pillar.CERTIFICATES, person.certificate_fen)
    person.annuity_account_fen = 0
    person.annuity_fen = 0
    person.certificate_fen = 0
