"""What is noted while the lives of a list of cases are lived compiled: what no record keeps and an answer needs.

The world of a list is one record: the tables that are read, the notes of the one life that is lived, and what employer
and worker pay by year. Each function here stands in place of the event of its name and calls it.
"""

from microsim.amounts import MONTHS
from microsim.engine import lifetime, replay
from microsim.engine.replay import act as quiet_act
from microsim.engine.replay import replay_months as quiet_replay_months
from microsim.kernel import setting
from microsim.kernel.items import Item
from microsim.kernel.jit import event
from microsim.kernel.setting import law_at, month_index, province_of
from microsim.kernel.world import FIRST_LAW_YEAR, LAW_YEARS
from microsim.places import PROVINCE_COUNT
from microsim.schemes.base.accounts import year_interest
from microsim.schemes.base.contributions import contribution
from microsim.schemes.employees import account, paying, paying_place, records
from microsim.schemes.employees.account import credit_interest as quiet_credit_interest
from microsim.schemes.employees.account import deemed_months
from microsim.schemes.employees.paying import pay_fund as quiet_pay_fund
from microsim.schemes.employees.paying import pay_months as quiet_pay_months
from microsim.schemes.employees.paying_place import collect as quiet_collect
from microsim.schemes.employees.records import move_record as quiet_move_record
from microsim.schemes.employees.records import open_record as quiet_open_record

PAID, DEEMED, ACT, LEFT, MOVED, CLOSED, OPENED = range(7)  # what a note is of
WIDTH = 13  # whole numbers of a note: its kind and what belongs to it
NOTES = 2048  # of a life: some five hundred stretches of months, and as many of all else
PAGE = (  # fields of the record of a list: what belongs to the life that is lived
    ("noted", "i8"),
    ("notes", "i8", (NOTES, WIDTH)),
    ("bases", "f8", (NOTES,)),  # of notes of months paid
    ("money", "i8", (LAW_YEARS, 2)),  # paid by employer and worker
    ("paid", "i1", (LAW_YEARS,)),  # whether anything was to pay in a year
    ("month", "i8"),  # in which the stretch or act begins
    ("claims", "i8"),  # whether records are gathered for a claim
)


@event
def note(world):
    """Begin a note and return it; what does not fit any more is counted only, and the life is lived otherwise."""
    row = min(world.noted, NOTES - 1)
    world.noted += 1
    return world.notes[row]


@event
def book(person, tallies, year, place, scheme, item, amount_fen):
    """Note by year what employer and worker pay; of arrears in the year in which they are paid up."""
    late = tallies.late[place]
    row = (late // MONTHS if late > 0 else year) - FIRST_LAW_YEAR
    if item == Item.EMPLOYER:
        tallies.money[row, 0] += amount_fen
        tallies.paid[row] = 1
    elif item == Item.EMPLOYEE or item == Item.FLEXIBLE:
        tallies.money[row, 1] += amount_fen
        tallies.paid[row] = 1


@event
def count_months(person, tallies, year, place, kind, months):
    """Count no months: a case keeps no books of a fund."""


@event
def note_credit(person, tallies, province, credited_fen, pooled_fen):
    """Note nothing: a case is no life of a run."""


@event
def note_move(person, tallies, origin, destination, pooled_fen):
    """Note nothing: a case is no life of a run."""


@event
def value_year(tallies, world, person, year):
    """Value nothing: a case is no life of a run."""


@event
def pay_fund(person, tallies, year, months, place, pay, base):
    """Note what a stretch of months pays."""
    before = person.year_contributions_fen
    credit = quiet_pay_fund(person, tallies, year, months, place, pay, base)
    whole, waived = (person.year_contributions_fen - before) // months, 0
    if pay.employer_waiver != 0.0 and not person.pays_alone:
        waived = contribution(base, pay.employer_rate) + contribution(base, pay.employee_rate) - whole
    row = min(tallies.noted, NOTES - 1)
    tallies.bases[row] = base
    found = note(tallies)
    found[0], found[1], found[2], found[3] = PAID, month_index(year, tallies.month), months, place
    found[4], found[5], found[6] = credit, whole, waived
    return credit


@event
def pay_months(person, world, tallies, year, month, months, place, base):
    """Note how much of what is credited a move will leave behind."""
    province = province_of(place)
    before = person.left_fen[province]
    quiet_pay_months(person, world, tallies, year, month, months, place, base)
    if person.left_fen[province] != before:
        found = note(tallies)
        found[0], found[1], found[2] = LEFT, province, person.left_fen[province] - before


@event
def replay_months(person, spell, facts, world, tallies, year, month, months):
    """Note the month in which a stretch begins, and whether its months are deemed."""
    tallies.month, tallies.claims = month, 0
    before = deemed_months(person)
    quiet_replay_months(person, spell, facts, world, tallies, year, month, months)
    if deemed_months(person) > before:
        found, first = note(tallies), month_index(year, month)
        found[0], found[1], found[2], found[3] = DEEMED, spell.place, first, first + months - 1


@event
def held(person):
    """Return what all accounts hold."""
    total = 0
    for province in range(PROVINCE_COUNT):
        total += person.account_fen[province]
    return total


@event
def act(person, world, tallies, year, month, one):
    """Note what an act credits to the account."""
    tallies.month, tallies.claims = month, 0
    before = held(person)
    quiet_act(person, world, tallies, year, month, one)
    found = note(tallies)
    found[0], found[1], found[2], found[3] = ACT, month_index(year, month), one.kind, one.target
    found[4], found[5] = one.amount_fen, held(person) - before


@event
def collect(person, world, tallies, year, place):
    """Note that what moves now moves for the claim: the balance of its month is noted already."""
    tallies.claims = 1
    quiet_collect(person, world, tallies, year, place)


@event
def credit_interest(person, world, year, whole):
    """Note the interest of a year and what the accounts hold then."""
    earned = quiet_credit_interest(person, world, year, whole)
    found = note(world)
    found[0], found[1], found[2], found[3] = CLOSED, year, earned, held(person)
    return earned


@event
def due(balance, account_fen, claims, rate):
    """Return the interest due on what moves."""
    return year_interest(0, balance - account_fen if claims else balance, rate)


@event
def move_record(person, world, tallies, year, origin, destination):
    """Note what moves, with the interest due."""
    source, target, claims = person.fund_place[origin], person.fund_place[destination], tallies.claims
    rate = law_at(world, source, year).notional_interest
    earned = due(person.balance_months_fen[origin], person.account_fen[origin], claims, rate)
    left_earned = due(person.left_balance_fen[origin], person.left_fen[origin], claims, rate)
    left = person.left_fen[origin] + left_earned
    moves = person.account_fen[origin] + earned - left
    bases, carried = person.transfer_base_fen[origin], person.carried_pool_fen[origin]
    pooled = quiet_move_record(person, world, tallies, year, origin, destination)
    found = note(tallies)
    found[0], found[1], found[2], found[3] = MOVED, month_index(year, tallies.month), origin, source
    found[4], found[5], found[6], found[7] = destination, target, moves, left
    found[8], found[9], found[10], found[11] = left_earned, bases, carried, pooled
    return pooled


@event
def open_record(person, world, tallies, year, month, place, transfers):
    """Note whether a record opened is a temporary account."""
    quiet_open_record(person, world, tallies, year, month, place, transfers)
    if person.temporary[province_of(place)]:
        found = note(tallies)
        found[0], found[1], found[2], found[3] = OPENED, place, month_index(year, month), 1


STANDS_FOR = {  # the event in whose place each stands
    setting.book: book,
    setting.count_months: count_months,
    setting.note_credit: note_credit,
    setting.note_move: note_move,
    lifetime.value_year: value_year,
    paying.pay_fund: pay_fund,
    paying.pay_months: pay_months,
    replay.replay_months: replay_months,
    replay.act: act,
    paying_place.collect: collect,
    account.credit_interest: credit_interest,
    records.move_record: move_record,
    records.open_record: open_record,
}
