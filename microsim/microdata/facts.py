"""From the tables of a folder to what the engine reads of each person."""

from typing import NamedTuple

import numpy as np

from microsim.amounts import FEN, MONTHS
from microsim.engine.given_record import FACTS, SPELL, TRANSFER, UNKNOWN
from microsim.microdata.table import Table, known_or
from microsim.microdata.variables import Fund, SpellKind
from microsim.places import ELSEWHERE
from microsim.schema import Membership

MONEY = {
    "account": "account_fen",
    "pension": "pension_fen",
    "pension_basic": "basic_fen",
    "pension_account": "account_pension_fen",
    "pension_transitional": "transitional_fen",
    "pension_supplement": "supplement_fen",
    "account_left": "account_left_fen",
    "residents_account": "residents_account_fen",
    "residents_pension": "residents_pension_fen",
    "certificate": "certificate_fen",
    "township_paid": "township_paid_fen",
    "disability": "disability_fen",
}
AS_THEY_ARE = (
    "birth",
    "hukou_place",
    "education",
    "stay_years",
    "labour",
    "wage",
    "track",
    "membership",
    "scheme",
    "record_place",
    "paid_months",
    "mean_index",
    "claim",
    "residents_member",
    "residents_months",
    "residents_place",
    "residents_claim",
    "special",
    "temporary_place",
    "township",
    "township_months",
    "disability_case",
    "disability_from",
    "disability_until",
)


class Facts(NamedTuple):
    """What a folder says: FACTS a row, SPELL and TRANSFER sorted by person and time."""

    persons: np.ndarray
    spells: np.ndarray
    transfers: np.ndarray


def membership_of(persons: Table, spells: Table | None) -> np.ndarray:
    """Return the membership as given, else as the pension or the record tells it; nan where nothing does."""
    found = persons["membership"].copy()
    draws = (persons["pension"] > 0) | (persons["claim"] > 0)
    months, last = persons["paid_months"].copy(), persons["last_paid"].copy()
    if spells is not None:
        paid = spells["kind"] != int(SpellKind.DEEMED)
        months = known_or(months, np.bincount(spells.person[paid], minlength=persons.rows).astype(float))
        ends = np.full(persons.rows, -np.inf)
        np.maximum.at(ends, spells.person[paid], spells["last"][paid])
        last = known_or(last, np.where(np.isfinite(ends), ends, np.nan))
    paying = np.where(last // MONTHS == persons.date // MONTHS, int(Membership.PAYING), int(Membership.DORMANT))
    paying = np.where(np.isnan(last), np.nan, paying)
    told = np.where(months == 0, int(Membership.NONE), np.where(months > 0, paying, np.nan))
    told = np.where(draws, int(Membership.PENSIONER), told)
    return known_or(found, told)


def public_of(persons: Table, membership: np.ndarray) -> np.ndarray:
    """Return who works in the public service: as given, else who pays to the public fund; nan where nothing tells."""
    pays = (persons["scheme"] == int(Fund.PUBLIC)) & (membership == int(Membership.PAYING))
    return known_or(persons["public"], np.where(pays, 1.0, np.nan))


def deemed_of(persons: Table, spells: Table | None) -> np.ndarray:
    """Return the deemed months as given, else those of the spells where the file has any."""
    if spells is None:
        return persons["deemed_months"]
    deemed = spells["kind"] == int(SpellKind.DEEMED)
    months = known_or(spells["months"], spells["last"] - spells["first"] + 1)[deemed]
    return known_or(persons["deemed_months"], np.bincount(spells.person[deemed], months, persons.rows))


def tie_of(persons: Table) -> np.ndarray:
    """Return the area one who lives elsewhere is tied to: where the record is, else the registration."""
    away = persons["place"] == ELSEWHERE
    record, home = persons["record_place"], persons["hukou_place"]
    tie = np.where(record < ELSEWHERE, record, np.where(home < ELSEWHERE, home, np.nan))
    return np.where(away, known_or(persons["tie"], tie), persons["place"])


def spell_rows(persons: Table, spells: Table | None, membership: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return the spells sorted by person and time, SPELL, and the row of each one's person.

    A record without spells is taken as one spell that ends with the last month paid.
    """
    parts = []
    has = np.zeros(persons.rows, dtype=bool)
    if spells is not None:
        has[spells.person] = True
        index = known_or(spells["index"], persons["mean_index"][spells.person])
        parts.append(
            (
                spells.person,
                spell_array(
                    spells["place"],
                    spells["kind"],
                    spells["first"],
                    spells["last"],
                    spells["months"],
                    spells["base"],
                    index,
                ),
            )
        )
    bare = np.flatnonzero(~has & (persons["paid_months"] > 0) & (membership != int(Membership.PENSIONER)))
    last, first = ends_of_record(persons, membership)
    place = known_or(persons["record_place"], persons["place"])
    none = np.full(len(bare), np.nan)
    kind = np.where(persons["scheme"] == int(Fund.PUBLIC), float(SpellKind.PUBLIC), np.nan)
    parts.append(
        (
            bare,
            spell_array(
                place[bare],
                kind[bare],
                first[bare],
                last[bare],
                persons["paid_months"][bare],
                none,
                persons["mean_index"][bare],
            ),
        )
    )
    rows = np.concatenate([part[0] for part in parts])
    array = np.concatenate([part[1] for part in parts])
    order = np.lexsort((array["first"], rows))
    return array[order], rows[order]


def ends_of_record(persons: Table, membership: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return the last and first month of each record, as given or by the rule.

    Who is dormant paid last in December of the year before the file's, the others in its month.
    """
    before = MONTHS * (persons.date // MONTHS) - 1
    usual = np.where(membership == int(Membership.DORMANT), before, persons.date)
    last = known_or(persons["last_paid"], usual)
    return last, np.fmin(known_or(persons["first_paid"], np.inf), last - np.nan_to_num(persons["paid_months"]) + 1)


def spell_array(
    place: np.ndarray,
    kind: np.ndarray,
    first: np.ndarray,
    last: np.ndarray,
    months: np.ndarray,
    base: np.ndarray,
    index: np.ndarray,
) -> np.ndarray:
    """Return spells as records."""
    array = np.zeros(len(place), dtype=SPELL)
    array["place"], array["first"], array["last"] = place, first, last
    array["kind"] = known_or(kind, int(SpellKind.EMPLOYEE))
    array["months"] = known_or(months, last - first + 1)
    array["base"], array["index"] = known_or(base, UNKNOWN), known_or(index, UNKNOWN)
    return array


def make_facts(
    persons: Table, spells: Table | None, transfers: Table | None, wage_scale: np.ndarray | float = 1.0
) -> Facts:
    """Return what the tables say as the engine reads it.

    Parameters
    ----------
    wage_scale
        Factor on money by row, for a file carried to the base year.
    """
    facts = np.zeros(persons.rows, dtype=FACTS)
    for name in AS_THEY_ARE:
        facts[name] = known_or(persons[name], UNKNOWN)
    facts["wage"] = known_or(persons["wage"] * wage_scale, UNKNOWN)
    for name, field in MONEY.items():
        facts[field] = known_or(np.round(persons[name] * wage_scale * FEN), UNKNOWN)
    membership = membership_of(persons, spells)
    facts["membership"] = known_or(membership, UNKNOWN)
    facts["public"] = known_or(public_of(persons, membership), UNKNOWN)
    facts["deemed_months"] = known_or(deemed_of(persons, spells), UNKNOWN)
    facts["tie"] = known_or(tie_of(persons), UNKNOWN)
    records, rows = spell_rows(persons, spells, membership)
    scale = np.broadcast_to(np.asarray(wage_scale, dtype=float), (persons.rows,))
    records["base"] = np.where(records["base"] >= 0, records["base"] * scale[rows], UNKNOWN)
    facts["spell_from"], facts["spell_to"] = (
        np.searchsorted(rows, np.arange(persons.rows), side) for side in ("left", "right")
    )
    moves = np.zeros(0 if transfers is None else transfers.rows, dtype=TRANSFER)
    moved = np.zeros(0, dtype=np.int64)
    if transfers is not None:
        order = np.lexsort((transfers["month"], transfers.person))
        moves["month"], moves["target"] = transfers["month"][order], transfers["to_place"][order]
        moved = transfers.person[order]
    facts["transfer_from"], facts["transfer_to"] = (
        np.searchsorted(moved, np.arange(persons.rows), side) for side in ("left", "right")
    )
    return Facts(facts, records, moves)
