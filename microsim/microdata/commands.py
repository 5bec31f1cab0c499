"""What the population commands print and write."""

from pathlib import Path
from typing import Any

import click

from microsim.microdata.findings import refuse
from microsim.microdata.folder import SUMMARY, read_summary
from microsim.microdata.labels import TITLES, labels_of
from microsim.microdata.text_files import ABOVE, SEPARATORS
from microsim.microdata.values import text_of
from microsim.reading import printable

TEMPLATES = Path(__file__).parent / "templates"
EXAMPLES = 3  # distinct values shown of a column
WIDEST = 24  # characters shown of a value


def import_population(
    file: Path, map_file: Path, out: Path, spells: Path | None = None, transfers: Path | None = None
) -> None:
    """Import a file and say what came of it."""
    from microsim.microdata.bring_in import import_file

    made = import_file(file, map_file, out, spells, transfers)
    for line in folder_lines(made.folder, made.summary):
        click.echo(line)


def show_file(file: Path, table: str | None, encoding: str | None, separator: str | None = None) -> None:
    """Show a population folder, or a file's columns."""
    if file.is_dir() or file.name == SUMMARY:
        folder = file if file.is_dir() else file.parent
        lines = folder_lines(folder, read_summary(folder))
    else:
        from microsim.microdata.read import read_table

        lines = column_lines(file, read_table(file, encoding, table, SEPARATORS.get(separator or "")))
    for line in lines:
        click.echo(printable(line))


def folder_lines(folder: Path, summary: dict[str, Any]) -> list[str]:
    """Return what a folder holds, a line each."""
    rows = ", ".join(f"{count:,} {name}" for name, count in summary["rows"].items())
    lines = [f"{folder}: {rows}; {summary['persons']:,.0f} persons at {summary['date']}"]
    if summary["carried_months"]:
        lines.append(f"carried to the base year by {summary['carried_months']} months, money by average wages")
    ways = ", ".join(f"{part} {way}" for part, way in summary["from_model"].items())
    lines.append(f"from the model: {ways}")
    lines.append(f"passed {len(summary['checks'])} checks")
    lines += summary.get("notes", [])
    for name, gaps in summary["filled"].items():
        total = summary["rows"][name]
        lines += [
            f"  {name}.{variable}: {gap['rows'] / total:.0%} of rows lack it: {gap['by']}"
            for variable, gap in gaps.items()
        ]
    return lines


def column_lines(file: Path, frame: Any) -> list[str]:
    """Return the columns of a file with the share of rows that have each and some of its values."""
    lines = [f"{file}: {len(frame):,} rows, {len(frame.columns)} columns"]
    if above := frame.attrs.get(ABOVE):
        lines.append(f"{above} line{'s' * (above > 1)} above the header left out")
    width = min(max(len(str(name)) for name in frame.columns), WIDEST)
    for name in frame.columns:
        column = frame[name].dropna()
        values = column.unique()
        labels = labels_of(frame, str(name))
        shown = ", ".join(valued(value, labels) for value in values[:EXAMPLES])
        known = f"{len(column) / len(frame):.0%} known"
        title = frame.attrs.get(TITLES, {}).get(str(name))
        said = f"; {title}" if title else ""
        lines.append(f"  {name!s:{width}}  {known:>10}  {len(values):>9,} values: {shown}{said}")
    return lines


def valued(value: Any, labels: dict[str, str]) -> str:
    """Return a value as it is written, with its label where the file has one."""
    label = labels.get(text_of(value))
    return text_of(value)[:WIDEST] + (f" ({label[:WIDEST]})" if label else "")


def make_example(persons: int, out: Path, suffix: str, seed: int) -> None:
    """Write a synthetic extract and say how to bring it in."""
    from microsim.folders.kinds import EXTRACT
    from microsim.folders.target import check_target
    from microsim.inputs import compile_inputs
    from microsim.microdata.example import MAP, write_example

    check_target(out, EXTRACT)  # before the law and the people are made
    write_example(compile_inputs("baseline"), persons, out, suffix, seed)
    files = " ".join(f"--{name} {out / name}.{suffix}" for name in ("spells", "transfers"))
    click.echo(f"{out}: persons.{suffix}, spells.{suffix}, transfers.{suffix}, {MAP}")
    click.echo(f"microsim population import {out}/persons.{suffix} --map {out / MAP} {files} --out FOLDER")


def show_template(name: str | None) -> None:
    """Print a crosswalk template, or the names of all with their first lines."""
    templates = {path.stem: path for path in sorted(TEMPLATES.glob("*.yaml"))}
    if name is None:
        for key, path in templates.items():
            click.echo(f"{key}: {path.read_text(encoding='utf-8').splitlines()[0].removeprefix('# ')}")
    elif name in templates:
        click.echo(templates[name].read_text(encoding="utf-8"), nl=False)
    else:
        from microsim.reading import did_you_mean

        refuse("template", f"found {name}, allowed is {', '.join(templates)}{did_you_mean(name, templates)}")
