"""What a spell pays: base between floor and cap, account and pool, in runs of months that are all alike."""

import functools
from collections.abc import Iterator
from itertools import groupby
from typing import NamedTuple

from microsim.cases.geography import SHIPPED, law_row, province_of
from microsim.cases.laws import CaseLaw, shipped, statute_value
from microsim.cases.model import Person, Spell
from microsim.cases.plain import plain
from microsim.rules.contributions import contribution, contribution_base

YEAR = 12


class Terms(NamedTuple):
    """The law on contributions in a month; ``accounts`` is 0 before individual accounts existed."""

    floor: float
    cap: float
    account_rate: float
    rate: float
    own: float
    pool_rate: float
    accounts: bool


class Run(NamedTuple):
    """Months of one calendar year with the same payments each: base in yuan, the rest in fen a month."""

    first: int
    last: int
    base: float
    credit: int
    pool: int
    employer_rate: float
    pool_rate: float
    deemed: bool

    @property
    def months(self) -> int:
        """How many months."""
        return self.last - self.first + 1


def terms_of(row: str, month: int, flexible: bool, rural: bool) -> Terms:
    """Return the law on contributions of a month."""
    return Terms(
        shipped(row, "migrant_base_floor" if rural else "base_floor", month),
        shipped(row, "base_cap", month),
        shipped(row, "flexible_account_rate" if flexible else "account_rate", month),
        shipped(row, "flexible_rate" if flexible else "employer_rate", month),
        0.0 if flexible else shipped(row, "employee_rate", month),
        shipped(row, "transfer_pool_rate", month),
        month >= shipped(row, "account_start", month),
    )


@functools.cache
def year_terms(row: str, year: int, flexible: bool, rural: bool) -> tuple[tuple[int, int, Terms], ...]:
    """Return the stretches of a year in which the law on contributions does not change."""
    months = range(YEAR * year, YEAR * year + YEAR)
    stretches = [list(run) for _, run in groupby(months, key=lambda month: terms_of(row, month, flexible, rural))]
    return tuple((run[0], run[-1], terms_of(row, run[0], flexible, rural)) for run in stretches)


def bounds(law: CaseLaw, place: str, month: int, terms: Terms) -> tuple[float, float] | None:
    """Return floor and cap of the base; None where the wage behind them is not known."""
    given = law.series(place, "reference_wage", month)
    if given:
        row = law_row(place)
        shares = [statute_value(row, f"employees.{name}", month) or 0.0 for name in ("floor_share", "cap_share")]
        return shares[0] * given.value, shares[1] * given.value
    return (terms.floor, terms.cap) if place in SHIPPED else None


def base_of(spell: Spell, law: CaseLaw, month: int, terms: Terms) -> float:
    """Return the contribution base: as given, from the wage, or from the index; 0 where unknown."""
    if spell.base is not None:
        return spell.base
    if spell.wage is not None:
        limits = bounds(law, spell.place, month, terms)
        return plain(contribution_base)(spell.wage, *limits) if limits else 0.0
    reference = law.find(spell.place, "reference_wage", month) if spell.index is not None else None
    return spell.index * reference.value if reference and spell.index is not None else 0.0


def outside_rural(spell: Spell, person: Person | None) -> bool:
    """Whether the floor of rural workers from outside the province applies."""
    hukou = person.hukou[-1] if person and person.hukou else None
    return bool(hukou and hukou.type == "rural" and province_of(hukou.place) != province_of(spell.place))


def runs(spell: Spell, law: CaseLaw, person: Person | None, last: int) -> Iterator[Run]:
    """Yield what a spell of employment or flexible work pays, up to a last month."""
    row, end = law_row(spell.place), min(spell.to, last)
    flexible, rural = spell.kind == "flexible", outside_rural(spell, person)
    for year in range(spell.from_ // YEAR, end // YEAR + 1):
        for start, stop, terms in year_terms(row, year, flexible, rural):
            first, final = max(start, spell.from_), min(stop, end)
            if first <= final:
                yield pay_run(spell, law, first, final, terms)


def pay_run(spell: Spell, law: CaseLaw, first: int, last: int, terms: Terms) -> Run:
    """Return what a stretch of months pays."""
    base = base_of(spell, law, first, terms)
    rate = terms.rate if spell.employer_rate is None else spell.employer_rate
    if not base or not terms.accounts:
        return Run(first, last, base, 0, 0, 0.0, terms.pool_rate, not terms.accounts)
    pay = plain(contribution)
    credit = int(pay(base, terms.account_rate))
    paid = int(pay(base, rate)) + (int(pay(base, terms.own)) if terms.own else 0)
    employer = rate - (terms.account_rate if spell.kind == "flexible" else 0.0)
    return Run(first, last, base, credit, paid - credit, employer, terms.pool_rate, False)
