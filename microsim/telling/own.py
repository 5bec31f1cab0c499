"""A person of own microdata: what the file says, how the record was made of it, and which one is asked for."""

from collections.abc import Iterable
from typing import Any

import numpy as np

from microsim.engine.given import HISTORIES_DRAWN, OTHER_LABOUR, OTHER_MEMBERSHIP
from microsim.engine.given_record import UNKNOWN
from microsim.microdata.facts import MONEY
from microsim.microdata.people import GivenPeople
from microsim.microdata.variables import PERSONS, SPELLS, TABLES, TRANSFERS, Variable, code_words
from microsim.places import ELSEWHERE, PLACE_KEYS, PROVINCE_COUNT, PROVINCE_KEYS, REGION_KEYS
from microsim.schema import PERSON_FIELDS
from microsim.telling.life import Life
from microsim.telling.money import yuan
from microsim.telling.person import kind_of
from microsim.watch.trace import SET, Entry, Frame
from microsim.words.amounts import month_text
from microsim.words.book import place_name, word

REPLAY, MOVED = "replay", "move_to"
LAID = (
    "lay_identity",
    "lay_leanings",
    "lay_work",
    "lay_wage",
    "lay_cover",
    "lay_record",
    "lay_pension",
    "lay_residents",
    "leave_residents",
    "lay_special_schemes",
)
FIELD = {field.name: field for field in PERSON_FIELDS}
FIELDS_OF_TRANSFERS = {"to_place": "target"}


def own_of(life: Life, people: GivenPeople) -> dict[str, Any]:
    """Return what the file says of a person, the histories drawn, the record replayed and what was laid over it."""
    place = people.place_of(life.number)
    assert place is not None
    assert life.fits is not None
    row, copy = place
    facts = people.facts.persons[row]
    spells = people.facts.spells[facts["spell_from"] : facts["spell_to"]]
    transfers = people.facts.transfers[facts["transfer_from"] : facts["transfer_to"]]
    return {
        "id": str(people.ids[row]),
        "row": row + 1,
        "copy": copy + 1,
        "stands_for": people.weight_of(people.ids[row]),
        "facts": facts_of(facts, PERSONS, MONEY, () if kind_of(life.number).place == ELSEWHERE else ("tie",)),
        "spells": [facts_of(spell, SPELLS, {}, ("index",) if spell["base"] >= 0 else ()) for spell in spells],
        "transfers": [facts_of(transfer, TRANSFERS, FIELDS_OF_TRANSFERS) for transfer in transfers],
        "histories": int(life.fits[HISTORIES_DRAWN]),
        "membership_met": not life.fits[OTHER_MEMBERSHIP],
        "labour_met": not life.fits[OTHER_LABOUR],
        "replayed": replayed(life.beginning),
        "laid": laid(life.beginning),
    }


def facts_of(record: Any, table: str, names: dict[str, str], without: tuple[str, ...] = ()) -> list[dict[str, Any]]:
    """Return what a record of the file's facts says, variable by variable, in yuan, months and words.

    ``without`` are variables that were worked out and are not used for this one.
    """
    found = []
    for variable in TABLES[table]:
        field = names.get(variable.name, variable.name)
        if field not in record.dtype.names or record[field] == UNKNOWN or variable.name in without:
            continue
        value = record[field].item()
        if field.endswith("_fen"):
            value = yuan(value)
        texts = {language: text_of(variable, value, language) for language in ("en", "zh")}
        names_of = {"en": variable.english, "zh": variable.chinese}
        found.append({"variable": variable.name, **names_of, "value": value, "text": texts, "unit": variable.unit})
    return found


def text_of(variable: Variable, value: Any, language: str) -> str:
    """Return a fact as people write it."""
    if variable.kind == "place":
        return place_name(PLACE_KEYS[int(value)], language) if value >= 0 else "-"
    if variable.kind == "month":
        return month_text(int(value)) or "-"
    if variable.kind == "flag":
        return word("flag", "yes" if value else "no", language)
    if variable.kind == "code":
        return word(variable.name, code_words(variable.name)[int(value)], language)
    return f"{value:,.2f}" if variable.unit.startswith("yuan") else f"{value:,g}"


def year_of(frame: Frame | None) -> int:
    """Return the year an event is about: its own, or that of the event that called it."""
    while frame is not None:
        if "year" in frame.arguments:
            return int(frame.arguments["year"])
        frame = frame.parent
    return 0


def replayed(entries: Iterable[Entry]) -> list[dict[str, Any]]:
    """Return the record as it was replayed from spells or months under the law of each year; empty without any."""
    years: dict[int, dict[str, Any]] = {}
    account = 0
    for entry in entries:
        if entry.kind != SET or not entry.frame.within(REPLAY) or not (year := year_of(entry.frame)):
            continue
        row = years.setdefault(year, {"months": 0, "deemed_months": 0, "credited": 0, "interest": 0, "moved_to": None})
        if entry.name == "account_fen":
            change = entry.value[1] - entry.value[0]
            account += change
            if entry.frame.name in ("pay_months", "credit_interest"):
                row["credited" if entry.frame.name == "pay_months" else "interest"] += change
        elif entry.name in ("months", "deemed_months"):
            row[entry.name] += entry.value[1] - entry.value[0]
        elif entry.name == "paid_place" and entry.value[1] >= 0:
            row["place"] = PLACE_KEYS[entry.value[1]]
        elif entry.name == "relation" and entry.frame.within(MOVED):
            row["moved_to"] = PLACE_KEYS[mover(entry.frame).arguments["place"]]
        row["account"] = account
    return [{"year": year, **in_yuan(row)} for year, row in sorted(years.items())]


def mover(frame: Frame) -> Frame:
    """Return the transfer an event is part of."""
    while frame.name != MOVED and frame.parent is not None:
        frame = frame.parent
    return frame


def in_yuan(row: dict[str, Any]) -> dict[str, Any]:
    """Return a replayed year with its money in yuan."""
    return row | {name: yuan(row.get(name, 0)) for name in ("credited", "interest", "account")}


def is_laid(frame: Frame) -> bool:
    """Tell whether an event is one that lays what the file says over the person, or was called by one."""
    return any(frame.within(name) for name in LAID)


def laid(entries: Iterable[Entry]) -> list[dict[str, Any]]:
    """Return the fields of the person that the file's values changed, before and after."""
    changes: dict[tuple, list[Any]] = {}
    for entry in entries:
        if entry.kind == SET and is_laid(entry.frame):
            known = changes.setdefault((entry.name, entry.where), [entry.value[0], None])
            known[1] = entry.value[1]
    return [
        {"field": name, "en": FIELD[name].english, "zh": FIELD[name].chinese, "unit": FIELD[name].unit}
        | {"where": where_of(name, where), "before": before, "after": after}
        for (name, where), (before, after) in changes.items()
        if not np.array_equal(before, after)
    ]


def where_of(field: str, where: tuple) -> str | None:
    """Return the province or benefit region of an entry of a field with several; None for a field with one."""
    if not where:
        return None
    return (PROVINCE_KEYS if FIELD[field].length == PROVINCE_COUNT else REGION_KEYS)[where[0]]
