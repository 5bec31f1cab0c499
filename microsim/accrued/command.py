"""What ``microsim liabilities`` does."""

from pathlib import Path

import click

from microsim.accrued.owed import liabilities
from microsim.accrued.tables import known_group
from microsim.comparing.export import write_tables
from microsim.folders.files import CSV, WORKBOOK, check_files
from microsim.report.terminal import print_table


def print_liabilities(
    run: str,
    language: str,
    year: int | None,
    by: str | None,
    vested: bool,
    csv: Path | None,
    xlsx: Path | None,
    threads: int | None,
    quiet: bool,
) -> None:
    """Print accrued rights and both groups, and write the files."""
    check_files((csv, CSV), (xlsx, WORKBOOK))
    known_group(by)
    found = liabilities(run, year, vested=vested, threads=threads, progress=False if quiet else None)
    tables = [found.accrued(by), found.groups()]
    for table in tables:
        print_table(table.rich(language), table.width(language))
    for path in filter(None, (csv, xlsx)):
        write_tables([(found.run.name, tables)], path, language)
        click.echo(str(path))
