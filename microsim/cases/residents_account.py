"""The residents' account of a case, from spells of payment."""

from typing import Any, NamedTuple

from microsim.amounts import MONTHS
from microsim.cases.geography import SHIPPED, law_row
from microsim.cases.laws import CaseLaw, column, shipped, statute_value
from microsim.cases.model import Spell
from microsim.cases.months import calendar
from microsim.cases.plain import plain
from microsim.kernel.world import FIRST_LAW_YEAR
from microsim.schemes.base.accounts import claim_year_interest, interest_months, year_interest
from microsim.schemes.bridge.rules import bridge_refund
from microsim.schemes.employees.rules.transfers import merged_months
from microsim.schemes.residents.rules import assisted_payment, capped_tier, collective_support, residents_credit


class Saved(NamedTuple):
    """A residents' account: money in fen, months paid, and what overlapping months give back."""

    account: int
    months: int
    refund: int
    accounts: list[dict[str, Any]]


def joined(spells: list[Spell]) -> list[Spell]:
    """Return spells in time order, those that go on unchanged as one."""
    result: list[Spell] = []
    for spell in sorted(spells, key=lambda one: (one.from_, one.to)):
        before = result[-1] if result else None
        if (
            before
            and before.to + 1 == spell.from_
            and before.model_copy(update={"from_": spell.from_, "to": spell.to}) == spell
        ):
            result[-1] = before.model_copy(update={"to": spell.to})
        else:
            result.append(spell)
    return result


def subsidy_of(spell: Spell, paid: float, law: CaseLaw, month: int) -> float:
    """Return the entry subsidy of a payment: as given, or that of the highest tier it reaches."""
    if spell.subsidy is not None:
        return spell.subsidy
    given = law.residents(spell.place)
    if given is not None and given.subsidy is not None:
        return float(given.subsidy)
    row = law_row(spell.place)
    year = calendar(month)[0] - FIRST_LAW_YEAR
    tiers, subsidies = column(row, "residents_tier")[year], column(row, "residents_subsidy")[year]
    reached = [sub for tier, sub in zip(tiers, subsidies, strict=True) if 0 < tier <= paid]
    return float(reached[-1]) if reached else 0.0


def amounts_of(spell: Spell, law: CaseLaw, month: int) -> tuple[float, float, float]:
    """Return own payment, entry subsidy and collective support of a year; for the poor the government pays."""
    row, tier = law_row(spell.place), spell.tier or 0.0
    if spell.assisted:
        lowest = statute_value(row, "residents.assisted_tier", month) or 0.0
        tier = max(tier, float(plain(assisted_payment)(lowest, True)))
    collective = spell.collective or 0.0
    if row in SHIPPED:
        least = MONTHS * shipped(row, "base_floor", month) * shipped(row, "flexible_rate", month)
        top = max(column(row, "residents_tier")[calendar(month)[0] - FIRST_LAW_YEAR])
        tier = float(plain(capped_tier)(tier, least)) if least else tier
        collective = float(plain(collective_support)(collective, top)) if top else collective
    return tier, subsidy_of(spell, tier, law, month), collective


def save(spells: list[Spell], law: CaseLaw, last: int, overlap: set[int], brought: list[tuple[int, int]]) -> Saved:
    """Return the account from spells: a payment for the months of a calendar year, made in the first of them.

    Interest of the last year runs to the end of the month before the last one. ``brought`` are
    months and fen of what joins: an employees' account, money for land.
    """
    payments: dict[int, list[tuple[int, int]]] = {}
    for month, money in brought:
        if money:
            payments.setdefault(month // MONTHS, []).append((month, money))
    refund = months = 0
    chosen = [spell for spell in joined([one for one in spells if one.kind == "residents"]) if spell.from_ <= last]
    for spell in chosen:
        for year in range(spell.from_ // MONTHS, min(spell.to, last) // MONTHS + 1):
            first, final = max(spell.from_, MONTHS * year), min(spell.to, last, MONTHS * year + 11)
            count = final - first + 1
            double = sum(month in overlap for month in range(first, final + 1))
            amounts = amounts_of(spell, law, first)
            own, subsidy, collective = (amount * count / MONTHS for amount in amounts)
            credit = plain(residents_credit)(own, subsidy, collective)
            if double:
                refund += plain(bridge_refund)(round(own * 100), round(collective * 100), double, count)
                credit -= plain(bridge_refund)(credit, 0, double, count)
            payments.setdefault(year, []).append((first, credit))
            months += int(plain(merged_months)(count, double))
    place = chosen[-1].place if chosen else None
    account, rows = _grow(payments, place, law, last)
    return Saved(account, months, refund, rows if chosen else [])


def _grow(
    payments: dict[int, list[tuple[int, int]]], place: str | None, law: CaseLaw, last: int
) -> tuple[int, list[dict[str, Any]]]:
    """Return the account with interest in a last month, and a row a year."""
    balance, rows = 0, []
    final, number = calendar(last)
    for year in range(min(payments, default=final + 1), final + 1):
        paid = sum(credit for _, credit in payments.get(year, []))
        weighted = sum(credit * plain(interest_months)(month % MONTHS + 1) for month, credit in payments.get(year, []))
        rate = interest_rate(law, place, MONTHS * year)
        if year < final:
            interest = plain(year_interest)(balance, weighted, rate)
        else:
            interest = plain(claim_year_interest)(balance, paid, weighted, rate, number - 1)
        balance += paid + interest
        if not (paid or balance):
            continue
        money = {"credited": paid, "interest": interest, "balance": balance}
        rows.append({"year": year} | {key: value / 100 for key, value in money.items()})
    return balance, rows


def interest_rate(law: CaseLaw, place: str | None, month: int) -> float:
    """Return the interest of residents' accounts in a year."""
    given = law.residents(place)
    rate = given.interest if given is not None else None
    if isinstance(rate, dict):
        rate = rate.get(month // MONTHS)
    return (
        float(rate)
        if rate is not None
        else shipped(law_row(place) if place else "elsewhere", "residents_interest", month)
    )
