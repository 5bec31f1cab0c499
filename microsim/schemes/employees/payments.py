"""Pensions in payment and what death leaves behind, employees' scheme."""

from microsim.amounts import FEN, MONTHS
from microsim.kernel.items import Item
from microsim.kernel.jit import event
from microsim.kernel.setting import book, count_months, law_at, month_index
from microsim.kernel.tallies import MonthCount
from microsim.places import PROVINCE_COUNT
from microsim.schema import Membership, Scheme
from microsim.schemes.base.accounts import account_left, fen
from microsim.schemes.base.indexation import adjusted_pension
from microsim.schemes.employees.account import total_months
from microsim.schemes.local.events import pay_local_pension
from microsim.schemes.survivors.events import dependants_left, heirs_ask, survivors_grants


@event(inlined=True)
def raise_pension(person, world, year):
    """In January, adjust the pension of who had claimed by the end of the year before."""
    if person.claim_month == 0 or person.claim_month >= MONTHS * year:
        return
    law = law_at(world, person.paying_place, year)
    person.pension_fen = fen(
        adjusted_pension(
            person.pension_fen / FEN,
            person.contribution_months / MONTHS,
            MONTHS * year - person.birth,
            law.adjustment_flat,
            law.adjustment_per_year,
            law.adjustment_rate,
            law.adjustment_aged,
            law.adjustment_aged_from,
        )
    )


@event
def months_in_payment(claim_month, year, last_month):
    """Return the months of a year for which a pension claimed earlier, or this year, is paid."""
    first = max(month_index(year, 1), claim_month + 1)
    return max(0, month_index(year, last_month) - first + 1)


@event
def book_shared(person, tallies, year, item, amount):
    """Book part of a pension: each province bears its share where provinces share it, the paying place the rest."""
    rest = amount
    if person.shared == 1:
        for province in range(PROVINCE_COUNT):
            part = int(amount * person.borne_share[province])
            if part != 0:
                book(person, tallies, year, person.fund_place[province], person.scheme, item, part)
                rest -= part
    book(person, tallies, year, person.paying_place, person.scheme, item, rest)


@event(inlined=True)
def pay_pension(person, tallies, year, last_month):
    """Pay the year's pensions up to the last month lived."""
    if person.claim_month == 0:
        return
    months = months_in_payment(person.claim_month, year, last_month)
    place = person.paying_place
    parts = person.basic_fen + person.account_pension_fen + person.transitional_fen + person.supplement_fen
    book_shared(person, tallies, year, Item.BENEFIT_BASIC, months * person.basic_fen)
    book(person, tallies, year, place, person.scheme, Item.BENEFIT_ACCOUNT, months * person.account_pension_fen)
    book_shared(person, tallies, year, Item.BENEFIT_TRANSITIONAL, months * person.transitional_fen)
    book(person, tallies, year, place, person.scheme, Item.BENEFIT_SUPPLEMENT, months * person.supplement_fen)
    book_shared(person, tallies, year, Item.BENEFIT_ADJUSTMENT, months * (person.pension_fen - parts))
    person.year_benefits_fen += months * person.pension_fen
    person.account_left_fen = account_left(person.account_left_fen, months * person.account_pension_fen)
    pay_local_pension(person, tallies, year, months)
    kind = MonthCount.PUBLIC_PENSION if person.scheme == Scheme.PUBLIC else MonthCount.PENSION
    count_months(person, tallies, year, place, kind, months)


@event
def leave_to_heirs(person, world, key, tallies, year, month):
    """At death, pay the survivors' grants and what is left of the account."""
    if person.relation < 0 or person.membership == Membership.BRIDGED:
        return
    claimed = person.claim_month > 0
    place = person.paying_place if claimed else person.fund_place[person.relation]
    law = law_at(world, place, year)
    saved = person.account_left_fen
    for province in range(PROVINCE_COUNT):
        saved += person.account_fen[province]
    now = month_index(year, month)
    months = person.contribution_months if claimed else total_months(person)
    in_payment = max(0, now - person.claim_month) / MONTHS if claimed else 0.0
    grants = 0.0
    if claimed or person.paid_months > 0 or person.disability_case > 0 or heirs_ask(person, world, key, place, year):
        dependants = dependants_left(person, world, key, place, year, month)
        grants = survivors_grants(law, month, dependants, months / MONTHS, in_payment, saved / FEN)
    book(person, tallies, year, place, person.scheme, Item.SURVIVORS, fen(grants))
    person.year_benefits_fen += fen(grants) + saved
    book(person, tallies, year, place, person.scheme, Item.INHERITANCE, person.account_left_fen)
    person.account_left_fen = 0
    for province in range(PROVINCE_COUNT):
        if person.account_fen[province] > 0:
            held = person.fund_place[province]
            book(person, tallies, year, held, person.scheme, Item.INHERITANCE, person.account_fen[province])
            person.account_fen[province] = 0
