"""Variants of a place's law under which spells of a case stand: what one employer pays, arrears, closed schemes, sums.

A variant is written into the label of a place, so that what is read for a label may be kept.
"""

import functools
from typing import Any

from microsim.amounts import MONTHS
from microsim.cases.atlas import VARIANT
from microsim.cases.geography import law_row, province_of
from microsim.cases.laws import shipped, statute_value
from microsim.cases.model import Person, Spell
from microsim.kernel.world import FIRST_LAW_YEAR

NONE = [0.0] * MONTHS
RATE, FIRM, LATE, RURAL, TOWNSHIP, BASE, UNCREDITED = "rate", "firm", "late", "rural", "township", "base", "uncredited"


def label(place: str, **parts: Any) -> str:
    """Return the label of a place under a variant of its law; parts that are None or False are none."""
    written = [f"{name}={value}" for name, value in parts.items() if value is not None and value is not False]
    return VARIANT.join([place, *written])


def label_of(spell: Spell, person: Person | None) -> str:
    """Return the label of the place of a spell."""
    employed = spell.kind == "employee"
    return (
        label(
            spell.place,
            **{
                RATE: spell.employer_rate,
                FIRM: spell.firm,
                LATE: spell.paid_up,
                RURAL: spell.wage is not None and outside_rural(spell, person),
                TOWNSHIP: spell.kind == "township",
            },
        )
        if employed or spell.kind in ("flexible", "township", "public")
        else spell.place
    )


def outside_rural(spell: Spell, person: Person | None) -> bool:
    """Whether the floor of rural workers from outside the province applies."""
    hukou = person.hukou[-1] if person and person.hukou else None
    return bool(hukou and hukou.type == "rural" and province_of(hukou.place) != province_of(spell.place))


@functools.lru_cache(maxsize=4096)
def parts_of(name: str) -> dict[str, str]:
    """Return what a label says of its variant."""
    return dict(part.partition("=")[::2] for part in name.split(VARIANT)[1:])


def variant_values(name: str, slot: int, row: Any) -> dict[str, Any]:
    """Return the fields of a year's law that a variant changes; ``row`` is the law of the place itself."""
    parts, key = parts_of(name), law_row(name.partition(VARIANT)[0])
    first = MONTHS * (FIRST_LAW_YEAR + slot)
    found: dict[str, Any] = {}
    if RATE in parts:
        found["employer_rate"] = [float(parts[RATE])] * MONTHS
    if FIRM in parts:
        path = f"employees.employer_waiver_{parts[FIRM]}"
        found["employer_waiver"] = [statute_value(key, path, first + month) or 0.0 for month in range(MONTHS)]
    if LATE in parts:
        found["account_rate"] = NONE  # the money comes when it is paid up
    if RURAL in parts:
        found["base_floor"] = row.migrant_base_floor
    if TOWNSHIP in parts:
        shares = [shipped(key, "township_base_share", first + month) for month in range(MONTHS)]
        found |= {"employer_rate": row.township_rate, "employee_rate": NONE, "account_rate": NONE}
        found["base_floor"] = [share * row.reference_wage for share in shares]
    if BASE in parts:
        found["base_floor"] = [float(parts[BASE])] * MONTHS
    if UNCREDITED in parts:
        found["flexible_account_rate"] = NONE
    return found
