"""Tables of a comparison's form on the terminal and in files."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from microsim.comparing.export import write_tables
from microsim.report.terminal import print_table

if TYPE_CHECKING:
    from microsim.comparing.table import Table


def print_and_write(name: str, tables: "Sequence[Table]", language: str, *paths: Path | None) -> None:
    """Print tables and write them to the files asked for, each of which is told.

    Parameters
    ----------
    name : of the run they are of
    paths : CSV files and workbooks, None where none is asked for
    """
    for table in tables:
        print_table(table.rich(language), table.width(language))
    for path in filter(None, paths):
        write_tables([(name, list(tables))], path, language)
        click.echo(str(path))
