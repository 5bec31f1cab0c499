"""What ``microsim careers`` does."""

from pathlib import Path
from typing import Any

import click

from microsim.comparing.export import write_tables
from microsim.folders.files import CSV, WORKBOOK, check_files
from microsim.report.terminal import print_table
from microsim.typical.rates import careers


def print_careers(
    scenario: str, places: tuple[str, ...], language: str, csv: Path | None, xlsx: Path | None, **options: Any
) -> None:
    """Print gross and net rates, and write the files."""
    check_files((csv, CSV), (xlsx, WORKBOOK))
    given = {name: value for name, value in options.items() if value not in ((), None)}
    found = careers(scenario, places or None, **given)
    tables = [found.table(), found.net_table()]
    for table in tables:
        print_table(table.rich(language), table.width(language))
    for path in filter(None, (csv, xlsx)):
        write_tables([(found.scenario.name, tables)], path, language)
        click.echo(str(path))
