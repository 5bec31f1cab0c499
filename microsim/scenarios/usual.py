"""Values that may be set but lie outside what is documented: a run goes on, and says so."""

import functools
from collections.abc import Iterator
from typing import Any

import numpy as np

from microsim.law.assumptions import Assumption, table_of
from microsim.law.information import known_assumptions
from microsim.law.values import YEARS, is_date, number, parts
from microsim.places import PROVINCE_KEYS
from microsim.reading import KeyPath, Position, Problem, dotted, show
from microsim.scenarios.known import law_quantities
from microsim.scenarios.read import Scenario
from microsim.schema import Quantity
from microsim.schema.kinds import shown

DATES = ("from", "to")  # parts of a ramp that are no values
FIRST_SHOWN = 2016  # from the first base year on: what history looked like is no guide
CLOSE = 1e-12  # a value typed from a page equals the documented one up to this


def unusual(scenario: Scenario) -> list[Problem]:
    """Return every value of a scenario outside its documented range, with where it was written."""
    found = []
    for path, entry in scenario.law.items():
        quantity = law_quantities()[path]
        for key, value in _values(entry):
            found += _outside(scenario, ("law", path, *key), value, quantity, law_range(quantity))
    for path, entry in scenario.assumptions.items():
        assumption = known_assumptions(scenario.information).entries[path]
        for key, value in _values(entry):
            province = next((part for part in key if part in PROVINCE_KEYS), None)
            usual = _ends(known_tables(path, scenario.information), province, _first_year(key))
            found += _outside(scenario, ("assumptions", path, *key), value, assumption.quantity, usual)
    return found


def law_range(quantity: Quantity) -> tuple[float, float] | None:
    """Return the range that is usual for a quantity of the law; None where none is documented."""
    if quantity.low is None and quantity.high is None:
        return None
    low = quantity.least if quantity.low is None else quantity.low
    return low, quantity.most if quantity.high is None else quantity.high


def documented(
    assumption: Assumption, province: str | None = None, since: int = FIRST_SHOWN
) -> tuple[float, float] | None:
    """Return lowest and highest of low, value and high from a year on; None where low or high is not documented.

    Parameters
    ----------
    assumption : as shipped
    province : one province, or None for all of them
    since : first year that counts
    """
    return _ends(_tables(assumption), province, since)


@functools.cache
def known_tables(path: str, information: int | None) -> tuple[np.ndarray, ...]:
    """Return value, low and high of an assumption of an information set by year and province; see ``_tables``."""
    return _tables(known_assumptions(information).entries[path])


def _tables(assumption: Assumption) -> tuple[np.ndarray, ...]:
    """Return value, low and high of an assumption by year and province; nothing where low or high is not documented."""
    if assumption.table is None or assumption.low is None or assumption.high is None:
        return ()
    tables = assumption.table, *(table_of(raw, assumption.linear) for raw in (assumption.low, assumption.high))
    return tuple(table for table in tables if table is not None)


def _ends(tables: tuple[np.ndarray, ...], province: str | None, since: int) -> tuple[float, float] | None:
    """Return the lowest and highest of tables from a year on; None where there are none."""
    if not tables:
        return None
    columns = slice(None) if province is None else PROVINCE_KEYS.index(province)
    cells = np.stack([table[YEARS >= since][:, columns] for table in tables])
    return float(np.nanmin(cells)), float(np.nanmax(cells))


def _first_year(key: KeyPath) -> int:
    """Return the first base year, or the year a value is dated if that is earlier."""
    return min([FIRST_SHOWN, *(parts(part)[0] for part in key if is_date(part))])


def _values(entry: Any, path: KeyPath = ()) -> Iterator[tuple[KeyPath, Any]]:
    """Yield the single values of an entry with their paths; dates of ramps and ends of overrides are none."""
    if isinstance(entry, dict):
        for key, part in entry.items():
            if key not in DATES:
                yield from _values(part, (*path, key))
    elif isinstance(entry, list):
        for part in entry:
            yield path, part
    elif entry is not None:
        yield path, entry


def _outside(
    scenario: Scenario, path: KeyPath, value: Any, quantity: Quantity, usual: tuple[float, float] | None
) -> list[Problem]:
    """Return a value outside a range as a problem, or nothing."""
    if usual is None or usual[0] - CLOSE <= number(value) <= usual[1] + CLOSE or number(value) == quantity.absent:
        return []
    low, high = (shown(end, quantity.kind) for end in usual)
    unit = "" if quantity.kind in ("age", "month") else f" ({quantity.unit})"
    position = scenario.origins.get(path, Position(scenario.name))
    message = f"found {show(value)}, outside the documented range {low} to {high}{unit}"
    return [Problem(*position, dotted(path), message)]
