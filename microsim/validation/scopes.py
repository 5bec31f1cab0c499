"""The registry of scopes: what each published indicator counts, by region and year, as a formula over the variables.

``tables/scopes.csv`` is the registry. What is published under one name counts different people from year to year and from
place to place; a row says so for a region (its name, or a kind of regions) and years. The row of the narrowest kind wins.
"""

import functools
from typing import NamedTuple

from microsim import data
from microsim.data import DataError, Row
from microsim.places import AREA_COUNT, PLACES, PLACES_OF, PROVINCES, SIMULATED
from microsim.validation.formulas import Formula, FormulaError, read_formula
from microsim.validation.groups import Group, ages_of
from microsim.validation.variables import FLOW, NATION, STOCK, VARIABLES

TABLE = "validation/tables/scopes.csv"
ALWAYS = (0, 9999)
ALL, KINDS = "all", ("provinces", "cities")
PROVINCE_NAMES = {PROVINCES[province].english: PROVINCES[province].key for province in SIMULATED}
_CITIES = [PLACES[place] for places in PLACES_OF for place in places if len(places) > 1 and place < AREA_COUNT]
CITY_NAMES = {place.english: place.key for place in _CITIES}
REGION_NAMES = PROVINCE_NAMES | CITY_NAMES  # what targets call a region: its key
UNITS = {  # by unit: what it measures, and how many of it one of the unit is
    "persons": ("persons", 1.0),
    "10k persons": ("persons", 1e4),
    "M persons": ("persons", 1e6),
    "yuan": ("money", 1.0),
    "100m yuan": ("money", 1e8),
    "bn yuan": ("money", 1e9),
    "trillion yuan": ("money", 1e12),
    "yuan/month": ("amount", 1.0),
    "months": ("months", 1.0),
    "ratio": ("ratio", 1.0),
    "share": ("ratio", 1.0),
    "percent": ("ratio", 0.01),
    "percent of insured workers": ("ratio", 0.01),
    "contributors per pensioner": ("ratio", 1.0),
    "payers per pensioner": ("ratio", 1.0),
    "pensioners per 100 contributors": ("ratio", 0.01),
}


class Scope(NamedTuple):
    """What an indicator counts in a region.

    Attributes
    ----------
    indicator, region : the name of a region, a kind of them or ALL
    first, last : years for which it holds
    formula : over the variables
    kind : STOCK of 31 December or FLOW of the year
    unit : in which it is published
    groups : of persons for which it is published, the first ones first
    """

    indicator: str
    region: str
    first: int
    last: int
    formula: Formula
    kind: str
    unit: str
    groups: tuple[Group, ...]


@functools.cache
def registry() -> dict[str, tuple[Scope, ...]]:
    """Return the scopes by indicator; DataError where a row is wrong."""
    found: dict[str, list[Scope]] = {}
    for row in data.rows(TABLE):
        found.setdefault(row.cells["indicator"], []).append(_scope(row))
    return {name: tuple(scopes) for name, scopes in found.items()}


def _scope(row: Row) -> Scope:
    cells = row.cells
    try:
        formula = read_formula(cells["formula"])
    except FormulaError as error:
        raise DataError(f"{row.file}:{row.line}: formula: {error}") from None
    if unknown := [name for name in formula.names() if name not in VARIABLES]:
        raise DataError(f"{row.file}:{row.line}: formula: found {unknown[0]}, allowed are {', '.join(VARIABLES)}")
    for name, allowed in (("kind", (STOCK, FLOW)), ("unit", UNITS), ("region", (ALL, *KINDS, NATION, *REGION_NAMES))):
        if cells[name] not in allowed:
            raise DataError(f"{row.file}:{row.line}: {name}: found {cells[name]}, allowed are {', '.join(allowed)}")
    first, last = (int(cells[name] or always) for name, always in zip(("first", "last"), ALWAYS, strict=True))
    groups = tuple(_group(text) for text in cells["groups"].split(";"))
    return Scope(cells["indicator"], cells["region"], first, last, formula, cells["kind"], cells["unit"], groups)


def _group(text: str) -> Group:
    sex, _, ages = text.rpartition(" ")
    return Group(sex or "all", *(ages_of(ages) or (0, None)))


def kinds_of(region: str) -> tuple[str, ...]:
    """Return under which names a region may stand in the registry, the narrowest first."""
    if region in PROVINCE_NAMES:
        return region, KINDS[0], ALL
    return (region, KINDS[1], ALL) if region in CITY_NAMES else (region,)


def scope_of(indicator: str, region: str, year: int) -> Scope | None:
    """Return what an indicator counts in a region and year; None where the results have nothing to put beside it."""
    scopes = [scope for scope in registry().get(indicator, ()) if scope.first <= year <= scope.last]
    return next((scope for kind in kinds_of(region) for scope in scopes if scope.region == kind), None)
