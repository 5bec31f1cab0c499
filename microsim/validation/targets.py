"""Published figures: the shipped table of them, and tables of one's own in the columns of the project's data."""

import functools
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from microsim import data
from microsim.data import PACKAGE, DataError
from microsim.reading import Position, Problems, did_you_mean, shortened
from microsim.validation.cells import Line, read_lines
from microsim.validation.groups import SEXES, WHAT_AGES_MAY_BE, Group, ages_of
from microsim.validation.scopes import REGION_NAMES, UNITS, registry

TABLE = "validation/tables/targets.csv"
SHIPPED = PACKAGE / TABLE
COLUMNS = ("id", "indicator", "region", "year", "sex", "age_group", "value", "unit", "grade", "use", "source", "note")
OWN_COLUMNS = ("indicator", "region", "year", "sex", "age_group", "value", "unit", "source", "confidence", "note")
USES = ("calibrate", "holdout", "benchmark")
GRADES = ("A", "B", "C")
FIRST_YEAR, LAST_YEAR = 1900, 2200


class Target(NamedTuple):
    """One published figure.

    Attributes
    ----------
    id : its name in ``calibration/moments.csv``; of one's own table ``file:line``
    group : persons it counts
    value, unit : as published
    grade : A seen in a source, B official from memory, C a prior or derived
    use : one of USES
    year : None where it is of no single calendar year, such as 2014H2
    """

    id: str
    indicator: str
    region: str
    year: int | None
    group: Group
    value: float
    unit: str
    grade: str
    use: str
    source: str
    note: str
    shipped: bool = False


@functools.cache
def shipped_targets() -> tuple[Target, ...]:
    """Return the figures that the package and the folders laid over it hold."""
    found = []
    for row in data.rows(TABLE):
        cells, group = row.cells, _group_of(row.cells["sex"], row.cells["age_group"])
        if group is None:
            raise DataError(
                f"{row.file}:{row.line}: age_group: found {cells['age_group']}, allowed is {WHAT_AGES_MAY_BE}"
            )
        names = (cells["id"], cells["indicator"], cells["region"], int(cells["year"]), group, float(cells["value"]))
        others = (cells["unit"], cells["grade"], cells["use"], cells["source"], cells["note"])
        found.append(Target(*names, *others, shipped=True))
    return tuple(found)


def _group_of(sex: str, ages: str) -> Group | None:
    """Return the group of two cells, None where they name none."""
    found = ages_of(ages)
    return Group(sex, *found) if found is not None and sex in SEXES else None


def read_targets(path: Path | str) -> tuple[Target, ...]:
    """Return the figures of a table in the columns OWN_COLUMNS, in any order.

    Raises
    ------
    InputError
        With every mistake at ``file:line:column``: columns missing, unknown or twice, cells that are no year, number,
        group, grade or use, a unit that does not measure what the indicator does, one figure twice.
    """
    path = Path(path)
    lines, problems = read_lines(path), Problems()
    if not lines:
        problems.add(
            Position(str(path)), "", f"found nothing, allowed is a table with the columns {', '.join(OWN_COLUMNS)}"
        )
        problems.check()
    head, *rows = lines
    _check_head(head, problems)
    problems.check()
    found, seen = [], dict[tuple[object, ...], int]()
    for line in rows:
        target = _read_row(line, head.cells, problems)
        if target is None:
            continue
        key = target[1:5]
        if target.year is not None and key in seen:
            problems.add(line.positions[0], "", f"found the figure of line {seen[key]} again, allowed is each once")
        seen.setdefault(key, line.positions[0].line)
        found.append(target)
    problems.check()
    return tuple(found)


def _check_head(head: Line, problems: Problems) -> None:
    """Note columns that are unknown, twice or missing."""
    for number, (name, position) in enumerate(zip(head.cells, head.positions, strict=True)):
        if name not in OWN_COLUMNS:
            problems.add(
                position,
                "",
                f"found the column {shortened(name)}, allowed are {', '.join(OWN_COLUMNS)}{did_you_mean(name, OWN_COLUMNS)}",
            )
        elif name in head.cells[:number]:
            problems.add(position, name, "found the column twice, allowed is once")
    for name in OWN_COLUMNS:
        if name not in head.cells:
            problems.add(Position(*head.positions[0][:2], 1), name, "found no such column, it is needed")


def _read_row(line: Line, head: list[str], problems: Problems) -> Target | None:
    """Return the figure of one line, None where it has a mistake, which is noted."""
    before = len(problems)
    if len(line.cells) != len(head):
        problems.add(
            line.positions[-1], "", f"found {len(line.cells)} cells, allowed are {len(head)} as in the first line"
        )
        return None
    cells = dict(zip(head, line.cells, strict=True))
    at = dict(zip(head, line.positions, strict=True))

    def wrong(name: str, allowed: str) -> None:
        problems.add(at[name], name, f"found {shortened(cells[name]) or 'nothing'}, allowed is {allowed}")

    if not names_a_year(cells["year"]):
        wrong("year", f"a year from {FIRST_YEAR} to {LAST_YEAR}")
    group = _group_of(cells["sex"] or "all", cells["age_group"] or "all")
    if group is None:
        name, allowed = (
            ("sex", f"one of {', '.join(SEXES)}") if cells["sex"] not in SEXES else ("age_group", WHAT_AGES_MAY_BE)
        )
        wrong(name, allowed)
    value = _number(cells["value"])
    if value is None:
        wrong("value", "a number")
    if cells["confidence"] not in GRADES:
        wrong("confidence", f"one of {', '.join(GRADES)}")
    use, _, note = (part.strip() for part in cells["note"].partition(";"))
    if use not in USES:
        wrong("note", f"one of {', '.join(USES)}, then ; and a remark{did_you_mean(use, USES)}")
    _check_unit(cells, wrong)
    if len(problems) > before or value is None or group is None:
        return None
    names = (f"{Path(line.positions[0].file).name}:{line.positions[0].line}", cells["indicator"], cells["region"])
    year = int(cells["year"]) if cells["year"].isdigit() else None
    return Target(*names, year, group, value, cells["unit"], cells["confidence"], use, cells["source"], note)


def names_a_year(text: str) -> bool:
    """Tell whether a text is a year, or begins with one as those of parts or spans of years do (2014H2, 2010-2014)."""
    return text[:4].isdigit() and FIRST_YEAR <= int(text[:4]) <= LAST_YEAR


def _number(text: str) -> float | None:
    try:
        number = float(text)
    except ValueError:
        return None
    return number if abs(number) < float("inf") else None


def _check_unit(cells: dict[str, str], wrong: Callable[[str, str], None]) -> None:
    """Note an empty name, and the unit of an indicator that is answered where it measures something else."""
    for name in ("indicator", "region"):
        if not cells[name]:
            wrong(name, "a name")
    scopes = registry().get(cells["indicator"], ())
    if not scopes or cells["region"] not in (*REGION_NAMES, *(scope.region for scope in scopes)):
        return
    measured = UNITS[scopes[0].unit][0]
    known = [unit for unit, (what, _) in UNITS.items() if what == measured]
    if cells["unit"] not in known:
        wrong("unit", f"one of {', '.join(known)}{did_you_mean(cells['unit'], known)}")
