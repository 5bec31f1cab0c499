"""What a spell pays month by month: base between floor and cap, account, pool."""

from collections.abc import Iterator
from typing import NamedTuple

from microsim.cases.geography import SHIPPED, law_row, province_of
from microsim.cases.laws import CaseLaw, shipped, statute_value
from microsim.cases.model import Person, Spell
from microsim.cases.plain import plain
from microsim.rules.contributions import contribution, contribution_base


class Month(NamedTuple):
    """One month paid: the base in yuan, the rest in fen; ``deemed`` before accounts existed."""

    month: int
    base: float
    credit: int
    pool: int
    employer_rate: float
    deemed: bool


def bounds(law: CaseLaw, place: str, month: int, outside_rural: bool) -> tuple[float, float] | None:
    """Return floor and cap of the base; None where the wage behind them is not known."""
    row = law_row(place)
    given = law.series(place, "reference_wage", month)
    if given:
        shares = [statute_value(row, f"employees.{name}", month) or 0.0 for name in ("floor_share", "cap_share")]
        return shares[0] * given.value, shares[1] * given.value
    if place not in SHIPPED:
        return None
    floor = "migrant_base_floor" if outside_rural else "base_floor"
    return shipped(row, floor, month), shipped(row, "base_cap", month)


def base_of(spell: Spell, law: CaseLaw, month: int, outside_rural: bool) -> float | None:
    """Return the contribution base of a month: as given, from the wage, or from the index; None where unknown."""
    if spell.base is not None:
        return spell.base
    if spell.wage is not None:
        limits = bounds(law, spell.place, month, outside_rural)
        return plain(contribution_base)(spell.wage, *limits) if limits else None
    if spell.index is not None:
        reference = law.find(spell.place, "reference_wage", month)
        return spell.index * reference.value if reference else None
    return None


def outside_rural(spell: Spell, person: Person | None) -> bool:
    """Whether the floor of rural workers from outside the province applies."""
    hukou = person.hukou[-1] if person and person.hukou else None
    return bool(hukou and hukou.type == "rural" and province_of(hukou.place) != province_of(spell.place))


def months_paid(spell: Spell, law: CaseLaw, person: Person | None, last: int) -> Iterator[Month]:
    """Yield the months a spell of employment or flexible work pays, up to a last month."""
    row = law_row(spell.place)
    rural = outside_rural(spell, person)
    pay = plain(contribution)
    flexible = spell.kind == "flexible"
    known: dict[tuple[float, ...], Month] = {}
    for month in range(spell.from_, min(spell.to, last) + 1):
        deemed = month < shipped(row, "account_start", month)
        base = base_of(spell, law, month, rural)
        if base is None or deemed:
            yield Month(month, base or 0.0, 0, 0, 0.0, deemed)
            continue
        credit_rate = shipped(row, "flexible_account_rate" if flexible else "account_rate", month)
        rate = shipped(row, "flexible_rate" if flexible else "employer_rate", month)
        if not flexible and spell.employer_rate is not None:
            rate = spell.employer_rate
        own = 0.0 if flexible else shipped(row, "employee_rate", month)
        key = (base, credit_rate, rate, own)
        if key not in known:
            credit = pay(base, credit_rate)
            paid = pay(base, rate) + (0 if flexible else pay(base, own))
            known[key] = Month(month, base, credit, paid - credit, rate - (credit_rate if flexible else 0.0), False)
        yield known[key]._replace(month=month)
