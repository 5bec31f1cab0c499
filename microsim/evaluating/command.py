"""What ``microsim evaluate`` does."""

from pathlib import Path

import click

from microsim.comparing.export import WRITERS
from microsim.evaluating.evaluation import evaluate
from microsim.evaluating.poverty import numbers
from microsim.evaluating.questions import QUESTIONS
from microsim.folders.files import PICTURES, check_files, writing
from microsim.report.beside import require_drawing
from microsim.report.comparison import run_folder_of
from microsim.report.gallery import write_data, write_figure
from microsim.report.outcome import read_run
from microsim.report.terminal import print_table

LEAST = 110  # columns where the output is no terminal
DATA = ".csv"  # ending of what a picture shows, which stands beside it


def print_evaluation(
    runs: tuple[str, ...],
    names: tuple[str, ...],
    years: tuple[int, ...],
    by: tuple[str, ...],
    files: tuple[Path, ...],
    language: str,
    picture: Path | None = None,
    population: Path | None = None,
) -> None:
    """Print the tables of an evaluation, or write them to files: all questions where none is named."""
    if len(runs) > 2:
        raise click.UsageError("found more than two runs, allowed are RUN, or RUN and what changes it.")
    if picture is not None and len(runs) > 1:
        raise click.UsageError("found two runs, allowed with --figure is one: poverty after each benefit.")
    check_files(*((path, WRITERS) for path in files), (picture, PICTURES))
    if picture is not None:
        write_picture(runs[0], picture, language, years[0] if years else None, population)
        click.echo(f"wrote {picture} and {picture.with_suffix(DATA).name}")
        if not files and not names:
            return
    wanted = names or (None if files else tuple(QUESTIONS))
    reform = runs[1] if len(runs) > 1 else None
    found = evaluate(runs[0], reform, years=years or None, tables=wanted, by=by or None, population=population)
    for path in files:
        found.write(path, language)
        click.echo(f"wrote {path}")
    if not files:
        for table in found.tables:
            print_table(table.rich(language), max(LEAST, table.width(language)))


def write_picture(run: str, path: Path, language: str, year: int | None, population: Path | None) -> None:
    """Write poverty after each benefit as a picture, and what it shows beside it."""
    require_drawing()
    source = read_run(run_folder_of(run))
    found = numbers(source, year, population)
    with writing(path):
        write_figure(source, "poverty", path, language, found)
        write_data(found, path.with_suffix(DATA))
