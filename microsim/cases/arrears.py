"""Employers' arrears: what was owed, the fee for each day, and the account's money in the month they are paid up."""

from datetime import date
from itertools import groupby
from typing import Any

from microsim.amounts import MONTHS
from microsim.cases.career import Lump, Run, joined
from microsim.cases.edition import once
from microsim.cases.geography import law_row, province_of
from microsim.cases.laws import CaseLaw, shipped, statute_value
from microsim.cases.living import runs
from microsim.cases.model import Person, Spell
from microsim.cases.months import month_text
from microsim.cases.trace import Trace
from microsim.kernel.world import FIRST_LAW_YEAR, LAST_YEAR
from microsim.schemes.employees.rules.arrears import late_fee
from microsim.schemes.employees.rules.transfers import buy_in_moves
from microsim.watch.opened import plain


@once
def days_late(row: str, due: int, paid: int) -> tuple[tuple[float, int], ...]:
    """Return rate and days of every stretch in which a month's debt bore a fee: from the month after it."""
    months = range(due + 1, paid)
    stretches = groupby(months, key=lambda month: statute_value(row, "employees.late_fee_rate", month) or 0.0)
    found = []
    for rate, run in stretches:
        inside = list(run)
        found.append((rate, (_first_day(inside[-1] + 1) - _first_day(inside[0])).days))
    return tuple(found)


def _first_day(month: int) -> date:
    return date(month // MONTHS, month % MONTHS + 1, 1)


def owed(run: Run) -> int:
    """Return what a month costs, employer's and worker's part, in fen."""
    return run.paid


def fee_of(row: str, run: Run, paid: int) -> int:
    """Return the late fee of a stretch of months, in fen."""
    total = 0
    for month in range(run.first, run.last + 1):
        for rate, days in days_late(row, month, paid):
            total += int(plain(late_fee)(owed(run), days, rate))
    return total


def credits(spells: list[Spell], law: CaseLaw, person: Person | None) -> list[Lump]:
    """Return the account's money of arrears that were paid up, in the month in which they were."""
    found = []
    for spell in spells:
        if spell.paid_up is not None:
            money = sum(run.credit * run.months for run in runs(spell, law, person, spell.to))
            found.append(Lump(spell.place, spell.paid_up, money))
    return found


@once
def waived_months(row: str) -> tuple[int, int]:
    """Return the first and the last month in which the state waived employers' contributions."""
    entry = range(MONTHS * FIRST_LAW_YEAR, MONTHS * LAST_YEAR)
    months = [month for month in entry if statute_value(row, "employees.employer_waiver_small", month)]
    return (months[0], months[-1]) if months else (1, 0)


def waivable(spell: Spell) -> bool:
    """Whether months of a waiver lie in a spell that does not say how large the firm was."""
    if spell.kind != "employee" or spell.firm:
        return False
    first, last = waived_months(law_row(spell.place))
    return spell.from_ <= last and spell.to >= first


def stays_behind(spell: Spell, spells: list[Spell], province: str) -> bool:
    """Whether months paid up later do not move: three years or more without the proof of a court or an audit."""
    if spell.paid_up is None or province_of(spell.place) == province:
        return False
    paid_at_once = [one for one in spells if (one.place, one.paid_up) == (spell.place, spell.paid_up)]
    months = sum(one.to - one.from_ + 1 for one in paid_at_once)
    limit = int(shipped(law_row(spell.place), "buy_in_proof_months", spell.paid_up))
    return not plain(buy_in_moves)(months, limit, spell.proven)


def arrears(spells: list[Spell], law: CaseLaw, person: Person | None, trace: Trace) -> list[dict[str, Any]]:
    """Return what employers owed and what it cost them to pay late."""
    found = []
    for spell in joined([one for one in spells if one.unpaid or one.paid_up is not None]):
        row, parts = law_row(spell.place), list(runs(spell, law, person, spell.to))
        debt = sum(owed(run) * run.months for run in parts)
        fee = sum(fee_of(row, run, spell.paid_up) for run in parts) if spell.paid_up is not None else 0
        paid_up = "-" if spell.paid_up is None else month_text(spell.paid_up)
        names = {"place": spell.place, "from": month_text(spell.from_), "to": month_text(spell.to), "paid_up": paid_up}
        found.append(names | {"owed": debt / 100, "fee": fee / 100})
        if spell.paid_up is None:
            trace.note("unpaid", months=spell.to - spell.from_ + 1)
        else:
            days = days_late(row, spell.from_, spell.paid_up)
            most = sum(number for _, number in days)
            trace.rule(late_fee, fee, owed_fen=debt, days=most, daily_rate=days[-1][0] if days else 0.0)
    return found
