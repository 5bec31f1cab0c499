"""Two scenarios, one person: where the lives part, which value differs there, and what follows."""

from collections.abc import Iterator
from typing import Any

import numpy as np

from microsim.amounts import MONTHS
from microsim.kernel.items import ITEMS
from microsim.kernel.tallies import Lifetime
from microsim.places import PLACE_KEYS
from microsim.schema import PERSON_FIELDS
from microsim.telling.causes import causes, same
from microsim.telling.law import Grounds
from microsim.telling.life import Life, history_year
from microsim.telling.money import yuan
from microsim.telling.years import word
from microsim.watch.trace import BOOK, SET, Entry, Frame
from microsim.words.amounts import month_text
from microsim.words.book import book

FIELD = {field.name: field for field in PERSON_FIELDS}
PRESENT = [measure for measure in Lifetime if measure != Lifetime.PERSONS]
COMPARED = {
    "paid": "year_contributions_fen",
    "received": "year_benefits_fen",
    "residents_paid": "year_residents_paid_fen",
    "residents_received": "year_residents_benefits_fen",
    "pension": "pension_fen",
    "residents_pension": "residents_pension_fen",
}


def effects(life: Life) -> Iterator[tuple[int, Entry]]:
    """Yield what changed the record or was booked, with its year (0: before the history)."""
    for year, entries in [(0, life.beginning), *sorted(life.noted.items())]:
        for entry in entries:
            if entry.kind == BOOK or (entry.kind == SET and not same(*entry.value)):
                yield year or history_year(entry.frame), entry


def part(one: Life, other: Life) -> tuple[int, Entry | None, Entry | None] | None:
    """Return the year of the first effect that differs, and it in either life; None where the lives are the same."""
    first, second = effects(one), effects(other)
    for (year, mine), (other_year, theirs) in zip(first, second, strict=False):
        if (year, *mine[:3]) != (other_year, *theirs[:3]) or not same(mine.value, theirs.value):
            return min(year, other_year), mine, theirs
    if left := next(first, None):
        return left[0], left[1], None
    if left := next(second, None):
        return left[0], None, left[1]
    return None


def month_of(life: Life, year: int, entry: Entry) -> int:
    """Return the month of an effect: its own; else January before the months of its year are lived, December after."""
    if entry.frame.month:
        return entry.frame.month
    for earlier in life.noted.get(year, life.beginning):
        if earlier is entry:
            break
        if earlier.frame.month:
            return MONTHS
    return 1


def comparison(one: Life, other: Life, worlds: tuple[Any, Any], grounds: tuple[Grounds, Grounds]) -> dict[str, Any]:
    """Return where two lives of one person part, why, and what follows."""
    names = [ground.scenario.name for ground in grounds]
    found = part(one, other)
    if found is None:
        return {"scenarios": names, "parts": None}
    year, mine, theirs = found
    life, entry = (one, mine) if mine is not None else (other, theirs)
    assert entry is not None
    month = month_of(life, year, entry) if year else None
    parting = {
        "year": year or None,
        "month": month,
        "event": entry.frame.name,
        "changes": [seen(mine), seen(theirs)],
        "because": causes(one, other, year, (mine, theirs), worlds, grounds),
    }
    return {"scenarios": names, "parts": parting, **consequences(one, other, names)}


def told(frame: Frame) -> str:
    """Return the nearest event with words: the one that did something, or the one that called it."""
    while frame.name not in book()["events"] and frame.parent is not None:
        frame = frame.parent
    return frame.name


def seen(entry: Entry | None) -> dict[str, Any] | None:
    """Return what happened first in one life and not so in the other."""
    if entry is None:
        return None
    if entry.kind == BOOK:
        item = ITEMS[entry.where[-1]].name.lower() if entry.name == "flows" else entry.name
        return {"event": told(entry.frame), "item": item, "booked": yuan(entry.value)}
    field = FIELD[entry.name]
    values = [month_text(int(value)) if field.unit == "month index" else value for value in entry.value]
    names = {"field": entry.name, "en": field.english, "zh": field.chinese, "unit": field.unit}
    values = [value.item() if isinstance(value, np.generic) else value for value in values]
    return {"event": told(entry.frame), **names, "before": values[0], "after": values[1]}


def consequences(one: Life, other: Life, names: list[str]) -> dict[str, Any]:
    """Return differences year by year, the sums over the life, and the present values."""
    years = [row for year in sorted(set(one.noted) | set(other.noted)) if (row := difference(one, other, year))]
    sums = {
        name: {
            scenario: yuan(sum(int(life.ends[year][field]) for year in life.noted))
            for scenario, life in zip(("first", "second"), (one, other), strict=True)
        }
        for name, field in COMPARED.items()
        if not name.endswith("pension")
    }
    present = {
        measure.name.lower(): {"first": yuan(one.lifetimes[measure]), "second": yuan(other.lifetimes[measure])}
        for measure in PRESENT
    }
    return {"years": years, "totals": with_change(sums), "present_value": with_change(present)}


def with_change(pairs: dict[str, dict[str, float]]) -> dict[str, dict[str, float]]:
    """Return pairs with the second less the first."""
    return {name: pair | {"change": round(pair["second"] - pair["first"], 2)} for name, pair in pairs.items()}


def difference(one: Life, other: Life, year: int) -> dict[str, Any]:
    """Return what differs in a year, second less first in yuan, words as pairs; empty where nothing does."""
    lived = [life.ends.get(year) if year in life.noted else None for life in (one, other)]
    found: dict[str, Any] = {}
    for name, field in COMPARED.items():
        amounts = [0 if record is None else int(record[field]) for record in lived]
        if amounts[0] != amounts[1]:
            found[name] = yuan(amounts[1] - amounts[0])
    for field in ("labour", "membership"):
        words = ["-" if record is None else word(field, record) for record in lived]
        if words[0] != words[1]:
            found[field] = words
    places = ["-" if record is None else PLACE_KEYS[record["place"]] for record in lived]
    if places[0] != places[1]:
        found["place"] = places
    return {"year": year, **found} if found else {}
