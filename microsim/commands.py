"""What the commands do, behind the command line: the imports that are heavy stand here."""

import csv
import datetime
import io
import json
from collections.abc import Iterator
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
from rich.console import Console

from microsim.engine.world import FIRST_LAW_YEAR, LAST_YEAR
from microsim.law.load import load_statute
from microsim.law.query import entries_of, law_rows
from microsim.law.rows import LawRow
from microsim.law.timing import acts_otherwise
from microsim.results.folder import check_target
from microsim.run import run_scenario
from microsim.scenario.usual import unusual
from microsim.yaml_reader import InputError, Problem, Problems

if TYPE_CHECKING:
    from microsim.report.outcome import Run
    from microsim.scenario import Scenario

TABLE_WIDTH = 110  # columns of the headline table where the output is no terminal


def run_scenarios(
    scenarios: "list[Scenario]", out: Path | None, until: int | None, quiet: bool, **options: Any
) -> None:
    """Run scenarios one after the other, each into its own folder."""
    _check_until(scenarios, until)
    folders = _folders([scenario.name for scenario in scenarios], out)
    for scenario, folder in zip(scenarios, folders, strict=True):
        for problem in unusual(scenario):
            click.echo(f"unusual: {problem}", err=True)
        _say(scenario, folder, until, **options)
        result = run_scenario(scenario, until=until, out=folder, progress=False if quiet else None, **options)
        _report(result, folder, quiet)


def _say(scenario: "Scenario", folder: Path, until: int | None, **options: Any) -> None:
    """Say on stderr which dates act from another day, and which other run stands in the folder until this one is whole."""
    from microsim.results.matching import replaced
    from microsim.scenario import notes

    for note in notes(scenario):
        click.echo(f"note: {note}", err=True)
    if found := replaced(folder, scenario, until, **options):
        click.echo(f"note: {folder}: takes the place of a run with {'; '.join(found)}", err=True)


def _check_until(scenarios: "list[Scenario]", until: int | None) -> None:
    """The last year must lie in the horizon of every scenario."""
    problems = Problems()
    for scenario in scenarios:
        start, end = scenario.horizon.start, scenario.horizon.end
        if until is not None and not start <= until <= end:
            allowed = f"the horizon of {scenario.name} allows {start} to {end}"
            problems.append(Problem("--until", 0, 0, "", f"found {until}, {allowed}"))
    problems.check()


def _folders(names: list[str], out: Path | None) -> list[Path]:
    """Return the run folder of each scenario, all of them fit to be written to."""
    folders = [out] if out is not None and len(names) == 1 else [(out or Path("runs")) / name for name in names]
    problems = Problems()
    plain = [name.casefold() for name in names]  # some disks take Baseline and baseline for one name
    for name in sorted({name for name in names if plain.count(name.casefold()) > 1}):
        problems.append(Problem(name, 0, 0, "", "found two scenarios of this name, allowed is one; rename the other"))
    for folder in folders:
        try:
            check_target(folder)
        except InputError as error:
            problems.extend(error.problems)
    problems.check()
    return folders


def _report(result: "Run", folder: Path, quiet: bool) -> None:
    """Say where the results are, and print the headline table."""
    if not quiet:
        _print(result.headline_table())
    written = sorted(path.name + "/" * path.is_dir() for path in folder.iterdir())
    click.echo(f"{folder}: {', '.join(written)}")


def _print(table: Any) -> None:
    """Print a table, wide enough for its rows where the output is no terminal."""
    console = Console()
    wide = Console(width=max(console.width, TABLE_WIDTH)) if not console.is_terminal else console
    wide.print(table)


def compare_runs(base: str, reforms: tuple[str, ...], unpaired: bool, language: str) -> None:
    """Print the headline differences of runs against one; the mistakes of all of them together."""
    from microsim.report.comparison import compare

    problems, found = Problems(), []
    for reform in reforms:
        try:
            found.append(compare(base, reform, unpaired=unpaired))
        except InputError as error:
            problems.extend(error.problems)
    problems.check()
    for comparison in found:
        _print(comparison.headline_table(language))


def show_law(
    path: str | None,
    date: str | None,
    grade: str | None = None,
    as_list: bool = False,
    as_json: bool = False,
    as_csv: bool = False,
) -> None:
    """Print values of the statute, with the document behind each."""
    if as_list:
        _list_law(path, grade)
        return
    rows = [row for row in _law_rows(path, date) if grade in (None, row.grade)]
    if as_json:
        click.echo(json.dumps([row._asdict() for row in rows], ensure_ascii=False))
        return
    if as_csv:
        table = io.StringIO()
        csv.writer(table, lineterminator="\n").writerows([LawRow._fields, *rows])
        click.echo(table.getvalue(), nl=False)
        return
    for _, entry in groupby(rows, key=lambda row: row.path):
        click.echo("\n".join(_entry_lines(list(entry))))
    if not rows:
        _say_nothing(path, date, grade)


def _law_rows(path: str | None, date: str | None) -> list[LawRow]:
    """Return the rows asked for; an unknown path or a date out of range is a mistake of the input."""
    try:
        date = date and _day(date).isoformat()
        if date and not FIRST_LAW_YEAR <= int(date[:4]) <= LAST_YEAR:
            raise ValueError(f"found {date}, allowed are dates from {FIRST_LAW_YEAR} to {LAST_YEAR}")
        return law_rows(path, date)
    except KeyError as error:
        raise InputError([Problem(path or "law", 0, 0, "", str(error.args[0]))]) from None
    except ValueError as error:
        raise InputError([Problem("--at", 0, 0, "", str(error))]) from None


def _say_nothing(path: str | None, date: str | None, grade: str | None) -> None:
    """Say why there is nothing to show."""
    if grade:
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


def _entry_lines(rows: list[LawRow]) -> Iterator[str]:
    """Yield the lines of one entry: its names, then a line a value."""
    first, known = rows[0], load_statute().entries.get(rows[0].path)
    note = known.note if known else None
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
    """Return the document behind a value, or the rule it was derived by."""
    parts = [part for part in (row.document, row.number, row.article) if part]
    if row.derived:
        parts.append(f"derived: {row.derived}")
    return ", ".join(map(str, parts))
