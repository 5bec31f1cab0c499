"""What ``microsim evaluate`` does."""

from pathlib import Path

import click

from microsim.comparing.export import WRITERS
from microsim.evaluating.evaluation import evaluate
from microsim.evaluating.questions import QUESTIONS
from microsim.folders.files import check_files
from microsim.report.terminal import print_table

LEAST = 110  # columns where the output is no terminal


def print_evaluation(
    runs: tuple[str, ...],
    names: tuple[str, ...],
    years: tuple[int, ...],
    by: tuple[str, ...],
    files: tuple[Path, ...],
    language: str,
) -> None:
    """Print the tables of an evaluation, or write them to files: all questions where none is named."""
    if len(runs) > 2:
        raise click.UsageError("found more than two runs, allowed are RUN, or RUN and what changes it.")
    check_files(*((path, WRITERS) for path in files))
    wanted = names or (None if files else tuple(QUESTIONS))
    found = evaluate(runs[0], runs[1] if len(runs) > 1 else None, years=years or None, tables=wanted, by=by or None)
    for path in files:
        found.write(path, language)
        click.echo(f"wrote {path}")
    if not files:
        for table in found.tables:
            print_table(table.rich(language), max(LEAST, table.width(language)))
