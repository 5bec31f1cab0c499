"""Months that do not count after all: duplicate records that are closed, accounts cashed out before 2010."""

from typing import Any

from microsim.cases.career import INSURED
from microsim.cases.geography import law_row
from microsim.cases.laws import CaseLaw, shipped
from microsim.cases.living import live
from microsim.cases.model import Person, Spell
from microsim.cases.months import calendar
from microsim.cases.payments import RATES, runs
from microsim.cases.trace import QUIET, Trace
from microsim.schemes.employees.rules.transfers import cash_out, overlap_months, overlap_refund


def cleared(spells: list[Spell]) -> list[Spell]:
    """Return the spells with closed duplicates cut down to the months nothing else covers, cash-outs left out."""
    kept = [spell for spell in spells if not spell.refunded and not spell.cashed_out]
    taken = sorted((spell for spell in kept if spell.kind in INSURED), key=lambda spell: spell.from_)
    for spell in (one for one in spells if one.refunded and not one.cashed_out):
        kept.extend(_uncovered(spell, taken))
    return kept


def _uncovered(spell: Spell, taken: list[Spell]) -> list[Spell]:
    """Return the parts of a closed record that no other spell covers."""
    parts, first = [], spell.from_
    for other in taken:
        if other.to < first or other.from_ > spell.to:
            continue
        if other.from_ > first:
            parts.append((first, other.from_ - 1))
        first = max(first, other.to + 1)
    if first <= spell.to:
        parts.append((first, spell.to))
    return [spell.model_copy(update={"from_": start, "to": end, "refunded": False}) for start, end in parts]


def refunds(spells: list[Spell], person: Person | None, law: CaseLaw, trace: Trace) -> list[dict[str, Any]]:
    """Return what is paid back: of a closed record the overlapping months' account, of a cash-out the own payments."""
    found = []
    for spell in spells:
        if spell.cashed_out:
            found.append(_cashed(spell, person, law, trace))
        elif spell.refunded and spell.kind in RATES:
            found.append(_duplicate(spell, spells, person, law, trace))
    return [one for one in found if one["amount"]]


def _duplicate(spell: Spell, spells: list[Spell], person: Person | None, law: CaseLaw, trace: Trace) -> dict[str, Any]:
    overlap = 0
    for other in spells:
        if other is not spell and not other.refunded and not other.cashed_out and other.kind in INSURED:
            overlap += trace.plainly(overlap_months, spell.from_, spell.to, other.from_, other.to)
    account = sum(run.credit * run.months for run in runs(spell, law, person, spell.to))
    months = spell.to - spell.from_ + 1
    amount = trace.call(overlap_refund, account_fen=account, overlap=min(overlap, months), months=months) / 100
    return {"kind": "duplicate", "place": spell.place, "amount": amount}


def _cashed(spell: Spell, person: Person | None, law: CaseLaw, trace: Trace) -> dict[str, Any]:
    alone = spell.model_copy(update={"cashed_out": False})
    career = live([alone], person, law, spell.to, QUIET)
    number = calendar(spell.to)[1]
    rate = law.interest(spell.place, spell.to)
    account = sum(one.balance + one.interest_to(number, rate) for one in career.relation.holdings.values())
    row = law_row(spell.place)
    values = {
        "account_fen": account,
        "own_rate": shipped(row, "employee_rate", spell.to),
        "account_rate": shipped(row, "account_rate", spell.to),
        "allowed": int(shipped(row, "cash_out_allowed", spell.to)),
    }
    return {"kind": "cash_out", "place": spell.place, "amount": trace.call(cash_out, **values) / 100}
