"""Checks of the tables of spells and transfers."""

from typing import TYPE_CHECKING

import numpy as np

from microsim.amounts import MONTHS
from microsim.microdata.checks import FIRST_WORK_AGE, Hit, Tables, check, hit, month, number, place_key
from microsim.microdata.hukou import province_of
from microsim.microdata.table import birth_bounds, known_or
from microsim.microdata.variables import PERSONS, SPELLS, TRANSFERS, SpellKind
from microsim.schema import Membership

if TYPE_CHECKING:
    import pandas as pd


def of_person(tables: Tables, table: str, values: np.ndarray) -> np.ndarray:
    """Return a value of each row's person, nan where the person is unknown."""
    rows = tables[table].person
    return np.where(rows >= 0, values[rows], np.nan)


def stranger(tables: Tables, table: str) -> list[Hit]:
    """Return rows whose person is not among the persons."""
    ids = tables[table]["person"]
    return hit(
        "person",
        (tables[table].person < 0) & (ids != ""),
        lambda row: f"found {ids[row]}, who is not among the persons",
    )


@check(SPELLS)
def spell_has_a_person(tables: Tables) -> list[Hit]:
    """A spell belongs to a person of the file."""
    return stranger(tables, SPELLS)


@check(SPELLS)
def spell_ends_after_it_starts(tables: Tables) -> list[Hit]:
    """The last month of a spell is not before its first."""
    first, last = tables[SPELLS]["first"], tables[SPELLS]["last"]
    return hit("last", last < first, lambda row: f"found {month(last[row])}, the spell starts in {month(first[row])}")


@check(SPELLS)
def spell_is_over_by_the_date(tables: Tables) -> list[Hit]:
    """No spell reaches beyond the file's date."""
    spells = tables[SPELLS]
    last, date = spells["last"], spells.date
    return hit("last", last > date, lambda row: f"found {month(last[row])}, after the file's date {month(date)}")


@check(SPELLS)
def spell_starts_at_working_age(tables: Tables) -> list[Hit]:
    """No spell starts in childhood."""
    spells = tables[SPELLS]
    first = spells["first"]
    birth = of_person(tables, SPELLS, birth_bounds(tables[PERSONS])[0])
    return hit(
        "first",
        first - birth < MONTHS * FIRST_WORK_AGE,
        lambda row: (
            f"found {month(first[row])}, the person was {number((first[row] - birth[row]) // MONTHS)} years old"
        ),
    )


@check(SPELLS)
def spell_months_fit(tables: Tables) -> list[Hit]:
    """A spell pays no more months than it has."""
    spells = tables[SPELLS]
    span, months = spells["last"] - spells["first"] + 1, spells["months"]
    return hit(
        "months",
        (span > 0) & (months > span),
        lambda row: f"found {number(months[row])} months, the spell has {number(span[row])}",
    )


@check(SPELLS)
def spells_do_not_overlap(tables: Tables) -> list[Hit]:
    """A person pays in one place at a time."""
    spells = tables[SPELLS]
    order = np.lexsort((spells["last"], spells["first"], spells.person))
    person, first, last = spells.person[order], spells["first"][order], spells["last"][order]
    again = np.zeros(spells.rows, dtype=bool)
    before = np.zeros(spells.rows, dtype=np.int64)
    overlap = (person[1:] == person[:-1]) & (person[1:] >= 0) & (first[1:] <= last[:-1])
    again[order[1:][overlap]] = True
    before[order[1:]] = order[:-1]
    return hit(
        "first",
        again,
        lambda row: (
            f"found {month(spells['first'][row])}, the spell in row {spells.number(before[row])} "
            f"lasts until {month(spells['last'][before[row]])}"
        ),
    )


@check(SPELLS)
def spells_add_up(tables: Tables) -> list[Hit]:
    """The months of a person's spells are those of the table of persons."""
    spells, persons = tables[SPELLS], tables[PERSONS]
    span = spells["last"] - spells["first"] + 1
    months = np.where(np.isnan(spells["months"]), span, spells["months"])
    paid = spells["kind"] != int(SpellKind.DEEMED)
    known = (spells.person >= 0) & paid & ~np.isnan(months)
    total = np.bincount(spells.person[known], months[known], persons.rows)
    at = spells.person
    differs = known & (np.abs(np.where(at >= 0, persons["paid_months"][at] - total[at], 0)) > 0)
    return hit(
        "months",
        differs,
        lambda row: (
            f"found {number(total[at[row]])} months in the spells of {spells['person'][row]}, "
            f"row {persons.number(at[row])} of the persons says {number(persons['paid_months'][at[row]])}"
        ),
    )


@check(SPELLS)
def spell_is_of_a_member(tables: Tables) -> list[Hit]:
    """Who was never a member has no spell but deemed ones."""
    spells = tables[SPELLS]
    none = of_person(tables, SPELLS, tables[PERSONS]["membership"]) == int(Membership.NONE)
    none &= spells["kind"] != int(SpellKind.DEEMED)
    return hit("person", none, lambda row: f"found a spell of {spells['person'][row]}, whose membership is none")


@check(SPELLS)
def spell_ends_before_the_claim(tables: Tables) -> list[Hit]:
    """No spell reaches beyond the claim."""
    spells = tables[SPELLS]
    claim = of_person(tables, SPELLS, tables[PERSONS]["claim"])
    last = spells["last"]
    return hit("last", last > claim, lambda row: f"found {month(last[row])}, the claim was in {month(claim[row])}")


@check(TRANSFERS)
def transfer_has_a_person(tables: Tables) -> list[Hit]:
    """A transfer belongs to a person of the file."""
    return stranger(tables, TRANSFERS)


@check(TRANSFERS)
def transfer_is_over_by_the_date(tables: Tables) -> list[Hit]:
    """No transfer is after the file's date."""
    table = tables[TRANSFERS]
    when = table["month"]
    text = f"after the file's date {month(table.date)}"
    return hit("month", when > table.date, lambda row: f"found {month(when[row])}, {text}")


@check(TRANSFERS)
def transfer_goes_somewhere(tables: Tables) -> list[Hit]:
    """A record moves from one province to another."""
    table = tables[TRANSFERS]
    origin, target = province_of(table["from_place"]), province_of(table["to_place"])
    return hit(
        "to_place",
        origin == target,
        lambda row: f"found {place_key(table['to_place'][row])}, in the province the record came from",
    )


def first_month(person: np.ndarray, where: np.ndarray, months: np.ndarray) -> "pd.Series":
    """Return the first month of each person in each province."""
    import pandas as pd

    return pd.Series(months).groupby([person, where]).min()


@check(TRANSFERS)
def transfer_has_a_record(tables: Tables) -> list[Hit]:
    """What is transferred was paid before, where it came from."""
    table = tables[TRANSFERS]
    if SPELLS not in tables:
        return []
    import pandas as pd

    spells = tables[SPELLS]
    paid = first_month(spells.person, province_of(spells["place"]), spells["first"])
    came = first_month(table.person, province_of(table["to_place"]), table["month"])
    origin = province_of(table["from_place"])
    keys = pd.MultiIndex.from_arrays([table.person, origin])
    begun = np.fmin(paid.reindex(keys).to_numpy(), came.reindex(keys).to_numpy())
    begun = known_or(begun, np.inf)
    wrong = (table.person >= 0) & ~np.isnan(origin) & (begun > table["month"])
    return hit(
        "from_place",
        wrong,
        lambda row: (
            f"found {place_key(table['from_place'][row])}, where {table['person'][row]} "
            f"had paid nothing by {month(table['month'][row])}"
        ),
    )
