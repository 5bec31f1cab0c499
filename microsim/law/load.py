"""Read the statute and the assumptions from YAML and check every entry; mistakes carry their position.

A statute entry is any mapping with ``values``; its path is a place and the path of a quantity that ``schema``
defines. Source and grade of an entry hold for every value that does not name its own.
"""

from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np

from microsim import data
from microsim.law.assumptions import Assumption, Assumptions, completed, read_assumption
from microsim.law.estimates import estimated, read_estimates
from microsim.law.statute import HOLDERS, Entry, Statute, Step
from microsim.law.values import YEARS, end_month, first_month, is_date, number, parts
from microsim.places import PROVINCE_KEYS
from microsim.reading import InputError, KeyPath, Position, Problems, did_you_mean, read_kept
from microsim.schema import STATUTE_QUANTITIES
from microsim.schema.quantities import check_keys, entries

LAW_FOLDER = Path(__file__).parent
ASSUMPTION_FOLDER = LAW_FOLDER.parent / "assumptions"
ENTRY_KEYS = ("note", "until", "in_force_as_of", "source", "grade", "derived", "values")
VALUE_KEYS = ("value", "until", "known", "source", "grade", "derived", "note")
GRADES = ("A", "B", "C")


@lru_cache(maxsize=1)
def last_known_year() -> int:
    """Return the year up to which the shipped statute was read."""
    return parts(read_kept(LAW_FOLDER / "edition.yaml")[0]["as_of"])[0]


@lru_cache(maxsize=4)
def load_statute(folder: Path = LAW_FOLDER) -> Statute:
    """Return the statute read from a folder: chapters in subfolders, sources and edition beside them."""
    problems = Problems()
    sources = all_sources([folder / "sources.yaml"], "law", folder)
    edition, _ = read_kept(folder / "edition.yaml")
    known: dict[str, Entry] = {}
    for file in [*sorted(folder.glob("*/*.yaml")), *laid_over("law/*/*.yaml", folder)]:
        for path, raw, positions in found_entries(file, "values", problems):
            if entry := _entry(path, raw, positions, sources, problems):
                _keep(entry, known, problems)
                _check_order(entry, problems)
                _check_age(entry, edition, problems)
    problems.check()
    return Statute(known, sources, edition["as_of"])


@lru_cache(maxsize=4)
def load_assumptions(folder: Path = ASSUMPTION_FOLDER) -> Assumptions:
    """Return the assumptions read from a folder."""
    problems = Problems()
    sources = all_sources([LAW_FOLDER / "sources.yaml", folder / "sources.yaml"], "assumptions", folder)
    known: dict[str, Assumption] = {}
    for file in sorted(folder.glob("*.yaml")):
        if file.stem != "sources":
            for path, raw, positions in found_entries(file, "value", problems):
                entry = read_assumption(raw, positions, path, sources, problems)
                _keep(entry, known, problems)
    for file in laid_over("assumptions/*.yaml", folder):
        if file.stem != "sources":
            for path, raw, positions in found_entries(file, "value", problems):
                name = ".".join(map(str, path))
                if name in known:
                    known[name] = completed(known[name], raw, positions, path, problems)
                else:
                    known[name] = read_assumption(raw, positions, path, sources, problems)
    check_provinces(known, problems)
    problems.check()
    found = Assumptions(known, sources=sources)
    return estimated(found, read_estimates(folder, found))


def laid_over(pattern: str, folder: Path) -> list[Path]:
    """Return the files of a pattern in folders laid over the package; none over a folder of somebody's own."""
    return data.added(pattern) if folder in (LAW_FOLDER, ASSUMPTION_FOLDER) else []


def all_sources(files: list[Path], kind: str, folder: Path) -> dict[str, Any]:
    """Return the sources that files list, and those of folders laid over the package."""
    files = [*files, *laid_over("law/sources.yaml", folder), *laid_over(f"{kind}/sources.yaml", folder)]
    return {key: source for file in files for key, source in read_kept(file)[0].items()}


def check_provinces(known: dict[str, Assumption], problems: Problems) -> None:
    """Every assumption has a value for every province."""
    for entry in known.values():
        if entry.table is not None and (gaps := np.isnan(entry.table).any(axis=0)).any():
            missing = ", ".join(key for key, gap in zip(PROVINCE_KEYS, gaps, strict=True) if gap)
            problems.add(
                entry.position,
                entry.path,
                f"has no value for {missing}; give one, such as value: {{{missing.split(', ')[0]}: NUMBER}}",
            )


def _keep(entry: Any, known: dict[str, Any], problems: Problems) -> None:
    """Enter a path once."""
    if entry.path in known:
        problems.add(entry.position, entry.path, f"found twice, first at {known[entry.path].position}")
    known[entry.path] = entry


def found_entries(
    file: Path, mark: str, problems: Problems
) -> Iterator[tuple[KeyPath, dict[str, Any], dict[KeyPath, Position]]]:
    """Yield path, data and positions of every entry of a file: a mapping with the key ``mark``."""
    try:
        data, positions = read_kept(file)
    except InputError as error:
        problems.extend(error.problems)
        return
    for path, entry in entries(data, mark, problems, positions):
        yield path, entry, positions


def _entry(
    path: KeyPath,
    data: dict[str, Any],
    positions: dict[KeyPath, Position],
    sources: dict[str, dict[str, Any]],
    problems: Problems,
) -> Entry | None:
    """Return one quantity of one place; None after noting that no quantity has its path."""
    name = ".".join(map(str, path))
    below = name.partition(".")[2]
    if path[0] not in HOLDERS:
        hint = did_you_mean(str(path[0]), HOLDERS)
        problems.add(positions[path[:1]], name, f"found {path[0]}, allowed are the nation, provinces and cities{hint}")
    if below not in STATUTE_QUANTITIES:
        hint = did_you_mean(below, STATUTE_QUANTITIES)
        problems.add(positions[path], name, f"found {below}, which no definition of a quantity has{hint}")
        return None
    check_keys(path, data, ENTRY_KEYS, positions, problems)
    values = data["values"] if isinstance(data["values"], dict) else {}
    quantity = STATUTE_QUANTITIES[below]
    steps = [
        _step(date, raw, (*path, "values", date), data, positions, sources, problems) for date, raw in values.items()
    ]
    if not steps:
        problems.add(positions[path], name, "has no values, expected a map by date")
    for step in filter(None, steps):
        for value in step.value if isinstance(step.value, tuple) else (step.value,):
            if value is not None and not quantity.holds(value):
                problems.add(step.position, name, f"found {value:g}, allowed is {quantity.allowed()}")
    texts = {key: data.get(key) for key in ("note", "until", "in_force_as_of")}
    return Entry(path=name, quantity=quantity, steps=tuple(filter(None, steps)), position=positions[path], **texts)


def _step(
    date: int | str,
    raw: Any,
    path: KeyPath,
    entry: dict[str, Any],
    positions: dict[KeyPath, Position],
    sources: dict[str, dict[str, Any]],
    problems: Problems,
) -> Step | None:
    """Return one dated value; None after noting what is wrong with it."""
    position = positions[path]
    fields = raw if isinstance(raw, dict) else {"value": raw}
    for key in fields:
        if key not in VALUE_KEYS:
            hint = did_you_mean(key, VALUE_KEYS)
            problems.add(positions[*path, key], path, f"found {key}, allowed are {', '.join(VALUE_KEYS)}{hint}")
    source, grade, derived = (fields.get(key, entry.get(key)) for key in ("source", "grade", "derived"))
    known = fields.get("known")
    if known is not None and not (isinstance(known, int) and YEARS[0] <= known <= YEARS[-1]):
        problems.add(
            positions[*path, "known"], path, f"found {known}, allowed is a year from {YEARS[0]} to {YEARS[-1]}"
        )
    value = None
    try:
        parts(date)
        for until in filter(None, (fields.get("until"), entry.get("until"))):
            parts(until)
        value = None if fields.get("value") is None else number(fields["value"])
    except ValueError as error:
        problems.add(position, path, str(error))
        return None
    if value is not None and grade not in GRADES:
        problems.add(position, path, f"found grade {grade}, allowed are A, B and C")
    if derived and grade != "C":
        problems.add(position, path, f"is derived and has grade {grade}, derived values have grade C")
    if value is not None and source not in sources:
        hint = did_you_mean(str(source), sources)
        problems.add(position, path, f"found source {source}, which sources.yaml does not list{hint}")
    return Step(str(date), value, fields.get("until"), source, grade, derived, fields.get("note"), position, known)


def _check_order(entry: Entry, problems: Problems) -> None:
    """Dates rise, and no value lasts into the next one."""
    for earlier, later in zip(entry.steps, entry.steps[1:], strict=False):
        if first_month(later.date) <= first_month(earlier.date) and parts(later.date) <= parts(earlier.date):
            problems.add(later.position, entry.path, f"{later.date} stands after {earlier.date}; dates must rise")
        if earlier.until and end_month(earlier.until) > first_month(later.date):
            problems.add(earlier.position, entry.path, f"until {earlier.until} overlaps the value of {later.date}")


def _check_age(entry: Entry, edition: dict[str, Any], problems: Problems) -> None:
    """A value without end must be young, or say up to which day it was found in force."""
    last = entry.steps[-1] if entry.steps else None
    if last is None or last.value is None or last.until or entry.until:
        return
    seen = max(str(entry.in_force_as_of or ""), last.date)
    year, month, day = parts(edition["as_of"])
    if not is_date(seen):
        problems.add(entry.position, entry.path, f"found in_force_as_of {seen}, allowed is a date such as 2026-09-01")
    elif parts(seen) < (year - edition["stale_years"], month, day):
        problems.add(
            last.position,
            entry.path,
            f"the value of {last.date} has no end and was last seen in force on {seen}: "
            f"older than {edition['stale_years']} years; give until or in_force_as_of",
        )
