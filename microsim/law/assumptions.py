"""Assumptions: priors with bounds, by province and year, and what a scenario changes in them.

A value is a number or a word; a map by province; or a map by year whose values may be maps by
province. Between years the last value holds, or a straight line is drawn (``linear: true``);
before the first and after the last year the value is constant.
"""

from typing import NamedTuple

import numpy as np

from microsim.law.values import YEARS, is_date, number, parts
from microsim.places import PROVINCE_KEYS
from microsim.yaml_reader import InputError, Position, Problem, did_you_mean

KEYS = ("en", "zh", "unit", "value", "low", "high", "linear", "grade", "source", "note", "derived")
COMPLETES = ("value", "linear", "note")  # keys of an entry that completes a shipped one
RAMP_KEYS = {"from", "to", "start", "end"}


class Assumption(NamedTuple):
    """One prior: its names, unit, central value, bounds, grade and source."""

    path: str
    en: str
    zh: str
    unit: str
    value: object
    low: object
    high: object
    linear: bool
    grade: str
    source: str
    note: str | None
    position: Position
    table: np.ndarray | None  # [year, province]; None where the value is a word


class Assumptions:
    """All assumptions by path, with a scenario's changes applied."""

    def __init__(self, entries, changed=()):
        self.entries = entries
        self.changed = frozenset(changed)

    def entry(self, path):
        """Return one assumption by its path, or by its last name where only one has it."""
        return self.entries[self.full_path(path)]

    def full_path(self, path):
        """Return the full path of a name."""
        if path in self.entries:
            return path
        matches = [known for known in self.entries if known.endswith("." + path)]
        if len(matches) == 1:
            return matches[0]
        found = f"stands for {' and '.join(matches)}" if matches else "is unknown"
        raise KeyError(f"{path} {found}{did_you_mean(path, self.entries)}")

    def value(self, path, province=None):
        """Return an undated value: a number, or a word as written."""
        entry = self.entry(path)
        if entry.table is None:
            return entry.value
        column = self.path(path, YEARS, province)
        if not np.all(column == column[0]):
            raise ValueError(f"{entry.path} changes over time; ask for its path")
        return float(column[0])

    def path(self, path, years, province=None):
        """Return the values of some years, for one province where they differ between provinces."""
        entry = self.entry(path)
        if entry.table is None:
            raise ValueError(f"{entry.path} is the word {entry.value!r}, not a number")
        if province is None and not np.all(entry.table == entry.table[:, :1]):
            raise ValueError(f"{entry.path} differs between provinces; say which")
        column = PROVINCE_KEYS.index(province) if province else 0
        return entry.table[np.clip(np.asarray(years), YEARS[0], YEARS[-1]) - YEARS[0], column]

    def apply(self, overrides):
        """Return the assumptions with a scenario's overrides: nested names, values as in the tree."""
        entries = dict(self.entries)
        changed = set(self.changed)
        for name, raw in flatten(overrides):
            if raw is None:
                continue
            try:
                path = self.full_path(name)
                entries[path] = overridden(entries[path], raw)
            except (KeyError, ValueError) as error:
                raise InputError([Problem("scenario", 0, 0, f"assumptions.{name}", str(error.args[0]))]) from None
            changed.add(path)
        return Assumptions(entries, changed)


def flatten(overrides, prefix=""):
    """Yield name and value of each leaf: a map by year or province or a ramp is a value, other maps are names."""
    for key, raw in overrides.items():
        name = f"{prefix}{key}"
        if isinstance(raw, dict) and not is_value_map(raw):
            yield from flatten(raw, name + ".")
        else:
            yield name, raw


def is_value_map(raw):
    """Tell a map by year or province, or a ramp, from a map of names."""
    return bool(raw) and all(is_date(key) or key in PROVINCE_KEYS or key in RAMP_KEYS for key in raw)


def read_assumption(data, positions, path, sources, problems):
    """Return one entry of the tree, noting what is wrong with it."""
    name = ".".join(map(str, path))
    for key in data:
        if key not in KEYS:
            problems.add(positions[*path, key], name, f"found {key}, allowed are {', '.join(KEYS)}")
    for key in ("en", "zh", "unit", "grade", "source"):
        if data.get(key) is None:
            problems.add(positions[path], name, f"{key} is missing")
    if data.get("source") and data["source"] not in sources:
        hint = did_you_mean(str(data["source"]), sources)
        problems.add(positions[*path, "source"], name, f"found {data['source']}, which no sources.yaml lists{hint}")
    table = None
    try:
        table = table_of(data["value"], bool(data.get("linear")))
    except ValueError as error:
        problems.add(positions[*path, "value"], name, str(error))
    texts = (data.get(key) for key in ("en", "zh", "unit", "value", "low", "high"))
    rest = (bool(data.get("linear")), data.get("grade"), data.get("source"), data.get("note"))
    return Assumption(name, *texts, *rest, positions[path], table)


def completed(entry, data, positions, path, problems):
    """Return an entry with the values that a folder laid over the package gives, for provinces it speaks of."""
    for key in data:
        if key not in COMPLETES:
            problems.add(positions[*path, key], entry.path, f"found {key}, allowed are {', '.join(COMPLETES)}")
    try:
        table = table_of(data["value"], bool(data.get("linear", entry.linear)))
    except ValueError as error:
        problems.add(positions[*path, "value"], entry.path, str(error))
        return entry
    if table is None or entry.table is None:
        return entry._replace(value=data["value"], table=table)
    return entry._replace(table=np.where(np.isnan(table), entry.table, table))


def table_of(raw, linear):
    """Return a value as an array of years x provinces; None where it is a word."""
    if isinstance(raw, str):
        try:
            raw = number(raw)
        except ValueError:
            return None
    if isinstance(raw, dict) and any(map(is_date, raw)):
        return dated_table(raw, linear)
    return np.tile(provinces(raw), (len(YEARS), 1))


def dated_table(raw, linear):
    """Return a map by year as an array of years x provinces."""
    years = np.array([parts(key)[0] for key in raw])
    if np.any(np.diff(years) <= 0):
        raise ValueError("years must rise")
    points = np.array([provinces(value) for value in raw.values()])
    if linear:
        return np.column_stack([np.interp(YEARS, years, column) for column in points.T])
    return points[np.clip(np.searchsorted(years, YEARS, side="right") - 1, 0, None)]


def provinces(raw):
    """Return the values of the provinces, from one for all or a map of them."""
    if not isinstance(raw, dict):
        return np.full(len(PROVINCE_KEYS), number(raw))
    if unknown := set(raw) - set(PROVINCE_KEYS):
        raise ValueError(f"found {sorted(unknown)[0]}, allowed are {', '.join(PROVINCE_KEYS)}")
    return np.array([number(raw[key]) if key in raw else np.nan for key in PROVINCE_KEYS])


def overridden(entry, raw):
    """Return an assumption with a scenario's value: years before its first date keep theirs."""
    if isinstance(raw, dict) and RAMP_KEYS & set(raw):
        first, last = parts(raw["from"])[0], parts(raw["to"])[0]
        start = raw.get("start")
        start = entry.table[first - YEARS[0]] if start is None else provinces(start)
        table = np.column_stack(
            [np.interp(YEARS, (first, last), pair) for pair in zip(start, provinces(raw["end"]), strict=True)]
        )
    else:
        table = table_of(raw, entry.linear)
        dates = [key for key in raw if is_date(key)] if isinstance(raw, dict) else []
        first = parts(dates[0])[0] if dates else YEARS[0]
    if table is None or entry.table is None:
        return entry._replace(value=raw, table=table)
    kept = np.isnan(table) | (YEARS < first)[:, None]
    return entry._replace(value=raw, table=np.where(kept, entry.table, table))
