"""From the statute, the assumptions and a scenario to the two records the kernel reads."""

import copy
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from microsim.amounts import MONTHS
from microsim.law.cells import RULES
from microsim.law.desk import Desk
from microsim.law.information import known_assumptions, statute_of
from microsim.law.origin import Origins
from microsim.law.reading import Compilation
from microsim.law.series import Book
from microsim.law.statute import CITIES, cities_of
from microsim.law.values import JULY, YEAR_COUNT, YEARS
from microsim.places import PLACE_KEYS, PROVINCE_KEYS
from microsim.reading import InputError, Problem
from microsim.schema import ASSUMPTIONS, LAW, LAW_FIELDS, TIERS, TRACKS, Track

if TYPE_CHECKING:
    from microsim.law.assumptions import Assumptions
    from microsim.law.statute import Statute
    from microsim.schema.records import Field

COLUMN = "column"
last = None  # the last Compilation of this process


class LawReport(NamedTuple):
    """What a compilation read and where it had to go beyond the statute.

    Attributes
    ----------
    paths : statute paths read
    overridden : statute paths the scenario set
    displaced : narrower statute paths that a scenario's value for a wider place set aside
    extrapolated : first year that is projected, by place and path
    derived : path, first date and rule in words of the statute values no document gives
    """

    paths: tuple[str, ...]
    overridden: tuple[str, ...]
    displaced: tuple[str, ...]
    extrapolated: dict[str, int]
    derived: tuple[tuple[str, str, str], ...]


def compile_law(
    statute: "Statute | None" = None, scenario: Any = None, last_year: int = YEARS[-1], assumptions: Any = None
) -> np.ndarray:
    """Return the law records, [place, year - 1970]; see ``compile_law_and_report``."""
    return compile_law_and_report(statute, scenario, last_year, assumptions)[0]


def compile_law_and_report(
    statute: "Statute | None" = None,
    scenario: Any = None,
    last_year: int = YEARS[-1],
    assumptions: Any = None,
    cache: bool = True,
) -> tuple[np.ndarray, LawReport]:
    """Return the law records of every place and year, and the report of how they came about.

    Parameters
    ----------
    statute : the statute as read, the shipped one by default
    scenario : anything with ``law`` and ``assumptions``: the overrides by path
    last_year : last year of the records
    assumptions : assumptions as read, the shipped ones by default; the scenario's overrides are applied to them
    cache : True starts from the last compilation of this process and works out only what rests on a changed path;
        the records are shared and cannot be written to
    """
    law, desk = _compiled(statute, scenario, assumptions, cache)
    return law[:, : last_year - YEARS[0] + 1], report_of(desk.book)


def law_origins(statute: "Statute | None" = None, scenario: Any = None, assumptions: Any = None) -> Origins:
    """Return the ``Origins`` of every cell of the law records under a scenario, found as they are asked for."""
    law, desk = _compiled(statute, scenario, assumptions, cache=True)
    return Origins(desk, law)


def _compiled(statute: "Statute | None", scenario: Any, assumptions: Any, cache: bool) -> tuple[np.ndarray, Desk]:
    """Return the records of all years and the desk they were worked out at."""
    global last
    statute = statute or statute_of(scenario)
    assumptions = _assumptions(assumptions, scenario)
    overrides = {path: raw for path, raw in (getattr(scenario, "law", None) or {}).items() if raw is not None}
    before = last if cache else None
    known: dict[Any, Any] = before.unchanged(statute, overrides, assumptions) if before else {}
    book = Book(statute, overrides, getattr(scenario, "origins", None), known)
    law = np.zeros((len(PLACE_KEYS), YEAR_COUNT), dtype=LAW)
    if before:
        law.view(np.uint8)[:] = before.law.view(np.uint8)  # bytes: a copy of records leaves noise between the fields
    desk = Desk(book, assumptions)
    fill(law, desk, known)
    if cache:
        law.setflags(write=False)
        last = Compilation(statute, copy.deepcopy(overrides), assumptions, book.reading.known, law)
    return law, desk


def fill(law: np.ndarray, desk: Desk, known: dict[Any, Any]) -> None:
    """Write every column of the law record; those known already stand there."""
    for code, place in enumerate(PLACE_KEYS):
        for field in LAW_FIELDS:
            values = desk.book.reading.once((COLUMN, place, field.name), law_column, desk, place, field)
            if (COLUMN, place, field.name) not in known:
                law[field.name][code] = values


def report_of(book: Book) -> LawReport:
    """Return the report of what a compilation read."""
    notes = book.notes
    return LawReport(
        tuple(sorted(notes.read)),
        tuple(sorted(book.overrides)),
        tuple(sorted(notes.displaced)),
        by_province(notes.projected),
        derived_values(book.statute, notes.read),
    )


def compile_assumptions(
    assumptions: "Assumptions | None" = None, scenario: Any = None, last_year: int = YEARS[-1]
) -> np.ndarray:
    """Return the assumption records, [province, year - 1970]."""
    tree = _assumptions(assumptions, scenario)
    records = np.zeros((len(PROVINCE_KEYS), YEAR_COUNT), dtype=ASSUMPTIONS)
    for name, path in tree.paths_of_fields().items():
        if (values := tree.entry(path).table) is None:
            raise InputError([Problem("assumptions", 0, 0, path, "found a word, the record needs a number")])
        _check_complete(values.T, path, PROVINCE_KEYS)
        records[name] = values.T
    return records[:, : last_year - YEARS[0] + 1]


def derived_values(statute: "Statute", paths: Iterable[str]) -> tuple[tuple[str, str, str], ...]:
    """Return path, first date and rule of the values no document gives; a rule that goes on is named once."""
    found = []
    for path in sorted(paths):
        rule = None
        for step in statute.entries[path].steps:
            if step.derived and step.derived != rule:
                found.append((path, step.date, step.derived))
            rule = step.derived
    return tuple(found)


def by_province(years: dict[str, int]) -> dict[str, int]:
    """Return first projected years with the cities of a province put together where they agree."""
    result = {}
    for name, year in sorted(years.items()):
        place, _, path = name.partition(".")
        province = CITIES.get(place, "")
        firsts = {years.get(f"{city}.{path}", year) for city in cities_of(province)}
        result[f"{province}.{path}" if len(firsts) == 1 else name] = year
    return dict(sorted(result.items()))


def _assumptions(assumptions: "Assumptions | None", scenario: Any) -> "Assumptions":
    tree = assumptions or known_assumptions(getattr(scenario, "information", None))
    return tree.apply(getattr(scenario, "assumptions", None) or {})


def law_column(desk: Desk, place: str, field: "Field") -> np.ndarray:
    """Return the values of one field at one place, [year] or [year, length]."""
    if field.length == TRACKS:
        paths = [field.path.replace("{track}", track.name.lower()) for track in Track]
        values = np.column_stack([desk.book.years(place, path) for path in paths])
    elif field.length == TIERS:
        tiers = desk.book.tiers(place, field.path)[JULY::12]
        values = np.pad(tiers, ((0, 0), (0, TIERS - tiers.shape[1])))
    elif field.path in RULES:
        values = desk.once(RULES[field.path], place)
        values = values.reshape(YEAR_COUNT, MONTHS) if field.length == MONTHS else values
    elif field.length == MONTHS:
        values = desk.book.months(place, field.path).reshape(YEAR_COUNT, MONTHS)
    else:
        values = desk.book.years(place, field.path)
    _check_complete(values, f"{place}.{field.path}", YEARS)
    _check_fits(values, f"{place}.{field.path}", field.type)
    return np.rint(values) if field.type == "i4" else values


def _check_complete(values: np.ndarray, path: str, names: Any) -> None:
    """A gap in the law or in an assumption is an error, never a silent zero."""
    gaps = np.isnan(values)
    if gaps.any():
        gaps = gaps.reshape(len(values), -1).any(axis=1)
        first = names[int(np.argmax(gaps))]
        raise InputError([Problem("statute", 0, 0, path, f"no value is in force in {first}, the record needs one")])


def _check_fits(values: np.ndarray, path: str, kind: str) -> None:
    """A value that its field cannot hold is an error, never another value."""
    most = float(np.iinfo(kind).max) if np.dtype(kind).kind == "i" else np.finfo(kind).max
    if (np.abs(values) > most).any():
        message = f"works out as {np.abs(values).max():.3g}, the record holds at most {most:.3g}"
        raise InputError([Problem("statute", 0, 0, path, message)])
