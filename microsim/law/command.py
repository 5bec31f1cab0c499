"""What ``microsim law`` prints."""

import csv
import datetime
import io
import json
from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Any

import click

from microsim.law.information import statute_of
from microsim.law.query import entries_of, law_rows
from microsim.law.rows import LawRow
from microsim.law.statute import Entry
from microsim.law.timing import acts_otherwise
from microsim.law.values import FIRST_LAW_YEAR, LAST_YEAR
from microsim.reading import InputError, Problem


def show_law(
    path: str | None,
    scenario: Any = None,
    date: str | None = None,
    grade: str | None = None,
    changed: bool = False,
    as_list: bool = False,
    as_json: bool = False,
    as_csv: bool = False,
) -> None:
    """Print values of the law under a scenario, with what stands behind each."""
    if as_list:
        if scenario is not None:
            message = "found with a scenario, allowed is without one; --changed shows what a scenario sets"
            raise InputError([Problem("--list", 0, 0, "", message)])
        _list_law(path, grade)
        return
    rows = [row for row in _law_rows(path, date, scenario, changed) if grade in (None, row.grade)]
    if as_json or as_csv:
        print_rows(rows, as_csv, LawRow._fields)
        return
    say_information(scenario)
    statute = statute_of(scenario)
    for path_of_rows, entry in groupby(rows, key=lambda row: row.path):
        click.echo("\n".join(_entry_lines(list(entry), statute.entries.get(path_of_rows))))
    if not rows:
        _say_nothing(path, date, grade, scenario if changed else None)


def say_information(scenario: Any) -> None:
    """Say up to which year law and assumptions are shown as known, where a scenario names one."""
    if (year := getattr(scenario, "information", None)) is not None:
        click.echo(f"as known at the end of {year}")


def print_rows(rows: Sequence[Any], as_csv: bool, names: Sequence[str]) -> None:
    """Print rows as CSV under their names, or as JSON."""
    if not as_csv:
        click.echo(json.dumps([row._asdict() for row in rows], ensure_ascii=False))
        return
    table = io.StringIO()
    csv.writer(table, lineterminator="\n").writerows([names, *rows])
    click.echo(table.getvalue(), nl=False)


def _law_rows(path: str | None, date: str | None, scenario: Any, changed: bool) -> list[LawRow]:
    """Return the rows asked for; an unknown path or a date out of range is a mistake of the input."""
    try:
        date = date and _day(date).isoformat()
        if date and not FIRST_LAW_YEAR <= int(date[:4]) <= LAST_YEAR:
            raise ValueError(f"found {date}, allowed are dates from {FIRST_LAW_YEAR} to {LAST_YEAR}")
        return law_rows(path, date, scenario=scenario, changed=changed)
    except KeyError as error:
        raise InputError([Problem(path or "law", 0, 0, "", str(error.args[0]))]) from None
    except ValueError as error:
        raise InputError([Problem("--at", 0, 0, "", str(error))]) from None


def _say_nothing(path: str | None, date: str | None, grade: str | None, scenario: Any) -> None:
    """Say why there is nothing to show; ``scenario`` where only what it sets was asked for."""
    if scenario is not None:
        click.echo(
            f"{path or 'law'}: {scenario.name} sets nothing here{f' that is in force on {date}' if date else ''}"
        )
    elif grade:
        click.echo(f"{path or 'law'}: no value of grade {grade}")
    elif path:
        ended = law_rows(path)[-1]
        last = f"the last value, {ended.value}, held from {ended.since} until {ended.until}"
        click.echo(f"{path}: nothing is in force on {date} and no rule goes on from it; {last}")


def _list_law(path: str | None, grade: str | None) -> None:
    """Print a line an entry: path, names, unit, how many values, from when, and their grades."""
    try:
        entries = entries_of(path)
    except KeyError as error:
        raise InputError([Problem(path or "law", 0, 0, "", str(error.args[0]))]) from None
    for entry in entries:
        grades = "".join(sorted({step.grade for step in entry.steps if step.grade}))
        if grade is None or grade in grades:
            count = len(entry.steps)
            values = f"{count} value{'s' if count > 1 else ''} since {entry.steps[0].date}"
            click.echo(f"{entry.path}  {entry.en} {entry.zh} ({entry.unit}); {values}; {grades or '-'}")


def _day(text: str) -> datetime.date:
    """Return the day a date, or the first day a month or a year means; ValueError where it is none."""
    try:
        return datetime.date.fromisoformat(text + "-01-01"[3 * text.count("-") :])
    except ValueError:
        raise ValueError(f"found {text}, allowed is a date such as 2031-01-01 or a year such as 2031") from None


def _entry_lines(rows: list[LawRow], known: Entry | None) -> Iterator[str]:
    """Yield the lines of one entry: its names, then a line a value. ``known``: the entry of the statute, where it has one."""
    first = rows[0]
    note = known.note if known and not all(row.written for row in rows) else None
    yield f"{first.path}  {first.en} {first.zh} ({first.unit})"
    since, value = (max(len(str(getattr(row, name))) for row in rows) for name in ("since", "value"))
    for row in rows:
        until = f"until {row.until}" if row.until else "on"
        text = f"  {row.since:{since}} {until:16} {row.value:>{value}}  {row.grade or '-'}  {_document(row)}"
        yield text.rstrip()
        if row.acts_from:
            yield f"    {acts_otherwise(row.path, row.since)}"
        if row.note and row.note != note:
            yield f"    {row.note}"
    if note:
        yield f"  {note}"


def _document(row: LawRow) -> str:
    """Return the document behind a value, the place where a scenario sets it, or the rule it was derived by."""
    if row.written:
        return f"set by {row.written}"
    parts = [part for part in (row.document, row.number, row.article) if part]
    if row.derived:
        parts.append(f"derived: {row.derived}")
    return ", ".join(map(str, parts))
