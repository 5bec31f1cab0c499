"""Assumptions: priors with bounds, by province and year, and what a scenario changes in them.

A value is a number or a word; a map by province; or a map by year whose values may be maps by
province. Between years the last value holds, or a straight line is drawn: of the value (``linear: true``) or of its log
odds (``linear: logit``). Before the first and after the last year the value is constant.
"""

from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

import numpy as np

from microsim.law.values import YEARS, is_date, number, parts
from microsim.places import PROVINCE_KEYS
from microsim.reading import InputError, KeyPath, Position, Problem, Problems, did_you_mean
from microsim.schema import ASSUMPTIONS, Quantity
from microsim.schema.quantities import KEYS as DEFINITION_KEYS
from microsim.schema.quantities import check_keys, read_quantity

KEYS = (*DEFINITION_KEYS, "value", "low", "high", "linear", "grade", "source", "note", "derived", "known", "vintage")
VINTAGE_KEYS = ("value", "low", "high", "grade", "source", "note")
COMPLETES = ("value", "linear", "note")  # keys of an entry that completes a shipped one
RAMP_KEYS = {"from", "to", "start", "end"}
LOGIT = "logit"
LINES = (True, False, None, LOGIT)  # what ``linear`` may be


class Assumption(NamedTuple):
    """One prior: what it is, its central value, bounds, grade and source."""

    path: str
    quantity: Quantity
    value: object
    low: object
    high: object
    linear: bool | str
    grade: str
    source: str
    note: str | None
    position: Position
    table: np.ndarray | None  # [year, province]; None where the value is a word
    by_scenario: np.ndarray | None = None  # the cells of the table that a scenario set; None where it set none
    prior: np.ndarray | None = None  # the table before an estimate moved it; None where none did
    prior_value: object = None  # and the value it was written as
    known: int | None = None  # the year by which all its years were known or chosen; None: each in its own
    vintage: dict[int, dict[str, Any]] | None = None  # what was expected at the end of a year, by that year

    def is_set(self, year: int, province: int) -> bool:
        """Tell whether a scenario set the value of a year for a province, by its number."""
        row = min(max(year, YEARS[0]), YEARS[-1]) - YEARS[0]
        return self.by_scenario is not None and bool(self.by_scenario[row, province])

    @property
    def en(self) -> str:
        """Its name in English."""
        return self.quantity.en

    @property
    def zh(self) -> str:
        """Its name in Chinese."""
        return self.quantity.zh

    @property
    def unit(self) -> str:
        """The unit of its values."""
        return self.quantity.unit


class Assumptions:
    """All assumptions by path, with a scenario's changes applied, and the sources they cite."""

    def __init__(
        self,
        entries: dict[str, Assumption],
        changed: set[str] | tuple[()] = (),
        sources: dict[str, dict[str, Any]] | None = None,
        estimates: Any = None,
        information: int | None = None,
    ) -> None:
        self.entries = entries
        self.sources = sources or {}
        self.estimates = estimates  # the Estimates that moved some of them; None where nothing was estimated
        self.changed = frozenset(changed)
        self.information = information  # the year up to which they are taken as known; None where all of them are

    def entry(self, path: str) -> Assumption:
        """Return one assumption by its path, or by its last name where only one has it."""
        return self.entries[self.full_path(path)]

    def full_path(self, path: str) -> str:
        """Return the full path of a name."""
        if path in self.entries:
            return path
        matches = [known for known in self.entries if known.endswith("." + path)]
        if len(matches) == 1:
            return matches[0]
        found = f"stands for {' and '.join(matches)}" if matches else "is unknown"
        raise KeyError(f"{path} {found}{did_you_mean(path, self.entries)}")

    def paths_of_fields(self) -> dict[str, str]:
        """Return the path that fills each field of the record; InputError where one is filled twice or by none."""
        fields = [(entry.quantity.field, entry) for entry in self.entries.values() if entry.quantity.field]
        result, problems = {}, Problems()
        for name, entry in fields:
            if name not in ASSUMPTIONS.names or name in result:
                found = (
                    "a second time"
                    if name in result
                    else f"which the record lacks{did_you_mean(name, ASSUMPTIONS.names)}"
                )
                problems.add(entry.position, entry.path, f"found field {name}, {found}")
            result[name] = entry.path
        for name in set(ASSUMPTIONS.names) - set(result):
            problems.add(Position("assumptions"), name, "no assumption fills this field of the record")
        problems.check()
        return result

    def value(self, path: str, province: str | None = None) -> Any:
        """Return an undated value: a number, or a word as written."""
        entry = self.entry(path)
        if entry.table is None:
            return entry.value
        column = self.path(path, YEARS, province)
        if not np.all(column == column[0]):
            raise ValueError(f"{entry.path} changes over time; ask for its path")
        return float(column[0])

    def path(self, path: str, years: Any, province: str | None = None) -> np.ndarray:
        """Return the values of some years, for one province where they differ between provinces."""
        entry = self.entry(path)
        table = known_table(entry)
        if province is None and not np.all(table == table[:, :1]):
            raise ValueError(f"{entry.path} differs between provinces; say which")
        column = PROVINCE_KEYS.index(province) if province else 0
        return table[np.clip(np.asarray(years), YEARS[0], YEARS[-1]) - YEARS[0], column]

    def table_by_path(self, wholes: Iterable[Iterable[str]]) -> dict[str, np.ndarray]:
        """Return the tables of the assumptions that groups of paths name."""
        return {path: known_table(self.entries[path]) for paths in wholes for path in paths if path in self.entries}

    def apply(self, overrides: dict[str, Any]) -> "Assumptions":
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
        return Assumptions(entries, changed, self.sources, self.estimates, self.information)


def flatten(overrides: dict[str, Any], prefix: str = "") -> Iterator[tuple[str, Any]]:
    """Yield name and value of each leaf: a map by year or province or a ramp is a value, other maps are names."""
    for key, raw in overrides.items():
        name = f"{prefix}{key}"
        if isinstance(raw, dict) and not is_value_map(raw):
            yield from flatten(raw, name + ".")
        else:
            yield name, raw


def is_value_map(raw: Any) -> bool:
    """Tell a map by year or province, or a ramp, from a map of names."""
    return bool(raw) and all(is_date(key) or key in PROVINCE_KEYS or key in RAMP_KEYS for key in raw)


def read_assumption(
    data: dict[str, Any],
    positions: dict[Any, Any],
    path: tuple[str],
    sources: dict[str, dict[str, Any]],
    problems: Problems,
) -> Assumption:
    """Return one entry of the tree, noting what is wrong with it."""
    name = ".".join(map(str, path))
    check_keys(path, data, KEYS, positions, problems)
    quantity = read_quantity(path, data, positions, problems)
    for key in ("grade", "source"):
        if data.get(key) is None:
            problems.add(positions[path], name, f"{key} is missing")
    if data.get("source") and data["source"] not in sources:
        hint = did_you_mean(str(data["source"]), sources)
        problems.add(positions[*path, "source"], name, f"found {data['source']}, which no sources.yaml lists{hint}")
    if data.get("linear") not in LINES:
        problems.add(positions[*path, "linear"], name, f"found {data['linear']}, allowed are true, false, {LOGIT}")
    linear = data.get("linear") or False
    table = None
    try:
        table = table_of(data["value"], linear)
    except ValueError as error:
        problems.add(positions[*path, "value"], name, str(error))
    check_bounds(quantity, data, table, name, positions, path, problems)
    check_vintages(quantity, data, linear, sources, name, positions, path, problems)
    return Assumption(
        path=name,
        quantity=quantity,
        value=data.get("value"),
        low=data.get("low"),
        high=data.get("high"),
        linear=linear,
        grade=data.get("grade", ""),
        source=data.get("source", ""),
        note=data.get("note"),
        position=positions[path],
        table=table,
        known=data.get("known"),
        vintage=data.get("vintage"),
    )


def check_vintages(
    quantity: Quantity,
    data: dict[str, Any],
    linear: bool | str,
    sources: dict[str, dict[str, Any]],
    name: str,
    positions: dict[Any, Any],
    path: tuple[str],
    problems: Problems,
) -> None:
    """``known`` is a year, and each vintage a value, low, high, grade, source and note by a year."""
    if (known := data.get("known")) is not None and known not in YEARS:
        message = f"found {known}, allowed is a year from {YEARS[0]} to {YEARS[-1]}"
        problems.add(positions[*path, "known"], name, message)
    for year, part in (data.get("vintage") or {}).items():
        here = (*path, "vintage", year)
        if year not in YEARS or not isinstance(part, dict) or "value" not in part:
            allowed = f"allowed is a year with a map of {', '.join(VINTAGE_KEYS)}"
            problems.add(positions[here], name, f"found {year}: {part}, {allowed}")
            continue
        for key in set(part) - set(VINTAGE_KEYS):
            hint = did_you_mean(key, VINTAGE_KEYS)
            problems.add(positions[*here, key], name, f"found {key}, allowed are {', '.join(VINTAGE_KEYS)}{hint}")
        if part.get("source", data.get("source")) not in sources:
            hint = did_you_mean(str(part["source"]), sources)
            problems.add(positions[*here, "source"], name, f"found {part['source']}, which no sources.yaml lists{hint}")
        try:
            table = table_of(part["value"], linear)
        except ValueError as error:
            problems.add(positions[*here, "value"], name, str(error))
            continue
        check_bounds(quantity, part, table, name, positions, here, problems)


def check_bounds(
    quantity: Quantity,
    data: dict[str, Any],
    table: np.ndarray | None,
    name: str,
    positions: dict[Any, Any],
    path: KeyPath,
    problems: Problems,
) -> None:
    """Every single value of an entry is one its quantity can have; without a table values are words."""
    for key in ("value", "low", "high"):
        for value in single_values(data.get(key)):
            right = value in quantity.words if table is None else quantity.holds(number(value))
            if not right:
                problems.add(positions[*path, key], name, f"found {value}, allowed is {quantity.allowed()}")


def single_values(raw: Any) -> Iterator[Any]:
    """Yield the single values of a map by year or province, or the one value; nothing where there is none."""
    if isinstance(raw, dict):
        for part in raw.values():
            yield from single_values(part)
    elif raw is not None:
        yield raw


def completed(
    entry: Assumption, data: dict[str, Any], positions: dict[KeyPath, Position], path: KeyPath, problems: Problems
) -> Assumption:
    """Return an entry with the values that a folder laid over the package gives, for provinces it speaks of."""
    for key in data:
        if key not in COMPLETES:
            problems.add(positions[*path, key], entry.path, f"found {key}, allowed are {', '.join(COMPLETES)}")
    try:
        table = table_of(data["value"], data.get("linear", entry.linear))
    except ValueError as error:
        problems.add(positions[*path, "value"], entry.path, str(error))
        return entry
    check_bounds(entry.quantity, data, table, entry.path, positions, path, problems)
    if table is None or entry.table is None:
        return entry._replace(value=data["value"], table=table)
    return entry._replace(table=np.where(np.isnan(table), entry.table, table))


def table_of(raw: Any, linear: bool | str) -> np.ndarray | None:
    """Return a value as an array of years x provinces; None where it is a word."""
    if isinstance(raw, str):
        try:
            raw = number(raw)
        except ValueError:
            return None
    if isinstance(raw, dict) and any(map(is_date, raw)):
        return dated_table(raw, linear)
    return np.tile(provinces(raw), (len(YEARS), 1))


def dated_table(raw: dict[Any, Any], linear: bool | str) -> np.ndarray:
    """Return a map by year as an array of years x provinces."""
    years = np.array([parts(key)[0] for key in raw])
    if np.any(np.diff(years) <= 0):
        raise ValueError("years must rise")
    points = np.array([provinces(value) for value in raw.values()])
    if linear:
        line = logit_line if linear == LOGIT else np.interp
        return np.column_stack([line(YEARS, years, column) for column in points.T])
    return points[np.clip(np.searchsorted(years, YEARS, side="right") - 1, 0, None)]


def logit_line(years: Any, knots: np.ndarray, shares: np.ndarray) -> np.ndarray:
    """Return shares on straight lines of their log odds; 0 and 1 have none, so lines to them are straight themselves."""
    straight = np.interp(years, knots, shares)
    inner = (shares > 0) & (shares < 1)
    odds = np.where(inner, shares, 0.5) / np.where(inner, 1 - shares, 0.5)
    curve = 1 / (1 + np.exp(-np.interp(years, knots, np.log(odds))))
    after = np.clip(np.searchsorted(knots, years), 0, len(knots) - 1)
    before = np.clip(np.searchsorted(knots, years, side="right") - 1, 0, None)
    bent = inner[before] & inner[after] & (shares[before] != shares[after])
    return np.where(bent, curve, straight)


def provinces(raw: Any) -> np.ndarray:
    """Return the values of the provinces, from one for all or a map of them."""
    if not isinstance(raw, dict):
        return np.full(len(PROVINCE_KEYS), number(raw))
    if unknown := set(raw) - set(PROVINCE_KEYS):
        raise ValueError(f"found {sorted(unknown)[0]}, allowed are {', '.join(PROVINCE_KEYS)}")
    return np.array([number(raw[key]) if key in raw else np.nan for key in PROVINCE_KEYS])


def overridden(entry: Assumption, raw: Any) -> Assumption:
    """Return an assumption with a scenario's value: years before its first date keep theirs."""
    if isinstance(raw, dict) and RAMP_KEYS & set(raw):
        first, last = parts(raw["from"])[0], parts(raw["to"])[0]
        start = raw.get("start")
        start = known_table(entry)[first - YEARS[0]] if start is None else provinces(start)
        table: np.ndarray | None = np.column_stack(
            [np.interp(YEARS, (first, last), pair) for pair in zip(start, provinces(raw["end"]), strict=True)]
        )
    else:
        table = table_of(raw, entry.linear)
        dates = [key for key in raw if is_date(key)] if isinstance(raw, dict) else []
        first = parts(dates[0])[0] if dates else YEARS[0]
    if table is None or entry.table is None:
        return entry._replace(value=raw, table=table)
    kept = np.isnan(table) | (YEARS < first)[:, None]
    before = False if entry.by_scenario is None else entry.by_scenario
    return entry._replace(value=raw, table=np.where(kept, entry.table, table), by_scenario=~kept | before)


def known_table(entry: Assumption) -> np.ndarray:
    """Return the numbers of an assumption; ValueError where it is a word."""
    if entry.table is None:
        raise ValueError(f"{entry.path} is the word {entry.value!r}, not a number")
    return entry.table
