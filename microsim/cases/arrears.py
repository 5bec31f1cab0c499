"""Employers' arrears: what was owed, the fee for each day, and the account's money in the month they are paid up."""

from datetime import date
from typing import Any

from microsim.amounts import MONTHS
from microsim.cases.atlas import atlas_of
from microsim.cases.career import Lump, Run, joined
from microsim.cases.edition import once
from microsim.cases.geography import law_row, province_of
from microsim.cases.kernel import kernel_of
from microsim.cases.laws import CaseLaw, shipped, statute_value
from microsim.cases.living import runs
from microsim.cases.model import Person, Spell
from microsim.cases.months import month_text
from microsim.cases.rows import world_of
from microsim.cases.trace import Trace
from microsim.kernel.world import FIRST_LAW_YEAR, LAST_YEAR
from microsim.schemes.employees.arrears import fee_of_month
from microsim.schemes.employees.rules.arrears import late_fee
from microsim.schemes.employees.rules.transfers import buy_in_moves
from microsim.watch.opened import plain


def first_day(month: int) -> date:
    """Return the first day of a month."""
    return date(month // MONTHS, month % MONTHS + 1, 1)


def fee_on(spell: Spell, parts: list[Run], law: CaseLaw) -> tuple[int, int, float]:
    """Return the fee on a spell that was paid up, fen, with the days of its first month and the last rate of a day."""
    paid = spell.paid_up or 0
    atlas = atlas_of((spell.place,))
    world, event = world_of(atlas, law), kernel_of(atlas, False)(fee_of_month)
    months = ((month, run.paid) for run in parts for month in range(run.first, run.last + 1))
    fee = sum(event(world, 0, owed, month, paid) for month, owed in months)
    days = (first_day(paid) - first_day(spell.from_ + 1)).days
    year, last = divmod(paid - 1, MONTHS)
    return fee, days, world.law[0, year - FIRST_LAW_YEAR].late_fee_rate[last] if days else 0.0


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
        parts = list(runs(spell, law, person, spell.to))
        debt = sum(run.paid * run.months for run in parts)
        fee, days, rate = (0, 0, 0.0) if spell.paid_up is None else fee_on(spell, parts, law)
        paid_up = "-" if spell.paid_up is None else month_text(spell.paid_up)
        names = {"place": spell.place, "from": month_text(spell.from_), "to": month_text(spell.to), "paid_up": paid_up}
        found.append(names | {"owed": debt / 100, "fee": fee / 100})
        if spell.paid_up is None:
            trace.note("unpaid", months=spell.to - spell.from_ + 1)
        else:
            trace.rule(late_fee, fee, owed_fen=debt, days=days, daily_rate=rate)
    return found
