"""Whom a published count holds: enterprise employees, or public staff too; it changes by year and by who publishes."""

from functools import lru_cache

import numpy as np

from microsim.data import rows
from microsim.places import ELSEWHERE_PROVINCE, PLACE_CODE, PROVINCE_KEYS, PROVINCE_OF

ENTERPRISE, WHOLE = "enterprise", "whole"  # names of scopes
ENDINGS = {
    "": None,
    "_enterprise": ENTERPRISE,
    "_yearbook": None,
}  # of indicators; None: what was published in the year
INSURANCE = "uebpi_"  # indicators that have a scope begin so
TABLE = "results/tables/scopes.csv"


@lru_cache
def changes() -> dict[tuple[str, str], list[tuple[int, str]]]:
    """Return the years from which a scope holds, by province and kind of table."""
    found: dict[tuple[str, str], list[tuple[int, str]]] = {}
    for row in rows(TABLE):
        cells = row.cells
        found.setdefault((cells["province"], cells["tables"]), []).append((int(cells["from_year"]), cells["scope"]))
    return {key: sorted(steps) for key, steps in found.items()}


def published_scope(region: str, year: int) -> str:
    """Return the scope of what is published of a province or place in a year without naming one."""
    if region in PROVINCE_KEYS:
        province, tables = region, "province"
    else:
        province, tables = PROVINCE_KEYS[PROVINCE_OF[PLACE_CODE[region]]], "places"
    known = changes()
    steps = known.get((province, tables), known[PROVINCE_KEYS[ELSEWHERE_PROVINCE], tables])
    return [scope for first, scope in steps if first <= year][-1]


def whole_years(region: str, years: np.ndarray) -> np.ndarray:
    """Return in which years what is published of a region counts public staff."""
    return np.array([published_scope(region, int(year)) == WHOLE for year in years])


def scope_of(indicator: str, region: str, year: int) -> str:
    """Return the name of the scope of an indicator in a year; none where it measures one thing only."""
    if not indicator.startswith(INSURANCE):
        return ""
    named = next((scope for ending, scope in ENDINGS.items() if ending and indicator.endswith(ending)), None)
    return named or published_scope(region, year)
