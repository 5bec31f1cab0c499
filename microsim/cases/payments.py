"""What a spell pays: base between floor and cap, account and pool, in runs of months that are all alike."""

import functools
from collections.abc import Iterator
from itertools import groupby
from typing import NamedTuple

from microsim.amounts import MONTHS
from microsim.cases.geography import SHIPPED, law_row, province_of
from microsim.cases.laws import CaseLaw, shipped, statute_value
from microsim.cases.model import Person, Spell
from microsim.cases.plain import plain
from microsim.schemes.base.contributions import contribution, contribution_base, employer_contribution
from microsim.schemes.closed.rules import chosen_base

FIRMS = ("small", "large")
RATES = {  # what is credited, what the employer (or the flexible worker) pays, what the worker pays
    "employee": ("account_rate", "employer_rate", "employee_rate"),
    "flexible": ("flexible_account_rate", "flexible_rate", None),
    "public": ("public_employee_rate", "public_employer_rate", "public_employee_rate"),
    "township": (None, "township_rate", None),
}


class Terms(NamedTuple):
    """The law on contributions in a month; ``accounts`` is 0 before individual accounts existed."""

    floor: float
    cap: float
    account_rate: float
    rate: float
    own: float
    pool_rate: float
    waivers: tuple[float, float]  # shares of the employer's part waived for small and for large firms
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
    own: int = 0  # what the worker pays
    waived: int = 0  # what the employer would have paid

    @property
    def months(self) -> int:
        """How many months."""
        return self.last - self.first + 1


def terms_of(row: str, month: int, kind: str, rural: bool) -> Terms:
    """Return the law on contributions of a month."""
    account, rate, own = RATES[kind]
    public = kind == "public"
    return Terms(
        shipped(row, "migrant_base_floor" if rural else "base_floor", month),
        shipped(row, "base_cap", month),
        shipped(row, account, month) if account else 0.0,
        shipped(row, rate, month),
        shipped(row, own, month) if own else 0.0,
        shipped(row, "transfer_pool_rate", month),
        tuple(statute_value(row, f"employees.employer_waiver_{firm}", month) or 0.0 for firm in FIRMS),  # type: ignore[arg-type]
        shipped(row, rate, month) > 0 if public else month >= shipped(row, "account_start", month),
    )


@functools.cache
def year_terms(row: str, year: int, kind: str, rural: bool) -> tuple[tuple[int, int, Terms], ...]:
    """Return the stretches of a year in which the law on contributions does not change."""
    months = range(MONTHS * year, MONTHS * year + MONTHS)
    stretches = [list(run) for _, run in groupby(months, key=lambda month: terms_of(row, month, kind, rural))]
    return tuple((run[0], run[-1], terms_of(row, run[0], kind, rural)) for run in stretches)


def bounds(law: CaseLaw, place: str, month: int, terms: Terms) -> tuple[float, float] | None:
    """Return floor and cap of the base; None where the wage behind them is not known."""
    given = None if law.silent else law.series(place, "reference_wage", month)
    if given:
        row = law_row(place)
        shares = [statute_value(row, f"employees.{name}", month) or 0.0 for name in ("floor_share", "cap_share")]
        return shares[0] * given.value, shares[1] * given.value
    return (terms.floor, terms.cap) if place in SHIPPED else None


def base_of(spell: Spell, law: CaseLaw, month: int, terms: Terms) -> float:
    """Return the contribution base: as given, from the wage, the index or the choice; 0 where unknown."""
    if spell.base is not None:
        return spell.base
    if spell.wage is not None:
        limits = bounds(law, spell.place, month, terms)
        return plain(contribution_base)(spell.wage, *limits) if limits else 0.0
    if spell.index is None and spell.choice is None and spell.kind != "township":
        return 0.0
    reference = law.find(spell.place, "reference_wage", month)
    if reference is None:
        return 0.0
    row = law_row(spell.place)
    if spell.kind == "township":
        return shipped(row, "township_base_share", month) * reference.value
    if spell.choice is not None:
        shares = [statute_value(row, f"employees.{name}", month) or 0.0 for name in ("floor_share", "cap_share")]
        return float(plain(chosen_base)(spell.choice, reference.value, *shares))
    return (spell.index or 0.0) * reference.value


def outside_rural(spell: Spell, person: Person | None) -> bool:
    """Whether the floor of rural workers from outside the province applies."""
    hukou = person.hukou[-1] if person and person.hukou else None
    return bool(hukou and hukou.type == "rural" and province_of(hukou.place) != province_of(spell.place))


def runs(spell: Spell, law: CaseLaw, person: Person | None, last: int) -> Iterator[Run]:
    """Yield what a spell of employment or flexible work pays, up to a last month."""
    row, end = law_row(spell.place), min(spell.to, last)
    rural = outside_rural(spell, person)
    for year in range(spell.from_ // MONTHS, end // MONTHS + 1):
        for start, stop, terms in year_terms(row, year, spell.kind, rural):
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
    credit = int(pay(base, terms.account_rate)) if terms.account_rate else 0
    whole = int(pay(base, rate))
    paid = whole
    if spell.firm and (waiver := terms.waivers[FIRMS.index(spell.firm)]):
        paid = int(plain(employer_contribution)(base, rate, waiver))
    own = int(pay(base, terms.own)) if terms.own else 0
    if spell.kind == "flexible":
        employer, own, pool = rate - terms.account_rate, whole, whole - credit
    else:
        employer, pool = rate, paid + own - credit
    return Run(first, last, base, credit, pool, employer, terms.pool_rate, False, own, whole - paid)
