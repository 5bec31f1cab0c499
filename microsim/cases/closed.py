"""Closed schemes: township insurance with its conversion, the certificate of outside workers."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any, NamedTuple

from microsim.amounts import MONTHS
from microsim.cases.atlas import atlas_of
from microsim.cases.career import Lump
from microsim.cases.geography import law_row
from microsim.cases.kernel import Person, kernel_of
from microsim.cases.laws import CaseLaw, shipped, span
from microsim.cases.living import NO_REGISTRATION
from microsim.cases.model import Case, Spell
from microsim.cases.months import calendar, month_text
from microsim.cases.rows import world_of
from microsim.cases.timing import Timing, track_of
from microsim.cases.trace import Trace
from microsim.schema import HukouType, Labour
from microsim.schemes.base.accounts import fen
from microsim.schemes.closed.events import credit_outside_worker, redeem_certificate
from microsim.schemes.closed.rules import (
    outside_certificate,
    township_contribution,
    township_difference,
    township_months,
    township_pension,
)
from microsim.watch.opened import plain

NATION = "elsewhere"


class Converted(NamedTuple):
    """Township months on the way into the employees' scheme: all, converted, the difference and what was paid, fen."""

    place: str
    month: int
    months: int
    converted: int
    difference: int
    paid: int
    credit: int
    beyond: int = 0  # converted months beyond those of the spells, at a base and its payment to the pool
    base: float = 0.0
    pool: int = 0
    priced: Mapping[str, float] = MappingProxyType({})  # what the difference was worked out from


def length(spell: Spell) -> int:
    """Return the months of a spell."""
    return spell.to - spell.from_ + 1


def convert(case: Case, law: CaseLaw) -> Converted | None:
    """Return what becomes of township months: as many convert as the money paid for the difference covers."""
    spells = [spell for spell in case.spells if spell.kind == "township"]
    if not spells:
        return None
    place, months = spells[-1].place, sum(map(length, spells))
    if case.township and case.township.months is not None:
        months = case.township.months
    row = law_row(place)
    last = (span(row, "township_rate") or (0, 0))[1]
    month = case.township.month if case.township and case.township.month is not None else last
    if case.claim and case.claim.month is not None and case.claim.month < month:
        return Converted(place, month, months, 0, 0, 0, 0)
    known = min(month, last)
    found = law.find(place, "reference_wage", month)
    own = shipped(row, "employee_rate", month)
    rates = own + shipped(row, "employer_rate", month), shipped(row, "township_rate", known)
    share = shipped(row, "township_base_share", known)
    priced = {"months": months, "reference_wage": found.value if found else 0.0, "base_share": share}
    priced |= {"employees_rate": rates[0], "township_rate": rates[1]}
    difference = int(plain(township_difference)(**priced))
    paid = 0
    if case.township:
        given = case.township.paid
        paid = difference if given is None else min(difference, int(plain(fen)(given)))
    converted = int(plain(township_months)(months, paid, difference))
    credit = round(paid * min(1.0, own / (rates[0] - rates[1])))
    beyond = max(0, converted - sum(map(length, spells)))
    base = (found.value if found else 0.0) * share
    pool = int(plain(township_contribution)(found.value if found else 0.0, share, rates[1]))
    return Converted(place, month, months, converted, difference, paid, credit, beyond, base, pool, priced)


def with_converted(spells: list[Spell], found: Converted | None) -> list[Spell]:
    """Return the spells without the township months that did not convert: the first ones paid convert first."""
    if found is None:
        return spells
    left, kept = found.converted, []
    for spell in sorted(spells, key=lambda one: (one.from_, one.to)):
        if spell.kind != "township":
            kept.append(spell)
        elif left:
            months = min(left, length(spell))
            kept.append(spell.model_copy(update={"to": spell.from_ + months - 1}))
            left -= months
    return kept


def conversion_lump(found: Converted | None) -> list[Lump]:
    """Return the account's part of the money paid for the conversion, and converted months that no spell holds."""
    if found is None or not found.credit:
        return []
    return [Lump(found.place, found.month, found.credit, found.beyond, found.base, found.pool)]


def show_township(found: Converted, law: CaseLaw, claim: int | None, trace: Trace) -> dict[str, Any] | None:
    """Return the flat pension of a claim before the scheme closed, or the terms of the conversion."""
    row = law_row(found.place)
    if claim is None or claim >= found.month:
        trace.rule(township_difference, found.difference, **found.priced)
        trace.rule(
            township_months, found.converted, months=found.months, paid_fen=found.paid, difference_fen=found.difference
        )
        if found.converted < found.months:
            trace.note("township_left", months=found.months - found.converted)
        money = {"difference": found.difference / 100, "paid": found.paid / 100, "account": found.credit / 100}
        return {"month": month_text(found.month), "months": found.months, "converted": found.converted} | money
    wage = law.find(found.place, "reference_wage", claim)
    names = ("township_first_share", "township_per_year", "township_cap")
    first, per_year, cap = (shipped(row, name, claim) for name in names)
    monthly = trace.call(
        township_pension,
        average_wage=wage.value if wage else 0.0,
        months=found.months,
        minimum_months=int(shipped(NATION, "minimum_months", claim)),
        first_share=first,
        per_year=per_year,
        cap=cap,
    )
    if not monthly:
        trace.note("township_short")
        return None
    return {"month": month_text(claim), "months": found.months, "monthly": int(plain(fen)(monthly)) / 100}


def certificate(case: Case, law: CaseLaw, timing: Timing, trace: Trace) -> dict[str, Any] | None:
    """Return the outside workers' certificate: what it holds and when it is redeemed."""
    spells = [spell for spell in case.spells if spell.kind == "outside"]
    if not spells or case.person is None:
        return None
    atlas = atlas_of(tuple(dict.fromkeys((*(spell.place for spell in spells), NO_REGISTRATION))))
    world, kernel = world_of(atlas, law), kernel_of(atlas, False)
    person = Person(atlas, birth=timing.birth, track=track_of(case.person), hukou_place=atlas.place(NO_REGISTRATION))
    person.labour, person.hukou_type = int(Labour.FORMAL), int(HukouType.RURAL)
    for spell in spells:
        person.place = atlas.place(spell.place)
        for month in range(spell.from_, spell.to + 1):
            kernel(credit_outside_worker)(person, world, *calendar(month), 1)
    money, age = person.certificate_fen, int(shipped(NATION, "original_age", timing.birth, person.track))
    amount = kernel(redeem_certificate)(person, world, (timing.birth + age) // MONTHS)
    if not money:
        return None
    trace.rule(outside_certificate, amount, credit_fen=money, age_months=age, claim_age=age)
    trace.note("certificate")
    return {"month": month_text(timing.birth + age), "months": sum(map(length, spells)), "amount": amount / 100}
