"""Ask the assumptions: value, range, source and what each does; what ``microsim assumptions`` prints."""

from collections.abc import Iterator
from typing import Any, NamedTuple

import click

from microsim.law.assumptions import Assumption, Assumptions
from microsim.law.command import print_rows, say_information
from microsim.law.estimates import path_of
from microsim.law.information import known_assumptions
from microsim.law.values import YEARS, parts
from microsim.places import PROVINCE_KEYS
from microsim.reading import InputError, Position, Problem, did_you_mean

ENDS = 3  # values of a long series that are shown at either end


class AssumptionRow(NamedTuple):
    """One assumption; ``value``, ``low`` and ``high`` as they are written: one value, by province or by year.

    ``shipped`` is the value a scenario took the place of and ``written`` file, line and column of the scenario's.
    ``prior`` is the value before it was estimated, and ``estimates`` score and standard deviation of each quantity that
    moved it.
    """

    path: str
    en: str
    zh: str
    value: Any
    unit: str
    low: Any
    high: Any
    grade: str
    source: str
    document: str | None
    does: str | None
    does_zh: str | None
    note: str | None
    shipped: Any = None
    written: str | None = None
    prior: Any = None
    estimates: dict[str, tuple[float, float]] | None = None


def assumption_rows(name: str | None = None, year: int | None = None, scenario: Any = None) -> list[AssumptionRow]:
    """Return the assumptions a name, a group or words stand for; all without one.

    Parameters
    ----------
    name : name, the beginning or another part of one, or words of its name or of what it does
    year : values of this year, one or by province, in place of the values as written
    scenario : a Scenario whose values are shown in place of the shipped ones

    Raises
    ------
    KeyError
        Where nothing has that name, with the nearest known one.
    """
    shipped = known_assumptions(getattr(scenario, "information", None))
    under = shipped.apply(scenario.assumptions) if scenario else shipped
    return [_row(shipped, under, path, year, scenario) for path in _matching(shipped, name)]


def _matching(tree: Assumptions, name: str | None) -> list[str]:
    """Return the paths that a name, the beginning or a part of one, or words stand for."""
    paths = list(tree.entries)
    if name is None or name in tree.entries:
        return [name] if name else paths
    wanted = name.removeprefix("assumptions.").casefold().strip()
    found = [path for path in paths if path == wanted or path.startswith(f"{wanted}.")]
    found = found or [path for path in paths if f".{wanted}." in f".{path}."]
    found = found or [path for path in paths if wanted in _words(tree.entries[path])]
    if not found:
        known = [*paths, *{part for path in paths for part in path.split(".")}]
        hint = did_you_mean(name, known) or "; microsim assumptions --list shows all names"
        raise KeyError(f"no assumption has the name {name}{hint}")
    return found


def _words(entry: Assumption) -> str:
    """Return the names of an assumption and what it does, to look words up in."""
    quantity = entry.quantity
    return f"{quantity.en} {quantity.zh} {quantity.does} {quantity.does_zh}".casefold()


def _row(shipped: Assumptions, under: Assumptions, path: str, year: int | None, scenario: Any) -> AssumptionRow:
    entry, before, quantity = under.entries[path], shipped.entries[path], under.entries[path].quantity
    changed = path in under.changed
    source = shipped.sources.get(entry.source, {})
    return AssumptionRow(
        path=path,
        en=quantity.en,
        zh=quantity.zh,
        value=_in(entry, year),
        unit=quantity.unit,
        low=entry.low,
        high=entry.high,
        grade=entry.grade,
        source=entry.source,
        document=source.get("document"),
        does=quantity.does,
        does_zh=quantity.does_zh,
        note=entry.note,
        shipped=_in(before, year) if changed else None,
        written=_written(scenario, path) if changed else None,
        prior=None if before.prior is None else before.prior_value,
        estimates=_estimates(shipped, path),
    )


def _estimates(tree: Assumptions, path: str) -> dict[str, tuple[float, float]] | None:
    """Return score and standard deviation of each quantity that moved an assumption; None where none did."""
    found = tree.estimates
    rows = [row for row, name in enumerate(found.names) if path_of(name) == path] if found else []
    told = {found.names[row]: (float(found.scores[row]), float(found.covariance[row, row]) ** 0.5) for row in rows}
    return told or None


def _in(entry: Assumption, year: int | None) -> Any:
    """Return a value as written, or what it is in a year: one number, or one for each province."""
    if year is None or entry.table is None:
        return entry.value
    values = entry.table[year - YEARS[0]].tolist()
    return values[0] if len(set(values)) == 1 else dict(zip(PROVINCE_KEYS, values, strict=True))


def _written(scenario: Any, path: str) -> str:
    """Return where a scenario wrote an assumption."""
    places = (place for key, place in scenario.origins.items() if tuple(key[:2]) == ("assumptions", path))
    return str(next(places, Position(scenario.name)))


def show_assumptions(
    name: str | None,
    scenario: Any = None,
    year: str | None = None,
    grade: str | None = None,
    changed: bool = False,
    as_list: bool = False,
    as_json: bool = False,
    as_csv: bool = False,
) -> None:
    """Print assumptions under a scenario."""
    try:
        rows = assumption_rows(name, None if year is None else _year(year), scenario)
    except KeyError as error:
        raise InputError([Problem(name or "assumptions", 0, 0, "", str(error.args[0]))]) from None
    except ValueError as error:
        raise InputError([Problem("--at", 0, 0, "", str(error))]) from None
    rows = [row for row in rows if grade in (None, row.grade) and (row.written or not changed)]
    if as_json or as_csv:
        print_rows(rows, as_csv, AssumptionRow._fields)
        return
    say_information(scenario)
    for row in rows:
        click.echo(_line(row) if as_list else "\n".join(_lines(row)))
    if not rows:
        nothing = f"{scenario.name} sets nothing here" if changed else f"none of grade {grade}"
        click.echo(f"{name or 'assumptions'}: {nothing}")


def _year(text: str) -> int:
    """Return the year of a date; ValueError where the tables hold none."""
    year = parts(text)[0]
    if not YEARS[0] <= year <= YEARS[-1]:
        raise ValueError(f"found {text}, allowed are years from {YEARS[0]} to {YEARS[-1]}")
    return year


def _line(row: AssumptionRow) -> str:
    """Return an assumption in one line."""
    return f"{row.path}  {row.en} {row.zh}: {_text(row.value)} ({row.unit}); {row.grade}"


def _lines(row: AssumptionRow) -> Iterator[str]:
    """Yield the lines of one assumption: its names, value and range, what it does and what it rests on."""
    yield f"{row.path}  {row.en} {row.zh} ({row.unit})"
    ends = [f"{word} {_text(end)}" for word, end in (("low", row.low), ("high", row.high)) if end is not None]
    yield "; ".join([f"  value {_text(row.value)}", *ends])
    for name, (score, spread) in (row.estimates or {}).items():
        yield f"    {name} estimated: score {score:.2f}, standard deviation {spread:.2f}; prior {_text(row.prior)}"
    if row.written:
        yield f"    set by {row.written} in place of {_text(row.shipped)}"
    yield f"  {row.does}"
    yield f"  {row.does_zh}"
    yield f"  {row.grade}  {row.document or row.source}"
    if row.note:
        yield f"  {row.note}"


def _text(value: Any) -> str:
    """Return a value as it is written, a long series by its ends."""
    if not isinstance(value, dict):
        return f"{value:.10g}" if isinstance(value, float) else str(value)
    items = [f"{key}: {_text(part)}" for key, part in value.items()]
    shown = items if len(items) <= 2 * ENDS else [*items[:ENDS], "...", *items[-ENDS:]]
    return f"{{{', '.join(shown)}}}"
