"""Assumptions as they were at the end of a year: what is dated later gives way to what was expected then.

Up to the year an assumption is what it is today, so that the history is the same. After it, by what the entry says:

- ``known: YEAR``, not later than the year: all its values are chosen or were known, and stay;
- ``vintage: {YEAR: {value, low, high}}``, the latest not after the year: what was expected then. Of a series of observations
  those to the year stay before it; a path that ``known`` says was made later gives way whole;
- neither: the value of the year holds on. A value without dates is a property of behaviour and stays.
"""

from typing import Any

import numpy as np

from microsim.law.assumptions import Assumption, Assumptions, known_table, table_of
from microsim.law.moving import before_estimate
from microsim.law.values import YEARS, is_date, parts
from microsim.places import PROVINCE_KEYS
from microsim.reading import Problems


def as_expected(shipped: Assumptions, information: int) -> Assumptions:
    """Return assumptions as they were at the end of a year, before any estimate moves them."""
    problems = Problems()
    entries = {path: expected(entry, information, problems) for path, entry in shipped.entries.items()}
    problems.check()
    return Assumptions(entries, set(shipped.changed), shipped.sources, information=information)


def expected(entry: Assumption, information: int, problems: Problems) -> Assumption:
    """Return one assumption as it was at the end of a year; a value of later years alone is a problem."""
    entry = before_estimate(entry)
    then = vintage_of(entry, information)
    if entry.table is None or (then is None and (stays(entry, information) or not goes_on(entry, information))):
        return entry
    if then is None and is_dated(entry.value) and min(years_of(entry.value)) > information:
        message = f"has no value known in {information}: give known, or vintage: {{{information}: {{value: ...}}}}"
        problems.add(entry.position, entry.path, message)
        return entry
    then = then or {}
    value = _joined(entry, entry.value, then.get("value"), information)
    ends = {end: _joined(entry, getattr(entry, end), then.get(end), information) for end in ("low", "high")}
    own, table = known_table(entry), np.asarray(table_of(value, entry.linear))
    later = np.where(np.isnan(table), own[information - YEARS[0]], table)  # a folder laid over gives no vintage
    if is_dated(entry.value):
        later = np.where((YEARS <= information)[:, None], own, later)
    told = {name: then[name] for name in ("grade", "source", "note") if name in then}
    return entry._replace(value=value, table=later, **ends, **told)


def vintage_of(entry: Assumption, information: int) -> dict[str, Any] | None:
    """Return what was expected at the end of a year; None where nothing is told of it."""
    years = [year for year in entry.vintage or () if year <= information]
    return entry.vintage[max(years)] if entry.vintage and years else None


def stays(entry: Assumption, information: int) -> bool:
    """Tell whether all years of an assumption were known or chosen by a year."""
    return entry.known is not None and entry.known <= information


def is_dated(raw: Any) -> bool:
    """Tell whether a value is written by year."""
    return isinstance(raw, dict) and any(map(is_date, raw))


def goes_on(entry: Assumption, information: int) -> bool:
    """Tell whether value, low or high of an assumption name a year after another."""
    return any(year > information for raw in (entry.value, entry.low, entry.high) for year in years_of(raw))


def years_of(raw: Any) -> list[int]:
    """Return the years that a value by year names; none of a value without."""
    return [parts(key)[0] for key in raw] if is_dated(raw) else []


def _joined(entry: Assumption, now: Any, then: Any, information: int) -> Any:
    """Return a value as written: today's up to a year, what was expected then after it."""
    if not is_dated(now):
        return now if then is None else then
    kept = {key: part for key, part in now.items() if parts(key)[0] <= information}
    if kept and entry.linear and len(kept) < len(now) and information not in years_of(kept):
        kept[information] = _written(np.asarray(table_of(now, entry.linear))[information - YEARS[0]])
    if then is None or not kept:
        return kept or then
    later = then if is_dated(then) else {information + 1: then}
    if entry.known is not None and is_dated(then):  # made later, no observation: what was expected begins at once
        expected_next = np.asarray(table_of(then, entry.linear))[information + 1 - YEARS[0]]
        kept[information + 1] = _written(expected_next)
    return kept | {key: part for key, part in later.items() if parts(key)[0] > information}


def _written(row: np.ndarray) -> Any:
    """Return the values of the provinces as an entry writes them."""
    known = {key: float(value) for key, value in zip(PROVINCE_KEYS, row, strict=True) if not np.isnan(value)}
    return next(iter(known.values())) if len(set(known.values())) == 1 else known
