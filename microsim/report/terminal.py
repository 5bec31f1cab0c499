"""Tables on a terminal: whole, however narrow it is."""

from collections.abc import Iterable
from typing import Any

import click
from rich import box
from rich.console import Console
from rich.table import Table

WIDEST = 500  # columns that no table needs


def print_table(table: Any, least: int) -> None:
    """Print a rich table as wide as its rows are; at least ``least`` columns where the output is no terminal.

    A terminal that is narrower breaks its lines, which can be read where a cell that is cut cannot; it is said on stderr.
    """
    console = Console()
    if console.is_terminal:
        least = console.measure(table, options=console.options.update(width=WIDEST)).maximum
        if console.width < least:
            wide = f"the table is {least} columns wide, the terminal {console.width}"
            click.echo(f"note: {wide}: widen it to see it whole", err=True)
    Console(width=max(console.width, least)).print(table)


def new_table(title: str, columns: Iterable[str], left: Iterable[str]) -> Table:
    """Return a table without rows, whose columns are never cut; those named in ``left`` hold words, all others numbers."""
    table = Table(title=title, box=box.SIMPLE_HEAD, header_style="bold", padding=(0, 0, 0, 1), title_justify="left")
    for column in columns:
        table.add_column(column, justify="left" if column in left else "right", no_wrap=True)
    return table


def print_whole(parts: Iterable[Any], least: int) -> None:
    """Print sentences and tables, each row on one line of at least so many columns."""
    wide = Console(width=max(Console().width, least))
    for part in parts:
        wide.print(part, markup=False, highlight=False)
