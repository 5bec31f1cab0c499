"""Claims of the employees' scheme: month by month, claim, wait, pay on or leave for the residents' scheme."""

from microsim.amounts import MONTHS
from microsim.kernel.items import Item
from microsim.kernel.jit import event
from microsim.kernel.setting import assumptions_at, book, cohort_of, law_at, month_in, month_index
from microsim.kernel.tallies import PastAge
from microsim.kernel.world import FIRST_LAW_YEAR
from microsim.schema import ClaimChoice, Membership, Special
from microsim.schemes.bridge.events import bridge, join_residents_account
from microsim.schemes.bridge.rules import TO_RESIDENTS, bridge_way
from microsim.schemes.disability.events import award_after_disability
from microsim.schemes.employees.account import total_months, towards_minimum
from microsim.schemes.employees.ages import (
    early_months,
    months_required,
    past_original_age,
    statutory,
    track_in_force,
)
from microsim.schemes.employees.award import (
    actuarial_award,
    award,
    award_by_rules,
    guaranteed_award,
    terms_at,
    totalised_award,
)
from microsim.schemes.employees.counted import count_claim, note_claim, note_gap
from microsim.schemes.employees.past_age import (
    BRIDGES,
    PAYS_ON,
    buys_rest,
    count_way,
    pay_on,
    wait_past_age,
    way_past_age,
)
from microsim.schemes.employees.paying import buy_months
from microsim.schemes.employees.paying_place import collect, place_that_pays
from microsim.schemes.employees.rules.eligibility import earliest_claim_month, meets_minimum, missing_months
from microsim.schemes.employees.rules.levers import pays_by_months
from microsim.schemes.local.events import award_local_supplement

JANUARY = 1


@event(inlined=True)
def near_claim(person, world, year):
    """Return whether a claim of the employees' pension may fall in this year: of who has a record, or work that opens one."""
    if (
        person.claim_month > 0
        or person.membership == Membership.BRIDGED
        or (person.relation < 0 and person.covered == 0)
    ):
        return False
    law = law_at(world, person.place if person.relation < 0 else person.fund_place[person.relation], year)
    return past_original_age(person, law, month_index(year, 12))


@event
def first_test(person, world, year):
    """Return the month of a year before which the claim test leaves one who has not reached statutory age as he or she is.

    Numbered from January; beyond 12 in later years, 1 or below where every month has to be tested.
    """
    if person.relation < 0 or person.statutory_month > 0:
        return 1
    law = law_at(world, person.fund_place[person.relation], year)
    if person.special != Special.NONE and total_months(person) < early_months(person, law):
        return 1  # the months of this year may open the early age
    due = statutory(person, law)
    if person.claim_choice == ClaimChoice.EARLIEST and law.early_window > 0:
        due = min(due, earliest_claim(person, law, due))
    return month_in(year, due)


@event
def earliest_claim(person, law, due):
    """Return the first month of the window before the statutory month."""
    original = law.original_age[track_in_force(person, law)]
    return earliest_claim_month(person.birth, original, due, law.early_window)


@event
def claim_test(person, world, key, tallies, year, month):
    """At a month's end, note the statutory age once reached and decide what follows; some claim before it."""
    if person.claim_month > 0 or person.membership == Membership.BRIDGED or person.relation < 0:
        return
    if person.membership == Membership.WAITING and month > JANUARY:
        return  # chooses anew each January
    law = law_at(world, person.fund_place[person.relation], year)
    now = month_index(year, month)
    if person.statutory_month == 0:
        due = statutory(person, law)
        if now < due:
            if claims_early(person, law, due, now):
                person.statutory_month = due
                claim(person, world, tallies, year, month)
            return
        person.statutory_month = due
        law_then = law_at(world, person.fund_place[person.relation], max(due // MONTHS, FIRST_LAW_YEAR))
        person.required_months = months_required(person, law_then, due)
    past_statutory_age(person, world, key, tallies, year, month)


@event
def claims_early(person, law, due, now):
    """Return whether the person claims inside the window before the statutory month."""
    if person.claim_choice != ClaimChoice.EARLIEST or law.early_window == 0:
        return False
    return now >= earliest_claim(person, law, due) and meets_minimum(towards_minimum(person, law), law.minimum_months)


@event
def waits(person, law, now):
    """Return whether the person works on inside the window after the statutory month, which needs an employer."""
    if person.claim_choice != ClaimChoice.LATE or law.late_window == 0 or person.membership == Membership.EXTENDING:
        return False
    if person.covered == 0 or person.pays_alone:
        return False
    return now <= person.statutory_month + int(person.late_share * law.late_window)


@event
def past_statutory_age(person, world, key, tallies, year, month):
    """Claim or wait for the claim; who lacks years pays on, buys, asks for the residents' scheme, or stays."""
    law = law_at(world, person.fund_place[person.relation], year)
    now = month_index(year, month)
    gap = missing_months(towards_minimum(person, law), person.required_months)
    note_gap(person, tallies, gap)
    if gap == 0:
        if not waits(person, law, now):
            claim(person, world, tallies, year, month)
    elif person.membership == Membership.EXTENDING:
        if month == JANUARY and buys_rest(person, world, key, year, law, gap, now):
            buy_in(person, world, tallies, year, month, gap)
            claim(person, world, tallies, year, month)
    else:
        may_bridge = law.bridge_open[month - 1] > 0.0 and way_out(person, law, now) == TO_RESIDENTS
        way = way_past_age(person, world, key, year, law, gap, now, may_bridge)
        if way == PAYS_ON:
            pay_on(person, tallies, year, now)
        elif pays_by_months(total_months(person), law.pro_rata_months):
            claim(person, world, tallies, year, month)
        elif way == BRIDGES:
            count_way(person, tallies, year, PastAge.BRIDGED)
            bridge(person, world, tallies, year, month)
        else:
            wait_past_age(person)


@event
def way_out(person, law, now):
    """Return the way over the bridge of one short of the minimum who does not choose to pay on."""
    months, drawing = towards_minimum(person, law), person.claim_month > 0
    return bridge_way(months, law.bridge_months, now, person.statutory_month, drawing)


@event
def buy_in(person, world, tallies, year, month, months):
    """Pay the missing months in one sum at the floor (mohrss-order-13-2)."""
    count_way(person, tallies, year, PastAge.BOUGHT)
    place = person.fund_place[person.relation]
    cost = buy_months(person, world, year, month, place, months)
    book(person, tallies, year, place, person.scheme, Item.FLEXIBLE, cost)
    person.year_contributions_fen += cost


@event
def claim(person, world, tallies, year, month):
    """Award the pension; it is paid from the month after."""
    law = law_at(world, person.fund_place[person.relation], year)
    place = place_that_pays(person, law)
    note_claim(person, tallies, law, place)
    collect(person, world, tallies, year, place)
    join_residents_account(person, world, tallies, year, month)
    award_claim(person, world, place, terms_at(person, world, place, year), year, month)
    count_claim(person, tallies, year)


@event
def award_claim(person, world, place, terms, year, month):
    """Award what the terms give at the place that pays, by the rules old and new that are in force."""
    now, account = month_index(year, month), person.account_fen[person.relation]
    law, assumptions = law_at(world, place, year), assumptions_at(world, place, year)
    parts = award(world, law, assumptions, terms, account, now - person.birth, cohort_of(person))
    if law.totalisation > 0:
        parts = totalised_award(person, world, law, place, year, parts, now - person.birth)
    parts = award_by_rules(person, law, assumptions, parts, terms, account, month)
    parts = award_after_disability(person, actuarial_award(person, law, parts, now), now)
    parts = guaranteed_award(law, parts, terms)
    person.contribution_months = terms.months
    person.mean_index = terms.index
    person.claim_month = now
    person.paying_place = place
    person.membership = Membership.PENSIONER
    person.basic_fen = parts.basic_fen
    person.account_pension_fen = parts.account_fen
    person.transitional_fen = parts.transitional_fen
    person.supplement_fen = parts.supplement_fen
    person.pension_fen = parts.total_fen
    award_local_supplement(person, law)
    person.account_left_fen = account
    person.account_fen[person.relation] = 0
    person.transfer_base_fen[person.relation] = 0
    person.transfer_further_fen[person.relation] = 0
    person.covered = 0
