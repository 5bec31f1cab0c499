"""A life as plain data: who it is, the history, and each year with state, law, luck, money, award and indexation."""

from collections.abc import Iterable
from typing import Any

import numpy as np

from microsim.amounts import MONTHS
from microsim.kernel.items import Item
from microsim.kernel.tallies import Lifetime
from microsim.kernel.world import FIRST_LAW_YEAR
from microsim.life.hukou import status_of
from microsim.places import PLACE_KEYS, PROVINCE_KEYS
from microsim.schema import PERSON, ClaimChoice, Education, HukouType, Labour, Membership, Scheme, Sex, Status, Track
from microsim.telling.awards import ALLOWANCE, award_of, claim_of, disability_of, raise_of
from microsim.telling.chances import decisions_of, draws_of
from microsim.telling.law import LAW_FIELD, Grounds
from microsim.telling.life import HISTORY_YEAR, Life, history_year
from microsim.telling.money import account_of, money_of, transfers_of, yuan
from microsim.telling.own import is_laid, own_of
from microsim.telling.person import kind_of, readable
from microsim.telling.terms import terms_of, within
from microsim.watch.records import READ
from microsim.watch.trace import BOOK, SET, Entry
from microsim.words.amounts import month_text

HEIRS = "leave_to_heirs"
PAST_HUKOU = "take_hukou_of"  # a draw of every year before the entry, whose outcome the status of the year tells
KNOWN_PENSIONS = "meet_known_pensions"
PROBES = ("near_claim", "count_lifetime")  # events that read law without applying it
ACCOUNTS = {"account_fen": Scheme.EMPLOYEES, "account_left_fen": Scheme.EMPLOYEES}
RESIDENTS_ACCOUNTS = {"residents_account_fen": Scheme.RESIDENTS, "residents_left_fen": Scheme.RESIDENTS}
ENUMS = {
    "sex": Sex,
    "education": Education,
    "hukou_type": HukouType,
    "labour": Labour,
    "membership": Membership,
    "claim_choice": ClaimChoice,
    "track": Track,
}


def described(life: Life, grounds: Grounds, options: dict[str, Any], people: Any = None) -> dict[str, Any]:
    """Return everything there is to tell of a life; ``people`` are those of an own population."""
    years = sorted(life.noted)
    yearly = (HISTORY_YEAR, PAST_HUKOU)
    once = [one for one in life.beginning if not any(map(one.frame.within, yearly)) and not is_laid(one.frame)]
    before = by_history_year(life.beginning)
    return {
        "scenario": grounds.scenario.name,
        **options,
        "person": person_of(life),
        **({} if life.fits is None else {"own": own_of(life, people)}),
        "fixed": decisions_of(once),
        "fixed_draws": draws_of(once),
        "history": [history_of(year, record, before.get(year, [])) for year, record in sorted(life.history.items())],
        "known_pensions": met_of(life.beginning),
        "entry": {"year": life.entry, **state_of(life.ends[life.entry], life.entry)},
        "years": [year_of(life, year, grounds) for year in years],
        "totals": totals_of(life),
    }


def person_of(life: Life) -> dict[str, Any]:
    """Return what is fixed for life."""
    record, kind = life.ends[life.entry], kind_of(life.number)
    return {
        "number": str(life.number),
        "id": readable(life.number),
        "sex": word("sex", record),
        "birth": month_text(int(record["birth"])),
        "entry": kind.year,
        "education": word("education", record),
        "first_job_age": int(record["first_job"]),
        "track": word("track", record),
        "claim_choice": word("claim_choice", record),
    }


def word(field: str, record: Any) -> str:
    """Return the word of a coded field."""
    return str(ENUMS[field](int(record[field])).name.lower())


def status_word(record: Any) -> str:
    """Return where the hukou is, seen from the place of residence, and its type."""
    code = status_of(int(record["place"]), int(record["hukou_place"]), int(record["hukou_type"]))
    return str(Status(code).name.lower())


def state_of(record: Any, year: int) -> dict[str, Any]:
    """Return how a person stands at the end of a year."""
    return {
        "age": year - int(record["birth"]) // MONTHS,
        "alive": bool(record["alive"]),
        "place": PLACE_KEYS[record["place"]],
        "hukou": PLACE_KEYS[record["hukou_place"]],
        "status": status_word(record),
        "labour": word("labour", record),
        "covered": bool(record["covered"]),
        "membership": word("membership", record),
        "public": bool(record["public"]),
        "temporary": [key for key, flag in zip(PROVINCE_KEYS, record["temporary"], strict=True) if flag],
        "wage": round(float(record["wage"]), 2),
        "months_paid_ever": int(record["months"].sum()),
        "deemed_months": int(record["deemed_months"].sum()),
        "account": yuan(record["account_fen"].sum() + record["account_left_fen"]),
        "residents_account": yuan(record["residents_account_fen"] + record["residents_left_fen"]),
        "pension": yuan(record["pension_fen"]),
        "residents_pension": yuan(record["residents_pension_fen"]),
    }


def by_history_year(entries: Iterable[Entry]) -> dict[int, list[Entry]]:
    """Return what was noted before the entry by the year of the history it fell in, 0 outside it."""
    found: dict[int, list[Entry]] = {}
    for entry in entries:
        found.setdefault(history_year(entry.frame), []).append(entry)
    return found


def met_of(entries: Iterable[Entry]) -> dict[str, float] | None:
    """Return the pension of the history as awarded and raised, and as it met the mean known; None without one."""
    changes = [entry for entry in within(entries, KNOWN_PENSIONS) if entry.kind == SET and entry.name == "pension_fen"]
    return {"lived": yuan(changes[0].value[0]), "known": yuan(changes[-1].value[1])} if changes else None


def history_of(year: int, record: Any, entries: list[Entry]) -> dict[str, Any]:
    """Return a year lived before the entry, in short, and the award of a claim in it."""
    state = state_of(record, year)
    names = ("age", "place", "hukou", "status", "labour", "covered", "membership", "wage", "account", "pension")
    short = {name: state[name] for name in names}
    paid = {"months_paid": int(record["paid_months"]), "paid": yuan(record["year_contributions_fen"])}
    award = {"award": award_of(entries, record)}
    return {"year": year} | short | paid | {"residents_account": state["residents_account"]} | award


def year_of(life: Life, year: int, grounds: Grounds) -> dict[str, Any]:
    """Return a simulated year."""
    entries, record = life.noted[year], life.ends[year]
    before = life.ends[year - 1]
    death = int(record["death_month"])
    found = {"year": year, **state_of(record, year), "death_month": death or None}
    found |= {"months_paid": int(record["paid_months"]), "decisions": decisions_of(entries)}
    found |= {
        "draws": draws_of(entries),
        "law": law_of(entries, grounds),
        "assumptions": behaviour_of(entries, grounds),
    }
    found |= {"money": money_of(entries), "account": account_of(entries, ACCOUNTS, before, record)}
    found |= {"residents_account_moves": account_of(entries, RESIDENTS_ACCOUNTS, before, record)}
    found |= {"transfers": transfers_of(entries), "award": award_of(entries, record), "indexation": raise_of(entries)}
    found |= {"residents_award": claim_of(entries, record), "survivors": terms_of(within(entries, HEIRS))}
    found |= {"disability": disability_of(entries, record), "disability_indexation": raise_of(entries, ALLOWANCE)}
    found |= {"events": events_of(entries)}
    return found | {"record": raw(record)}


def raw(record: Any) -> dict[str, Any]:
    """Return every field of a record as it stands."""
    return {
        name: value.tolist() if isinstance(value := record[name], np.ndarray) else value.item() for name in PERSON.names
    }


def law_of(entries: Iterable[Entry], grounds: Grounds) -> list[dict[str, Any]]:
    """Return the values of the law that were asked, with document and first day; months of one value together."""
    found: dict[tuple, dict[str, Any]] = {}
    for entry in entries:
        if entry.kind != READ or not entry.name.startswith("law.") or any(map(entry.frame.within, PROBES)):
            continue
        name, (place, slot, *rest) = entry.name[4:], entry.where
        index = rest[0] if rest else None
        row = grounds.law(name, place, slot + FIRST_LAW_YEAR, index, entry.value)
        monthly = LAW_FIELD[name].length == MONTHS
        key = (name, place, entry.value, row.get("since")) if monthly else (name, place, index)
        known = found.setdefault(key, {"place": PLACE_KEYS[place], **row, **({"months": []} if monthly else {})})
        if monthly and index is not None and index + 1 not in known["months"]:
            known["months"].append(index + 1)
    return list(found.values())


def behaviour_of(entries: Iterable[Entry], grounds: Grounds) -> list[dict[str, Any]]:
    """Return the assumptions that were asked."""
    found: dict[tuple, dict[str, Any]] = {}
    for entry in entries:
        if entry.kind == READ and entry.name.startswith("assumptions."):
            province, slot = entry.where[:2]
            key = (entry.name, province)
            if key not in found:
                found[key] = grounds.assumption(entry.name[12:], province, slot + FIRST_LAW_YEAR, entry.value)
    return list(found.values())


def events_of(entries: Iterable[Entry]) -> dict[str, list[int]]:
    """Return the events of the kernel that changed the person or the books, with their months; 0: for the year."""
    found: dict[str, list[int]] = {}
    for entry in entries:
        if entry.kind == BOOK or (entry.kind == SET and entry.value[0] != entry.value[1]):
            months = found.setdefault(entry.frame.name, [])
            if entry.frame.month not in months:
                months.append(entry.frame.month)
    return found


def totals_of(life: Life) -> dict[str, Any]:
    """Return what the life paid and received, in yuan of each year, and at present value."""
    sums = life.flows.sum(axis=(0, 1))
    by_item = {
        scheme.name.lower(): {item.name.lower(): yuan(sums[scheme, item]) for item in Item if sums[scheme, item]}
        for scheme in Scheme
    }
    present = {
        measure.name.lower(): yuan(life.lifetimes[measure]) for measure in Lifetime if measure != Lifetime.PERSONS
    }
    return {"flows": by_item, "present_value": present}
