"""The list of named checks, and what their functions share.

A check is one function that returns the rows that fail it and what to say of the first; its name stands in
brackets at the end of the message.
"""

from collections.abc import Callable
from typing import NamedTuple

import numpy as np

from microsim.amounts import MONTHS
from microsim.microdata.findings import Findings
from microsim.microdata.table import Table, birth_bounds
from microsim.places import PLACE_KEYS

NOT_KNOWN = "one that is not known"
FIRST_WORK_AGE = 14  # years: no work or contribution of one younger is believed

Tables = dict[str, Table]


class Hit(NamedTuple):
    """Rows that fail a check.

    Attributes
    ----------
    variable : the variable concerned
    rows : indices from 0
    found : what was found in a row, as text
    """

    variable: str
    rows: np.ndarray
    found: Callable[[int], str]


class Check(NamedTuple):
    """One named check of a table."""

    name: str
    table: str
    summary: str
    function: Callable[[Tables], list[Hit]]


CHECKS: dict[str, Check] = {}


def check(table: str) -> Callable[[Callable[[Tables], list[Hit]]], Callable[[Tables], list[Hit]]]:
    """Enter a function in the list of checks, under its own name."""

    def enter(function: Callable[[Tables], list[Hit]]) -> Callable[[Tables], list[Hit]]:
        summary = (function.__doc__ or "").split("\n")[0]
        CHECKS[function.__name__] = Check(function.__name__, table, summary, function)
        return function

    return enter


def run_checks(tables: Tables, findings: Findings) -> None:
    """Run all checks of the tables that are there."""
    for entry in CHECKS.values():
        if entry.table not in tables:
            continue
        table = tables[entry.table]
        for hit in entry.function(tables):
            if len(hit.rows):
                findings.add(table.file, entry.name, table.label(hit.variable), hit.rows, hit.found(int(hit.rows[0])))


def hit(variable: str, failing: np.ndarray, found: Callable[[int], str]) -> list[Hit]:
    """Return the rows where a condition holds; a comparison with nan never does."""
    return [Hit(variable, np.flatnonzero(failing), found)]


def saying(values: np.ndarray, words: Callable[[float], str]) -> Callable[[int], str]:
    """Return what to say of a row from its value."""
    return lambda row: words(float(values[row]))


def month(index: float) -> str:
    """Return a month index as text; one that is not known says so."""
    if not np.isfinite(index):
        return NOT_KNOWN
    return f"{int(index) // MONTHS}-{int(index) % MONTHS + 1:02d}"


def number(value: float) -> str:
    """Return a number as text; one that is not known says so."""
    if not np.isfinite(value):
        return NOT_KNOWN
    return f"{value:g}" if abs(value) < 1e6 else f"{value:.0f}"


def birth_name(persons: Table) -> str:
    """Return the variable that tells the birth."""
    return next((name for name in ("birth", "birth_year", "age") if name in persons.columns), "birth")


def age_at_date(persons: Table) -> np.ndarray:
    """Return the largest age in full years each person may have at the file's date."""
    return (persons.date - birth_bounds(persons)[0]) // MONTHS


def place_key(code: float) -> str:
    """Return the key of a place; one that is not known says so."""
    return PLACE_KEYS[int(code)] if np.isfinite(code) else NOT_KNOWN
