"""Beside the funds: occupational and enterprise annuities, and what private insurers keep. No fund books this money."""

from microsim.amounts import FEN, MONTHS
from microsim.kernel.jit import event
from microsim.kernel.lifetimes import Money
from microsim.kernel.setting import assumptions_at, law_at, note_money
from microsim.kernel.tallies import Pillar
from microsim.kernel.world import FIRST_YEAR
from microsim.schema import Labour, Membership, Scheme
from microsim.schemes.base.accounts import annual_interest, fen
from microsim.schemes.base.contributions import contribution
from microsim.schemes.closed.events import redeem_certificate
from microsim.schemes.employees.payments import months_in_payment
from microsim.schemes.employees.rules.benefits import divisor
from microsim.schemes.pillars.rules import annuity_payment, annuity_rates, vested_share

DECEMBER = 11


@event
def note(person, tallies, year, measure, amount):
    """Add to the tally of what stands beside the funds; the history lived before a person enters adds nothing."""
    if amount == 0:
        return
    if measure == Pillar.PAID_OUT:
        note_money(tallies, Money.ANNUITY, amount)
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
def employers_part(person, law, assumptions):
    """Return the share of an annuity's payments that is the employer's: of an enterprise plan; others are own at once."""
    rate = annuity_rate(person, law, assumptions)
    if person.scheme == Scheme.PUBLIC or rate <= 0.0:
        return 0.0
    return min(assumptions.enterprise_employer, law.enterprise_employer_cap) / rate


@event
def leave_plan(person, world, tallies, year):
    """Who leaves a job before the employer's part is the worker's leaves the rest of it behind (mohrss-order-36)."""
    if person.annuity_unvested_fen == 0 or (person.new_job == 0 and person.labour == Labour.FORMAL):
        return
    vesting = law_at(world, person.place, year).enterprise_vesting
    own = vested_share(float(person.annuity_years), vesting)
    lost = min(person.annuity_account_fen, int((1.0 - own) * person.annuity_unvested_fen))
    note(person, tallies, year, Pillar.LEFT_BEHIND, lost)
    person.annuity_account_fen -= lost
    person.annuity_unvested_fen = 0
    person.annuity_years = 0


@event
def annuity_starts(person):
    """Return the month that opens the annuity, 0 before it: of the claim, or of the age where there is none."""
    if person.claim_month > 0:
        return person.claim_month
    unclaimed = person.membership == Membership.BRIDGED or person.membership == Membership.WAITING
    return person.statutory_month if unclaimed or person.annuity_fen > 0 else 0


@event
def grow_employers_part(person, world, year, paid, rate):
    """Add the year to the part that is the employer's still, with its return; at the claim all is the worker's."""
    if person.claim_month > 0:
        person.annuity_unvested_fen = 0
        return
    new = 0
    if paid > 0:
        law, assumptions = law_at(world, person.paid_place, year), assumptions_at(world, person.paid_place, year)
        new = int(paid * employers_part(person, law, assumptions))
        person.annuity_years += 1 if new > 0 else 0
    person.annuity_unvested_fen += new + annual_interest(person.annuity_unvested_fen, new, rate)


@event(inlined=True)
def annuity_year(person, world, tallies, year, last_month):
    """At the year's end, save, earn the return, and from the claim on draw the account until it is used up."""
    start = annuity_starts(person)
    if start == 0 or start >= MONTHS * year:
        if start == 0:
            leave_plan(person, world, tallies, year)
        paid = pay_annuity(person, world, tallies, year)
        if paid == 0 and person.annuity_account_fen == 0:
            return
        rate = assumptions_at(world, person.place, year).annuity_return
        earned = annual_interest(person.annuity_account_fen, paid, rate)
        note(person, tallies, year, Pillar.RETURN, earned)
        person.annuity_account_fen += paid + earned
        grow_employers_part(person, world, year, paid, rate)
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


@event(inlined=True)
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
    person.annuity_unvested_fen = 0
    person.certificate_fen = 0
